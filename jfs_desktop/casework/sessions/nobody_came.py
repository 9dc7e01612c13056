"""An initial meeting that was begun and that nobody joined: the waiting counts nothing, what was booked was
missed (M1, S2, T8, AMB-18, AMB-79; JFS 3.33)."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts, drafts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts, taking_back
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions.session_timing import at_click, halt
from jfs_desktop.casework.sessions.session_wrap_up import TOLD, draft_owner
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.bookings import initial_booking
from jfs_desktop.rules.meetings.initial_meeting import somebody_there
from jfs_desktop.rules.meetings.session_beats import Beat
from jfs_desktop.rules.meetings.session_kinds import SessionKind, SessionState
from jfs_desktop.store.unit_of_work import Change, Verb

NOBODY_CAME = Verb("initial_meeting.nobody_came", "")
"""A stopped clock does not run again: a wrong 'missed' is taken back with a reason."""

WHY = "Nobody joined the meeting"


def record(workspace: Workspace, case_id: UUID, *, at: datetime | Beat) -> Outcome[UUID]:
    """Close the meeting that was begun in vain: its timer stops at the click, with no minute counted and no
    wrap-up owed, its beginning is taken back, and the booking that stands is missed. Returns the session.

    Raises RefusedByRule where the record shows that somebody was there, BadInput before the booked time has
    come, NotFound where no initial meeting is in hand.
    """
    moment = at_click(workspace, at)
    with workspace.changing(NOBODY_CAME, case_id=case_id, reason=WHY) as change:
        session = _waited_in(change, case_id)
        known = case_facts.load(change.db, case_id)
        if somebody_there(known):
            raise RefusedByRule(
                "The record shows that they were in the meeting.",
                paragraph="JFS 3.33",
                remedy="End it, or press ‘The call dropped: go on later’ in its wrap-up.",
            )
        if session.state != SessionState.STOPPED:
            halt(change, workspace, session, moment)
        taking_back.put_minutes(change, workspace, session, 0, WHY)
        session.plan_changed, session.no_change_reason = False, WHY
        drafts.drop(change, draft_owner(session.id))
        _take_beginning_back(change, session)
        booking = initial_booking(case_facts.load(change.db, case_id))
        if booking is not None:
            booked_at = time.fromisoformat(booking.at) if booking.at else None
            missed = WhatHappened(FactKind.INITIAL_MEETING_MISSED, booking.on, booked_at, about=booking.id)
            facts.write(change, workspace, case_id, missed)
    return Outcome(session.id, TOLD, frozenset({case_id}), change.change_id)


def alone_in(workspace: Workspace, session: SessionView) -> bool:
    """Whether nobody has been in this initial meeting though its booked time, where it has one, has come."""
    if session.kind != SessionKind.INITIAL_MEETING or session.plan_changed is not None:
        return False
    with workspace.reading() as db:
        known = case_facts.load(db, session.case_id)
    booking, now = initial_booking(known), workspace.now().astimezone(LONDON)
    return not somebody_there(known) and (booking is None or booking.has_come(now.date(), now))


def _waited_in(change: Change, case_id: UUID) -> TimedSession:
    """The initial meeting whose timer runs, or whose wrap-up is owed."""
    found = change.db.scalars(
        select(TimedSession)
        .where(
            TimedSession.case_id == case_id,
            TimedSession.kind == SessionKind.INITIAL_MEETING.value,
            TimedSession.plan_changed.is_(None),
        )
        .order_by(TimedSession.started_at.desc())
    ).first()
    if found is None:
        raise NotFound("No initial meeting is under way.")
    change.case_ids.add(case_id)
    return found


def _take_beginning_back(change: Change, session: TimedSession) -> None:
    begun = select(CaseFact).where(
        CaseFact.case_id == session.case_id,
        CaseFact.kind == FactKind.INITIAL_MEETING_BEGUN.value,
        CaseFact.happened_at == session.started_at,
        CaseFact.withdrawn_at.is_(None),
    )
    for fact in change.db.scalars(begun):
        fact.withdrawn_at, fact.withdrawn_reason = change.at, WHY
    change.db.flush()
