"""The clock that the demo moves by hand, and keys that come out the same for the same seed."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID


class MovingClock:
    """Both clocks, standing still until they are moved."""

    def __init__(self, start: datetime) -> None:
        self._begun = start
        self._now = start

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._begun).total_seconds()

    def move_to(self, moment: datetime) -> None:
        """Stand at a later moment; an earlier one leaves the clock where it is."""
        self._now = max(self._now, moment)

    def pass_by(self, seconds: float) -> None:
        """Let some time go by."""
        self._now += timedelta(seconds=seconds)


class SeededKeys:
    """UUIDv7 keys from a clock and a seed: in order of time, and alike in every run."""

    def __init__(self, clock: MovingClock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._last = 0

    def __call__(self) -> UUID:
        # 48 bits of milliseconds and the 12 bits of the counter field, always rising.
        stamp = int(self._clock.now().timestamp() * 1000) << 12
        self._last = max(stamp, self._last + 1)
        milliseconds, counter = self._last >> 12, self._last & 0xFFF
        return UUID(
            int=milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | self._random.getrandbits(62)
        )
