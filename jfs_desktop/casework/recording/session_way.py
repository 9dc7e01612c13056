"""By which way a session is held: as it was booked, else as they agreed to be reached; and by which way the
meeting goes on now (I2, I9, S12; JFS 3.14, 3.19)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording.agreed_way import first_cleared
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.bookings import agreed_meetings
from jfs_desktop.rules.journey.contact import standing_booking
from jfs_desktop.rules.meetings.session_kinds import SessionKind, SessionState
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import Question

METHOD, SESSION = "method", "session"


def of_case(workspace: Workspace, case_id: UUID, kind: SessionKind) -> str:
    """By which cleared channel a session of that kind is to be held today; '' where nothing says so. Raises
    NotFound."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        programme = workspace.programmes.of(known)
        if kind is SessionKind.INITIAL_MEETING:
            return of_initial_meeting(known, programme)
        today = [one for one in agreed_meetings(known, programme) if one.on == workspace.today()]
        agreed = db.get(CaseFact, today[-1].id) if today else None
    booked = agreed.channel if agreed is not None else ""
    return booked if booked in programme.channels_for(SESSION) else first_cleared(known, programme, SESSION)


def of_initial_meeting(known: CaseFacts, programme: Programme) -> str:
    """The same of the initial meeting."""
    booked = _booked(known)
    return booked if booked in programme.channels_for(SESSION) else first_cleared(known, programme, SESSION)


def now(db: Session, known: CaseFacts) -> str:
    """By which channel they are talking: that of the session in hand, else of the initial meeting while it
    is not held yet, as it began or was booked; '' where nothing says so."""
    sessions = select(TimedSession).where(TimedSession.case_id == known.case_id)
    last = db.scalars(sessions.order_by(TimedSession.started_at.desc()).limit(1)).first()
    held = known.has(FactKind.INITIAL_MEETING_HELD)
    if last is not None and (last.state != SessionState.STOPPED or not held):
        return last.channel
    return "" if held else _booked(known)


def without_other_ways(asks: tuple[Question, ...], way: str) -> tuple[Question, ...]:
    """The questions without the choices that belong to other channels than this one; all where '' says that
    nobody knows it."""
    if not way:
        return asks
    return tuple(replace(ask, closed=(*ask.closed, *_of_others(ask, way))) for ask in asks)


def _of_others(ask: Question, way: str) -> tuple[str, ...]:
    return tuple(one.key for one in ask.choices if one.channels and way not in one.channels)


def _booked(known: CaseFacts) -> str:
    booking = standing_booking(known)
    return booking.detail.get(METHOD, "") if booking is not None else ""
