"""Messages queued, sent and brought in through the real window: what its thread works in each turn of its
loop, so that no frame is missed. The mail server stands on this machine, in a process of its own."""

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
from mail_probe import MESSAGES, REPLIES
from measurement import Measurement, p95

FRAME_MS = 16.7
MOST_QUEUE_MS = 100


def measure() -> Iterator[Measurement]:
    """Makes a vault and drives the window on it in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="jfs-bench-") as spare:
        bench_vaults.make(Path(spare) / "vault", MESSAGES, BenchClock()).close()
        found = probe(Path(spare))
    window, all_of_it = found["queue one: window"], found["queue one: in all"]
    yield Measurement(
        "queue with 3 attachments: window's thread, p95", MESSAGES, p95(window), most=MOST_QUEUE_MS
    )
    yield Measurement(
        "queue with 3 attachments: until it is kept, median", MESSAGES, statistics.median(all_of_it)
    )
    for name, many in (("queue", MESSAGES), ("send", MESSAGES), ("bring in", REPLIES)):
        work, turn = found[f"{name}: work"], found[f"{name}: turn"]
        yield Measurement(f"{name}: longest work of the window's thread", many, max(work), most=FRAME_MS)
        yield Measurement(f"{name}: longest turn of its loop", many, max(turn))
        missed = sum(one > FRAME_MS for one in turn)
        yield Measurement(f"{name}: turns that miss a frame", len(turn), missed, unit="")
    yield Measurement(
        "messages sent a second", MESSAGES, found["sent"][0] / found["send: seconds"][0], unit="/s"
    )
    yield Measurement(
        "replies brought in a second", REPLIES, REPLIES / found["bring in: seconds"][0], unit="/s"
    )


def probe(folder: Path) -> dict[str, list[float]]:
    """What the window's process measured."""
    script = Path(__file__).with_name("mail_probe.py")
    ran = subprocess.run(
        [sys.executable, str(script), "window", str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    figures: dict[str, list[float]] = json.loads(ran.stdout.splitlines()[-1])
    return figures
