"""The clock of the vaults that are made for measuring."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class BenchClock:
    """The day of the vaults that are made for measuring; only monotonic time runs."""

    def now(self) -> datetime:
        return datetime(2021, 6, 4, 9, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return time.monotonic()
