"""Meetings on provision that were booked and whose day has come, to be marked as missed in one step
(M1, JFS 4.17). The initial meeting is not among them: it follows its own rule (AMB-79, JFS 3.33)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from jfs_desktop.casework import case_facts, facts
from jfs_desktop.casework.facts import WhatHappened
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import NotFound
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme import Programme

_MISSED = FactKind.MEETING_MISSED


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment whose day has come, neither held nor missed. ``at`` is '10:30', or ''."""

    id: UUID
    on: date
    at: str


def bookings_of(known: CaseFacts, programme: Programme, today: date) -> tuple[Booking, ...]:
    """The booked meetings on provision that may have been missed, newest first."""
    if not known.has(FactKind.INITIAL_MEETING_HELD):
        return ()
    return tuple(sorted(_bookings(known, programme, today), key=lambda one: one.on, reverse=True))


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
    if booking is None:
        raise NotFound("This appointment was held, missed or taken back meanwhile.")
    return facts.record(
        workspace, case_id, WhatHappened(_MISSED, booking.on, _time(booking), about=booking.id)
    )


def _time(booking: Booking) -> time | None:
    return time.fromisoformat(booking.at) if booking.at else None


def _bookings(known: CaseFacts, programme: Programme, today: date) -> Iterator[Booking]:
    for place, agreed in enumerate(known.facts):
        if agreed.kind is not FactKind.APPOINTMENT_AGREED:
            continue
        on = _booked_for(agreed, programme)
        if on is None or on > today:
            continue
        if not any(_settles(fact, agreed, on) for fact in known.facts[place + 1 :]):
            yield Booking(agreed.id, on, agreed.detail.get("time", ""))


def _settles(fact: Fact, agreed: Fact, on: date) -> bool:
    if fact.kind is _MISSED:
        return fact.about == agreed.id or (fact.about is None and fact.on == on)
    if fact.kind is FactKind.APPOINTMENT_AGREED:  # agreed anew before its day came
        return fact.on < on
    return fact.kind is FactKind.SESSION_HELD and fact.on >= on


def _booked_for(agreed: Fact, programme: Programme) -> date | None:
    try:
        return date.fromisoformat(agreed.detail.get(programme.fact_kinds[agreed.kind].dates, ""))
    except ValueError:
        return None
