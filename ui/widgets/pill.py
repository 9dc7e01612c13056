"""A small word in a rounded shape: says a state by word, mark and colour."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.roles import set_role

MARKS = {"late": "▲ ", "today": "● ", "soon": "", "neutral": "", "good": "✓ ", "accent": ""}


class Pill(QLabel):
    """A state as 'late', 'today', 'soon', 'neutral', 'good' or 'accent'."""

    def __init__(self, text: str = "", kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.set_state(text, kind)

    def set_state(self, text: str, kind: str) -> None:
        """Show other words and another kind."""
        self.setText(MARKS.get(kind, "") + text)
        self.setAccessibleName(text)
        set_role(self, f"pill-{kind}")
