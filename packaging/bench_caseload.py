"""The caseload page at 10,000 and 100,000 cases: each event's work, its answer on the screen, memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import bench_vaults
from made_clock import BenchClock
from measurement import Measurement, p95

SIZES = (10_000, 100_000)
EVENTS = ("keystroke", "sort", "filter", "page down", "scroll")
MOST_WORK_MS, MOST_ANSWER_MS, MOST_OPEN_MS, MOST_MB = 16, 60, 80, 60


def measure() -> Iterator[Measurement]:
    """Makes a vault of each size and drives the window on it in a process of its own."""
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="jfs-bench-") as spare:
            folder = Path(spare) / "vault"
            bench_vaults.make(folder, size, BenchClock()).close()
            yield from rows(size, folder)


def rows(size: int, folder: Path) -> Iterator[Measurement]:
    """The figures of the vault in ``folder``."""
    found = probe("caseload", folder)
    yield Measurement("caseload: from nothing to the first list", size, found["first list"][0])
    for name in EVENTS:
        work, answer = found[f"{name}: work"], found[f"{name}: repainted"]
        yield Measurement(f"caseload {name}: window's thread, p95", size, p95(work), most=MOST_WORK_MS)
        yield Measurement(f"caseload {name}: to the repaint, p95", size, p95(answer), most=MOST_ANSWER_MS)
    opening = statistics.median(found["open a case"])
    yield Measurement("open a case, median", size, opening, most=MOST_OPEN_MS)
    memory = found["memory"][0]
    yield Measurement("caseload: memory above the empty window", size, memory, unit="MB", most=MOST_MB)


def probe(kind: str, folder: Path) -> dict[str, list[float]]:
    """What the window's process measured."""
    script = Path(__file__).with_name("window_probe.py")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, str(script), kind, str(folder)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    figures: dict[str, list[float]] = json.loads(ran.stdout.splitlines()[-1])
    return figures
