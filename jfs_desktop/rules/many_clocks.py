"""Due days of a whole caseload at once, a column a clock: for a new calendar's 'which dates moved'
and for figures of the contract, where no single reading is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from jfs_desktop.rules.clock_rules import Scope
from jfs_desktop.rules.compiled_clocks import compiled
from jfs_desktop.rules.counting import DayCount
from jfs_desktop.rules.facts import FactKind, Nation
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.working_days import WorkingDays

Column = Sequence[date]


def due_columns(
    programme: Programme,
    calendar: WorkingDays,
    events: Mapping[FactKind, Column],
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


def _counted(count: DayCount, column: Column) -> list[date]:
    """The count of every day of a column. Many cases share a day, which is counted once."""
    by_day = {day: count(day) for day in set(column)}
    return list(map(by_day.__getitem__, column))
