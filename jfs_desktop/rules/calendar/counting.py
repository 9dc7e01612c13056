"""Counts from an event to a due day, in each of the ways that a profile may ask for.

A :class:`~jfs_desktop.rules.programme.clock_rules.Count` is compiled once against a calendar;
the result is a plain function from day to day, quick enough for a whole caseload.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.programme.clock_rules import Count, Roll, Unit

DayCount = Callable[[date], date]

WORKING_UNITS = frozenset({Unit.WORKING_DAYS, Unit.WORKING_DAYS_DAY_ONE})

_HOURS_A_DAY = 24
_FRIDAY = 5
_DECEMBER = 12
_FEBRUARY = 2


def depends_on_nation(count: Count) -> bool:
    """Whether a bank holiday in one nation can move the result."""
    return count.unit in WORKING_UNITS or count.roll is not Roll.STAYS


def day_count(  # noqa: PLR0911 - one return a unit
    count: Count, calendar: WorkingDays, nation: Nation | None
) -> DayCount:
    """The function from an event's day to the day counted.

    For HOURS it is the day on which the hours are over when the event falls at
    the day's first minute; use :func:`hours_after` where the time is known. The
    function raises OutsideCalendar where the calendar does not reach.
    """
    number = count.number
    if count.unit is Unit.WORKING_DAYS:
        return _working_days(number, calendar, nation)
    if count.unit is Unit.WORKING_DAYS_DAY_ONE:
        return _day_one(number, calendar, nation)
    if count.unit is Unit.CALENDAR_DAYS:
        return lambda day: _rolled(date.fromordinal(day.toordinal() + number), count.roll, calendar, nation)
    if count.unit is Unit.HOURS:
        return lambda day: hours_after(midnight(day), number).date()
    if count.unit is Unit.DAY_OF_NEXT_MONTH:
        return lambda day: _rolled(_next_month(day, number), count.roll, calendar, nation)
    if count.unit is Unit.WEEKDAY_AFTER_BIRTHDAY:
        return lambda born: _weekday_after_birthday(born, count)
    return lambda day: day


def hours_after(instant: datetime, hours: int) -> datetime:
    """So many elapsed hours later, as Europe/London reads it (AMB-36)."""
    return (instant.astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)


def same_clock_time(instant: datetime, hours: int) -> datetime:
    """The same time of day so many hours' worth of days later; an hour off at a clock change (AMB-36)."""
    local = instant.astimezone(LONDON)
    day = local.date() + timedelta(days=hours // _HOURS_A_DAY)
    return datetime.combine(day, local.time(), LONDON)


def midnight(day: date) -> datetime:
    """The first minute of a Europe/London day."""
    return datetime.combine(day, time(0), LONDON)


def _working_days(number: int, calendar: WorkingDays, nation: Nation | None) -> DayCount:
    if number <= 0:
        return lambda day: calendar.add(day, number, nation)
    table = calendar.table(nation)
    base, worked, upto, offset = table.base, table.worked, table.upto, number - 1

    def after(day: date) -> date:
        place = day.toordinal() - base
        if place > 0:
            try:
                return worked[upto[place] + offset]
            except IndexError:
                pass
        return calendar.add(day, number, nation)  # tells in words what lies outside

    return after


def _day_one(number: int, calendar: WorkingDays, nation: Nation | None) -> DayCount:
    table = calendar.table(nation)
    base, worked, upto, offset = table.base + 1, table.worked, table.upto, number - 1

    def from_day_one(day: date) -> date:
        place = day.toordinal() - base
        if place >= 0:
            try:
                return worked[upto[place] + offset]
            except IndexError:
                pass
        return calendar.day_one(day, number, nation)

    return from_day_one


def _next_month(day: date, number: int) -> date:
    if day.month == _DECEMBER:
        return date(day.year + 1, 1, number)
    return date(day.year, day.month + 1, number)


def _rolled(day: date, roll: Roll, calendar: WorkingDays, nation: Nation | None) -> date:
    if roll is Roll.FORWARD:
        return calendar.next_working(day, nation)
    if roll is Roll.BACK:
        return calendar.previous_working(day, nation)
    return day


def _weekday_after_birthday(born: date, count: Count) -> date:
    """The first such weekday of the month that lies strictly after the birthday (AMB-63)."""
    birthday = _birthday(born, count.age)
    first = _first_weekday(birthday.year, count)
    chosen = first if first > birthday else _first_weekday(birthday.year + 1, count)
    return chosen + timedelta(days=count.number)


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # born on 29 February, and the year has none
        return date(born.year + age, _FEBRUARY + 1, 1)


def _first_weekday(year: int, count: Count) -> date:
    start = date(year, count.month, 1)
    return start + timedelta(days=(count.weekday - start.isoweekday()) % 7)


def weekday_before(day: date) -> date:
    """The last day before this one that is no Saturday or Sunday, whether it is worked or not."""
    before = day - timedelta(days=1)
    return (
        before if before.isoweekday() <= _FRIDAY else before - timedelta(days=before.isoweekday() - _FRIDAY)
    )
