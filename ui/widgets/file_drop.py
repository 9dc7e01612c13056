"""A narrow place for one message: dropped on it out of a folder, or chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.widgets.word_drop import WordDrop

MESSAGES = "Messages (*.eml *.msg);;All files (*)"
REQUESTS = "E-mails and forms (*.eml *.msg *.docx *.pdf);;All files (*)"


class FileDrop(WordDrop):
    """In one line: what is taken, and the button that chooses it. ``given(path)`` as of a Word file."""

    def __init__(self, words: str, files: str = MESSAGES, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.set_kind(words, files)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.pick.setObjectName("choose-message")
        column = self.layout()
        if isinstance(column, QBoxLayout):
            column.setDirection(QBoxLayout.Direction.LeftToRight)
            column.setContentsMargins(12, 6, 6, 6)
            column.setStretch(0, 1)

    def say(self, words: str) -> None:
        """Tell what became of the file."""
        self.words.setText(words)
        self.setAccessibleName(words)
