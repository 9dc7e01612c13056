"""What the clocks of a profile hear of a caseload, each thing numbered once.

Two cases in which a clock was started on one day, met on one day, and lapsed or not
alike are read alike: so the clock is worked out for the number, not for the case.
"""

from __future__ import annotations

from operator import or_
from typing import Any

from jfs_desktop.rules.caseload.clock_questions import Questions
from jfs_desktop.rules.caseload.column_answers import Rows
from jfs_desktop.rules.caseload.many_ends import Ends
from jfs_desktop.rules.clocks.compiled_clocks import CompiledClock
from jfs_desktop.rules.facts.stages import Stage

Heard = tuple[Any, ...]
"""What one clock hears of one case: the day it was started, the day it was met (NEVER where there is
none), whether it lapsed, and the days it is counted from, where these are not the start."""


class Numbering(dict[Heard, int]):
    """Numbers what clocks hear in the order it is met with; ``heard`` lists it by number."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Heard] = []

    def __missing__(self, key: Heard) -> int:
        number = self[key] = len(self.heard)
        self.heard.append(key)
        return number


class Hearing:
    """What each clock hears of one stretch of a caseload, as numbers of one numbering. ``ends`` are
    the stages that the cases fell into by themselves."""

    def __init__(self, questions: Questions, ends: Ends, numbering: Numbering) -> None:
        self._questions, self._ends, self._numbering = questions, ends, numbering
        self._lapsed: dict[tuple[int, Rows, frozenset[Stage]], list[bool]] = {}
        self._numbers: dict[tuple[int, ...], tuple[tuple[list[Any], ...], list[int]]] = {}

    def of(self, clock: CompiledClock) -> list[int]:
        """The number of what the clock hears in each of its rows. Clocks that hear the same everywhere are
        given the same list."""
        asked = self._questions
        rows = asked.started(clock)
        lapsed = self._lapsed_of(clock, rows)
        columns: tuple[list[Any], ...] = (rows.days, asked.met(clock), lapsed, *asked.counted_from(clock))
        which = tuple(map(id, columns))
        if which not in self._numbers:
            numbers = list(map(self._numbering.__getitem__, zip(*columns, strict=True)))
            self._numbers[which] = columns, numbers  # kept with its columns, by whose identity it is found
        return self._numbers[which][1]

    def _lapsed_of(self, clock: CompiledClock, rows: Rows) -> list[bool]:
        """Whether nobody needs the clock any more: the case has ended, by a fact or by itself, or what
        happened rules it out."""
        by_facts = rows.answered_or_ever(clock.lapses, clock.rule.ruled_out_by)
        by_itself = self._ends.among(clock.closed_in)
        if by_itself is None:
            return by_facts
        which = id(by_facts), rows, clock.closed_in
        if which not in self._lapsed:
            self._lapsed[which] = list(map(or_, by_facts, rows.of_case(by_itself)))
        return self._lapsed[which]
