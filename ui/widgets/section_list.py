"""Rows under headings: a state, who, what and why, and one action.

The rows in sight are made at once, those a window's height further whenever nothing else is to be done, and
the others as somebody comes near them: every row costs a millisecond and a fifth of a megabyte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.buttons import button
from ui.widgets.clock_chip import ClockChip
from ui.widgets.pill import MARKS
from ui.widgets.scrolled import scrolled
from ui.widgets.section_row import (
    BETWEEN,
    NAME_PADDING,
    NAME_WIDTH,
    SLIM_NAME,
    ListRow,
    NameButton,
    Room,
    RowWidget,
    Widths,
)
from ui.widgets.text import by_letters, label

__all__ = ["ListRow", "NameButton", "RowWidget", "SectionList", "Widths"]

DENSE_BLOCK = 40  # rows in two columns side by side; the next ones stand below them
ROW_HEIGHT, ROWS_A_STEP = 45, 1
STATE_WIDTH, DENSE_STATE = 112, 80
LONG_NAME, LINE_NAME = 300, 165  # a name has no more than this, and in lines where room is short
EDGES, NARROWEST, MORE_WIDTH = 56, 280, 32
WHAT_LETTERS = 30  # with less room than this for what is to do, it takes a line of its own


class SectionList(QWidget):
    """Sections of rows. ``actionRequested(key)``, ``explainRequested(key, chip)``, ``nameRequested(key)``,
    ``secondRequested(key)``, ``menuRequested(key, button)``;
    ``rowPointed(row)`` as the mouse comes to one."""

    actionRequested = Signal(object)
    explainRequested = Signal(object, object)
    nameRequested = Signal(object)
    secondRequested = Signal(object)
    menuRequested = Signal(object, object)
    rowPointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: list[tuple[str, tuple[ListRow, ...]]] = []
        self._holder: QWidget | None = None
        self._needed = (0, 0, 0, 0)
        self._room = Room.USUAL
        self._widths: dict[bool, Widths] = {}
        self._made: list[RowWidget] = []
        self._making: Iterator[RowWidget] = iter(())
        self._pending, self._between_columns = 0, False
        self._rest = QSpacerItem(0, 0)
        self._area: QScrollArea | None = None
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._make_near)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def scrolled(self) -> QScrollArea:
        """A scroll area around the list, which makes its rows as somebody comes near them."""
        area = self._area = scrolled(self)
        area.verticalScrollBar().valueChanged.connect(lambda _: self._go_on())
        area.verticalScrollBar().rangeChanged.connect(lambda *_: self._go_on())
        return area

    def set_sections(
        self, sections: Sequence[tuple[str, Sequence[ListRow]]], *, at_once: bool = True
    ) -> None:
        """Show other sections; an empty one is left out. Unless the rows in sight are wanted ``at_once``,
        each of them comes in a turn of its own, and no frame is missed."""
        self._sections = [(title, tuple(rows)) for title, rows in sections]
        self._build(at_once=at_once)

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
        """Whether every row has been made that is in sight or near it."""
        return not self._turn.isActive()

    def finish(self) -> None:
        """Make the rows still to come now, as for going back to a place far down."""
        self._make(self._pending)

    def row_at(self, place: int) -> RowWidget | None:
        """The row at this place or the last one, made now if it was not; None in an empty list."""
        self._make(place + 1 - len(self._made))
        return self._made[min(place, len(self._made) - 1)] if self._made else None

    def place_of(self, key: object) -> int:
        """Which of all rows has this key, made or not; -1 for none."""
        return self.place_where(lambda row: row.key == key)

    def place_where(self, wanted: Callable[[ListRow], bool]) -> int:
        """Which of all rows is the first wanted, made or not; -1 for none."""
        shown = (row for _, rows in self._sections for row in rows)
        return next((place for place, row in enumerate(shown) if wanted(row)), -1)

    def row_of(self, key: object) -> RowWidget | None:
        """The row with this key, where it is shown."""
        place = self.place_of(key)
        return self.row_at(place) if place >= 0 else None

    def _build(self, *, at_once: bool = True) -> None:
        old, self._holder = self._holder, QWidget()
        self._made = []
        self._pending = sum(len(rows) for _, rows in self._sections)
        self._measure()
        self._making = self._make_rows(self._holder)
        self._column.addWidget(self._holder)
        self._turn.start()
        self._make(1)
        self._make(self._in_sight() - 1 if at_once else 0)
        if old is not None:
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()

    def _in_sight(self) -> int:
        """How many rows there is room for, each as high as the first one wants to be."""
        height = self._made[0].sizeHint().height() if self._made else 0
        return -(-(self._area or self).height() // max(height, ROW_HEIGHT))

    def _go_on(self) -> None:
        if self._pending:
            self._turn.start()

    def _make_near(self) -> None:
        if self._reaches_far_enough():
            self._turn.stop()
        else:
            self._make(ROWS_A_STEP)

    def _reaches_far_enough(self) -> bool:
        """Whether the rows made reach a window's height below what is in sight, or all are made."""
        if self._area is None or self._holder is None or self._between_columns or not self._pending:
            return not self._pending
        bar = self._area.verticalScrollBar()
        made = self._holder.sizeHint().height() - self._rest.sizeHint().height()
        return made >= bar.value() + 2 * bar.pageStep()

    def _make(self, number: int) -> None:
        """Make the next rows; the place of those still to come is kept free below them."""
        if number <= 0 or not self._pending:
            return
        self._pending -= sum(1 for _ in islice(self._making, number))
        if not self._pending:
            next(self._making, None)  # what stands below the last row
            self._turn.stop()
        self._rest.changeSize(0, self._pending * by_letters(ROW_HEIGHT))
        if self._holder is not None and (column := self._holder.layout()) is not None:
            column.invalidate()

    def _make_rows(self, holder: QWidget) -> Iterator[RowWidget]:
        """Each heading with its card and then its rows: the Tab key goes in the order of making."""
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rest = QSpacerItem(0, 0)
        column.addSpacerItem(self._rest)
        column.addStretch(1)
        for title, rows in self._sections:
            if rows:
                at = column.count() - 2
                column.insertWidget(at, label(title, "section"))
                card = _card(title)
                column.insertWidget(at + 1, card)
                column.insertSpacing(at + 2, 4)
                yield from self._fill(card, rows)

    def _fill(self, card: QFrame, rows: tuple[ListRow, ...]) -> Iterator[RowWidget]:
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        if rows[0].dense:
            for first in range(0, len(rows), DENSE_BLOCK):
                yield from self._fill_columns(column, rows[first : first + DENSE_BLOCK])
            return
        for index, row in enumerate(rows):
            made = self._row(row, first=index == 0)
            column.addWidget(made)
            yield made

    def _fill_columns(self, around: QVBoxLayout, rows: tuple[ListRow, ...]) -> Iterator[RowWidget]:
        """One block of two columns: down the first, then down the second."""
        half = (len(rows) + 1) // 2
        columns = _columns(around)
        self._between_columns = True
        for index, row in enumerate(rows):
            made = self._row(row, first=index % half == 0 and around.count() == 1)
            columns[index // half].addWidget(made)
            if index + 1 == len(rows):
                columns[1].addStretch(1)
                self._between_columns = False
            yield made

    def _measure(self) -> None:
        """Give every state the same column, as wide as the widest needs, and see when rows have to fold."""
        shown = [row for _, rows in self._sections for row in rows]
        width = self.fontMetrics().horizontalAdvance
        state_width = max(STATE_WIDTH, self._state_width([row for row in shown if not row.dense]))
        dense_width = max(by_letters(DENSE_STATE), self._state_width([row for row in shown if row.dense]))
        name = self._longest(shown, LONG_NAME)
        lines = self._longest([row for row in shown if row.compact and not row.dense], LINE_NAME)
        subs = max((width(sub) for sub in {row.sub for row in shown if not row.compact}), default=0)
        lines = max(lines, min(subs, by_letters(LINE_NAME)))
        actions = {look: self._action_width(shown, look) for look in {_look(row) for row in shown}}
        action = max((wide for look, wide in actions.items() if not look[1]), default=0)
        dense_action = max((wide for look, wide in actions.items() if look[1]), default=0)
        self._widths = {
            False: Widths(state_width, name, lines, action),
            True: Widths(dense_width, name, action=dense_action),
        }
        beside = state_width + action + EDGES
        what = self.fontMetrics().averageCharWidth() * WHAT_LETTERS
        usual = beside + by_letters(NAME_WIDTH)
        narrow = beside + by_letters(SLIM_NAME) + what * 7 // 10
        self._needed = (usual, narrow, usual + what, beside + name + 2 * what)
        self._room = Room.USUAL
        self._settle()

    def _state_width(self, rows: Sequence[ListRow]) -> int:
        """How wide the widest state of these rows is, in pixels; 0 without any."""
        width = self.fontMetrics().horizontalAdvance
        states = {(row.kind, row.state): row for row in rows}.values()  # few, and each measured once
        widest = max(states, key=lambda row: width(MARKS.get(row.kind, "") + row.state), default=None)
        return 0 if widest is None else _needed(ClockChip(widest.state, widest.kind))

    def _longest(self, rows: Sequence[ListRow], most: int) -> int:
        """How wide the longest name of these rows is, and at most ``most`` for letters of the usual size."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        width = QFontMetrics(bold).horizontalAdvance
        long = max((width(name) for name in {row.name for row in rows}), default=0)
        return min(long + 2 * NAME_PADDING, by_letters(most))

    def _action_width(self, shown: Sequence[ListRow], look: tuple[bool, bool]) -> int:
        """How wide the widest action of the rows of one look is, with what stands beside it."""
        kinds: dict[tuple[bool, bool, str], set[str]] = {}
        for row in shown:
            if _look(row) == look:  # a primary one has letters of another weight
                kinds.setdefault((row.primary, row.menu, row.second), set()).add(row.action)
        widest = 0
        for (primary, menu, second), texts in kinds.items():
            longest = max(texts, key=self.fontMetrics().horizontalAdvance)
            role = "primary" if primary else "plain"
            shown_beside = [button(*one) for one in ((longest, role), (second, "quiet")) if one[0]]
            for made in shown_beside:
                made.setProperty("compact", "true" if look[0] else "false")
            wide = sum(_needed(made) + BETWEEN for made in shown_beside)
            widest = max(widest, wide + by_letters(MORE_WIDTH) * menu)
        return widest

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        room = Room(sum(self.width() >= needed for needed in self._needed))
        if room is not self._room:
            self._room = room
            for row in self._made:
                row.set_room(room)

    def _row(self, row: ListRow, *, first: bool) -> RowWidget:
        made = _made(row, self._widths[row.dense], first=first)
        if self._room is not Room.USUAL:
            made.set_room(self._room)
        made.pointed.connect(self.rowPointed)
        made.chip.chosen.connect(lambda: self.explainRequested.emit(row.key, made.chip))
        made.name.clicked.connect(lambda: self.nameRequested.emit(row.key))
        if made.action is not None:
            made.action.clicked.connect(lambda: self.actionRequested.emit(row.key))
        if made.second is not None:
            made.second.clicked.connect(lambda: self.secondRequested.emit(row.key))
        if made.more is not None:
            made.more.clicked.connect(lambda: self.menuRequested.emit(row.key, made.more))
        self._made.append(made)
        return made


def _made(row: ListRow, widths: Widths, *, first: bool) -> RowWidget:
    if not row.dense:
        return RowWidget(row, widths, first=first)
    from ui.widgets.dense_row import DenseRow

    return DenseRow(row, widths, first=first)


def _look(row: ListRow) -> tuple[bool, bool]:
    """Rows of one look have buttons of one size."""
    return row.compact, row.dense


def _columns(around: QVBoxLayout) -> list[QVBoxLayout]:
    """Two columns side by side; each is a part of its own, so that Tab goes down the first one first."""
    beside = QHBoxLayout()
    beside.setSpacing(0)
    around.addLayout(beside)
    parts = QWidget(), QWidget()
    columns = [QVBoxLayout(part) for part in parts]
    for part, column in zip(parts, columns, strict=True):
        part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        beside.addWidget(part, 1)
    return columns


def _needed(widget: QWidget) -> int:
    """How wide a widget wants to be in its own letters."""
    widget.ensurePolished()
    return widget.sizeHint().width()


def _card(title: str) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    card.setAccessibleName(title)
    return card
