"""Minutes that the timer did not take: corrections with a reason, and sessions entered by hand (S1)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import taking_back
from jfs_desktop.casework.recording.session_identity import note_identity, refuse_unasked
from jfs_desktop.casework.sessions.group_overlaps import refuse_over_groups
from jfs_desktop.casework.sessions.session_rules import refuse_channel, refuse_overlap
from jfs_desktop.casework.sessions.session_timing import find, gap_of, gaps_of, segments_of
from jfs_desktop.casework.sessions.session_views import view_of
from jfs_desktop.casework.sessions.session_wrap_up import TOLD, WrapUp, write
from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.session import SessionSegment, TimedSession
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import start_date
from jfs_desktop.rules.meetings.session_kinds import SegmentKind, SessionKind, SessionState
from jfs_desktop.rules.meetings.session_time import Stretch
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import says_why, told_why
from jfs_desktop.store.unit_of_work import Change, Verb

CORRECT = Verb("sessions.correct", "")
ADD_MANUAL = Verb("sessions.add_manual", "")
_MEETING = (FactKind.INITIAL_MEETING_BEGUN, FactKind.INITIAL_MEETING_HELD)


@dataclass(frozen=True, slots=True, repr=False)
class ManualSession(Discreet):
    """A session entered by hand; ``reason`` says why the timer did not run.

    ``channel`` is a key of the programme's session channels, ``started_at`` an aware instant;
    the rest as in :class:`WrapUp`.
    """

    kind: SessionKind
    channel: str
    started_at: datetime
    minutes: int
    reason: str
    notes: str = ""
    plan_changed: bool = False
    no_change_reason: str = ""
    activities: tuple[str, ...] = ()
    plan_summary: str = ""
    next_appointment: datetime | None = None
    late_reason: str = ""
    channel_reason: str = ""
    to_send: tuple[str, ...] = ()
    identity: str = ""
    """Whether it was sure who it is, 'confirmed' or 'doubt' (I3); ``doubt`` says what did not fit."""
    doubt: str = ""


def correct(workspace: Workspace, session_id: UUID, minutes: int, reason: str) -> Outcome[SessionView]:
    """Set a stopped session's minutes by hand; segments and earlier corrections stay as recorded.

    Raises RefusedByRule where a completion rests on the minutes (X2), BadInput without a reason, or for
    minutes below none or longer than the time since it began: by the wall clock, and as much more as that was
    set back in the session.
    """
    reason = told_why(reason, "Say why the minutes are corrected.")
    with workspace.changing(CORRECT, reason=reason) as change:
        session = find(change, session_id, SessionState.STOPPED)
        if minutes < 0 or minutes * 60 > _longest(change, session, workspace.now()):
            raise BadInput("A session cannot be longer than the time since it began.", field="minutes")
        with taking_back.completion_kept(change, workspace, session.case_id):
            taking_back.put_minutes(change, workspace, session, minutes, reason)
            change.db.flush()
        view = view_of(change.db, session, workspace.now())
    return Outcome(view, TOLD, frozenset({view.case_id}), change.change_id)


def _longest(change: Change, session: TimedSession, now: datetime) -> float:
    """Seconds that can have passed since a session began, as far as the clocks know: without end where the
    clock was set back while the program was not running."""
    gaps = [gap_of(row) for row in gaps_of(change, session)]
    if any(gap.steady is None and gap.set_back_by for gap in gaps):
        return math.inf
    written = sum(row.seconds for row in segments_of(change, session))
    since = (now - session.started_at).total_seconds()
    return max(written, since + sum(gap.set_back_by for gap in gaps))


def add_manual(workspace: Workspace, case_id: UUID, given: ManualSession) -> Outcome[SessionView]:
    """Enter a session by hand, wrapped up at once; it is shown as manual.

    Raises BadInput without a reason or a whole minute, or in the future; RefusedByRule when it
    overlaps another session or a group session of the adviser (JFS Annex 3, 1-2-1), lies before the
    initial meeting, or lacks its JFAP entry.
    """
    end = _checked_end(workspace, case_id, given)
    with workspace.changing(ADD_MANUAL, case_id=case_id, reason=given.reason.strip()) as change:
        case_of(change.db, case_id)
        _refuse_before_initial_meeting(change, case_id, given)
        refuse_overlap(change, workspace, Stretch(given.started_at, end))
        refuse_over_groups(change, workspace, case_id, Stretch(given.started_at, end))
        session = TimedSession(
            id=workspace.new_key(),
            case_id=case_id,
            adviser_id=workspace.me.id,
            kind=given.kind.value,
            channel=given.channel,
            state=SessionState.STOPPED,
            started_at=given.started_at,
            stopped_at=end,
            manual=True,
            manual_reason=given.reason.strip(),
        )
        change.db.add(session)
        change.db.flush()
        change.db.add(_whole(workspace, session, end))
        note_identity(change, workspace, session, given.identity, given.doubt)
        write(change, workspace, session, _wrap_up_of(given), end)
        view = view_of(change.db, session, workspace.now())
    return Outcome(view, TOLD, frozenset({case_id}), change.change_id)


def _whole(workspace: Workspace, session: TimedSession, end: datetime) -> SessionSegment:
    """All of a session entered by hand as one stretch of work."""
    return SessionSegment(
        id=workspace.new_key(),
        session_id=session.id,
        number=1,
        kind=SegmentKind.WORK,
        started_at=session.started_at,
        ended_at=end,
        origin="manual",
        seconds=(end - session.started_at).total_seconds(),
        device_id=workspace.vault.device_id,
    )


def _checked_end(workspace: Workspace, case_id: UUID, given: ManualSession) -> datetime:
    if not says_why(given.reason):
        raise BadInput("Say why the timer was not used.", field="reason")
    if given.minutes < 1:
        raise BadInput("A session has at least one whole minute.", field="minutes")
    refuse_channel(workspace, case_id, given.channel)
    refuse_unasked(given.kind, given.identity)
    end = given.started_at + timedelta(minutes=given.minutes)
    if end > workspace.now():
        raise BadInput("This session would end in the future.", field="started_at")
    return end


def _refuse_before_initial_meeting(change: Change, case_id: UUID, given: ManualSession) -> None:
    known = case_facts.load(change.db, case_id)
    began, day = start_date(known), london_day(given.started_at)
    if given.kind is not SessionKind.ONE_TO_ONE or began is None or day > began:
        return
    times = [fact.at for fact in known.of(*_MEETING) if fact.on == began and fact.at is not None]
    if day < began or (times and given.started_at < min(times)):
        raise RefusedByRule("A 1-2-1 session cannot lie before the initial meeting.", paragraph="JFS 3.19")


def _wrap_up_of(given: ManualSession) -> WrapUp:
    return WrapUp(
        notes=given.notes,
        activities=given.activities,
        plan_changed=given.plan_changed,
        no_change_reason=given.no_change_reason,
        next_appointment=given.next_appointment,
        plan_summary=given.plan_summary,
        late_reason=given.late_reason,
        channel_reason=given.channel_reason,
        to_send=given.to_send,
    )
