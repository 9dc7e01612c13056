"""What was done to the rows of the plan, to take back and do again by name.

Typing has its own undo inside each box; this is for rows and states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

MOST = 100


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done: ``name`` completes 'Undo …'."""

    name: str
    undo: Callable[[], None]
    redo: Callable[[], None]


class Deeds(QObject):
    """The deeds of one editor, newest last. ``changed`` when what can be undone or redone changes."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Deed] = []
        self._undone: list[Deed] = []

    @property
    def undo_name(self) -> str:
        """What 'Undo …' would take back; empty when nothing."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """What 'Redo …' would do again; empty when nothing."""
        return self._undone[-1].name if self._undone else ""

    def add(self, deed: Deed) -> None:
        """Remember what has just been done."""
        self._done = [*self._done[1 - MOST :], deed]
        self._undone.clear()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last deed back."""
        if self._done:
            deed = self._done.pop()
            deed.undo()
            self._undone.append(deed)
            self.changed.emit()

    def redo(self) -> None:
        """Do the deed taken back last again."""
        if self._undone:
            deed = self._undone.pop()
            deed.redo()
            self._done.append(deed)
            self.changed.emit()

    def clear(self) -> None:
        """Forget everything: the plan has changed from elsewhere."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()
