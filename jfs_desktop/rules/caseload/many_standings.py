"""Where each case of a caseload stands: what :func:`~jfs_desktop.rules.journey.standing.standing_of` says of
each, worked out for many at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.caseload.clock_questions import Questions, events_of
from jfs_desktop.rules.caseload.fact_columns import NEVER, FactColumns
from jfs_desktop.rules.caseload.hearing import Hearing, Numbering
from jfs_desktop.rules.caseload.many_ends import Ends, EndsOfCase, ManyEnds
from jfs_desktop.rules.clocks.clock_state import only_marks_a_day
from jfs_desktop.rules.clocks.compiled_clocks import CompiledClock, compiled
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import stage_through
from jfs_desktop.rules.journey.standing import Standing
from jfs_desktop.rules.programme.clock_rules import Scope
from jfs_desktop.rules.programme.programme import Programme

Next = int
"""A due day and the turn of its clock as one number, of which the smaller comes first."""

_TURNS = 10_000
_NOTHING: Next = NEVER.toordinal() * _TURNS


class ManyStandings:
    """Works out standings, stretch by stretch, by one profile on one day; what it has worked out for
    one stretch serves the next.

    ``nation`` and the cases that must be read apart are as for
    :class:`~jfs_desktop.rules.caseload.many_clocks.ManyClocks`.
    """

    def __init__(
        self, programme: Programme, calendar: WorkingDays, today: date, nation: Nation | None = None
    ) -> None:
        clocks = compiled(programme, calendar, nation, Scope.CASE)
        self._today = today
        self._ends = ManyEnds(clocks, today)
        self._acting = clocks.acting
        self._ids = {clock.turn: clock.rule.id for clock in clocks.acting}
        self._numbering = Numbering()
        self._next: dict[tuple[CompiledClock, ...], _Next] = {}
        self._stages: dict[tuple[str, ...], Stage] = {}
        self._standings: dict[tuple[Stage, Next], Standing] = {}

    def of(self, columns: FactColumns) -> list[Standing]:
        """The standing of each case at the end of the day before plus what is recorded for today."""
        questions = Questions(columns, self._today)
        ends = self._ends.of(questions)
        standings, found = self._standings, []
        for key in zip(
            self._stages_of(columns, ends.of_cases()), self._next_of(questions, ends), strict=True
        ):
            known = standings.get(key)
            if known is None:
                known = standings[key] = self._standing(*key)
            found.append(known)
        return found

    def _standing(self, stage: Stage, its_next: Next) -> Standing:
        if its_next == _NOTHING:
            return Standing(stage, None, None)
        due, turn = divmod(its_next, _TURNS)
        return Standing(stage, self._ids[turn], date.fromordinal(due))

    def _stages_of(self, columns: FactColumns, ends: list[EndsOfCase]) -> list[Stage]:
        known, today = self._stages, self._today
        found = []
        for trail, days, its_ends in zip(columns.trails, columns.days, ends, strict=True):
            causes = trail
            if its_ends or (days and days[-1] > today):
                causes = _woven(trail, days, its_ends, today)
            stage = known.get(causes)
            if stage is None:
                stage = known[causes] = stage_through(causes)
            found.append(stage)
        return found

    def _next_of(self, questions: Questions, ends: Ends) -> list[Next]:
        hearing = Hearing(questions, ends, self._numbering)
        found = [_NOTHING] * questions.columns.size
        for clocks, places, numbers in _alike(questions, hearing, self._acting):
            if clocks not in self._next:
                self._next[clocks] = _Next(clocks, self._numbering, self._today)
            its_next = map(self._next[clocks].__getitem__, numbers)
            if isinstance(places, range):
                found = [one if one <= two else two for one, two in zip(found, its_next, strict=True)]
                continue
            for place, one in zip(places, its_next, strict=True):
                found[place] = min(found[place], one)
        return found


class _Next(dict[int, Next]):
    """What must be done first of what some clocks ask for, by the number of what they hear."""

    def __init__(self, clocks: Sequence[CompiledClock], numbering: Numbering, today: date) -> None:
        super().__init__()
        self._clocks, self._heard, self._today = clocks, numbering.heard, today

    def __missing__(self, number: int) -> Next:
        """Only of an open clock the due day is worked out."""
        started, met, lapsed, *counted = self._heard[number]
        best = _NOTHING
        for clock in self._clocks if started is not NEVER and met is NEVER and not lapsed else ():
            due = clock.due_day(*events_of(clock, started, counted))[0]
            if self._today <= due or not only_marks_a_day(clock.rule):
                best = min(best, due.toordinal() * _TURNS + clock.turn)
        self[number] = best
        return best


def _alike(
    questions: Questions, hearing: Hearing, clocks: Iterable[CompiledClock]
) -> Iterator[tuple[tuple[CompiledClock, ...], Sequence[int], list[int]]]:
    """Those that have started anywhere, sorted by what they hear, with the case of each row and the number
    of what is heard there."""
    found: dict[int, tuple[list[CompiledClock], Sequence[int], list[int]]] = {}
    for clock in clocks:
        rows = questions.started(clock)
        if not rows.unstarted:
            numbers = hearing.of(clock)
            found.setdefault(id(numbers), ([], rows.places, numbers))[0].append(clock)
    return ((tuple(together), places, numbers) for together, places, numbers in found.values())


def _woven(trail: tuple[str, ...], days: Sequence[date], ends: EndsOfCase, today: date) -> tuple[str, ...]:
    """A case's facts up to today with the stages it fell into by itself: a day's own turning comes
    before its facts."""
    causes = list(trail[: bisect_right(days, today)])
    for stage, day in reversed(ends):
        causes.insert(min(bisect_left(days, day), len(causes)), stage)
    return tuple(causes)
