"""The stages that a caseload's cases fell into because days passed with nothing recorded: those of
:func:`~jfs_desktop.rules.clocks.clocks.automatic_ends`, for many cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jfs_desktop.rules.caseload.clock_questions import Questions, events_of
from jfs_desktop.rules.caseload.fact_columns import NEVER
from jfs_desktop.rules.clocks.compiled_clocks import ClockSet, CompiledClock, fallen_on
from jfs_desktop.rules.facts.stages import Stage

EndsOfCase = tuple[tuple[Stage, date], ...]
"""Each stage with the first day on which it held, earliest first."""


class Ends:
    """The ends of each case of one stretch, as numbers of those that its caseload came to."""

    def __init__(self, numbers: list[int], known: _Joined) -> None:
        self._numbers, self._known = numbers, known
        self._among: dict[frozenset[Stage], list[bool] | None] = {}

    def of_cases(self) -> list[EndsOfCase]:
        """The ends of each case; most have none."""
        return list(map(self._known.ends.__getitem__, self._numbers))

    def among(self, stages: frozenset[Stage]) -> list[bool] | None:
        """Whether each case has come by itself to one of these stages; None where none can have."""
        if stages not in self._among:
            come = self._known.come_to(stages)
            self._among[stages] = list(map(come.__getitem__, self._numbers)) if any(come) else None
        return self._among[stages]


class ManyEnds:
    """Works out ends; what it has worked out for one stretch of a caseload serves the next."""

    def __init__(self, clocks: ClockSet, today: date) -> None:
        self._single = [_EndsOfClock(clock, today) for clock in clocks.ending]
        self._together = _Joined(self._single)

    def of(self, questions: Questions) -> Ends:
        """The ends of each case."""
        single = [ends.of(questions) for ends in self._single]
        size = questions.columns.size
        keys = zip(*single, strict=True) if single else [()] * size
        return Ends(list(map(self._together.__getitem__, keys)), self._together)


class _EndsOfClock(dict[tuple[date, ...], int]):
    """To what end one clock brings a case, by the days that decide it: when it was started, when
    settled, and from when counted. Ends are numbers of ``ends``; 0 is none."""

    def __init__(self, clock: CompiledClock, today: date) -> None:
        super().__init__()
        self.clock, self._today = clock, today
        self.ends: list[EndsOfCase] = [()]

    def of(self, questions: Questions) -> list[int]:
        """The number for each case."""
        clock = self.clock
        rows = questions.started(clock)
        if rows.unstarted:
            return [0] * questions.columns.size
        settled = rows.first_answers(clock.settling)
        for kind in clock.rule.ruled_out_by:
            settled = list(map(min, settled, rows.first_of(kind)))
        keys = zip(rows.days, settled, *questions.counted_from(clock), strict=True)
        found = list(map(self.__getitem__, keys))
        if not clock.rule.repeats:
            return found
        by_case = [0] * questions.columns.size
        for place, number in zip(rows.places, found, strict=True):
            if number:
                before = self.ends[by_case[place]]
                by_case[place] = self._number(before + self.ends[number]) if before else number
        return by_case

    def __missing__(self, key: tuple[date, ...]) -> int:
        started, settled, *counted = key
        clock, stage = self.clock, self.clock.rule.ends_as
        day = None
        if started is not NEVER and stage is not None:
            events = events_of(clock, started, counted)
            day = fallen_on(clock, *events, None if settled is NEVER else settled, self._today)
        number = self[key] = self._number(((stage, day),)) if stage is not None and day is not None else 0
        return number

    def _number(self, ends: EndsOfCase) -> int:
        if ends not in self.ends:
            self.ends.append(ends)
        return self.ends.index(ends)


class _Joined(dict[tuple[int, ...], int]):
    """The ends of a case by those of its single clocks, as numbers of ``ends``."""

    def __init__(self, single: Sequence[_EndsOfClock]) -> None:
        super().__init__()
        self._single = single
        self._come: dict[frozenset[Stage], list[bool]] = {}
        self.ends: list[EndsOfCase] = []

    def __missing__(self, key: tuple[int, ...]) -> int:
        """A clock brings a case to no end once an earlier one of the profile has closed its phase."""
        fallen: list[tuple[Stage, date]] = []
        for its, number in zip(self._single, key, strict=True):
            if its.clock.closed_in.isdisjoint(stage for stage, _ in fallen):
                fallen += its.ends[number]
        number = self[key] = len(self.ends)
        self.ends.append(tuple(sorted(fallen, key=lambda end: end[1])))
        return number

    def come_to(self, stages: frozenset[Stage]) -> list[bool]:
        """Whether each of the ends so far came to one of these stages, by its number."""
        come = self._come.setdefault(stages, [])
        come += (any(stage in stages for stage, _ in ends) for ends in self.ends[len(come) :])
        return come
