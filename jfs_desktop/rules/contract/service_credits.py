"""The bands of the standards that have them, and what a month may cost (Q12 to Q15, AMB-43 to AMB-45).

All of it is a forecast: whether anything is deducted is for DWP to decide (JFS 6.07, 7.47).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from jfs_desktop.rules.programme.programme_figures import Credits, Standard, Thresholds


class Band(StrEnum):
    """How one standard stood in one month."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def band(standard: Standard, per_cent: Fraction | None) -> Band | None:
    """The band of an exact ratio in per cent, never rounded (AMB-43). None for a month without cases, and
    for a standard that has no bands."""
    if per_cent is None or not standard.red_below:
        return None
    if per_cent >= standard.target_percent:
        return Band.GREEN
    return Band.RED if per_cent < standard.red_below else Band.AMBER


def credit(rates: Credits, before: Band | None, now: Band | None) -> int:
    """Per cent of the monthly payment that one standard may cost in the month of ``now``, after the month
    of ``before``: the highest that applies, and every running pair counts (AMB-44)."""
    applying = [0]
    if now is Band.RED:
        applying.append(rates.red_once)
    if now is before is Band.RED:
        applying.append(rates.red_running)
    if now is before is Band.AMBER:
        applying.append(rates.amber_running)
    return max(applying)


@dataclass(frozen=True, slots=True)
class Reds:
    """How near the contract is to being ended for its reds (JFS 6.10). ``running`` are the red months up to
    the last in one standard, of whichever has more; ``months`` those of the rolling period that were red
    in any."""

    running: int
    months: int
    warned: bool
    reached: bool


def reds(thresholds: Thresholds, by_standard: Mapping[str, Sequence[Band | None]]) -> Reds:
    """Read the months of every standard, oldest first, the same months in each. A month with a red in two
    standards is one month (AMB-45)."""
    months = list(zip(*by_standard.values(), strict=True))[-thresholds.of_months :]
    running = max((_running(bands) for bands in by_standard.values()), default=0)
    red = sum(Band.RED in bands for bands in months)
    return Reds(
        running,
        red,
        running >= thresholds.warn_at_running or red >= thresholds.warn_at_months,
        running >= thresholds.red_months_running or red >= thresholds.red_months,
    )


def _running(bands: Sequence[Band | None]) -> int:
    for place, one in enumerate(reversed(bands)):
        if one is not Band.RED:
            return place
    return len(bands)
