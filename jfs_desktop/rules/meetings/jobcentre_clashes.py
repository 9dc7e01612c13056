"""Bookings that lie over an appointment of the same person with the Jobcentre (C9; JFS 1.22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.bookings import Booking, agreed_meetings, initial_booking
from jfs_desktop.rules.journey.contact import booked_day
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.meetings.group_changes import GROUP_AT, GROUP_ON, invited_still
from jfs_desktop.rules.meetings.passed_meetings import begun_meeting
from jfs_desktop.rules.programme.programme import Programme

BOOKING, REASON = "booking", "reason"
"""Keys under which an entry that a clash does not matter says over which booking, and why not."""
_NAMES = {
    FactKind.MEETING_BOOKED: "initial meeting",
    FactKind.APPOINTMENT_AGREED: "appointment with you",
    FactKind.GROUP_INVITED: "group session",
}


@dataclass(frozen=True, slots=True)
class JobcentreAppointment:
    """What the person has at the Jobcentre, by the fact that tells it. ``at`` is '10:30', or ''."""

    id: UUID
    on: date
    at: str
    what: str

    def lies_over(self, at: str, minutes: int) -> bool:
        """Whether it may lie over something of the same day at that time, both so many minutes long: a time
        that nobody knows may be any."""
        return not (at and self.at) or overlap(time.fromisoformat(at), time.fromisoformat(self.at), minutes)


@dataclass(frozen=True, slots=True)
class Clash:
    """A booking that lies over an appointment with the Jobcentre. ``kind`` is that of the fact that booked
    it, ``at`` its time, or ''."""

    appointment: JobcentreAppointment
    kind: FactKind
    booking: UUID
    at: str

    @property
    def meeting(self) -> str:
        """What is booked, in words: 'initial meeting at 10:00'."""
        return f"{_NAMES[self.kind]}{_at(self.at)}"

    @property
    def text(self) -> str:
        """The whole in words, but for the day."""
        return f"at the Jobcentre{_at(self.appointment.at) or ' that day'}, {self.meeting}"


def jobcentre_appointments(facts: CaseFacts, programme: Programme) -> Iterator[JobcentreAppointment]:
    """Every appointment with the Jobcentre that was told, in order of recording."""
    kind = FactKind.JOBCENTRE_APPOINTMENT_TOLD
    named = programme.fact_kinds[kind].dates
    for fact in facts.of(kind):
        on = booked_day(fact.detail, named)
        if on is not None:
            yield JobcentreAppointment(fact.id, on, fact.detail.get("time", ""), fact.detail.get("what", ""))


def clashes(facts: CaseFacts, programme: Programme, now: datetime) -> tuple[Clash, ...]:
    """What is booked over an appointment with the Jobcentre and still to come at an instant (aware), the
    earliest first; not what somebody said does not matter."""
    told = tuple(jobcentre_appointments(facts, programme))
    if not told or has_died(facts):
        return ()
    minutes = programme.settings.meeting_minutes
    settled = {(fact.about, fact.detail.get(BOOKING)) for fact in facts.of(FactKind.JOBCENTRE_CLASH_WEIGHED)}
    found = [
        Clash(one, kind, booking.id, booking.at)
        for kind, booking in _to_come(facts, programme, now)
        for one in told
        if one.on == booking.on and one.lies_over(booking.at, minutes)
    ]
    left = (one for one in found if (one.appointment.id, str(one.booking)) not in settled)
    return tuple(sorted(left, key=lambda one: (one.appointment.on, one.at, one.appointment.at)))


def overlap(one: time, other: time, minutes: int) -> bool:
    """Whether two things that begin then, both so many minutes long, overlap."""
    apart = (one.hour - other.hour) * 60 + one.minute - other.minute
    return abs(apart) < minutes


def _to_come(facts: CaseFacts, programme: Programme, now: datetime) -> Iterator[tuple[FactKind, Booking]]:
    here = now.astimezone(LONDON)
    today, clock = here.date(), f"{here:%H:%M}"
    for kind, booking in _booked(facts, programme):
        if booking.on > today or (booking.on == today and (not booking.at or booking.at > clock)):
            yield kind, booking


def _booked(facts: CaseFacts, programme: Programme) -> Iterator[tuple[FactKind, Booking]]:
    first = initial_booking(facts)
    if first is not None and begun_meeting(facts) is None:
        yield FactKind.MEETING_BOOKED, first
    for agreed in agreed_meetings(facts, programme):
        yield FactKind.APPOINTMENT_AGREED, agreed
    for invited in invited_still(facts):
        last = _as_moved(facts, invited)
        on = booked_day(last.detail, GROUP_ON)
        if on is not None:
            yield FactKind.GROUP_INVITED, Booking(last.id, on, last.detail.get(GROUP_AT, ""))


def _as_moved(facts: CaseFacts, invited: Fact) -> Fact:
    """What says last when a group session is: an invitation, or a move of it."""
    moves = [fact for fact in facts.of(FactKind.GROUP_MOVED) if fact.about == invited.about]
    return moves[-1] if moves and invited.about is not None else invited


def _at(at: str) -> str:
    return f" at {at}" if at else ""
