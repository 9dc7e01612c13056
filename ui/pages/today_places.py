"""Where the one action of a row on Today leads: the tab that is made for it, the PRaP entry, or the form for
any fact where no tab is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.today.agenda import AgendaLine, Engagement
from jfs_desktop.casework.today.cockpit import Todo
from jfs_desktop.casework.today.moves_told import ToldMove
from jfs_desktop.casework.today.putting_off import (
    ABROAD,
    ATTEMPT,
    CLASH,
    COMPLAINT,
    COMPLETE,
    DEATH,
    DOUBT,
    ENTRY,
    GROUP,
    LEFTOVER,
    MAIL,
    NOTICE,
    PASSED,
    POST,
    PROMISE,
    QUERY,
    REPLY,
    RESTRICTED,
    STEPS,
    STOPPED,
    SURVEY,
    WORK,
)
from jfs_desktop.rules.facts.facts import FactKind
from ui.dialogs.circumstances.fast_track import FastTrackDialog
from ui.dialogs.groups.group_tell import TellDialog
from ui.dialogs.prap.prap_entry import PrapEntryDialog, meet
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.referrals.restricted_referrals import RestrictedDialog
from ui.dialogs.replies.reply import ReplyDialog
from ui.dialogs.sessions.settle_meeting import SettleMeetingDialog
from ui.pages.case.tabs import TABS
from ui.pages.clock_tabs import CIRCUMSTANCES, CONTACT, ENDING, MEETING, OF_CLOCK, REFERRAL, SESSIONS
from ui.shell.context import Context
from ui.shell.frame import Frame

OpenCase = Callable[[UUID, str], None]

FAST_TRACK = "safeguarding_contact"
REQUESTED = "share_jfap_with_jobcentre"
COMPLAINTS, OUTBOX, GROUPS = "complaints", "outbox", "group_sessions"
OVERVIEW, PLAN = "overview", "plan"

OF_KIND: Mapping[str, str] = {
    PROMISE: OVERVIEW,
    STEPS: MEETING,
    DOUBT: REFERRAL,
    NOTICE: CONTACT,
    CLASH: CONTACT,
    COMPLAINT: CIRCUMSTANCES,
    QUERY: PLAN,
    LEFTOVER: PLAN,
    POST: ENDING,
    STOPPED: ENDING,
    SURVEY: ENDING,
    COMPLETE: ENDING,
    ABROAD: ENDING,
    DEATH: ENDING,
    WORK: ENDING,
}
OF_ENGAGEMENT: Mapping[Engagement, str] = {
    Engagement.INITIAL_MEETING: MEETING,
    Engagement.APPOINTMENT: SESSIONS,
}
_RECORDED_BY: Mapping[str, tuple[FactKind, ...]] = {
    ATTEMPT: (FactKind.RE_CONTACT_ATTEMPTED,),
    DOUBT: (FactKind.WORK_COACH_CONSULTED,),
    NOTICE: (FactKind.VULNERABILITY_SEEN,),
    COMPLAINT: (FactKind.COMPLAINT_STEP_TAKEN, FactKind.COMPLAINT_SETTLED),
}


def there(tab: str) -> str:
    """The tab, or '' where this program has none of that name."""
    return tab if any(entry.key == tab for entry in TABS) else ""


def tab_of(todo: Todo) -> str:
    """The tab that a row leads to; '' where it opens a form."""
    return there(OF_CLOCK.get(todo.clock.id, "") if todo.clock else OF_KIND.get(todo.kind, ""))


def lead(context: Context, todo: Todo, open_case: OpenCase, parent: QWidget) -> None:
    """Lead straight to where a thing is done."""
    tab = tab_of(todo)
    first = todo.clock.waits_for if todo.clock is not None else None
    if first is not None and todo.case_id is not None:
        meet(context, todo.case_id, first, parent)
    elif todo.kind == REPLY and todo.about is not None:
        ReplyDialog.ask(context, todo.about, parent)
    elif todo.kind == MAIL:
        _show_page(OUTBOX, parent)
    elif todo.case_id is None:
        _lead_to_no_case(context, todo, parent)
    elif todo.clock is not None and todo.clock.id == FAST_TRACK:
        FastTrackDialog.ask(context, todo.case_id, parent, todo.clock.subject)
    elif tab:
        open_case(todo.case_id, tab)
    elif todo.clock is not None:
        if todo.clock.id == REQUESTED:
            _show_page("jobcentre_requests", parent)
        meet(context, todo.case_id, todo.clock, parent)
    elif todo.kind == PASSED and todo.about is not None:
        open_tab = partial(open_case, todo.case_id)
        SettleMeetingDialog.ask(context, todo.case_id, todo.about, open_tab, parent)
    elif todo.kind == ENTRY:
        PrapEntryDialog.ask(context, todo.case_id, todo.key.split(":")[1], parent)
    elif todo.kind in _RECORDED_BY:
        RecordDialog.ask(context, todo.case_id, parent, kinds=_RECORDED_BY[todo.kind])
    else:
        open_case(todo.case_id, "")


def _lead_to_no_case(context: Context, todo: Todo, parent: QWidget) -> None:
    """What belongs to no case has a page, or a list, of its own."""
    if todo.kind == RESTRICTED:
        RestrictedDialog.ask(context, parent)
    elif todo.kind == GROUP and todo.about is not None:
        _show_page(GROUPS, parent)
        TellDialog.ask(context, todo.about, parent)
    else:
        _show_page(COMPLAINTS, parent)


def follow(
    context: Context, move: ToldMove, todos: Iterable[Todo], open_case: OpenCase, parent: QWidget
) -> None:
    """Lead from a move that came about by itself to what can still be done, of all that is to do."""
    due = next((one for one in todos if one.case_id == move.case_id and one.clock is move.clock), None)
    if due is not None:
        lead(context, due, open_case, parent)
    else:
        open_case(move.case_id, "")


def _show_page(key: str, parent: QWidget) -> None:
    """The page where a thing has its list: it stands behind the form that opens, and stays when that is
    done."""
    frame = parent.window().findChild(Frame)
    if isinstance(frame, Frame):
        frame.show_page(key)


def lead_to_engagement(line: AgendaLine, open_case: OpenCase, open_page: Callable[[str], None]) -> None:
    """Lead to where a line of the agenda is held."""
    if line.case_id is None:
        open_page(GROUPS)
    else:
        open_case(line.case_id, there(OF_ENGAGEMENT[line.kind]))
