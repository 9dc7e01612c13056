"""What a page shows when there is nothing yet: what it is for, and what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.text import by_letters, label


class EmptyState(QWidget):
    """A title, a sentence and up to two buttons. ``actionRequested(index)``."""

    actionRequested = Signal(int)

    def __init__(self, title: str, text: str, *actions: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "heading")
        self.text = label(text, "soft", wrap=True)
        self.text.setMaximumWidth(by_letters(460))
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.buttons = [button(words, "plain" if index else "primary") for index, words in enumerate(actions)]
        for index, made in enumerate(self.buttons):
            made.clicked.connect(lambda _=False, which=index: self.actionRequested.emit(which))
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self.title)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.text, 4)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(4)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)


CLOSED_TITLE = "The caseload is closed to you"


class ListEmpty(EmptyState):
    """The empty state of a list of people, which says instead that it is closed to whoever is here (G5)."""

    def __init__(self, title: str, text: str, *actions: str, parent: QWidget | None = None) -> None:
        super().__init__(title, text, *actions, parent=parent)
        self._open = (title, text)

    def show_closed(self, closed: str) -> None:
        """Say why the list is closed; '' says again that there is nothing in it."""
        self.say(*((CLOSED_TITLE, f"{closed} Enter the check under Settings.") if closed else self._open))
        for made in self.buttons:
            made.setVisible(not closed)
