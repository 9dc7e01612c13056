"""How long a test waits for what must come: a limit for what never comes, and no measure of speed.

Test processes share small machines with others, where any second may take a minute. What is to be quick is
therefore measured in the processor's time, by :func:`spent`.
"""

from __future__ import annotations

import os

SECONDS = 120
MS = SECONDS * 1000


def spent() -> float:
    """Seconds of work so far: this process's, and those of its children that have ended (not on Windows)."""
    return sum(os.times()[:4])
