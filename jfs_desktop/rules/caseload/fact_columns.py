"""The facts of many cases side by side: for each kind of fact a column of days, one a case.

Clocks ask few questions of a case, nearly all of them 'on which day did such a thing
first happen?'. Laid out by kind, a caseload answers them for all its cases in one go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.programme.clock_rules import Scope, Unit
from jfs_desktop.rules.programme.programme import Programme

NEVER = date.max
"""Stands where nothing of the kind happened; later than every day."""

Column = list[date]


class Trail(NamedTuple):
    """The facts of one case in the order they happened: their kinds, their days, and, where any is about
    another one, the key of each and the key of what it is about: '' for nothing."""

    kinds: Sequence[str]
    days: Sequence[date]
    keys: Sequence[UUID | str] = ()
    about: Sequence[UUID | str] = ()


@dataclass(slots=True)
class FactColumns:
    """The facts of ``size`` cases, each at a place of its own from 0 on.

    ``first`` holds, by kind, the day of each case's first fact of that kind, or
    NEVER; kinds that no case has are left out. ``more`` holds the days of all
    facts of a kind for the places that have several. ``trails`` are the kinds of
    each case's facts in the order of their ``days``. ``links`` say, by kind, place
    and how-manieth, what another fact of the case such a fact is about: its kind
    and how-manieth. ``disordered`` are the places where a day came after a later one.
    """

    size: int
    first: dict[str, Column] = field(default_factory=dict)
    more: dict[str, dict[int, list[date]]] = field(default_factory=dict)
    trails: list[tuple[str, ...]] = field(default_factory=list)
    days: list[Sequence[date]] = field(default_factory=list)
    links: dict[str, dict[int, dict[int, tuple[str, int]]]] = field(default_factory=dict)
    disordered: set[int] = field(default_factory=set)
    never: Column = field(init=False)
    no: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        # One column for every 'never', so that clocks which hear it can be told by it.
        self.never, self.no = [NEVER] * self.size, [False] * self.size

    def to_read_apart(self, kinds: Collection[str]) -> set[int]:
        """The places whose cases columns do not do justice to: those with facts of the given
        :func:`apart_kinds`, and the disordered."""
        apart = set(self.disordered)
        for kind in kinds:
            apart.update(place for place, day in enumerate(self.first.get(kind, ())) if day is not NEVER)
        return apart

    def places_with(self, kinds: Collection[str]) -> list[int]:
        """The places of the cases that have a fact of one of these kinds."""
        known = [self.first[kind] for kind in kinds if kind in self.first]
        return [place for place, days in enumerate(zip(*known, strict=True)) if min(days) is not NEVER]

    def days_at(self, kind: str, place: int) -> Sequence[date]:
        """The days of all facts of one kind of one case, in the order they happened."""
        several = self.more.get(kind, {}).get(place)
        if several is not None:
            return several
        column = self.first.get(kind)
        return () if column is None or column[place] is NEVER else (column[place],)


def columns_of_trails(trails: Sequence[Trail]) -> FactColumns:
    """The facts of cases laid out by kind; the place of a case is that of its trail."""
    columns = FactColumns(len(trails))
    first, more = columns.first, columns.more
    for place, (kinds, days, keys, about) in enumerate(trails):
        before = date.min
        for kind, on in zip(kinds, days, strict=True):
            if on < before:
                columns.disordered.add(place)
            before = on
            column = first.get(kind)
            if column is None:
                column = first[kind] = [NEVER] * columns.size
            if column[place] is NEVER:
                column[place] = on
            else:
                more.setdefault(kind, {}).setdefault(place, [column[place]]).append(on)
        columns.trails.append(tuple(kinds))
        columns.days.append(days)
        if about:
            _link(columns, place, kinds, keys, about)
    return columns


def columns_of_cases(cases: Iterable[CaseFacts]) -> FactColumns:
    """The facts of whole cases laid out by kind."""
    one_of_each: dict[date, date] = {}  # equal days as one object are the quickest to look up
    trails = []
    for case in cases:
        facts = case.facts
        days = tuple(one_of_each.setdefault(fact.on, fact.on) for fact in facts)
        linked = facts if any(fact.about is not None for fact in facts) else ()
        keys = tuple(fact.id for fact in linked)
        about = tuple(fact.about or "" for fact in linked)
        trails.append(Trail(tuple(fact.kind for fact in facts), days, keys, about))
    return columns_of_trails(trails)


def _link(
    columns: FactColumns,
    place: int,
    kinds: Sequence[str],
    keys: Sequence[UUID | str],
    about: Sequence[UUID | str],
) -> None:
    """Note which facts of a case are about which others of it."""
    seen: Counter[str] = Counter()
    which = []
    for kind in kinds:
        which.append((kind, seen[kind]))
        seen[kind] += 1
    by_key = dict(zip(keys, which, strict=True))
    for (kind, number), key in zip(which, about, strict=True):
        if key in by_key:
            columns.links.setdefault(kind, {}).setdefault(place, {})[number] = by_key[key]


def apart_kinds(programme: Programme) -> Collection[str]:
    """The kinds of fact that start a clock which counts hours, or from a day named in the fact's
    detail. A case with one of them has to be read by itself: columns hold days alone."""
    rules = (rule for rule in programme.clocks if rule.listed and rule.scope is Scope.CASE)
    return frozenset(
        kind for rule in rules if rule.dated_by or rule.count.unit is Unit.HOURS for kind in rule.starts
    )
