"""The clocks of a whole caseload at once, a column a clock (PERFORMANCE 'Clocks').

Cases are read side by side from :class:`~jfs_desktop.rules.caseload.fact_columns.FactColumns`:
those whose facts agree in what a clock asks share what is worked out. The states,
due days and met days are those of :func:`~jfs_desktop.rules.clocks.clocks.clocks_for`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from jfs_desktop.rules.calendar.counting import DayCount
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.caseload.clock_questions import Questions, events_of
from jfs_desktop.rules.caseload.fact_columns import NEVER, FactColumns
from jfs_desktop.rules.caseload.hearing import Hearing, Numbering
from jfs_desktop.rules.caseload.many_ends import ManyEnds
from jfs_desktop.rules.clocks.clock_state import NOT_STARTED, Mark, mark_of
from jfs_desktop.rules.clocks.compiled_clocks import CompiledClock, compiled
from jfs_desktop.rules.facts.facts import FactKind, Nation
from jfs_desktop.rules.programme.clock_rules import ClockRule, Scope
from jfs_desktop.rules.programme.programme import Programme

Days = Sequence[date]


class ClockColumn(NamedTuple):
    """One clock of many cases: of each row the place of its case, and how the clock stands there.

    A clock that repeats has a row for each fact it runs for, every other a row a case.
    """

    rule: ClockRule
    places: Sequence[int]
    marks: list[Mark]


class ManyClocks:
    """Reads caseloads, stretch by stretch, by one profile on one day; what it has worked out for one
    stretch serves the next.

    ``nation`` is that of every case, and matters only where the profile narrows the
    calendar (AMB-02). What is said of a case to be read apart is worth nothing
    (:meth:`~jfs_desktop.rules.caseload.fact_columns.FactColumns.to_read_apart`). Raises
    OutsideCalendar where the calendar does not reach.
    """

    def __init__(
        self, programme: Programme, calendar: WorkingDays, today: date, nation: Nation | None = None
    ) -> None:
        clocks = compiled(programme, calendar, nation, Scope.CASE)
        self._today = today
        self._ends = ManyEnds(clocks, today)
        self._numbering = Numbering()
        self._marks = {clock: _Marks(clock, self._numbering, today) for clock in clocks.every}

    def read(self, columns: FactColumns) -> tuple[ClockColumn, ...]:
        """Every clock of the cases, those that have not started included, in the profile's order."""
        questions = Questions(columns, self._today)
        hearing = Hearing(questions, self._ends.of(questions), self._numbering)
        found = []
        for clock, its_marks in self._marks.items():
            rows = questions.started(clock)
            if rows.unstarted:
                marks = [NOT_STARTED] * len(rows.places)
            else:
                marks = list(map(its_marks.__getitem__, hearing.of(clock)))
            found.append(ClockColumn(clock.rule, rows.places, marks))
        return tuple(found)


class _Marks(dict[int, Mark]):
    """How one clock stands, by the number of what it hears."""

    def __init__(self, clock: CompiledClock, numbering: Numbering, today: date) -> None:
        super().__init__()
        self._clock, self._heard, self._today = clock, numbering.heard, today

    def __missing__(self, number: int) -> Mark:
        clock, mark = self._clock, NOT_STARTED
        started, met, lapsed, *counted = self._heard[number]
        if started is not NEVER:
            due = clock.due_day(*events_of(clock, started, counted))[0]
            mark = mark_of(clock, due, None if met is NEVER else met, lapsed, self._today)
        self[number] = mark
        return mark


def due_columns(
    programme: Programme,
    calendar: WorkingDays,
    events: Mapping[FactKind, Days],
    nation: Nation | None = None,
) -> dict[str, list[date]]:
    """The due days of every case clock that runs from the given columns, by clock id.

    ``events`` holds for each kind of fact the days of as many cases, in one
    order; each column of the answer keeps that order. Clocks whose columns are
    not given, or that count hours or run without a due day, are left out.
    """
    answer: dict[str, list[date]] = {}
    for clock in compiled(programme, calendar, nation, Scope.CASE).every:
        rule = clock.rule
        kind = rule.counted_from or rule.starts[0]
        if clock.in_hours or clock.open_ended or kind not in events or rule.starts[0] not in events:
            continue
        days = _counted(clock.due, events[kind])
        if clock.limit is not None:
            limits = events.get(clock.limit_from or kind)
            if limits is None:
                continue
            days = list(map(min, days, _counted(clock.limit, limits)))
        answer[rule.id] = days
    return answer


def _counted(count: DayCount, column: Days) -> list[date]:
    """The count of every day of a column. Many cases share a day, which is counted once."""
    by_day = {day: count(day) for day in set(column)}
    return list(map(by_day.__getitem__, column))
