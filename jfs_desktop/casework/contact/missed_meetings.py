"""Meetings that were booked and whose time has come: marked as missed in one step (M1, JFS 4.17), or the
initial meeting by its own rule (AMB-79, JFS 3.33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import exists, select, union
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.agreed_way import first_cleared
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import london_day
from jfs_desktop.errors import NotFound
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.case import CaseFact, CaseSummary
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.bookings import Booking
from jfs_desktop.rules.journey.re_engagement import NextAttempt, next_attempt
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep, left_open
from jfs_desktop.rules.meetings.passed_meetings import (
    PassedMeeting,
    begun_meeting,
    bookings_of,
    next_to_pass,
    passed_meetings,
)
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import choice_name
from jfs_desktop.rules.writing.discreet import Discreet

METHOD, SESSION = "method", "session"
_GONE = "This appointment was held, missed or taken back meanwhile."
_TELL = (
    FactKind.MEETING_BOOKED,
    FactKind.APPOINTMENT_AGREED,
    FactKind.INITIAL_MEETING_BEGUN,
    FactKind.IDENTITY_DOUBTED,
    FactKind.RE_CONTACT_ATTEMPTED,
)

_UNKNOWN = select(CaseSummary.case_id).where(
    CaseSummary.open,
    exists().where(
        CaseFact.case_id == CaseSummary.case_id,
        # Not by the index of kinds, under which the checks of years lie for each of these few cases.
        CaseFact.kind.concat("") == FactKind.IDENTITY_CONFIRMED.value,
        CaseFact.withdrawn_at.is_not(None),
    ),
)
"""A check who it was that was taken back may have been the only one (I3)."""
_TOLD = union(case_facts.open_with(_TELL), _UNKNOWN)


@dataclass(frozen=True, slots=True, repr=False)
class MeetingToSettle(Discreet):
    """A meeting whose time has passed, the name of the person, and by which means it was to be held:
    'Video call', '' where nothing says so."""

    name: str
    meeting: PassedMeeting
    means: str


@dataclass(frozen=True, slots=True, repr=False)
class ToSettle(Discreet):
    """The meetings to settle by case, and the next moment of today at which there is another (aware)."""

    passed: Mapping[UUID, tuple[PassedMeeting, ...]]
    turns_at: datetime | None = None
    steps: Mapping[UUID, tuple[MeetingStep, ...]] = field(default_factory=dict)
    """What an initial meeting that counts as held has left open, by case."""
    attempts: Mapping[UUID, NextAttempt] = field(default_factory=dict)
    """Whom to try to reach again, by case."""


def miss(workspace: Workspace, case_id: UUID, booking_id: UUID) -> Outcome[FactView]:
    """Record that the participant did not come to a booked meeting, on its own day and at its own time.

    Raises NotFound for a booking that is not there any more, BadInput before its time has come,
    RefusedByRule as any fact.
    """
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    programme = workspace.programmes.of(known)
    found = bookings_of(known, programme, workspace.today())
    booking = next((one for one in found if one.id == booking_id), None)
    kind = FactKind.MEETING_MISSED
    if booking is None:
        booking = passed(workspace, case_id, booking_id).booking
        kind = FactKind.INITIAL_MEETING_MISSED
    return facts.record(workspace, case_id, WhatHappened(kind, booking.on, _time(booking), about=booking.id))


def passed(workspace: Workspace, case_id: UUID, booking_id: UUID) -> PassedMeeting:
    """One meeting to settle. Raises NotFound for one that is settled."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    found = (one for one in to_settle(workspace, known) if one.booking.id == booking_id)
    meeting = next(found, None)
    if meeting is None:
        raise NotFound(_GONE)
    return meeting


def asked(workspace: Workspace, case_id: UUID, booking_id: UUID) -> MeetingToSettle:
    """One meeting to settle, with whose it is and by which means. Raises NotFound for one that is settled."""
    meeting = passed(workspace, case_id, booking_id)
    with workspace.reading() as db:
        known, name = case_facts.load(db, case_id), name_of(db, case_id)
    programme = workspace.programmes.of(known)
    return MeetingToSettle(name, meeting, _means(known, programme, booking_id))


def _means(known: CaseFacts, programme: Programme, booking_id: UUID) -> str:
    """What was said at the booking, else by which way the person agreed to be met; '' where neither is."""
    booked = next(fact for fact in known.facts if fact.id == booking_id)
    said = choice_name(programme.fact_kinds[booked.kind].asks, METHOD, booked.detail.get(METHOD, ""))
    if said:
        return said
    return programme.channels_for(SESSION).get(first_cleared(known, programme, SESSION), "")


def to_settle(workspace: Workspace, known: CaseFacts) -> tuple[PassedMeeting, ...]:
    """The meetings of one case whose time has passed with nothing recorded."""
    return passed_meetings(known, workspace.programmes.of(known), workspace.calendar, workspace.now())


def in_the_vault(db: Session, workspace: Workspace) -> ToSettle:
    """The open cases with meetings to settle, and, with none, those with an initial meeting to finish; what
    held ones left open, and whom to try again. A session of that day or later that runs, or whose wrap-up is
    owed, settles the meeting itself."""
    found, begun = {}, set()
    steps, attempts = {}, {}
    coming: list[datetime] = []
    for case_id, known in case_facts.load_many(db, list(db.scalars(_TOLD))).items():
        found[case_id] = to_settle(workspace, known)
        soon = next_to_pass(known, workspace.programmes.of(known), workspace.now())
        coming += [soon] if soon is not None else []
        if begun_meeting(known) is not None:
            begun.add(case_id)
        if left := left_open(known):
            steps[case_id] = left
        again = next_attempt(known, workspace.programmes.of(known), workspace.calendar, workspace.today())
        if again is not None:
            attempts[case_id] = again
    owed = select(TimedSession.case_id, TimedSession.started_at).where(
        TimedSession.case_id.in_(list(found)), TimedSession.plan_changed.is_(None)
    )
    for case_id, began in db.execute(owed):
        found[case_id] = tuple(one for one in found[case_id] if one.booking.on > london_day(began))
        steps.pop(case_id, None)
    told = {case_id: some for case_id, some in found.items() if some or case_id in begun}
    return ToSettle(told, min(coming, default=None), steps, attempts)


def _time(booking: Booking) -> time | None:
    return time.fromisoformat(booking.at) if booking.at else None
