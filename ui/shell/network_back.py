"""Hears from the system that there is a network again, where the system tells.

It loads Qt's network library, so it is made only once a message could not go. Without a word of the system
the pauses between two tries are waited out.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

Reach = QNetworkInformation.Reachability


class NetworkBack(QObject):
    """``came_back()`` once whenever the network is there after it was away."""

    came_back = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._away = True  # a message has just failed to go
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            told = QNetworkInformation.instance()
            self._away = told.reachability() is not Reach.Online
            told.reachabilityChanged.connect(self.heard)

    def heard(self, reach: QNetworkInformation.Reachability) -> None:
        """The system says how far the network reaches now."""
        was_away, self._away = self._away, reach is not Reach.Online
        if was_away and not self._away:
            self.came_back.emit()
