"""One thing to do on Today, and the duty of a clock in words of what its case knows: a meeting that has begun
or is booked too late, and what is keyed for somebody who will not start (I1, C3, W4, W5, E9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from jfs_desktop.casework.desk.appointments import booked
from jfs_desktop.casework.today.moves_told import ToldMove
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.declarations import declined_start, stays_away
from jfs_desktop.rules.facts.doubts import stopped_by
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.contact import CONTACT_CLOCK, MEETING_CLOCK, OUTCOME_CLOCK
from jfs_desktop.rules.journey.provision_day import AUTO_END
from jfs_desktop.rules.meetings.passed_meetings import begun_meeting
from jfs_desktop.rules.prap.prap_standing import auto_end_day
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import short_day

ACKNOWLEDGE_CLOCK, KEY_END_CLOCK = "acknowledge_referral", "key_end"
_NOT_AWAITED = {
    MEETING_CLOCK, CONTACT_CLOCK, "next_appointment", "exit_on_request", "chase_pack_reply",
    "chase_jfap_reply", "missed_meeting_contact", "disengagement_contact",
}  # fmt: skip
_KEY_DNA, _KEY_DNS = "Key Did Not Attend", "Key Did Not Start"
_NOT_TAKING_PART, _STOPPED = "they do not want to take part", "the Work Coach said not to go on"


class When(StrEnum):
    """Under which heading of Today something stands."""

    LATE = "late"
    TODAY = "today"
    COMING = "coming"
    LOOSE = "loose"  # no day is set for it


@dataclass(frozen=True, slots=True, repr=False)
class Todo(Discreet):
    """One thing to do.

    ``case_id`` is None for a complaint that belongs to no case. ``key`` tells it apart from day to day;
    ``clock`` is None where no clock runs for it, and ``kind`` then says what it is. ``because`` is the
    reason given for lateness, ``no_delay`` in words why it may not be put off ('' where it may), with the
    paragraph. ``aimed`` says that it stands here for its earlier target (AMB-03, AMB-06, AMB-09), ``warned``
    that the day of warning has come before it was done (AMB-09).
    ``about`` is the record that it speaks of.
    """

    key: str
    kind: str
    case_id: UUID | None
    name: str
    what: str
    why: str
    action: str
    when: When
    due: date | None = None
    context: str = ""
    clock: ClockReading | None = None
    also: tuple[ClockReading, ...] = ()
    because: str = ""
    no_delay: str = ""
    aimed: bool = False
    about: UUID | None = None
    move: ToldMove | None = None
    """The move by itself for which this has to be done, and of which nobody has read."""
    warned: bool = False

    def same_as(self, other: Todo) -> bool:
        """Whether it is the same thing at another reading."""
        return (self.key, self.case_id) == (other.key, other.case_id)


def meeting_to_finish(known: CaseFacts) -> Fact | None:
    """The beginning of an initial meeting that is to be finished: not one that the Work Coach stopped."""
    return begun_meeting(known) if stopped_by(known) is None else None


def entry_to_key(known: CaseFacts) -> str:
    """The entry on PRaP, in words, for somebody who will not start: by what they said before the meeting (W4)
    or at it (W5), or by the Work Coach's (E9, I8); '' while a start may come, or is on PRaP."""
    if known.has(FactKind.START_KEYED):
        return ""
    if stopped_by(known) is not None:
        held = known.has(FactKind.INITIAL_MEETING_HELD)
        missed = known.has(FactKind.INITIAL_MEETING_MISSED) and not held
        return f"{_KEY_DNA if missed else _KEY_DNS}: {_STOPPED}"
    if declined_start(known) is not None:
        return f"{_KEY_DNS}: {_NOT_TAKING_PART}"
    return f"{_KEY_DNA}: {_NOT_TAKING_PART}" if stays_away(known) is not None else ""


def once_ended(
    todo: Todo, known: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> Todo:
    """An end that PRaP set by itself before it was keyed is confirmed, and keyed no more (W11, W12, X16)."""
    if todo.clock is None or todo.clock.id != KEY_END_CLOCK:
        return todo
    ended_on = auto_end_day(known, programme, calendar)
    if ended_on is None or ended_on > today:
        return todo
    by_itself = programme.clock(AUTO_END)
    return replace(todo, what=by_itself.name_when_missed, action=by_itself.action_when_missed)


def awaited(clock: ClockReading) -> bool:
    """Whether such a duty is waited for of somebody who will not start."""
    return clock.id not in _NOT_AWAITED


def to_be_keyed(clock: ClockReading) -> bool:
    """Whether it is the one for the outcome on PRaP, of a referral that was answered."""
    return clock.id == OUTCOME_CLOCK and clock.waits_for is None


def as_it_is(todo: Todo, known: CaseFacts, begun: Fact | None, entry: str) -> Todo:
    """The duty of a clock in words of what the case knows: ``begun`` the meeting to finish, ``entry`` what is
    to be keyed now."""
    if entry:
        return _now(replace(todo, what=entry))
    if begun is not None:
        what = f"Finish the initial meeting begun on {short_day(begun.on)}"
        return _now(replace(todo, what=what, action="Continue"))
    return _stopped(_foreseen(todo, known), known)


def _now(todo: Todo) -> Todo:
    """What is done without delay."""
    late = todo.when is When.LATE
    return replace(todo, when=When.LATE if late else When.TODAY, aimed=todo.aimed or todo.when is When.COMING)


def _foreseen(todo: Todo, known: CaseFacts) -> Todo:
    """An initial meeting booked for a day after its last one says so while it can be moved: a miss of the
    standard that is foreseen (C3)."""
    if todo.clock is None or todo.clock.id != MEETING_CLOCK or todo.when is When.LATE or todo.due is None:
        return todo
    agreed = booked(known)
    if agreed is None or agreed.on <= todo.due:
        return todo
    return replace(todo, what=f"{todo.what}: booked for {short_day(agreed.on)}, it misses the standard")


def _stopped(todo: Todo, known: CaseFacts) -> Todo:
    """A referral that the Work Coach stopped is rejected, not accepted, while PRaP still takes that (R4)."""
    asked = todo.clock is not None and todo.clock.id == ACKNOWLEDGE_CLOCK and todo.when is not When.LATE
    if not asked or stopped_by(known) is None:
        return todo
    return replace(todo, what=f"Reject the referral on PRaP: {_STOPPED}")
