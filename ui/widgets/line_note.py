"""A quiet line on a page that leads to where something is put right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.text import label


class LineNote(QFrame):
    """One line with one way out; hidden while there is nothing to say. ``told()`` follows other words."""

    told = Signal()

    def __init__(self, action: str, act: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner-info")
        self.words = label("", wrap=True)
        self.way = button(action, "quiet", act, name="line-note")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.addWidget(self.words, 1)
        row.addWidget(self.way)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say this, or nothing where it is empty."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.told.emit()
