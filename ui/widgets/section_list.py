"""Rows under headings: a state, who, what and why, and one action.

The rows in sight are made at once, the others a few at a time whenever nothing else is to be done:
to make every row of a long list first would keep the page from being seen for longer than all else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.clock_chip import ClockChip
from ui.widgets.pill import MARKS
from ui.widgets.text import ElidedLabel, TwoLineLabel, by_letters, label

SHOWN_AT_FIRST = 40
ROW_HEIGHT, ROWS_A_STEP = 45, 4
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


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide every state and every action of a list stand, in pixels."""

    state: int
    action: int


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

    def __init__(self, row: ListRow, widths: Widths, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._name_width, self._narrow_name = by_letters(NAME_WIDTH), by_letters(NARROW_NAME)
        self.setProperty("role", "row-first" if first else "row")
        self.setAccessibleName(f"{row.name}. {row.what}. {row.state}. {row.why}")
        self.chip = ClockChip(row.state, row.kind)
        self.name = NameButton(row.name)
        self.action: QPushButton | None = None
        self.holder: QWidget | None = None
        self.state = _fixed(self.chip, widths.state)
        self._who = _pair(self.name, ElidedLabel(row.sub, "soft"), self._name_width)
        self._what = _pair(ElidedLabel(row.what), TwoLineLabel(row.why, "soft", keep_end=True))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 5, 14, 5)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.addWidget(self.state, 0, 0)
        self._grid.addWidget(self._who, 0, 1)
        if row.action:
            self.action = button(row.action, "primary" if row.primary else "plain")
            self.action.setAccessibleDescription(f"{row.what}, {row.name}")
            self.holder = _fixed(self.action, widths.action)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool, *, tight: bool = False) -> None:
        """Whether what is to do stands in a line of its own, below who; where it is tight the action too."""
        self._who.setMinimumWidth(self._narrow_name if narrow else self._name_width)
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
        self._widths = Widths(STATE_WIDTH, 0)
        self._made: list[RowWidget] = []
        self._making: Iterator[RowWidget] = iter(())
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(lambda: self._make(ROWS_A_STEP))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def set_sections(self, sections: Sequence[tuple[str, Sequence[ListRow]]]) -> None:
        """Show other sections; an empty one is left out."""
        self._sections = [(title, tuple(rows)) for title, rows in sections]
        self._build()

    def minimumSizeHint(self) -> QSize:
        """No wider than the narrowest rows, so that rows fold before anything scrolls sideways."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    @property
    def rows(self) -> list[RowWidget]:
        """Every row in order; those still to come are made now."""
        self.finish()
        return self._made

    @property
    def settled(self) -> bool:
        """Whether every row has been made."""
        return not self._turn.isActive()

    def finish(self) -> None:
        """Make the rows still to come now, as for going back to a place far down."""
        self._make(None)

    def row_of(self, key: object) -> RowWidget | None:
        """The row with this key, where it is shown."""
        return next((row for row in self.rows if row.row.key == key), None)

    def _build(self) -> None:
        old, self._holder = self._holder, QWidget()
        self._made = []
        self._measure()
        self._making = self._make_rows(self._holder)
        self._column.addWidget(self._holder)
        self._turn.start()
        self._make(self._in_sight())
        if old is not None:
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()

    def _in_sight(self) -> int:
        """How many rows there is room for: in the scroll area's window where the list lies in one."""
        around = self.parentWidget() or self
        return around.height() // ROW_HEIGHT + 1

    def _make(self, number: int | None) -> None:
        """Make the next rows, all that are left for None."""
        made = sum(1 for _ in islice(self._making, number))
        if number is None or made < number:
            self._turn.stop()

    def _make_rows(self, holder: QWidget) -> Iterator[RowWidget]:
        """Each heading with its card and then its rows: the Tab key goes in the order of making."""
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addStretch(1)
        for title, rows in self._sections:
            if rows:
                at = column.count() - 1
                column.insertWidget(at, label(title, "section"))
                card = _card(title)
                column.insertWidget(at + 1, card)
                column.insertSpacing(at + 2, 4)
                yield from self._fill(card, title, rows)

    def _fill(self, card: QFrame, title: str, rows: tuple[ListRow, ...]) -> Iterator[RowWidget]:
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        shown = self._shown(title, rows)
        for index, row in enumerate(shown):
            made = self._row(row, first=index == 0)
            column.addWidget(made)
            yield made
        if len(shown) < len(rows):
            more = button(f"Show {len(rows) - len(shown)} more", "quiet", lambda: self._more(title))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)

    def _shown(self, title: str, rows: tuple[ListRow, ...]) -> tuple[ListRow, ...]:
        return rows if title in self._open else rows[:SHOWN_AT_FIRST]

    def _measure(self) -> None:
        """Give every state and every action the same column, as wide as the widest needs."""
        shown = [row for title, rows in self._sections for row in self._shown(title, rows)]
        width = self.fontMetrics().horizontalAdvance
        state = max(shown, key=lambda row: width(MARKS.get(row.kind, "") + row.state), default=None)
        widths = (
            [STATE_WIDTH] if state is None else [STATE_WIDTH, _needed(ClockChip(state.state, state.kind))]
        )
        actions = [0]
        for primary in (True, False):  # in letters of another weight
            texts = {row.action for row in shown if row.action and row.primary is primary}
            if texts:
                longest = max(texts, key=width)
                actions.append(_needed(button(longest, "primary" if primary else "plain")))
        self._widths = Widths(max(widths), max(actions))
        beside = self._widths.state + self._widths.action + EDGES
        what = self.fontMetrics().averageCharWidth() * WHAT_LETTERS
        self._needed = (beside + by_letters(NAME_WIDTH) + what, beside + by_letters(NAME_WIDTH))
        self._folded = (False, False)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        narrow, tight = (self.width() < needed for needed in self._needed)
        if (narrow, tight) != self._folded:
            self._folded = (narrow, tight)
            for row in self._made:
                row.set_narrow(narrow, tight=tight)

    def _row(self, row: ListRow, *, first: bool) -> RowWidget:
        made = RowWidget(row, self._widths, first=first)
        narrow, tight = self._folded
        if narrow or tight:
            made.set_narrow(narrow, tight=tight)
        made.chip.chosen.connect(lambda: self.explainRequested.emit(row.key, made.chip))
        made.name.clicked.connect(lambda: self.nameRequested.emit(row.key))
        if made.action is not None:
            made.action.clicked.connect(lambda: self.actionRequested.emit(row.key))
        self._made.append(made)
        return made

    def _more(self, title: str) -> None:
        self._open.add(title)
        self._build()


def _needed(widget: QWidget) -> int:
    """How wide a widget wants to be in its own letters."""
    widget.ensurePolished()
    return widget.sizeHint().width()


def _card(title: str) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    card.setAccessibleName(title)
    return card


def _fixed(widget: QWidget, width: int) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(width)
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
    column.addStretch(1)
    return holder
