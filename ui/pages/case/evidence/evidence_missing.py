"""What is missing, first of all: each thing in plain words, with what to do and the way there (D5, MI12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.rules.evidence.evidence import Missing
from jfs_desktop.rules.writing.wording import counted
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.text import label

LEAST_LINES, HIGHEST_LINES = 11, 13
"""Lines of text that the list has where it needs them, and those that it may be high before it scrolls."""


class MissingCard(Card):
    """``goRequested(tab)`` leads to where a thing can be put right."""

    goRequested = Signal(str)

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("Missing", parent)
        self._titles = titles
        self.rows: list[QFrame] = []
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(0)
        self.area = _LowArea()
        self.area.setWidget(self._inside)
        for ground in (self._inside, self.area.viewport()):
            ground.setProperty("role", "plainground")
        self.body.addWidget(self.area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Show these, in their order."""
        for row in self.rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.heading.setText(
            f"Missing: {counted(len(missing), 'thing')}" if missing else "Nothing is missing"
        )
        self.rows = [self._row(one, number) for number, one in enumerate(missing)]
        for row in self.rows:
            self._column.addWidget(row)
        self.area.setVisible(bool(missing))
        self.area.updateGeometry()

    def _row(self, one: Missing, number: int) -> QFrame:
        row = QFrame()
        row.setProperty("role", "row" if number else "row-first")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(f"▲ {one.text}", "strong", wrap=True))
        words.addWidget(label(f"{one.todo} ({one.class_name}, {one.paragraph})", "soft", wrap=True))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(12)
        line.addLayout(words, 1)
        if one.tab in self._titles:
            title = self._titles[one.tab]
            go = button(f"Go to '{title}'", "link", partial(self.goRequested.emit, one.tab), name="go-there")
            go.setAccessibleName(f"Go to {title}: {one.text}")
            line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return row


class _LowArea(QScrollArea):
    """As high as what it holds, up to a limit; then it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        if inside is None:
            return super().sizeHint()
        width = self.viewport().width()
        layout = inside.layout()
        needed = (
            layout.heightForWidth(width) if layout is not None and width > 0 else inside.sizeHint().height()
        )
        return QSize(
            super().sizeHint().width(), min(needed, self.fontMetrics().lineSpacing() * HIGHEST_LINES)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), self.fontMetrics().lineSpacing() * LEAST_LINES))
