"""What comes next on a case, told in one way wherever it is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import FactKind


def in_turn(readings: Iterable[ClockReading]) -> list[ClockReading]:
    """Clocks by their due day. Of one day, what is owed from its first minute comes first, then the order of
    the journey, in which ``readings`` are given."""
    return sorted(readings, key=lambda one: (one.due or date.max, not one.rule.at_once))


def is_duty(reading: ClockReading) -> bool:
    """Whether somebody has to act for it: not a day that only marks."""
    return reading.actionable and not reading.milestone and bool(reading.action)


def next_kinds(readings: Iterable[ClockReading]) -> tuple[FactKind, ...]:
    """What may have happened next, that which meets the first duty first."""
    duties = in_turn(one for one in readings if one.is_open and is_duty(one))
    return tuple(dict.fromkeys(kind for one in duties for kind in one.stops))
