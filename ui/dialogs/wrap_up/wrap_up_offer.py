"""What a wrap-up starts from: the session, its draft filled up with what is known, the limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import SessionKind, WrapUp
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.meetings.session_beats import Beat

if TYPE_CHECKING:
    from jfs_desktop.casework.sessions.wrap_up_start import WrapUpStart


@dataclass(frozen=True, slots=True)
class WrapUpOffer:
    """``click`` is the moment of the stop click, None for a session that has stopped already. A next
    appointment after ``next_by`` says why; it is None where any day will do (I13)."""

    session: SessionView
    given: WrapUp
    """What the fields open with, and where it is from: ``told``, '' for nothing at all."""
    told: str
    click: Beat | None
    next_by: date | None = None
    left_open: tuple[MeetingStep, ...] = ()
    """What of an initial meeting is not done; ``held`` once that counts as held, ``sure`` where it is known
    with whom it was, without which it does not (I1, I3)."""
    held: bool = True
    sure: bool = True
    attended: date | None = None
    """Of a meeting with a call on an earlier day: on which of them it counts as attended (I19)."""
    alone: bool = False
    """Whether nobody has been in an initial meeting whose time has come (M1)."""
    plan_locked: bool = False
    """Whether the JFAP was final all through the session (P3)."""


def read_offer(workspace: Workspace, session_id: UUID, click: Beat | None) -> WrapUpOffer:
    """Read what the dialog starts from. Raises NotFound."""
    from jfs_desktop.casework.contact import meeting_verbs  # with it: Word
    from jfs_desktop.casework.sessions import meeting_calls, nobody_came, wrap_up_start

    session = sessions.one(workspace, session_id)
    start = wrap_up_start.begin(workspace, session_id)
    return WrapUpOffer(
        session,
        start.given,
        _told(session, start),
        click,
        meeting_verbs.next_by(workspace, session),
        *meeting_verbs.left_open(workspace, session),
        meeting_calls.attended_before(workspace, session),
        nobody_came.alone_in(workspace, session),
        sessions.plan_was_locked(workspace, session_id),
    )


def _told(session: SessionView, start: WrapUpStart) -> str:
    if start.typed:
        return "Continued from the draft"
    kind = "meeting" if session.kind == SessionKind.INITIAL_MEETING else "session"
    return f"Filled in from the {kind}" if start.given != WrapUp() else ""
