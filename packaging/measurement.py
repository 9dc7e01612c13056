"""One row of the table of measurements, and how to time."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measurement:
    """A measured value beside its floor.

    ``what`` names it, ``n`` is the size it was measured at (cases, rows, repeats),
    ``value`` and ``floor`` are in ``unit``. The goals, where there are any, are the highest
    ratio to the floor (``most_ratio``), the highest value (``most``) and the lowest (``least``).
    """

    what: str
    n: int
    value: float
    floor: float | None = None
    unit: str = "ms"
    most_ratio: float | None = None
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float | None:
        """Value to floor, where there is a floor."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether every goal is kept; None where there is no goal."""
        kept = []
        if self.most_ratio is not None and self.ratio is not None:
            kept.append(self.ratio <= self.most_ratio)
        if self.most is not None:
            kept.append(self.value <= self.most)
        if self.least is not None:
            kept.append(self.value >= self.least)
        return all(kept) if kept else None

    def cells(self) -> tuple[str, ...]:
        """The row as text: what, n, value, floor, ratio, goal, met."""
        goals = [] if self.most is None else [f"≤ {self._with_unit(self.most)}"]
        goals += [] if self.least is None else [f"≥ {self._with_unit(self.least)}"]
        goals += [] if self.most_ratio is None else [f"≤ {self.most_ratio:g} x floor"]
        return (
            self.what,
            f"{self.n:,}",
            self._with_unit(self.value),
            "" if self.floor is None else self._with_unit(self.floor),
            "" if self.ratio is None else f"{self.ratio:.2f}",
            ", ".join(goals),
            "" if self.met is None else "yes" if self.met else "NO",
        )

    def _with_unit(self, value: float) -> str:
        return f"{value:,.0f} {self.unit}" if value >= 100 else f"{value:.3g} {self.unit}"


def median_ms(work: Callable[[], object], repeats: int) -> float:
    """The median time of a call in milliseconds, after one call that does not count."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def process_ms(code: str, repeats: int, *words: str) -> float:
    """The median life of a fresh process that runs the code in the project's folder, in milliseconds."""
    command = [sys.executable, "-c", code, *words]
    place = Path(__file__).resolve().parent.parent
    return median_ms(lambda: subprocess.run(command, cwd=place, check=True, capture_output=True), repeats)


def p95(values: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]
