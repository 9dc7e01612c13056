"""Where a case stands, in short: its stage and what is to be done next (DESIGN 3.2).

It says what :func:`~jfs_desktop.rules.journey.journey.stage_of` and the readings of
:func:`~jfs_desktop.rules.clocks.clocks.clocks_for` say, and asks the same questions of the same
clocks, but only of those that somebody must act on, and makes no reading of any: a
whole caseload is dated anew in the time that a few pages of readings take.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clock_state import ClockReading, due_of, is_lapsed, met_by, only_marks_a_day
from jfs_desktop.rules.clocks.clocks import ends_of
from jfs_desktop.rules.clocks.compiled_clocks import ClockSet, compiled
from jfs_desktop.rules.clocks.fact_index import FactIndex
from jfs_desktop.rules.clocks.next_duty import in_turn
from jfs_desktop.rules.clocks.times_away import starts_of
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.facts.stages import Stage, is_open
from jfs_desktop.rules.journey.journey import stage_after
from jfs_desktop.rules.programme.clock_rules import Scope
from jfs_desktop.rules.programme.programme import Programme


class Standing(NamedTuple):
    """A case's stage, and the clock that a person must act on first, with its due day; both are
    None where nothing is to be done."""

    stage: Stage
    next_clock: str | None
    next_due: date | None

    @property
    def open(self) -> bool:
        """Whether the case can still move on."""
        return is_open(self.stage)


def standing_of(facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> Standing:
    """The standing of a case at the end of the day before ``today`` plus what is recorded for today."""
    clocks = compiled(programme, calendar, facts.nation, Scope.CASE)
    index = FactIndex(facts)
    ends = ends_of(clocks, index, today)
    stage = stage_after(facts, ends, today)
    due, clock_id = _next(clocks, index, [ended for ended, _ in ends], today)
    return Standing(stage, clock_id, due)


def next_clock(readings: Collection[ClockReading]) -> ClockReading | None:
    """The open clock that a person must act on first; of those due on one day, the first in turn."""
    acting = [
        reading for reading in readings if reading.actionable and reading.is_open and reading.due is not None
    ]
    return next(iter(in_turn(acting)), None)


def _next(
    clocks: ClockSet, index: FactIndex, fallen: Collection[Stage], today: date
) -> tuple[date, str] | tuple[None, None]:
    """What :func:`next_clock` finds among the readings of these clocks: its due day and id."""
    best: tuple[date, int, str] | None = None
    for clock in clocks.acting:
        for start, subject in starts_of(clock, index, today):
            if start is None or met_by(clock, index, subject or start) is not None:
                continue
            if is_lapsed(clock, index, start, fallen):
                continue
            due = due_of(clock, index, start)
            if today > due and only_marks_a_day(clock.rule):
                continue
            if best is None or (due, clock.turn) < best[:2]:
                best = due, clock.turn, clock.rule.id
    return (best[0], best[2]) if best is not None else (None, None)
