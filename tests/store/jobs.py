"""A process that forks itself for each job on a vault, so that a job can be killed or starved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHILD = Path(__file__).with_name("crash_child.py")
TOP = Path(__file__).resolve().parents[2]


class Jobs:
    """A process that forks itself for each job."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        assert child.stdin is not None and child.stdout is not None
        self._input, self.output = child.stdin, child.stdout

    def tell(self, *words: object) -> None:
        """Begins a job."""
        self._input.write("\t".join(map(str, words)) + "\n")
        self._input.flush()

    def begin(self, *words: object) -> int:
        """Begins a job and waits until it can be killed; its process id."""
        self.tell(*words)
        return int(self.output.readline().removeprefix("pid "))

    def line(self) -> str:
        """The next line of a job that goes on until it is killed."""
        said = self.output.readline()
        assert said != "end\n", "the job ended by itself"
        return said

    def rest(self) -> list[str]:
        """What the job said from now to its end."""
        said: list[str] = []
        while (line := self.output.readline()) != "end\n":
            assert line, "the process that forks is gone itself"
            said.append(line)
        return said

    def took(self, *words: object) -> float:
        """Seconds that a job takes when nobody kills it."""
        pid = self.begin(*words)
        began = time.monotonic()
        assert self.output.readline() == "done\n"
        seconds = time.monotonic() - began
        kill_after(pid, 0)
        assert self.rest() == []
        return seconds

    def killed(self, moment: float, *words: object) -> bool:
        """Kills a job some seconds after it began; whether it was through before that."""
        pid = self.begin(*words)
        kill_after(pid, moment)
        return self.rest() == ["done\n"]


def kill_after(pid: int, moment: float) -> None:
    """Kills a process some seconds from now; not by an alarm, which the timeout of the tests uses."""
    threading.Event().wait(moment)
    os.kill(pid, signal.SIGKILL)


@contextmanager
def job_process(child_file: Path = CHILD) -> Iterator[Jobs]:
    """Runs crash_child.py, or another that forks itself as that does, for as long as it is needed."""
    with subprocess.Popen(
        [sys.executable, str(child_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TOP)},
        start_new_session=True,
    ) as child:
        try:
            yield Jobs(child)
        finally:  # also a job that still waits to be killed, where a test failed in the middle
            os.killpg(child.pid, signal.SIGKILL)
