"""Rows under headings: a state, who, what and why, and one action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.clock_chip import ClockChip
from ui.widgets.text import ElidedLabel, label

SHOWN_AT_FIRST = 40
STATE_WIDTH, NAME_WIDTH, NARROW_NAME, NAME_PADDING = 120, 180, 100, 10
EDGES, NARROWEST = 56, 280
WHAT_LETTERS = 30  # with less room than this for what is to do, it takes a line of its own


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row. ``key`` comes back with the signals; ``action`` '' leaves the button out."""

    key: object
    state: str
    kind: str
    name: str
    sub: str
    what: str
    why: str
    action: str = ""
    primary: bool = False


class NameButton(QPushButton):
    """A name that opens its case; where it does not fit it ends in '…' and the tooltip has it in full."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._name = name
        self.setProperty("role", "name")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setToolTip("Open this case")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._name) + NAME_PADDING
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space = self.width() - NAME_PADDING + 2
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, space)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip("Open this case" if shown == self._name else f"Open this case: {self._name}")


class RowWidget(QFrame):
    """One row of a section."""

    def __init__(self, row: ListRow, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setProperty("role", "row-first" if first else "row")
        self.setAccessibleName(f"{row.name}. {row.what}. {row.state}. {row.why}")
        self.chip = ClockChip(row.state, row.kind)
        self.name = NameButton(row.name)
        self.action: QPushButton | None = None
        self.holder: QWidget | None = None
        self.state = _fixed(self.chip, STATE_WIDTH)
        self._who = _pair(self.name, ElidedLabel(row.sub, "soft"), NAME_WIDTH)
        self._what = _pair(ElidedLabel(row.what), ElidedLabel(row.why, "soft", keep_end=True))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 5, 14, 5)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.addWidget(self.state, 0, 0)
        self._grid.addWidget(self._who, 0, 1)
        if row.action:
            self.action = button(row.action, "primary" if row.primary else "plain")
            self.action.setAccessibleDescription(f"{row.what}, {row.name}")
            self.holder = _fixed(self.action, 0)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool, *, tight: bool = False) -> None:
        """Whether what is to do stands in a line of its own, below who; where it is tight the action too."""
        self._who.setMinimumWidth(NARROW_NAME if narrow else NAME_WIDTH)
        if narrow:
            self._grid.addWidget(self._what, 1, 0, 1, 4)
        else:
            self._grid.addWidget(self._what, 0, 2)
        if self.holder is not None:
            self._grid.addWidget(self.holder, *((2, 0, 1, 4) if tight else (0, 3)))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 0 if narrow else 9)


class SectionList(QWidget):
    """Sections of rows. ``actionRequested(key)``, ``explainRequested(key, chip)``, ``nameRequested(key)``."""

    actionRequested = Signal(object)
    explainRequested = Signal(object, object)
    nameRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: list[tuple[str, tuple[ListRow, ...]]] = []
        self._open: set[str] = set()
        self._holder: QWidget | None = None
        self._needed = (0, 0)
        self._folded = (False, False)
        self.rows: list[RowWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def set_sections(self, sections: Sequence[tuple[str, Sequence[ListRow]]]) -> None:
        """Show other sections; an empty one is left out."""
        self._sections = [(title, tuple(rows)) for title, rows in sections]
        self._build()

    def minimumSizeHint(self) -> QSize:
        """No wider than the narrowest rows, so that rows fold before anything scrolls sideways."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def row_of(self, key: object) -> RowWidget | None:
        """The row with this key, where it is shown."""
        return next((row for row in self.rows if row.row.key == key), None)

    def _build(self) -> None:
        old, self._holder = self._holder, QWidget()
        self.rows = []
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for title, rows in self._sections:
            if rows:
                column.addWidget(label(title, "section"))
                column.addWidget(self._card(title, rows))
                column.addSpacing(4)
        column.addStretch(1)
        self._column.addWidget(self._holder)
        self._align()
        if old is not None:
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()

    def _align(self) -> None:
        """Give every state and every action the same column, as wide as the widest needs."""
        states, actions = [STATE_WIDTH], [0]
        for row in self.rows:
            row.chip.ensurePolished()
            states.append(row.chip.sizeHint().width())
            if row.action is not None:
                row.action.ensurePolished()
                actions.append(row.action.sizeHint().width())
        for row in self.rows:
            row.state.setFixedWidth(max(states))
            if row.holder is not None:
                row.holder.setFixedWidth(max(actions))
        what = self.fontMetrics().averageCharWidth() * WHAT_LETTERS
        beside = max(states) + max(actions) + EDGES
        self._needed = (beside + NAME_WIDTH + what, beside + NARROW_NAME)
        self._folded = (False, False)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        narrow, tight = (self.width() < needed for needed in self._needed)
        if (narrow, tight) != self._folded:
            self._folded = (narrow, tight)
            for row in self.rows:
                row.set_narrow(narrow, tight=tight)

    def _card(self, title: str, rows: tuple[ListRow, ...]) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        card.setAccessibleName(title)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        shown = rows if title in self._open else rows[:SHOWN_AT_FIRST]
        for index, row in enumerate(shown):
            column.addWidget(self._row(row, index == 0))
        if len(shown) < len(rows):
            more = button(f"Show {len(rows) - len(shown)} more", "quiet", lambda: self._more(title))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)
        return card

    def _row(self, row: ListRow, first: bool) -> RowWidget:
        made = RowWidget(row, first)
        made.chip.chosen.connect(lambda: self.explainRequested.emit(row.key, made.chip))
        made.name.clicked.connect(lambda: self.nameRequested.emit(row.key))
        if made.action is not None:
            made.action.clicked.connect(lambda: self.actionRequested.emit(row.key))
        self.rows.append(made)
        return made

    def _more(self, title: str) -> None:
        self._open.add(title)
        self._build()


def _fixed(widget: QWidget, width: int) -> QWidget:
    holder = QWidget()
    holder.setMinimumWidth(width)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


def _pair(upper: QWidget, lower: QWidget, width: int = 0) -> QWidget:
    holder = QWidget()
    holder.setMinimumWidth(width)
    holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(upper)
    column.addWidget(lower)
    return holder
