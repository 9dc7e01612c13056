"""What the operating system says of itself: screen locked, going to sleep, another user."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class Notice(StrEnum):
    """Each of them means that somebody else may soon sit here."""

    SCREEN_LOCKED = "the screen was locked"
    SLEEP_COMING = "the machine goes to sleep"
    USER_SWITCHED = "the user was switched"


class SystemWatch(QObject):
    """Listens to the system; ``noticed(Notice)``. This one hears nothing: for a system not known here."""

    noticed = Signal(object)

    def start(self, window: int) -> None:
        """Begin to listen; ``window`` is the system's number of the main window. May be called again."""

    def stop(self) -> None:
        """Listen no more."""
