"""A place on which files are dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.roles import set_state


class DropZone(QFrame):
    """Looks different while files of this computer are over it; ``dropped`` gives a list of one or more."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop-zone")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.isEnabled() and _files(event):
            set_state(self, "over")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_state(self, "")

    def dropEvent(self, event: QDropEvent) -> None:
        set_state(self, "")
        files = _files(event)
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
