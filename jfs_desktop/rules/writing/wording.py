"""Dates, times and durations in British words, the same on screen, on paper and aloud.

Month and day names are spelt here and not by the computer's locale, so that a
document reads alike on every machine.
"""

from __future__ import annotations

from datetime import date, datetime

from jfs_desktop.clock import LONDON

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
"""As they are shortened in Britain, for a line that has little room."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STILL_TO_COME = "This day is still to come. Record it once it has happened."
"""The refusal of a day after today, wherever something that happened is told."""


def short_day(day: date) -> str:
    """'18 May', '24 Nov'."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """'18 May 2021', '24 November 2021'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_year(day: date) -> str:
    """'May 2021'."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def near_day(day: date, today: date) -> str:
    """'18 May', and the year where it is not this year's."""
    return short_day(day) if day.year == today.year else long_day(day)


def weekday_day(day: date) -> str:
    """'Tue 18 May'."""
    return f"{WEEKDAYS[day.weekday()][:3]} {short_day(day)}"


def full_day(day: date) -> str:
    """'Tuesday 18 May 2021'."""
    return f"{WEEKDAYS[day.weekday()]} {long_day(day)}"


def time_of_day(instant: datetime) -> str:
    """'14:02', Europe/London."""
    return f"{instant.astimezone(LONDON):%H:%M}"


def day_and_time(instant: datetime) -> str:
    """'18 May 2021, 14:02', Europe/London."""
    return f"{long_day(instant.astimezone(LONDON).date())}, {time_of_day(instant)}"


def hours_and_minutes(minutes: int) -> str:
    """Whole minutes as '2 h 36', '4 h' or '45 min'."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def whole_name(first_name: str, last_name: str) -> str:
    """First and last name as they are said; who has one name alone has no blank before it."""
    return f"{first_name} {last_name}".strip()


def counted(number: int, one: str, many: str = "") -> str:
    """'1 working day', '3 working days'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
