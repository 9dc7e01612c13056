"""A bound on memory that a process keeps by itself, where the system keeps none (I17)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jfs_desktop.mail.memory_watch import TAKEN_TOO_MUCH
from tests import patience

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows holds the process itself")
TAKES = """
import sys, time
from jfs_desktop.mail import memory_watch
memory_watch.begin(150 * 2**20)
held = b"x" * (int(sys.argv[1]) * 2**20)
time.sleep(float(sys.argv[2]))
print(len(held))
"""


STARTS = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:], check=False).returncode)"
"""Linux counts to a process what the one held that started it: that is to be little."""


def _ran(megabytes: int, seconds: float) -> subprocess.CompletedProcess[bytes]:
    takes = (sys.executable, "-c", TAKES, str(megabytes), str(seconds))
    return subprocess.run(
        [sys.executable, "-c", STARTS, *takes], capture_output=True, check=False, timeout=patience.SECONDS
    )


def test_a_process_that_takes_too_much_ends_itself() -> None:
    """It does not come to the end of its work, where it would say how much it holds."""
    done = _ran(300, 60)
    assert (done.returncode, done.stdout) == (TAKEN_TOO_MUCH, b"")


def test_one_that_takes_little_does_its_work() -> None:
    done = _ran(20, 0.2)
    assert (done.returncode, done.stderr) == (0, b"")
