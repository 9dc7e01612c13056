"""A place on which files are dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.roles import set_state


class DropZone(QFrame):
    """Takes files of this computer and looks different while some are over it. Override ``take``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop-zone")
        self.setAcceptDrops(True)

    def take(self, paths: list[Path]) -> None:
        """Give these files, one or more, as if they had been chosen."""
        raise NotImplementedError

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
            self.take(files)


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
