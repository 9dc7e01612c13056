"""A place for one Word file or workbook: dropped on it, or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.drop_zone import DropZone
from ui.widgets.last_folder import documents
from ui.widgets.text import label

WORD_FILES = "Word documents (*.docx);;All files (*)"
WORKBOOKS = "Excel workbooks (*.xlsx);;All files (*)"


class WordDrop(DropZone):
    """``given(path)`` with the file; what it is is for the reader to find out."""

    given = Signal(object)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("word-drop")
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
        self.dropped.connect(lambda paths: self.given.emit(paths[0]))

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
