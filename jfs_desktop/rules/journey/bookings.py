"""The meetings that stand booked on a case: the initial one, and those of provision (JFS 3.14, 4.05)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.contact import BOOKED_AT, booked_day, standing_booking
from jfs_desktop.rules.programme.programme import Programme

_TIME = "time"
_TIMES = {FactKind.MEETING_BOOKED: BOOKED_AT, FactKind.APPOINTMENT_AGREED: _TIME}
"""Under which key each kind of booking says its time."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A meeting that is neither held nor missed yet. ``at`` is '10:30', or ''."""

    id: UUID
    on: date
    at: str

    @property
    def moment(self) -> datetime | None:
        """When it was to begin (aware); None where no time was agreed."""
        return datetime.combine(self.on, time.fromisoformat(self.at), LONDON) if self.at else None

    def has_come(self, on: date, at: datetime | None) -> bool:
        """Whether its time has come by the day ``on``, or by the instant ``at`` of it where that is known."""
        if at is None or self.moment is None:
            return self.on <= on
        return self.moment <= at


def over_when_agreed(
    kind: FactKind, detail: Mapping[str, str], programme: Programme, on: date, at: datetime | None
) -> tuple[str, str] | None:
    """Why a meeting cannot have been agreed on the day ``on``, or at its instant ``at`` (aware): its own
    time was over by then (C3, M1). With it the key of the answer at fault."""
    if kind not in _TIMES:
        return None
    dates, time_key = programme.fact_kinds[kind].dates, _TIMES[kind]
    meant = booked_day(detail, dates)
    if meant is None or meant > on:
        return None
    if meant < on:
        return "This day was over when the meeting was agreed.", dates
    begins = Booking(UUID(int=0), meant, detail.get(time_key, "")).moment
    if begins is None or at is None or begins >= at.replace(second=0, microsecond=0):  # 'now' is this minute
        return None
    return "This time was over when the meeting was agreed.", time_key


def standing_bookings(kind: FactKind, known: CaseFacts, programme: Programme) -> Iterator[Booking]:
    """What stands booked by facts of a kind: the initial meeting, or the appointments of provision."""
    if kind is FactKind.MEETING_BOOKED:
        first = initial_booking(known)
        yield from () if first is None else (first,)
    elif kind is FactKind.APPOINTMENT_AGREED:
        yield from agreed_meetings(known, programme)


def initial_booking(known: CaseFacts) -> Booking | None:
    """The booking of the initial meeting, until that was held or missed."""
    booked = standing_booking(known)
    on = booked_day(booked.detail) if booked is not None else None
    return Booking(booked.id, on, booked.detail.get(BOOKED_AT, "")) if booked is not None and on else None


def agreed_meetings(known: CaseFacts, programme: Programme) -> Iterator[Booking]:
    """The appointments agreed on provision, until each was held, missed or agreed anew."""
    for place, agreed in enumerate(known.facts):
        if agreed.kind is not FactKind.APPOINTMENT_AGREED:
            continue
        on = booked_day(agreed.detail, programme.fact_kinds[agreed.kind].dates)
        if on is None:
            continue
        booking = Booking(agreed.id, on, agreed.detail.get(_TIME, ""))
        if not any(_settles(fact, booking) for fact in known.facts[place + 1 :]):
            yield booking


def _settles(fact: Fact, booking: Booking) -> bool:
    if fact.kind is FactKind.MEETING_MISSED:
        return fact.about == booking.id or (fact.about is None and fact.on == booking.on)
    if fact.kind is FactKind.APPOINTMENT_AGREED:  # agreed anew before its time came, or in its stead
        return fact.about == booking.id or fact.on < booking.on or _earlier_that_day(fact, booking)
    return fact.kind is FactKind.SESSION_HELD and fact.on >= booking.on


def _earlier_that_day(fact: Fact, booking: Booking) -> bool:
    if fact.on != booking.on or fact.at is None or not booking.at:
        return False
    return f"{fact.at.astimezone(LONDON):%H:%M}" < booking.at
