"""The facts of many cases side by side: for each kind of fact a column of days, one a case.

Clocks ask few questions of a case, nearly all of them 'on which day did such a thing
first happen?'. Laid out by kind, a caseload answers them for all its cases in one go.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from jfs_desktop.rules.clock_rules import Scope, Unit
from jfs_desktop.rules.facts import CaseFacts
from jfs_desktop.rules.programme import Programme

NEVER = date.max
"""Stands where nothing of the kind happened; later than every day."""

Row = tuple[int, str, date, Hashable, Hashable]
"""A fact: the place of its case, its kind, its day, its key, and the key of the fact it is about (or
None)."""
Column = list[date]


@dataclass(slots=True)
class FactColumns:
    """The facts of ``size`` cases, each at a place of its own from 0 on.

    ``first`` holds, by kind, the day of each case's first fact of that kind, or
    NEVER; kinds that no case has are left out. ``more`` holds the days of all
    facts of a kind for the places that have several. ``trails`` are the kinds of
    each case's facts in the order of their ``days``. ``links`` holds, by kind and
    place, the key of the fact that the so-manieth of them is about, and ``named``
    where the facts so named stand: place, kind, how-manieth.
    """

    size: int
    first: dict[str, Column] = field(default_factory=dict)
    more: dict[str, dict[int, list[date]]] = field(default_factory=dict)
    trails: list[tuple[str, ...]] = field(default_factory=list)
    days: list[tuple[date, ...]] = field(default_factory=list)
    links: dict[str, dict[int, dict[int, Hashable]]] = field(default_factory=dict)
    named: dict[Hashable, tuple[int, str, int]] = field(default_factory=dict)
    never: Column = field(init=False)
    no: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        # One column for every 'never', so that clocks which hear it can be told by it.
        self.never, self.no = [NEVER] * self.size, [False] * self.size

    def days_at(self, kind: str, place: int) -> Sequence[date]:
        """The days of all facts of one kind of one case, in the order they happened."""
        several = self.more.get(kind, {}).get(place)
        if several is not None:
            return several
        column = self.first.get(kind)
        return () if column is None or column[place] is NEVER else (column[place],)


def columns_of_rows(rows: Sequence[Row], size: int) -> FactColumns:
    """The rows laid out by kind. They come place after place, each case's in the order they happened;
    a place may have none."""
    columns = FactColumns(size, trails=[()] * size, days=[()] * size)
    about_keys = {row[4] for row in rows}
    first, more, links, named = columns.first, columns.more, columns.links, columns.named
    begin, last = 0, -1
    one_of_each: dict[date, date] = {}
    for number, (place, kind, day, key, about) in enumerate(rows):
        if place != last:
            _close(columns, rows, begin, number)
            begin, last = number, place
        on = one_of_each.setdefault(day, day)  # equal days as one object are the quickest to look up
        column = first.get(kind)
        if column is None:
            column = first[kind] = [NEVER] * size
        which = 0
        if column[place] is NEVER:
            column[place] = on
        else:
            several = more.setdefault(kind, {}).setdefault(place, [column[place]])
            which = len(several)
            several.append(on)
        if about is not None:
            links.setdefault(kind, {}).setdefault(place, {})[which] = about
        if key in about_keys:
            named[key] = place, kind, which
    _close(columns, rows, begin, len(rows))
    return columns


def columns_of_cases(cases: Iterable[CaseFacts]) -> FactColumns:
    """The facts of whole cases laid out by kind, for cases that need not be read apart."""
    rows: list[Row] = []
    size = 0
    for place, case in enumerate(cases):
        rows += [(place, fact.kind, fact.on, fact.id, fact.about) for fact in case.facts]
        size = place + 1
    return columns_of_rows(rows, size)


def apart_kinds(programme: Programme) -> Collection[str]:
    """The kinds of fact that start a clock which counts hours, or from a day named in the fact's
    detail. A case with one of them has to be read by itself: columns hold days alone."""
    rules = (rule for rule in programme.clocks if rule.listed and rule.scope is Scope.CASE)
    return frozenset(
        kind for rule in rules if rule.dated_by or rule.count.unit is Unit.HOURS for kind in rule.starts
    )


def to_read_apart(case: CaseFacts, apart: Collection[str]) -> bool:
    """Whether a case cannot be laid out: by one of those kinds, or as its days do not run in order."""
    facts = case.facts
    if any(fact.kind in apart for fact in facts):
        return True
    return any(later.on < fact.on for fact, later in pairwise(facts))


def _close(columns: FactColumns, rows: Sequence[Row], begin: int, end: int) -> None:
    """Keep the trail of the case whose rows these are."""
    if begin == end:
        return
    place = rows[begin][0]
    _, kinds, days, _, _ = zip(*rows[begin:end], strict=True)
    columns.trails[place] = kinds
    columns.days[place] = days
