"""Meetings whose booked time has passed while nothing says whether the person came, and an initial meeting
that has begun and was not finished (I1, C3, M1; JFS 3.17, 3.33, 4.17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.clocks import clock_day
from jfs_desktop.rules.contact import BOOKED_AT, MEETING_CLOCK, booked_day, standing_booking
from jfs_desktop.rules.counting import day_count
from jfs_desktop.rules.ends import has_died
from jfs_desktop.rules.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey import refusal
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.working_days import WorkingDays

MISSED_CLOCK = "missed_meeting_contact"
_TIME = "time"
_MISSED = FactKind.MEETING_MISSED


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment whose day has come, neither held nor missed. ``at`` is '10:30', or ''."""

    id: UUID
    on: date
    at: str

    @property
    def moment(self) -> datetime | None:
        """When it was to begin (aware); None where no time was agreed."""
        return datetime.combine(self.on, time.fromisoformat(self.at), LONDON) if self.at else None


@dataclass(frozen=True, slots=True)
class PassedMeeting:
    """A booking whose time has passed with nothing recorded; ``initial`` for that of the initial meeting.

    ``due`` is the last day for what follows if it was missed: to try to reach the person, or to hold the
    initial meeting all the same. None where the programme counts none.
    """

    booking: Booking
    initial: bool
    due: date | None
    paragraph: str


def bookings_of(known: CaseFacts, programme: Programme, today: date) -> tuple[Booking, ...]:
    """The booked meetings on provision that may have been missed, newest first."""
    if not known.has(FactKind.INITIAL_MEETING_HELD) or has_died(known):
        return ()
    return tuple(sorted(_bookings(known, programme, today), key=lambda one: one.on, reverse=True))


def passed_meetings(
    known: CaseFacts, programme: Programme, calendar: WorkingDays, now: datetime
) -> tuple[PassedMeeting, ...]:
    """Every booking to settle at an instant (aware): its time is over, nothing says that it was held, missed
    or put off, and the case still takes such an entry."""
    here = now.astimezone(LONDON)
    today, clock = here.date(), f"{here:%H:%M}"

    def over(one: Booking) -> bool:
        return one.on < today or (bool(one.at) and one.on == today and one.at <= clock)

    def taken(kind: FactKind) -> bool:
        return refusal(kind, known, programme, calendar, today, today) is None

    found = [one for one in bookings_of(known, programme, today) if over(one)]
    if found and taken(_MISSED):
        return tuple(_on_provision(one, known, programme, calendar) for one in found)
    first = _initial(known)
    both = (FactKind.INITIAL_MEETING_MISSED, FactKind.MEETING_BOOKED)
    if first is None or not over(first) or not all(taken(kind) for kind in both):
        return ()
    due = clock_day(MEETING_CLOCK, known, programme, calendar)
    return (PassedMeeting(first, True, due, programme.clock(MEETING_CLOCK).paragraph),)


def next_to_pass(known: CaseFacts, programme: Programme, now: datetime) -> datetime | None:
    """The next moment of this day (aware) at which a booked time comes and its meeting is to be settled;
    None where none does, since what comes on another day comes with that day."""
    here = now.astimezone(LONDON)
    first = _initial(known)
    booked = [*bookings_of(known, programme, here.date()), *([first] if first is not None else [])]
    moments = (one.moment for one in booked if one.on == here.date())
    return min((moment for moment in moments if moment is not None and moment > here), default=None)


def begun_meeting(known: CaseFacts) -> Fact | None:
    """The beginning of an initial meeting that was not brought to its end."""
    begun = known.last(FactKind.INITIAL_MEETING_BEGUN)
    if begun is None or has_died(known):
        return None
    over = (FactKind.INITIAL_MEETING_HELD, FactKind.INITIAL_MEETING_MISSED)
    later = known.facts[known.facts.index(begun) + 1 :]
    return None if any(fact.kind in over for fact in later) else begun


def _on_provision(
    one: Booking, known: CaseFacts, programme: Programme, calendar: WorkingDays
) -> PassedMeeting:
    rule = programme.clock(MISSED_CLOCK)
    return PassedMeeting(one, False, day_count(rule.count, calendar, known.nation)(one.on), rule.paragraph)


def _initial(known: CaseFacts) -> Booking | None:
    """The booking of the initial meeting, until that was begun, held or missed."""
    booked = standing_booking(known)
    on = booked_day(booked.detail) if booked is not None else None
    if booked is None or on is None or begun_meeting(known) is not None:
        return None
    return Booking(booked.id, on, booked.detail.get(BOOKED_AT, ""))


def _bookings(known: CaseFacts, programme: Programme, today: date) -> Iterator[Booking]:
    for place, agreed in enumerate(known.facts):
        if agreed.kind is not FactKind.APPOINTMENT_AGREED:
            continue
        on = booked_day(agreed.detail, programme.fact_kinds[agreed.kind].dates)
        if on is None or on > today:
            continue
        booking = Booking(agreed.id, on, agreed.detail.get(_TIME, ""))
        if not any(_settles(fact, booking) for fact in known.facts[place + 1 :]):
            yield booking


def _settles(fact: Fact, booking: Booking) -> bool:
    if fact.kind is _MISSED:
        return fact.about == booking.id or (fact.about is None and fact.on == booking.on)
    if fact.kind is FactKind.APPOINTMENT_AGREED:  # agreed anew before its time came, or in its stead
        return fact.about == booking.id or fact.on < booking.on or _earlier_that_day(fact, booking)
    return fact.kind is FactKind.SESSION_HELD and fact.on >= booking.on


def _earlier_that_day(fact: Fact, booking: Booking) -> bool:
    if fact.on != booking.on or fact.at is None or not booking.at:
        return False
    return f"{fact.at.astimezone(LONDON):%H:%M}" < booking.at
