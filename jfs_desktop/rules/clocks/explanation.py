"""Why a due date is what it is, in sentences that can be read aloud.

The explanation counts day by day, apart from the look-up that gave the due date;
the tests hold the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jfs_desktop.rules.calendar.counting import WORKING_UNITS
from jfs_desktop.rules.calendar.working_days import NATION_NAMES, SkippedDay, WorkingDays
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.programme.clock_rules import ClockRule, Count, Roll, Unit
from jfs_desktop.rules.writing.wording import (
    MONTHS,
    WEEKDAYS,
    counted,
    full_day,
    long_day,
    short_day,
    time_of_day,
)

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a clock counted: the count that decided, from which day and for what reason, to which
    day; ``literal`` is the nation whose calendar is taken (None: any holiday counts out, AMB-02)."""

    count: Count
    event: date
    when: str
    due: date
    literal: Nation | None
    event_at: datetime | None = None
    due_at: datetime | None = None
    limited: bool = False
    """Whether the clock's second count decided, being earlier."""
    limit_unknown: str = ""
    """What happened on the day that the second count starts from, where that day is not known."""
    single_nation_due: date | None = None
    single_nation: Nation | None = None
    target_on: date | None = None
    target_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One day of a count: its number, or None and the reason why it does not count."""

    day: date
    number: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A due date with its grounds.

    ``sentence`` says what is due when; ``brief`` how it is counted, short enough for a
    line of a list; ``why`` where counting starts and whether that day counts; ``notes`` what else to know.
    """

    sentence: str
    paragraph: str
    why: str
    result: str
    notes: tuple[str, ...]
    brief: str
    counted: Counted
    calendar: WorkingDays

    @property
    def counting_from(self) -> date:
        """The day from which it is counted."""
        return self.counted.event

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every day of a count in working days; counted when somebody asks."""
        return _steps(self.counted, self.calendar)

    @property
    def skipped(self) -> tuple[SkippedDay, ...]:
        """The days of the count that do not count."""
        return tuple(SkippedDay(step.day, step.reason) for step in self.steps if step.number is None)

    def lines(self) -> tuple[str, ...]:
        """The whole explanation as plain sentences, one a line."""
        skipped = (
            f"{full_day(day.day)} does not count" + ("." if day.reason in WEEKDAYS else f": {day.reason}.")
            for day in self.skipped
        )
        return (self.sentence, self.why, *skipped, *((self.result,) if self.result else ()), *self.notes)


def explained(rule: ClockRule, what: Counted, calendar: WorkingDays) -> Explanation:
    """The explanation of one clock's due date."""
    return Explanation(
        sentence=f"{rule.name}: {_due(what)} ({rule.paragraph}).",
        paragraph=rule.paragraph,
        why=_why(what, calendar),
        result=_result(what),
        notes=_notes(rule, what),
        brief=_brief(what),
        counted=what,
        calendar=calendar,
    )


def _due(what: Counted) -> str:
    """'Friday 4 June 2021', with the time of day where it counts."""
    return f"{time_of_day(what.due_at)} on {full_day(what.due)}" if what.due_at else full_day(what.due)


def _brief(what: Counted) -> str:
    """'2 working days, 2 June is day 1: the referral was received'."""
    count, number = what.count, abs(what.count.number)
    event = f"{what.when} ({short_day(what.event)})"
    if count.unit is Unit.WORKING_DAYS_DAY_ONE:
        return f"{counted(number, 'working day')}, {short_day(what.event)} is day 1: {what.when}"
    if count.unit is Unit.HOURS and what.event_at is not None:
        when = f"{time_of_day(what.event_at)} on {short_day(what.event)}"
        return f"{counted(number, 'hour')} from {when}: {what.when}"
    if count.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        if not number:
            return f"the same day: {event}"
        unit = "working day" if count.unit is Unit.WORKING_DAYS else "calendar day"
        side = "before" if count.number < 0 else "from"
        cut = ", the earlier of two limits" if what.limited else ""
        return f"{counted(number, unit)} {side} {short_day(what.event)}: {what.when}{cut}"
    return event


def _steps(what: Counted, calendar: WorkingDays) -> tuple[Step, ...]:
    if what.count.unit not in WORKING_UNITS or what.count.number == 0:
        return ()
    step = _ONE_DAY if what.count.number > 0 else -_ONE_DAY
    includes_event = what.count.unit is Unit.WORKING_DAYS_DAY_ONE
    day = what.event if includes_event else what.event + step
    number, wanted = 0, abs(what.count.number)
    steps: list[Step] = []
    while number < wanted:
        reason = calendar.reason(day, what.literal)
        number += not reason
        steps.append(Step(day, None if reason else number, reason))
        day += step
    return tuple(steps)


def _why(what: Counted, calendar: WorkingDays) -> str:
    event = full_day(what.event)
    if what.event_at is not None and what.due_at is not None:
        return f"The hours run from {time_of_day(what.event_at)} on {event}, when {what.when}."
    start = f"Counting starts on {event}, when {what.when}"
    if what.count.unit is Unit.WORKING_DAYS_DAY_ONE:
        if calendar.is_working(what.event, what.literal):
            return f"{start}; that day is day 1."
        return f"{start}; that is not a working day, so the next working day is day 1."
    if what.count.unit is Unit.WORKING_DAYS and what.count.number < 0:
        return f"Counting goes back from {event}, when {what.when}; that day is day 0."
    if what.count.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        return f"{start}; that day is day 0."
    return f"It follows from {event}, when {what.when}."


def _result(what: Counted) -> str:
    count, due = what.count, _due(what)
    number = abs(count.number)
    if count.unit in WORKING_UNITS and number:
        back = " counting back" if count.number < 0 else ""
        return f"Working day {number}{back} is {due}."
    if count.unit is Unit.CALENDAR_DAYS and number:
        return f"Calendar day {number}, weekends and holidays included, is {due}."
    if count.unit is Unit.HOURS:
        return f"After {counted(number, 'elapsed hour')}, weekends and holidays included, it is {due}."
    if count.unit is Unit.DAY_OF_NEXT_MONTH:
        return f"Day {number} of the following month decides{_ROLLS[count.roll]}: {due}."
    if count.unit is Unit.WEEKDAY_AFTER_BIRTHDAY:
        return (
            f"The age of {count.age} is followed by the first {WEEKDAYS[count.weekday - 1]} "
            f"in {MONTHS[count.month - 1]}{_shifted(count.number)}: {due}."
        )
    return ""


_ROLLS = {
    Roll.STAYS: ", worked or not",
    Roll.FORWARD: "; where it is not worked, the next working day",
    Roll.BACK: "; where it is not worked, the working day before",
}


def _shifted(number: int) -> str:
    if not number:
        return ""
    return f", {counted(abs(number), 'day')} {'before' if number < 0 else 'after'}"


def _notes(rule: ClockRule, what: Counted) -> tuple[str, ...]:
    notes = []
    if what.limited:
        notes.append("Of two limits this is the earlier one, so it decides.")
    if what.limit_unknown and rule.earlier_of is not None:
        number = rule.earlier_of.count.number
        unit = "working day" if rule.earlier_of.count.unit in WORKING_UNITS else "calendar day"
        notes.append(
            f"At the latest it is due {counted(number, unit)} from the day when {what.limit_unknown}, "
            "which is not known here."
        )
    if what.single_nation_due is not None and what.single_nation is not None:
        nation = NATION_NAMES[what.single_nation]
        notes.append(
            f"On the calendar of {nation} alone it is {full_day(what.single_nation_due)}; "
            "work to the earlier of the two (AMB-02)."
        )
    if what.target_at is not None and what.target_at != what.due_at:
        notes.append(f"Aim for {time_of_day(what.target_at)} on {long_day(what.target_at.date())}.")
    elif what.target_on is not None and rule.target_time is not None:
        notes.append(f"Aim for {rule.target_time:%H:%M} on {long_day(what.target_on)}.")
    elif what.target_at is None and what.target_on is not None and what.target_on != what.due:
        notes.append(f"Aim for {long_day(what.target_on)}.")
    return tuple(notes)
