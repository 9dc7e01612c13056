"""A white card on the ground, with an optional heading and actions."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.folding import Sides
from ui.widgets.text import TwoLineLabel, label


class Card(QFrame):
    """Put what it holds into ``body``; ``verbs`` is the row at the right of the heading, which takes more
    lines if it may ``wrap``."""

    def __init__(
        self, title: str = "", parent: QWidget | None = None, *, margin: int = 16, wrap: bool = False
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin)
        self.body.setSpacing(8)
        self.heading = label(title, "heading", wrap=wrap)
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(6)
        if title:
            row = QHBoxLayout()
            row.addWidget(self.heading, int(wrap))
            row.addStretch(int(not wrap))
            row.addLayout(self.verbs)
            self.body.addLayout(row)
            self.setAccessibleName(title)


class SheetCard(QFrame):
    """What is written, under its head: both to the card's edges, a line between them."""

    def __init__(self, head: QWidget, sheet: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        rule = QFrame()
        rule.setProperty("role", "rule")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule)
        column.addWidget(sheet, 1)


class PageHead(Sides):
    """The head of a page: title, one soft line under it, and ``verbs`` at the right, with ``more`` behind
    them, or below where one row would be too long."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        words, verbs, more = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        super().__init__(words, verbs, parent, more=more)
        self.title = label(title, "title")
        self.sub = TwoLineLabel("", "soft")
        self.verbs, self.more = verbs, more
        for row in (verbs, more):
            row.setSpacing(6)
        words.setSpacing(3)
        words.addWidget(self.title)
        words.addWidget(self.sub)
