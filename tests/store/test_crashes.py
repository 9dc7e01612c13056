"""Kill -9 in the middle of writing: nothing acknowledged is lost, and the vault opens again at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select

from jfs_desktop.records.staff import Staff
from jfs_desktop.store import journal
from jfs_desktop.store.unit_of_work import reading
from jfs_desktop.store.vault import Vault
from tests.conftest import PASSPHRASE, FakeClock

CHILD = Path(__file__).with_name("crash_child.py")
TOP = Path(__file__).resolve().parents[2]
KILLS = 30

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here to be killed")


def test_killed_in_mid_write_again_and_again(vault: Vault, clock: FakeClock) -> None:
    vault.close()
    chance = random.Random(3)
    acknowledged: list[int] = []
    environment = os.environ | {"PYTHONPATH": str(TOP)}
    with subprocess.Popen(
        [sys.executable, str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as child:
        assert child.stdin is not None and child.stdout is not None
        for kill in range(KILLS):
            child.stdin.write(f"{vault.folder}\t{PASSPHRASE}\t{kill * 10_000}\n")
            child.stdin.flush()
            acknowledged += killed_after(child.stdout, chance.randrange(1, 12), chance.random() * 0.002)
            check(vault.folder, clock, acknowledged)
        child.stdin.close()
    assert len(acknowledged) >= KILLS


def killed_after(output: IO[str], count: int, moment: float) -> list[int]:
    """Kills the writer after some acknowledgements, at a moment of its next write; all it acknowledged."""
    pid = int(output.readline().removeprefix("pid "))
    seen = [int(output.readline()) for _ in range(count)]
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    signal.setitimer(signal.ITIMER_REAL, moment + 1e-6)
    signal.sigwait([signal.SIGALRM])
    os.kill(pid, signal.SIGKILL)
    while (line := output.readline()) != "end\n":
        seen.append(int(line))
    return seen


def check(folder: Path, clock: FakeClock, acknowledged: list[int]) -> None:
    opened = Vault.open(folder, passphrase=PASSPHRASE, clock=clock)
    with reading(opened.engine) as db:
        there = {int(name.removeprefix("Name ")) for name in db.scalars(select(Staff.name))}
        report = journal.verify_chain(db)
    opened.close()
    assert set(acknowledged) <= there
    assert report.ok and report.entries == len(there)
