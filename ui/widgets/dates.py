"""Dates and times as people type them; how they are written stands in rules/writing/wording.py."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from jfs_desktop.rules.person.typed_dates import day as day_of_text

_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
_WITHOUT_YEAR = re.compile(r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]?(\d{1,2}|[a-z]{3,9})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm|a|p)?")
_NO_TIME = "Type a time such as 14:30 or 2.30pm."


def parse_date(text: str, today: date) -> date | None:
    """The date meant by '3 jun 2021', '3/6/21', '2021-06-03', '3 June' or 'today'; None when empty.

    Day comes before month. Without a year, the day nearest to ``today`` is
    meant. Raises ValueError with a sentence for people.
    """
    words = " ".join(text.lower().split())
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if found := _WITHOUT_YEAR.fullmatch(words):
        return _nearest(found[1], found[2], today)
    checked = day_of_text(words, newest=date(today.year + 10, 12, 31))
    if checked.problem:
        raise ValueError(f"{checked.problem[:1].upper()}{checked.problem[1:]}.")
    return checked.value


def parse_time(text: str) -> time | None:
    """The time meant by '14:30', '1430', '2.30pm' or '9'; None when empty. Raises ValueError."""
    words = text.lower().replace(" ", "")
    if not words:
        return None
    found = _TIME.fullmatch(words)
    if found is None:
        raise ValueError(_NO_TIME)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    if half and not 1 <= hour <= 12:
        raise ValueError(_NO_TIME)
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        raise ValueError(_NO_TIME)
    return time(hour, minute)


def _nearest(day: str, month: str, today: date) -> date:
    newest = date(today.year + 10, 12, 31)
    tried = [day_of_text(f"{day} {month} {today.year + step}", newest=newest) for step in (-1, 0, 1)]
    found = [checked.value for checked in tried if checked.value is not None]
    if not found:
        problem = tried[1].problem
        raise ValueError(f"{problem[:1].upper()}{problem[1:]}.")
    return min(found, key=lambda candidate: abs((candidate - today).days))
