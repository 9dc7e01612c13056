"""Reads a written working-day calendar strictly: what a file may say, and nothing else (W17).

A calendar is one table: ``version`` ('2028.1'), ``source``, the three ``nations``, and
``divisions``, one for each set of nations that keep the same holidays. A division names itself,
its nations, its own version and source, the ``first`` and ``last`` day it covers, and its
``holidays`` in order, each a ``date`` and a ``name``. Days are written 2028-12-25.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from jfs_desktop.errors import BadInput
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.person.checks import hidden_character
from jfs_desktop.rules.writing.wording import long_day

TABLE_KEYS = frozenset({"version", "source", "nations", "divisions"})
DIVISION_KEYS = frozenset({"division", "nations", "version", "source", "first", "last", "holidays"})
HOLIDAY_KEYS = frozenset({"date", "name"})
LONGEST_TEXT = 120
LONGEST_SPAN = 60
"""Years that a calendar may cover: a typing error in a year is no century of working days."""
LONGEST_WITHOUT = 150
"""Days. No nation has been without a public holiday for more than about 120, so more is a gap."""
_VERSION = re.compile(r"[0-9]{4}\.[0-9]{1,4}")


class BadCalendar(BadInput):
    """A calendar that cannot be taken; the text says why in one sentence."""

    default_title = "This calendar cannot be used"

    def __init__(self, text: str, *, remedy: str = "") -> None:
        super().__init__(text, remedy=remedy or "The calendar in use stays; ask for the file again.")


class WrittenCalendar(NamedTuple):
    """A calendar that was read, and where it says it is from."""

    version: str
    source: str
    days: WorkingDays


class _Division(NamedTuple):
    name: str
    nations: tuple[Nation, ...]
    first: date
    last: date
    holidays: tuple[tuple[date, str], ...]


def read_calendar(table: object) -> WrittenCalendar:
    """The calendar that a table writes. Raises BadCalendar."""
    keys = _keys(table, TABLE_KEYS, "The calendar")
    version, source = _version(keys["version"]), _text(keys["source"], "the source")
    if set(_nations(keys["nations"], "The calendar")) != set(Nation):
        raise BadCalendar("The calendar is not for England, Scotland and Wales together.")
    divisions = tuple(map(_division, _list(keys["divisions"], "divisions", len(Nation))))
    named = [nation for division in divisions for nation in division.nations]
    if sorted(named) != sorted(Nation):
        raise BadCalendar("The calendar does not give the holidays of each nation once.")
    holidays: dict[date, dict[Nation, str]] = {}
    for division in divisions:
        for day, name in division.holidays:
            holidays.setdefault(day, {}).update(dict.fromkeys(division.nations, name))
    first, last = max(one.first for one in divisions), min(one.last for one in divisions)
    if first > last:
        raise BadCalendar("The parts of the calendar have no day in common.")
    return WrittenCalendar(version, source, WorkingDays.from_holidays(holidays, first, last, version))


def version_order(version: str) -> tuple[int, ...]:
    """A version as numbers, which sort as versions follow each other: '2028.10' is newer than '2028.9'."""
    return tuple(map(int, version.split(".")))


def _division(value: object) -> _Division:
    named = value.get("division") if isinstance(value, Mapping) else None
    place = f"The division '{named[:40]}'" if isinstance(named, str) and named else "A division"
    keys = _keys(value, DIVISION_KEYS, place)
    name = _text(keys["division"], "the name of a division")
    _version(keys["version"])
    _text(keys["source"], f"the source of {name}")
    first, last = (
        _day(keys["first"], f"The first day of {name}"),
        _day(keys["last"], f"The last day of {name}"),
    )
    if not first < last or last.year - first.year > LONGEST_SPAN:
        raise BadCalendar(f"The calendar of {name} does not run from a day to a later one.")
    entries = _list(keys["holidays"], f"holidays of {name}", 366 * LONGEST_SPAN)
    holidays = tuple(_holidays(entries, name))
    days = [day for day, _ in holidays]
    if any(one >= two for one, two in pairwise(days)):
        raise BadCalendar(f"The holidays of {name} do not stand in order, each day once.")
    if days and not first <= days[0] <= days[-1] <= last:
        raise BadCalendar(f"A holiday of {name} lies outside the days that it covers.")
    for one, two in pairwise((first, *days, last)):
        if (two - one).days > LONGEST_WITHOUT:
            raise BadCalendar(
                f"The calendar of {name} has a gap: no holiday from {long_day(one)} to {long_day(two)}."
            )
    return _Division(name, _nations(keys["nations"], name), first, last, holidays)


def _holidays(entries: Sequence[object], place: str) -> Iterator[tuple[date, str]]:
    for entry in entries:
        keys = _keys(entry, HOLIDAY_KEYS, f"A holiday of {place}")
        day = _day(keys["date"], f"A holiday of {place}")
        yield day, _text(keys["name"], f"the name of the holiday on {long_day(day)}")


def _keys(value: object, known: frozenset[str], place: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadCalendar(f"{place} is not written as a table.")
    if missing := sorted(known - set(value)):
        raise BadCalendar(f"{place} lacks '{missing[0]}'.")
    if set(value) - known:
        raise BadCalendar(f"{place} says something that this program does not know.")
    return value


def _list(value: object, what: str, most: int) -> Sequence[object]:
    if not isinstance(value, list) or not value:
        raise BadCalendar(f"The calendar has no list of {what}.")
    if len(value) > most:
        raise BadCalendar(f"The calendar lists too many {what}.")
    return value


def _nations(value: object, place: str) -> tuple[Nation, ...]:
    known = {nation.value: nation for nation in Nation}
    named = value if isinstance(value, list) else []
    if not named or not all(isinstance(one, str) and one in known for one in named):
        raise BadCalendar(f"{place} names no nation, or one that this program does not know.")
    if len(set(named)) != len(named):
        raise BadCalendar(f"{place} names a nation twice.")
    return tuple(known[one] for one in named)


def _version(value: object) -> str:
    if not isinstance(value, str) or not _VERSION.fullmatch(value):
        raise BadCalendar("The calendar's version is not a year and a number, such as 2028.1.")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        raise BadCalendar(f"In the calendar, {what} is not a short text.")
    if hidden_character(value) or not value.isprintable():
        raise BadCalendar(f"In the calendar, {what} holds characters that cannot be shown.")
    return value


def _day(value: object, what: str) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise BadCalendar(f"{what} is not a day written like 2028-12-25.")
    return day
