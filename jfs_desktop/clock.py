"""The two clocks the product reads, behind one protocol that tests can replace."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


DEMO_DAY = date(2021, 6, 4)
"""The Europe/London day on which a practice caseload stands unless another is asked for."""


def __getattr__(name: str) -> ZoneInfo:
    """``LONDON``, read when it is first asked for: the first window shows no time."""
    if name != "LONDON":
        raise AttributeError(name)
    return _london()


@cache
def _london() -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")


class Clock(Protocol):
    """Wall time and monotonic time; nothing else in the product reads a clock."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards within one process."""
        ...


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return monotonic()


def london_day(instant: datetime) -> date:
    """The Europe/London calendar day of an aware instant (a day ends at 23:59 there, AMB-03)."""
    return instant.astimezone(_london()).date()


class ClockOnDay:
    """The computer's clock moved to another Europe/London day: to the time ``at``, from where it
    runs on, or at the same time of day.

    For looking at a demo vault, or at a worklist, as it stood on that day.
    """

    def __init__(self, day: date, at: time | None = None, *, base: Clock | None = None) -> None:
        self._base = base or SystemClock()
        here = self._base.now().astimezone(_london())
        there = datetime.combine(day, here.time() if at is None else at, _london())
        self._shift = there.astimezone(UTC) - here.astimezone(UTC)

    def now(self) -> datetime:
        return self._base.now() + self._shift

    def monotonic(self) -> float:
        return self._base.monotonic()
