"""Python's search for rings of objects, on the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 500


class Collector(QObject):
    """A ring may hold widgets and timers, which only the window's thread may destroy; left to itself,
    Python looks for rings on whichever thread has just made an object."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._looked_by_itself = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look; nothing that loading makes is rubbish, so not before the first face stands."""
        self._timer.start()

    def look(self) -> int:
        """Collect the oldest generation that is due by Python's own thresholds; which, or -1 for none."""
        counts, bounds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > bounds[generation] > 0:
                gc.collect(generation)
                return generation
        return -1

    def stop(self) -> None:
        """Leave it to Python again; called when the other threads have ended."""
        self._timer.stop()
        if self._looked_by_itself:
            gc.enable()
