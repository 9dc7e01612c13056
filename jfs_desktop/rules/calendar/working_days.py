"""The working-day calendar of Great Britain as tables of ordinals (JFS Annex 3, W17).

A day is worked unless it is a Saturday, a Sunday or a public holiday in England,
Scotland or Wales: a holiday in any of the three counts out for everyone (AMB-02).
Beside that literal calendar each nation has one of its own, for the date that a
system with a single-nation calendar would show. Every look-up is one subtraction
and one list index, however many days are counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jfs_desktop.errors import UserError
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.writing.wording import WEEKDAYS, long_day

Holidays = Mapping[date, Mapping[Nation, str]]
"""Public holidays: for each day, the nations that keep it and what it is called there."""

NATION_NAMES = {Nation.ENGLAND: "England", Nation.SCOTLAND: "Scotland", Nation.WALES: "Wales"}

_SATURDAY = 5


class OutsideCalendar(UserError):
    """A count runs past the days for which bank holidays are known."""

    default_title = "The calendar does not reach that far"


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that does not count, and why: 'Saturday', or the holiday and the nations that keep it."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class OrdinalTable:
    """Working days of one calendar.

    ``worked`` lists them in order. ``upto[d.toordinal() - base]`` is how many of
    them lie on or before day ``d``; it has one entry for every day covered, and
    one before the first.
    """

    base: int
    worked: list[date]
    upto: list[int]


class WorkingDays:
    """Adds, counts and explains working days between ``first`` and ``last``, both included.

    A ``nation`` of ``None`` asks the literal calendar (AMB-02). Every method
    raises :class:`OutsideCalendar` where the answer would need a day that the
    calendar does not cover.
    """

    def __init__(self, holidays: Holidays, first: date, last: date, version: str = "") -> None:
        self.first = first
        self.last = last
        self.version = version
        self._holidays = {day: dict(nations) for day, nations in holidays.items() if first <= day <= last}
        days = [date.fromordinal(at) for at in range(first.toordinal(), last.toordinal() + 1)]
        counts = list(range(len(days) + 1))  # as the days, one object each for all the tables
        self._tables: dict[Nation | None, OrdinalTable] = {
            nation: self._build(nation, days, counts) for nation in (None, *Nation)
        }

    @classmethod
    def from_holidays(cls, holidays: Holidays, first: date, last: date, version: str = "") -> WorkingDays:
        """A calendar over ``first`` to ``last`` from the public holidays that fall in it."""
        return cls(holidays, first, last, version)

    @property
    def holidays(self) -> Holidays:
        """Every public holiday between ``first`` and ``last``."""
        return self._holidays

    @cached_property
    def stamp(self) -> str:
        """Tells a calendar from every other one: its version, and a digest of the days themselves."""
        days = sorted(f"{day} {','.join(sorted(kept))}" for day, kept in self._holidays.items())
        digest = hashlib.sha256("\n".join((f"{self.first} {self.last}", *days)).encode()).hexdigest()
        return f"{self.version}/{digest[:16]}"

    def table(self, nation: Nation | None = None) -> OrdinalTable:
        """The bare table, for loops over many cases."""
        return self._tables[nation]

    def is_working(self, day: date, nation: Nation | None = None) -> bool:
        """Whether the day counts."""
        table, place = self._place(day, nation)
        return table.upto[place] > table.upto[place - 1]

    def add(self, day: date, number: int, nation: Nation | None = None) -> date:
        """The ``number``-th working day after the day, which is day 0 whether worked or not.

        A negative number counts back; 0 is the day itself.
        """
        if number == 0:
            return day
        table, place = self._place(day, nation)
        target = table.upto[place] + number - 1 if number > 0 else table.upto[place - 1] + number
        return self._worked(table, target)

    def day_one(self, day: date, number: int, nation: Nation | None = None) -> date:
        """The ``number``-th working day where the day itself is day 1; on a day that is not
        worked, the next working day is day 1 (JFS 3.07, AMB-01)."""
        table, place = self._place(day, nation)
        return self._worked(table, table.upto[place - 1] + number - 1)

    def count_between(self, earlier: date, later: date, nation: Nation | None = None) -> int:
        """Working days after ``earlier`` up to and including ``later``; negative the other way round."""
        table, start = self._place(earlier, nation)
        _, end = self._place(later, nation)
        return table.upto[end] - table.upto[start]

    def next_working(self, day: date, nation: Nation | None = None) -> date:
        """The day itself if it is worked, else the first working day after it."""
        return self.day_one(day, 1, nation)

    def previous_working(self, day: date, nation: Nation | None = None) -> date:
        """The day itself if it is worked, else the last working day before it."""
        table, place = self._place(day, nation)
        return self._worked(table, table.upto[place] - 1)

    def skipped(self, first: date, last: date, nation: Nation | None = None) -> tuple[SkippedDay, ...]:
        """The days from ``first`` to ``last``, both included, that do not count, with the reason of each."""
        days = (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))
        return tuple(SkippedDay(day, reason) for day in days if (reason := self.reason(day, nation)))

    def reason(self, day: date, nation: Nation | None = None) -> str:
        """Why the day does not count; empty for a working day."""
        if day.weekday() >= _SATURDAY:
            return WEEKDAYS[day.weekday()]
        kept = self._holidays.get(day, {})
        if nation is not None:
            kept = {nation: kept[nation]} if nation in kept else {}
        by_name: dict[str, list[Nation]] = {}
        for place in Nation:
            if place in kept:
                by_name.setdefault(kept[place], []).append(place)
        return ", ".join(f"{name} in {in_nations(places)}" for name, places in by_name.items())

    def clamped(self, day: date) -> date:
        """The nearest day that the calendar covers."""
        return min(max(day, self.first), self.last)

    def runs_short(self, today: date, days_ahead: int) -> str:
        """A warning sentence when the calendar covers fewer than so many days from today, else ''."""
        left = (self.last - today).days
        if left >= days_ahead:
            return ""
        return (
            f"The bank-holiday calendar ends on {long_day(self.last)}; "
            "load a newer one so that due dates stay right."
        )

    def _build(self, nation: Nation | None, days: list[date], counts: list[int]) -> OrdinalTable:
        worked: list[date] = []
        upto = [0]
        for day in days:
            kept = self._holidays.get(day, {})
            closed = bool(kept) if nation is None else nation in kept
            if day.weekday() < _SATURDAY and not closed:
                worked.append(day)
            upto.append(counts[len(worked)])
        return OrdinalTable(self.first.toordinal() - 1, worked, upto)

    def _place(self, day: date, nation: Nation | None) -> tuple[OrdinalTable, int]:
        table = self._tables[nation]
        place = day.toordinal() - table.base
        if not 0 < place < len(table.upto):
            raise self._outside(day)
        return table, place

    def _worked(self, table: OrdinalTable, index: int) -> date:
        if not 0 <= index < len(table.worked):
            raise self._outside(None)
        return table.worked[index]

    def _outside(self, day: date | None) -> OutsideCalendar:
        subject = long_day(day) if day else "That count"
        return OutsideCalendar(
            f"{subject} is outside the bank-holiday calendar, "
            f"which runs from {long_day(self.first)} to {long_day(self.last)}.",
            remedy="Check the year of the date, or load a newer calendar.",
        )


def in_nations(nations: list[Nation]) -> str:
    """'England and Wales'; 'England, Scotland and Wales'."""
    names = [NATION_NAMES[nation] for nation in nations]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
