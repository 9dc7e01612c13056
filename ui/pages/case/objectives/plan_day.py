"""The cell of an objective's target date, in which one key leaves it and another takes the day back."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class DayCell(QLineEdit):
    """While letters were typed in it, Ctrl+Z takes these back. A day that stands is the sheet's to undo:
    Qt's own field would swallow the key."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and self._for_the_sheet(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._for_the_sheet(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _for_the_sheet(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(_UNDO) and not self.isUndoAvailable()
        return undo or (event.matches(_REDO) and not self.isRedoAvailable())
