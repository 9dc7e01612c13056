"""A screen for tests that need a real one, on a machine that has none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment to run with: as it is where there is a screen, else with an Xvfb of our own.

    Where Xvfb is not installed the environment comes back without DISPLAY, and what
    needs a real window says so itself.
    """
    surroundings = dict(os.environ)
    if not sys.platform.startswith("linux") or "DISPLAY" in surroundings or not shutil.which("Xvfb"):
        yield surroundings
        return
    answer, number = os.pipe()
    words = [
        "Xvfb",
        "-displayfd",
        str(number),
        "-screen",
        "0",
        "1920x1080x24",
        "-noreset",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(words, pass_fds=(number,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(number)
    try:
        with os.fdopen(answer) as line:
            chosen = line.readline().strip()
        if chosen:
            surroundings["DISPLAY"] = f":{chosen}"
        yield surroundings
    finally:
        server.terminate()
        server.wait()
