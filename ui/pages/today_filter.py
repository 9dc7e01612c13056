"""The field in the head of Today that leaves only the rows with the words typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.widgets.text import by_letters


class FilterField(QLineEdit):
    """Reached with '/'; its button empties it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today-filter")
        self.setPlaceholderText("Filter  /")
        self.setAccessibleName("Show only rows with these words")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(by_letters(130))
        # Not what a field of text asks for by itself: a row with it would be drawn out over the page.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
