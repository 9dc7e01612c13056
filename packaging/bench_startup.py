"""Start: the unlock window against a bare one, then from the passphrase to a usable Today page."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from argon2.low_level import Type, hash_secret_raw

import bench_vaults
from bench_caseload import probe
from bench_floors import BARE_WINDOW
from jfs_desktop import paths
from made_clock import BenchClock
from measurement import Measurement, median_ms, process_ms

# Ends as the unlock window is painted for the first time.
UNLOCK_WINDOW = """
import os
from ui.dialogs.vault.face import Face

def painted(self, event):
    os._exit(0)

Face.paintEvent = painted
from ui.app import main
main([])
"""
OPEN_CASES, IN_ALL = 200, 1950
"""A vault that has been used for a year, with somewhat more than so many cases still open."""
REPEATS, TURNS = 5, 11


def measure() -> Iterator[Measurement]:
    """Both on a vault with 200 open cases among those of a year."""
    with tempfile.TemporaryDirectory(prefix="jfs-bench-") as spare:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = os.environ["XDG_DATA_HOME"] = spare
        folder = paths.default_vault()
        bench_vaults.make(folder, IN_ALL, BenchClock()).close()
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(spare) / "bytecode")
        floor, window = _in_turn(BARE_WINDOW, UNLOCK_WINDOW)
        yield Measurement("unlock window painted, from process start", TURNS, window, floor, most_ratio=1.35)
        derive = median_ms(_derive, 5)
        probe("today", folder)
        found = [probe("today", folder) for _ in range(REPEATS)]
        unlock = sorted(one["unlock"][0] for one in found)[REPEATS // 2] - derive
        words = "unlock to usable Today, Argon2id apart"
        yield Measurement(words, OPEN_CASES, unlock, floor, most=350, most_ratio=1.5)
        memory = max(one["memory"][0] for one in found)
        yield Measurement("memory after unlock", OPEN_CASES, memory, unit="MB", most=160)


def _in_turn(*codes: str) -> list[float]:
    """The median of each, run one after the other again and again, so that a busy moment meets them all."""
    times = [[process_ms(code, 1) for code in codes] for _ in range(TURNS)]
    return [median(of_one) for of_one in zip(*times, strict=True)]


def _derive() -> bytes:
    cost = bench_vaults.CHEAP
    words = bench_vaults.PASSPHRASE.encode()
    return hash_secret_raw(words, bytes(16), cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)
