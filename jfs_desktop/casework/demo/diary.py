"""When the invented advisers have time: nobody holds two sessions at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from jfs_desktop.casework.demo.stories import MEETING, SESSION, Step
from jfs_desktop.clock import LONDON

_OPENS, _CLOSES = time(8, 0), time(19, 0)
_STEP = timedelta(minutes=5)


class Diary:
    """One adviser's booked time."""

    def __init__(self) -> None:
        self._taken: list[tuple[datetime, datetime]] = []

    def arranged(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        """The same steps with sessions moved to free time of their day, and what follows a moved
        one moved behind it."""
        return tuple(self._arranged(sorted(steps, key=lambda step: step.at)))

    def _arranged(self, steps: Iterable[Step]) -> Iterator[Step]:
        not_before: datetime | None = None
        for step in steps:
            at = step.at
            if not_before is not None and at.date() == not_before.date():
                at = max(at, not_before)
            if step.what in (MEETING, SESSION):
                at = self._book(at, timedelta(minutes=step.minutes))
                not_before = at + timedelta(minutes=step.minutes) + _STEP
            elif not_before is not None and at >= not_before and at.date() == not_before.date():
                not_before = at + _STEP
            yield replace(step, at=at)

    def _book(self, wanted: datetime, length: timedelta) -> datetime:
        """The wanted moment, or the next free one of that day, or the first of the day."""
        for begin in self._moments(wanted):
            end = begin + length
            if all(end <= taken_from or begin >= taken_to for taken_from, taken_to in self._taken):
                self._taken.append((begin, end + _STEP))
                return begin
        raise ValueError("an invented adviser has no time left on this day")

    @staticmethod
    def _moments(wanted: datetime) -> Iterator[datetime]:
        closes = datetime.combine(wanted.date(), _CLOSES, LONDON)
        moment = wanted
        while moment < closes:
            yield moment
            moment += _STEP
        moment = datetime.combine(wanted.date(), _OPENS, LONDON)
        while moment < wanted:
            yield moment
            moment += _STEP
