"""Tells when a moment has come at which something shown becomes another by itself."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from jfs_desktop.clock import Clock

SHORTEST_WAIT_MS, LONGEST_WAIT_MS = 200, 15 * 60 * 1000
"""The clock is looked at this often at least, since a computer may sleep through the moment."""


class Turning(QObject):
    """Waits for one moment, with one timer that fires once. ``came()`` tells it."""

    came = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._moment: datetime | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    @property
    def moment(self) -> datetime | None:
        """What is waited for (aware)."""
        return self._moment

    def wait(self, moment: datetime | None) -> None:
        """Wait for this moment (aware) and no other; for none of them where it is None."""
        self._moment = moment
        if moment is None:
            self._timer.stop()
        else:
            self._timer.start(self._left(moment))

    def wait_no_longer_than(self, moment: datetime | None) -> None:
        """Wait for this moment where it comes before the one waited for already."""
        if moment is not None and (self._moment is None or moment < self._moment):
            self.wait(moment)

    def _look(self) -> None:
        moment = self._moment
        if moment is not None and moment > self._clock.now():
            self._timer.start(self._left(moment))
        elif moment is not None:
            self._moment = None
            self.came.emit()

    def _left(self, moment: datetime) -> int:
        left = (moment - self._clock.now()).total_seconds() * 1000
        return int(min(max(left, SHORTEST_WAIT_MS), LONGEST_WAIT_MS))
