"""The one signal that tells the screens what a verb changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from jfs_desktop.outcome import Outcome


class ChangeHub(QObject):
    """Tells every screen once about each change.

    ``changed`` carries the Outcome and the screen that made the change (or
    None): that screen already shows it and skips its own echo.
    """

    changed = Signal(object, object)

    def tell(self, outcome: Outcome[Any], initiator: QObject | None = None) -> None:
        """Send out what a verb returned; nothing is sent when nothing changed."""
        if outcome.changed:
            self.changed.emit(outcome, initiator)
