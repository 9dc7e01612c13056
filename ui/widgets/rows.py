"""Rows of a card that are shown anew as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Rows(QVBoxLayout):
    """The place where rows stand one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._held: QWidget | None = None

    def anew(self, spacing: int = 0) -> QVBoxLayout:
        """An empty column in the place of the rows shown before."""
        old, self._held = self._held, QWidget()
        if old is not None:
            old.hide()
            self.removeWidget(old)
            old.deleteLater()
        column = QVBoxLayout(self._held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        self.addWidget(self._held)
        return column
