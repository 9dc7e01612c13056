"""A bound on memory where the system holds none: the process looks at what it holds, and ends itself (I17).

macOS does not keep to a bound on memory that it was given. What one message can take within the pause between
two looks is little beside the bound: its file is measured before it is read.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Final

PAUSE: Final = 0.02
"""Seconds between two looks."""
TAKEN_TOO_MUCH: Final = 9
"""The exit status of a process that ended itself."""


def begin(most: int, platform: str = sys.platform) -> None:
    """Watch this process until it ends; ``most`` are the bytes that it may hold at once."""
    threading.Thread(target=_watch, args=(most, platform), name="memory", daemon=True).start()


def _watch(most: int, platform: str) -> None:
    while _held(platform) <= most:
        time.sleep(PAUSE)
    os._exit(TAKEN_TOO_MUCH)  # nothing of it is kept, and a library might hold up any other end


def _held(platform: str) -> int:
    """The most bytes that this process has held so far: macOS tells them in bytes, the others in 1,024."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if platform == "darwin" else 1024)
