"""Changes grouped by day; details unfold, and a change that may be undone says so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.clock import LONDON
from jfs_desktop.records.views import HistoryEntry
from jfs_desktop.rules.writing.wording import counted, full_day, time_of_day
from ui.widgets.buttons import button
from ui.widgets.text import label

BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
TIME_WIDTH = 46
FOLDED_LINES = 3
"""Details up to this number stand there at once."""
LONG_LINE = 160
"""A detail of more letters than this is folded away, and opens in full."""


class HistoryRow(QFrame):
    """One change."""

    def __init__(
        self, entry: HistoryEntry, *, first: bool, unfolded: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setProperty("role", "row-first" if first else "row")
        self.setAccessibleName(f"{time_of_day(entry.at)}, {entry.text}, {entry.by}. {entry.reason}")
        self.fold: QPushButton | None = None
        self.undo: QPushButton | None = None
        lines = (*entry.details, *entry.answers)
        self._details = [label(line, wrap=True) for line in lines]
        self._few = len(lines) <= FOLDED_LINES and all(len(line) <= LONG_LINE for line in lines)
        self._what = label(entry.text, "strong")
        self._top, self._beside = QBoxLayout(BELOW), QHBoxLayout()
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 14, 8)
        line.setSpacing(12)
        at = label(time_of_day(entry.at), "soft")
        at.setMinimumWidth(TIME_WIDTH)
        line.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._words(unfolded), 1)
        if entry.undo_label:
            self.undo = button("Undo this…", "link", name="undo-this")
            self.undo.setAccessibleName(f"Undo: {entry.undo_label}, {time_of_day(entry.at)}")
            line.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Who, and the details, stand below what where letters are large. They begin so: side by side
        they would widen the list before the row has its width."""
        super().resizeEvent(event)
        needed = self._what.sizeHint().width() + self._top.spacing() + self._beside.minimumSize().width()
        self._top.setDirection(BELOW if self._top.geometry().width() < needed else BESIDE)

    def _words(self, unfolded: bool) -> QVBoxLayout:
        entry = self.entry
        words = QVBoxLayout()
        words.setSpacing(2)
        self._beside.addWidget(label(entry.by, "soft"))
        if not self._few:
            self.fold = button("", "link", self._toggle, name="history-fold")
            self._beside.addWidget(self.fold)
        self._beside.addStretch(1)
        for part in (self._top, self._beside):
            part.setSpacing(8)
        self._top.addWidget(self._what)
        self._top.addLayout(self._beside, 1)
        words.addLayout(self._top)
        if entry.reason:
            words.addWidget(label(f"Reason: {entry.reason}", wrap=True))
        for detail in self._details:
            words.addWidget(detail)
        self._set_unfolded(unfolded)
        return words

    @property
    def unfolded(self) -> bool:
        """Whether its details stand open."""
        return self.fold is not None and self._open

    def _toggle(self) -> None:
        self._set_unfolded(not self._open)

    def _set_unfolded(self, unfolded: bool) -> None:
        self._open = unfolded
        for detail in self._details:
            if detail.parentWidget() is None:  # else it would show as a window of its own
                detail.setParent(self)
            detail.setVisible(self._few or unfolded)
        if self.fold is not None:
            number = counted(len(self._details), "detail")
            self.fold.setText(f"▾ {number}" if unfolded else f"▸ {number}")
            self.fold.setAccessibleName(f"{number}, {'shown' if unfolded else 'hidden'}")


class HistoryList(QScrollArea):
    """``undoRequested(entry)``."""

    undoRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Changes, newest first")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: list[HistoryRow] = []
        self._under: list[QWidget] = []
        self._held: QWidget | None = None
        inside = QWidget()
        inside.setProperty("role", "plainground")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 6, 0, 10)
        self._column.setSpacing(6)
        self._below = QVBoxLayout()
        self._column.addLayout(self._below)
        self._column.addStretch(1)
        self.setWidget(inside)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, from the top."""
        return (*self.rows, *self._under)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget under the last row."""
        self._under.append(widget)
        self._below.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Show other changes; what was unfolded stays so."""
        unfolded = {row.entry.change_id for row in self.rows if row.unfolded}
        old, self._held = self._held, QWidget()
        self.rows = []
        column = QVBoxLayout(self._held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for day, changes in groupby(entries, key=lambda entry: entry.at.astimezone(LONDON).date()):
            heading = label(full_day(day), "section")
            heading.setContentsMargins(16, 10, 16, 4)
            column.addWidget(heading)
            for index, entry in enumerate(changes):
                column.addWidget(self._row(entry, index == 0, unfolded))
        self._column.insertWidget(0, self._held)
        if old is not None:
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()

    def _row(self, entry: HistoryEntry, first: bool, unfolded: set[UUID]) -> HistoryRow:
        row = HistoryRow(entry, first=first, unfolded=entry.change_id in unfolded)
        if row.undo is not None:
            row.undo.clicked.connect(lambda _=False: self.undoRequested.emit(entry))
        self.rows.append(row)
        return row
