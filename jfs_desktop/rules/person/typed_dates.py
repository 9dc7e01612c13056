"""Dates and times as people and spreadsheets write them.

Day first, never month first; times are Europe/London unless an offset is given.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.person.checks import Cell, Checked, as_text
from jfs_desktop.rules.writing.wording import MONTHS

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)

_EXCEL_ORIGIN = datetime(1899, 12, 30)  # noqa: DTZ001  (a workbook keeps no zone)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_FIRST_CLOSED_UP = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})")
_MONTH_NAMED = re.compile(
    r"(?:[a-z]{3,9}\.?,? )?([0-9]{1,2})(?:st|nd|rd|th)?[-/ ]([a-z]{3,9})\.?,?[-/ ]([0-9]{4}|[0-9]{2})",
    re.IGNORECASE,
)
_EXCEL_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_CLOCK_TIME = re.compile(
    r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)?\s*([ap]\.?m\.?)?\s*"
    r"(Z|GMT|UTC|BST|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_MONTHS = {
    word.casefold(): number
    for number, name in enumerate(MONTHS, start=1)
    for word in (name, name[:3], name[:4])
}
_NOT_A_DATE = "type a date such as 3 June 2021"
_NOT_A_TIME = "type a date and time such as 3 June 2021 09:30"


def day(cell: Cell, *, newest: date) -> Checked[date]:
    """A day, ISO or day first, or a date cell of a spreadsheet.

    ``newest`` settles a year of two figures: the last such year that does not
    lie after it. An empty cell gives no value and no problem.
    """
    if isinstance(cell, date):
        return _within(cell.date() if isinstance(cell, datetime) else cell)
    if isinstance(cell, bool | time):
        return Checked(None, _NOT_A_DATE)
    text = " ".join(as_text(cell).split())
    if not text:
        return Checked(None)
    if _EXCEL_SERIAL.fullmatch(text):
        return _within((_EXCEL_ORIGIN + timedelta(days=float(text))).date())
    if not text.isascii() or len(text) > 40:
        return Checked(None, _NOT_A_DATE)
    # A day cell may carry a midnight that somebody's export put there.
    return _day_of_text(re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", text), newest)


def _day_of_text(text: str, newest: date) -> Checked[date]:
    if found := (_YEAR_FIRST.fullmatch(text) or _YEAR_FIRST_CLOSED_UP.fullmatch(text)):
        return _real_day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        month = int(found[2])
    elif found := _MONTH_NAMED.fullmatch(text):
        month = _MONTHS.get(found[2].casefold(), 0)
        if not month:
            return Checked(None, "there is no month of that name")
    else:
        return Checked(None, _NOT_A_DATE)
    return _real_day(_full_year(found[3], month, int(found[1]), newest), month, int(found[1]))


def _full_year(figures: str, month: int, day_of_month: int, newest: date) -> int:
    if len(figures) == 4:
        return int(figures)
    year = newest.year - newest.year % 100 + int(figures)
    return year - 100 if (year, month, day_of_month) > (newest.year, newest.month, newest.day) else year


def _real_day(year: int, month: int, day_of_month: int) -> Checked[date]:
    if not 1 <= month <= 12:
        return Checked(None, f"there is no month {month}; write the day before the month")
    if not EARLIEST.year <= year <= LATEST.year:
        return Checked(None, f"the year {year} cannot be right")
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day_of_month <= 31:
        return Checked(None, _NOT_A_DATE)
    if day_of_month > longest:
        # The year matters for one day alone.
        month_named = f"{MONTHS[month - 1]} {year}" if (month, day_of_month) == (2, 29) else MONTHS[month - 1]
        return Checked(None, f"{month_named} has no {_ordinal(day_of_month)}")
    return Checked(date(year, month, day_of_month))


def _ordinal(number: int) -> str:
    """'29th', '31st'; of the days that some month lacks."""
    return f"{number}st" if number == 31 else f"{number}th"


def _within(found: date) -> Checked[date]:
    if EARLIEST <= found <= LATEST:
        return Checked(found)
    return Checked(None, f"the year {found.year} cannot be right")


def instant(cell: Cell, *, newest: date) -> Checked[datetime]:
    """A moment as an aware instant in UTC.

    Without an offset the time is London's. A time that the clocks leave out in
    March is refused; one that comes twice in October is taken as the first, the
    safer of the two for a deadline, with a warning. A day alone is taken as its
    first minute, with a warning. An empty cell gives no value and no problem.
    """
    if isinstance(cell, datetime):
        return _checked_year(cell) or _in_london(cell, "")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _instant_of_serial(cell)
    if not isinstance(cell, date) and not isinstance(cell, str):
        return Checked(None) if cell is None else Checked(None, _NOT_A_TIME)
    text = " ".join(as_text(cell).split())
    if not text:
        return Checked(None)
    if _EXCEL_SERIAL.fullmatch(text):
        return _instant_of_serial(float(text))
    return _instant_of_text(text, newest)


def _instant_of_serial(serial: float) -> Checked[datetime]:
    if not 1 <= serial < 200_000:
        return Checked(None, _NOT_A_TIME)
    exact = _EXCEL_ORIGIN + timedelta(days=serial)
    rounded = (exact + timedelta(milliseconds=500)).replace(microsecond=0)
    return _checked_year(rounded) or _in_london(rounded, "")


def _instant_of_text(text: str, newest: date) -> Checked[datetime]:
    if not text.isascii() or len(text) > 60:
        return Checked(None, _NOT_A_TIME)
    head, _, tail = text.partition("T") if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", text) else _cut(text)
    on = _day_of_text(head.rstrip(","), newest)
    if on.value is None:
        return Checked(None, on.problem)
    if not tail:
        return _in_london(datetime.combine(on.value, time()), "")
    found = _CLOCK_TIME.fullmatch(tail.strip())
    if found is None:
        return Checked(None, _NOT_A_TIME)
    of_day = _time_of_day(found)
    if of_day is None:
        return Checked(None, "there is no such time of day")
    return _in_london(datetime.combine(on.value, of_day), found[5] or "")


def _time_of_day(found: re.Match[str]) -> time | None:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4].casefold().startswith("p") else 0)
    return time(hour, minute, second) if hour <= 23 and minute <= 59 and second <= 59 else None


def _cut(text: str) -> tuple[str, str, str]:
    """Day and time apart, at the blank before the time of day."""
    found = re.search(r"[ ,]+(?=[0-9]{1,2}[:.][0-9]{2}(?![.0-9]*[-/.][0-9]{4}))", text)
    return (text[: found.start()], " ", text[found.end() :]) if found else (text, "", "")


def _checked_year(moment: datetime) -> Checked[datetime] | None:
    within = _within(moment.date())
    return Checked(None, within.problem) if within.value is None else None


def _in_london(moment: datetime, offset: str) -> Checked[datetime]:
    if moment.tzinfo is not None:
        return Checked(moment.astimezone(UTC))
    if offset:
        return _with_offset(moment, offset.upper())
    warning = "" if moment.time() != time() else "no time of day is given; taken as 00:00"
    first = moment.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    second = moment.replace(tzinfo=LONDON, fold=1).astimezone(UTC)
    if first.astimezone(LONDON).replace(tzinfo=None) != moment:
        return Checked(
            None,
            f"{moment:%H:%M} on that day does not exist: the clocks go forward from 01:00 to 02:00",
        )
    if first != second:
        warning = f"{moment:%H:%M} comes twice when the clocks go back; taken as the first"
    return Checked(first, warning=warning)


def _with_offset(moment: datetime, offset: str) -> Checked[datetime]:
    if offset in {"Z", "GMT", "UTC"}:
        away = timedelta()
    elif offset == "BST":
        away = timedelta(hours=1)
    else:
        hours, minutes = int(offset[1:3]), int(offset[-2:])
        if hours > 14 or minutes > 59:
            return Checked(None, "there is no such time zone")
        away = timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)
    return Checked(moment.replace(tzinfo=timezone(away)).astimezone(UTC))
