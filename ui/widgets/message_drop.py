"""A place for messages saved as files: dropped on it, one or hundreds, or chosen (I17, I18)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.drop_zone import DropZone
from ui.widgets.last_folder import IMPORTS, Forgets, keep_folder, last_folder
from ui.widgets.text import label

WORDS = "Drop .eml or .msg files here, or choose them"
FILES = "Messages (*.eml *.msg);;All files (*)"


class MessageDrop(DropZone):
    """``given(paths)`` with the files, in their order; what they are is for the reader to find out."""

    given = Signal(object)

    def __init__(self, preferences: Forgets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setObjectName("message-drop")
        self.setAccessibleName(WORDS)
        words = label(WORDS, "soft", wrap=True)
        self.pick = button("Choose files…", "plain", self.choose, name="choose-messages")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 10, 8)
        line.setSpacing(10)
        line.addWidget(words, 1)
        line.addWidget(self.pick)
        self.dropped.connect(self.take)

    def choose(self) -> None:
        """Ask for files."""
        folder = str(last_folder(self._preferences, IMPORTS))
        dialog = QFileDialog(self.window(), "Choose messages", folder, FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    def take(self, paths: list[Path]) -> None:
        """Give these files on, and offer their folder the next time."""
        if paths:
            keep_folder(self._preferences, IMPORTS, paths[0])
            self.given.emit(tuple(paths))
