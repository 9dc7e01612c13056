"""What clocks ask of facts laid out by kind: when did each start, and what came of it afterwards?

Every answer is a column of days, NEVER where there is none. It says what
:class:`~jfs_desktop.rules.clocks.fact_index.FactIndex` says of each case by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from jfs_desktop.rules.caseload.fact_columns import NEVER, Column, FactColumns

T = TypeVar("T")


class Rows:
    """So many beginnings, each of a case: the place of the case, and the day on which something began.

    Where a clock repeats there is a row for each fact it runs for, of which ``facts`` says kind and
    how-manieth; otherwise the rows are the cases.
    """

    __slots__ = (
        "_answers",
        "_columns",
        "_ever",
        "_firsts",
        "_never",
        "_no",
        "_since",
        "days",
        "facts",
        "places",
    )

    def __init__(
        self,
        columns: FactColumns,
        places: Sequence[int],
        days: Column,
        facts: Sequence[tuple[str, int]] = (),
    ) -> None:
        self.places, self.days, self.facts = places, days, facts
        self._columns = columns
        self._answers: dict[tuple[str, ...], Column] = {}
        self._firsts: dict[str, Column] = {}
        self._since: dict[int, list[bool]] = {}
        self._ever: dict[tuple[int, tuple[str, ...]], list[bool]] = {}
        each_case = isinstance(places, range)
        self._never = columns.never if each_case else [NEVER] * len(places)
        self._no = columns.no if each_case else [False] * len(places)

    @property
    def unstarted(self) -> bool:
        """Whether nothing began anywhere."""
        return self.days is self._never

    def first_of(self, kind: str) -> Column:
        """The first day of this kind in each row's case, before the row's own day or after it."""
        column = self._columns.first.get(kind)
        return self._never if column is None else self.of_case(column)

    def of_case(self, column: list[T]) -> list[T]:
        """A column of the cases as a column of these rows."""
        return column if isinstance(self.places, range) else [column[place] for place in self.places]

    def first_answers(self, kinds: tuple[str, ...]) -> Column:
        """The day of the earliest fact of these kinds on or after each row's own day."""
        present = tuple(kind for kind in kinds if kind in self._columns.first)
        if not present or self.unstarted:
            return self._never
        found = self._answers.get(present)
        if found is None:
            found = self._answers[present] = _earliest(list(map(self._from_day_on, present)))
        return found

    def first_own_answers(self, kinds: tuple[str, ...], asking: tuple[str, ...]) -> Column:
        """The same where each fact of ``asking`` needs an answer of its own: a fact that is about
        another one of them does not count."""
        found = self.first_answers(kinds)
        linked = [kind for kind in kinds if kind in self._columns.links]
        if not linked:
            return found
        concerned = {place for kind in linked for place in self._columns.links[kind]}
        return [
            self._own_answer(row, kinds, asking) if place in concerned else day
            for row, (place, day) in enumerate(zip(self.places, found, strict=True))
        ]

    def answered(self, kinds: tuple[str, ...]) -> list[bool]:
        """Whether any fact of these kinds happened on or after each row's own day."""
        days = self.first_answers(kinds)
        if days is self._never:
            return self._no
        found = self._since.get(id(days))
        if found is None:
            found = self._since[id(days)] = [day is not NEVER for day in days]
        return found

    def answered_or_ever(self, kinds: tuple[str, ...], ever: tuple[str, ...]) -> list[bool]:
        """The same, or whether any fact of the kinds ``ever`` happened at all."""
        answered = self.answered(kinds)
        present = tuple(kind for kind in ever if kind in self._columns.first)
        if not present or self.unstarted:
            return answered
        which = id(answered), present
        if which not in self._ever:
            days = map(min, *map(self.first_of, present), self._never)
            self._ever[which] = [one or day is not NEVER for one, day in zip(answered, days, strict=True)]
        return self._ever[which]

    def _from_day_on(self, kind: str) -> Column:
        """Each row's first fact of one kind on or after its own day."""
        found = self._firsts.get(kind)
        if found is None:
            more, never = self._columns.more.get(kind, {}), NEVER
            pairs = zip(self.first_of(kind), self.days, strict=True)
            found = self._firsts[kind] = [first if first >= day else never for first, day in pairs]
            for row, place in enumerate(self.places) if more else ():
                if place in more and found[row] is never:
                    found[row] = _next(more[place], self.days[row])
        return found

    def _own_answer(self, row: int, kinds: tuple[str, ...], asking: tuple[str, ...]) -> date:
        columns, place, begun = self._columns, self.places[row], self.days[row]
        best = NEVER
        for kind in kinds:
            links = columns.links.get(kind, {}).get(place, {})
            for which, day in enumerate(columns.days_at(kind, place)):
                about = links.get(which)
                own = about is None or about[0] not in asking or about == self.facts[row]
                if own and day >= begun:
                    best = min(best, day)
                    break
        return best


def rows_of_cases(columns: FactColumns, kinds: tuple[str, ...]) -> Rows:
    """A row a case: the day of its first fact of these kinds."""
    known = [columns.first[kind] for kind in kinds if kind in columns.first]
    return Rows(columns, range(columns.size), _earliest(known) if known else columns.never)


def rows_of_facts(columns: FactColumns, kinds: tuple[str, ...]) -> Rows:
    """A row for each fact of these kinds."""
    places: list[int] = []
    days: list[date] = []
    facts: list[tuple[str, int]] = []
    for kind in kinds:
        more = columns.more.get(kind, {})
        for place, day in enumerate(columns.first.get(kind, ())):
            if day is NEVER:
                continue
            several = more.get(place, (day,))
            places += [place] * len(several)
            days += several
            facts += [(kind, which) for which in range(len(several))]
    return Rows(columns, places, days, facts)


def _earliest(columns: Sequence[Column]) -> Column:
    found = columns[0]
    for other in columns[1:]:
        found = [one if one <= two else two for one, two in zip(found, other, strict=True)]
    return found


def _next(days: Sequence[date], begun: date) -> date:
    return next((day for day in days if day >= begun), NEVER)
