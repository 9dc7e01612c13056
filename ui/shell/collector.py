"""Python's search for rings of objects, on the window's thread alone."""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 500
LATEST = 10
"""So many times as long as Python would wait, a look through everything waits for the work to be done: it
takes longer than a frame may."""


class Collector(QObject):
    """A ring may hold widgets and timers, which only the window's thread may destroy; left to itself,
    Python looks for rings on whichever thread has just made an object."""

    def __init__(self, parent: QObject, works: Callable[[], bool] = lambda: False) -> None:
        """``works`` says whether the window waits for an answer just now."""
        super().__init__(parent)
        self._works = works
        self._looked_by_itself = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look; nothing that loading makes is rubbish, so not before the first face stands."""
        self._timer.start()

    def look(self) -> int:
        """Collect the oldest generation that is due by Python's own thresholds, everything only in a quiet
        moment; which, or -1 for none."""
        counts, bounds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            due = bounds[generation] * (LATEST if generation == 2 and self._works() else 1)
            if counts[generation] > due > 0:
                gc.collect(generation)
                return generation
        return -1

    def stop(self) -> None:
        """Leave it to Python again; called when the other threads have ended."""
        self._timer.stop()
        if self._looked_by_itself:
            gc.enable()
