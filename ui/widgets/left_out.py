"""What the pages below do not show as the Word file does: one line, and what to do about it on a press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.documents.pdf import left_out
from ui.widgets.buttons import button
from ui.widgets.text import ElidedLabel, label

MORE, LESS = "What to do", "Fold it"


class LeftOutNote(QFrame):
    """Hidden while the pages show everything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("left-out")
        self.setProperty("role", "banner-info")
        self._things: tuple[str, ...] = ()
        self.line = ElidedLabel()
        self.more = button(MORE, "link", self._turn, name="left-out-more")
        self.rest = label("", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.rest)
        self.show_things((), "")

    def show_things(self, things: Sequence[str], remedy: str) -> None:
        """Name the things and what to do; none hides it. It is read out when they are others than before."""
        others, self._things = tuple(things) != self._things, tuple(things)
        self.line.setText(left_out.beside(self._things))
        self.rest.setText("\n".join([*(f"• {thing}" for thing in self._things), remedy]))
        self.setAccessibleName(f"{left_out.sentence(self._things)} {remedy}".strip())
        self.setVisible(bool(self._things))
        if others:
            self._fold(True)
            if self._things:
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _turn(self) -> None:
        self._fold(not self.rest.isHidden())

    def _fold(self, folded: bool) -> None:
        self.rest.setHidden(folded)
        self.more.setText(MORE if folded else LESS)
