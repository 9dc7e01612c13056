"""Meetings whose booked time has passed while nothing says whether the person came, and an initial meeting
that has begun and was not finished (I1, C3, M1; JFS 3.17, 3.33, 4.17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.calendar.counting import day_count
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.bookings import Booking, agreed_meetings, initial_booking
from jfs_desktop.rules.journey.contact import MEETING_CLOCK
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.programme.programme import Programme

MISSED_CLOCK = "missed_meeting_contact"
_MISSED = FactKind.MEETING_MISSED


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
    come = (one for one in agreed_meetings(known, programme) if one.on <= today)
    return tuple(sorted(come, key=lambda one: one.on, reverse=True))


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
        return refusal(kind, known, programme, calendar, today=today, on=today) is None

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
    """The beginning of an initial meeting that was not brought to its end, nor booked anew since."""
    begun = known.last(FactKind.INITIAL_MEETING_BEGUN)
    if begun is None or has_died(known):
        return None
    over = (FactKind.INITIAL_MEETING_HELD, FactKind.INITIAL_MEETING_MISSED, FactKind.MEETING_BOOKED)
    later = known.facts[known.facts.index(begun) + 1 :]
    return None if any(fact.kind in over for fact in later) else begun


def _on_provision(
    one: Booking, known: CaseFacts, programme: Programme, calendar: WorkingDays
) -> PassedMeeting:
    rule = programme.clock(MISSED_CLOCK)
    return PassedMeeting(one, False, day_count(rule.count, calendar, known.nation)(one.on), rule.paragraph)


def _initial(known: CaseFacts) -> Booking | None:
    """The booking of the initial meeting, until that was begun, held or missed."""
    return initial_booking(known) if begun_meeting(known) is None else None
