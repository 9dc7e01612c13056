"""Keeps the figures in the rail right while the pages that they belong to are not in front."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jfs_desktop.outcome import Changed
from ui.shell.turning import Turning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ui.shell.context import Context
    from ui.shell.entries import PageEntry
    from ui.shell.figures import Figure
    from ui.shell.lane import Steps

CARES = (
    Changed.CASES
    | Changed.CLOCKS
    | Changed.STAFF
    | Changed.SESSIONS
    | Changed.EVIDENCE
    | Changed.GROUPS
    | Changed.REQUESTS
)
OUTBOX = "outbox"
"""Alone counts messages: while many go, nothing else is counted for them."""
SYNC = "sync"
"""Alone counts what head office has: bundles and receipts change nothing else."""


class RailFigures(QObject):
    """Counts on the reader thread, step by step; of several changes at once only the last is counted.

    ``counted(key, text, urgent)`` tells a figure. A page in front tells its own with its rows.
    """

    counted = Signal(str, str, bool)

    def __init__(self, context: Context, entries: Sequence[PageEntry], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._counts = {entry.key: entry.figure for entry in entries if entry.figure}
        self._running: dict[str, tuple[int, Steps]] = {}
        self._turns = count()
        self._turning: dict[str, Turning] = {}

    def hear(self, changed: Changed, front: str) -> None:
        """Count anew after a change, all but the page in front."""
        if changed & CARES:
            self.read(front)
        elif changed & Changed.MAIL and front != OUTBOX:
            self._count(OUTBOX)
        elif changed & Changed.SETTINGS and front != SYNC:
            self._count(SYNC)

    def read(self, front: str) -> None:
        """Count everything but the page in front."""
        for key in self._counts:
            if key != front:
                self._count(key)

    def told(self, key: str) -> None:
        """A page has told its own figure: what was being counted is old."""
        running = self._running.pop(key, None)
        if running is not None:
            running[1].cancel()

    def _count(self, key: str) -> None:
        self.told(key)
        if not self._context.tasks.held:
            workspace, turn = self._context.workspace, next(self._turns)
            make = partial(self._counts[key], workspace)
            done = partial(self._tell, key, turn)
            steps = self._context.tasks.steps(make, owner=self, done=done, write=False)
            self._running[key] = (turn, steps)

    def _tell(self, key: str, turn: int, figure: Figure) -> None:
        """What was in its last step when it was cancelled still comes: only the last one asked for counts."""
        running = self._running.get(key)
        if running is not None and running[0] == turn:
            del self._running[key]
            self.counted.emit(key, figure.text, figure.urgent)
            self._look_again(key, figure.until)

    def _look_again(self, key: str, until: datetime | None) -> None:
        """Count anew when the figure becomes another by itself."""
        if key not in self._turning:
            self._turning[key] = Turning(self._context.clock, self)
            self._turning[key].came.connect(partial(self._count, key))
        self._turning[key].wait(until)
