"""What a page and a tab have in common: both read anew when something they care about has changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from jfs_desktop.outcome import Changed, Outcome
from ui.shell.context import Context
from ui.shell.own_undo import OwnUndo

NOTHING_TO_PRINT = "Nothing here can be printed. Open a case, and there its JFAP, CV or a document."


class Reloading(QWidget):
    """Calls ``load`` at once while it is visible, else when it is next shown.

    A subclass sets ``cares`` and asks ``context.tasks`` for its rows in ``load``.
    """

    cares: Changed = Changed.NOTHING

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True

    def load(self) -> None:
        """Ask for the rows to show and show them when they come."""

    def showing(self) -> None:
        """Called each time it comes to the front, after any reload."""

    def print_shown(self) -> None:
        """Print the document in front, where there is one."""
        self.context.say.news(NOTHING_TO_PRINT, level="info")

    @property
    def own_undo(self) -> OwnUndo | None:
        """What was done in the editor that it shows, where it is one."""
        return None

    def concerns(self, outcome: Outcome[Any]) -> bool:
        """Whether a change alters what is shown here."""
        return bool(outcome.changed & self.cares)

    def may_load(self) -> bool:
        """Whether there is something to read, and a vault to read it from."""
        return not self.context.tasks.held

    def hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        """Take note of a change: reload now, or when shown. One's own echo is skipped."""
        if initiator is not self and self.concerns(outcome):
            self.mark_stale()

    def mark_stale(self) -> None:
        """Reload when next shown, or now when visible."""
        self._stale = True
        if self.isVisible():
            self._freshen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._freshen()
        self.showing()

    def _freshen(self) -> None:
        if self._stale and self.may_load():
            self._stale = False
            self.load()
