"""The field in the head of Today that leaves only the rows with the words typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

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
