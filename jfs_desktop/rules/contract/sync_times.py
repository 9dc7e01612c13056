"""When a device sends to head office by itself, and when head office has had nothing for too long (D11)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.rules.calendar.working_days import OutsideCalendar, WorkingDays

TRY_AGAIN: Final = timedelta(minutes=15)
"""After an export that failed; an own rule, since the guidance names none."""


def next_export(now: datetime, daily: time, last: datetime) -> datetime:
    """The moment (aware) of the next export by itself, in the past where one was missed.

    ``daily`` is by the clock in London, ``last`` the last export, or the enrolment where there was none.
    """
    today = london_day(now)
    newest = _moment(today, daily)
    if newest > now:
        newest = _moment(today - timedelta(days=1), daily)
    return newest if last < newest else _moment(london_day(newest) + timedelta(days=1), daily)


def silent_days(since: datetime, now: datetime, calendar: WorkingDays) -> int:
    """The working days after the day on which head office had everything, today among them: 0 on the Saturday
    after a Friday, 1 on the Monday. Outside the calendar every day counts but the weekend's."""
    first, today = london_day(since), london_day(now)
    try:
        return max(calendar.count_between(first, today), 0)
    except OutsideCalendar:
        days = (first + timedelta(days=number) for number in range(1, (today - first).days + 1))
        return sum(day.weekday() < 5 for day in days)


def silent_from(since: datetime, now: datetime, calendar: WorkingDays, *, most: int) -> datetime | None:
    """The midnight at which it will have been more than ``most`` working days; None where the calendar does
    not reach that far, or that was already."""
    try:
        day = calendar.add(london_day(since), most + 1)
    except OutsideCalendar:
        return None
    begins = _moment(day, time(0))
    return begins if begins > now else None


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON)
