"""The other side of jobs.py: a process that runs each job of a vault in a fork of its own, which costs no
start-up."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable


def say(text: str) -> None:
    """Says a line whole or not at all: ``print`` writes the end of a line on its own where Python runs
    unbuffered, and a kill between the two would leave ``end`` on a line with something else."""
    os.write(1, text.encode() + b"\n")


def serve(work: Callable[..., None]) -> None:
    """Reads one job a line, its words apart by tabs. A job says ``pid N`` and then what it has to say;
    ``end`` follows when it is gone."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            say(f"pid {os.getpid()}")
            try:
                work(*line.rstrip("\n").split("\t"))
            except BaseException:  # noqa: BLE001 (whatever it was, this process ends and says so)
                traceback.print_exc()
            os._exit(0)
        os.waitpid(child, 0)
        say("end")
