"""A place for one Word file or workbook: dropped on it, or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.last_folder import documents
from ui.widgets.roles import set_state
from ui.widgets.text import label

WORD_FILES = "Word documents (*.docx);;All files (*)"
WORKBOOKS = "Excel workbooks (*.xlsx);;All files (*)"


class WordDrop(QFrame):
    """``given(path)`` with the file; what it is is for the reader to find out."""

    given = Signal(object)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("word-drop")
        self.setProperty("role", "drop-zone")
        self.setAcceptDrops(True)
        self.setAccessibleName(words)
        self._files = WORD_FILES
        self.words = label(words, "soft", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pick = button("Choose a file…", "plain", self.choose, name="choose-word-file")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_kind(self, words: str, files: str) -> None:
        """Take another kind of file: what is said of it, and which files are offered."""
        self._files = files
        self.words.setText(words)
        self.setAccessibleName(words)

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self.window(), "Choose a file", str(documents()), self._files)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.given.emit(Path(path)))
        dialog.open()

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
            self.given.emit(files[0])


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()][:1]
