"""One row of a list under headings: a state, who, what and why, and one action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCursor, QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.buttons import Button, button
from ui.widgets.clock_chip import ClockChip
from ui.widgets.text import AddressLabel, ElidedLabel, TwoLineLabel, by_letters

ARROW = "→"
NAME_WIDTH, SLIM_NAME, NARROW_NAME, NAME_PADDING = 180, 130, 100, 10
BETWEEN = 4  # pixels between an action and the buttons beside it
_BOTH, _BESIDE = 640, 16  # pixels that what and why take side by side, and between them
_WHY_LINES = 8  # the longest, in the narrowest window, has no more


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row. ``key`` comes back with the signals; ``action`` '' leaves the button out.

    A ``compact`` row gives its whole length to the name where it has no ``what``. Else it has ``why`` beside
    ``what`` only where the list is wide, and otherwise in its tooltip alone, behind all of ``what``, and no
    more ``lines`` than said; ``dense`` ones stand in two columns, with ``air`` pixels above and below. One
    with a ``menu`` offers more than its action, and ``second`` is what another button beside it says.
    ``covers`` are the keys it stands for.
    """

    key: object
    state: str
    kind: str
    name: str
    sub: str
    what: str
    why: str
    action: str = ""
    primary: bool = False
    compact: bool = False
    dense: bool = False
    air: int = 0
    lines: int = 2
    menu: bool = False
    second: str = ""
    covers: tuple[object, ...] = ()


class Room(IntEnum):
    """How much of a row stands in one line."""

    TIGHT = 0
    """The action, too, stands below what is to do."""
    NARROW = 1
    """What is to do stands in a line of its own, below who."""
    SLIM = 2
    """The name gives way."""
    USUAL = 3
    ROOMY = 4
    """The longest name is whole."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide every state of a list stands, in pixels, the longest name would, names where room is short,
    and the column of actions, which all begin at one left edge; 0 where each takes what it needs."""

    state: int
    name: int = 0
    slim: int = 0
    action: int = 0


class NameButton(Button):
    """A name that opens its case. Where it does not fit it takes a second line; where two are not enough
    it ends in '…', and the tooltip has it in full."""

    def __init__(self, name: str, parent: QWidget | None = None, *, lines: int = 2) -> None:
        super().__init__(name, parent)
        self._name, self._lines = name, lines
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
        shown = self._in_lines(self.width() - NAME_PADDING + 2)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(f"Open this case: {self._name}" if "…" in shown else "Open this case")

    def _in_lines(self, space: int) -> str:
        """The name in ``space`` pixels, broken at most once, after a blank or a hyphen."""
        metrics, name = self.fontMetrics(), self._name
        if metrics.horizontalAdvance(name) <= space:
            return name
        ends = [place + 1 for place, letter in enumerate(name) if letter in " -"]
        fitting = [end for end in ends if metrics.horizontalAdvance(name[:end].rstrip()) <= space]
        if not ends or self._lines == 1:
            return metrics.elidedText(name, Qt.TextElideMode.ElideRight, space)
        end = fitting[-1] if fitting else ends[0]  # of a first name without end the last still shows
        pieces = name[:end].rstrip(), name[end:]
        return "\n".join(metrics.elidedText(one, Qt.TextElideMode.ElideRight, space) for one in pieces)


class RowWidget(QFrame):
    """One row of a section. ``pointed(row)`` tells that the mouse came to it, and not it to the mouse."""

    pointed = Signal(object)

    def __init__(self, row: ListRow, widths: Widths, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mouse_at = QCursor.pos()  # as the row came
        self.row = row
        self._long_name = max(by_letters(NAME_WIDTH), widths.name)
        self._name_width, self._narrow_name = by_letters(NAME_WIDTH), by_letters(NARROW_NAME)
        self._slim_name = max(by_letters(SLIM_NAME), widths.slim)
        self._action_width = widths.action
        self.setProperty("role", "row-first" if first else "row")
        self.setAccessibleName(f"{row.name}. {row.what}. {row.state}. {row.why}")
        self.chip = ClockChip(row.state, row.kind)
        self.name = NameButton(row.name, lines=row.lines)
        self.action: QPushButton | None = None
        self.second: QPushButton | None = None
        self.more: QPushButton | None = None
        self.holder: QWidget | None = None
        self.state = _fixed(self.chip, widths.state)
        self._who, self._what = self._words(row)
        self._grid = QGridLayout(self)
        edge = by_letters(row.air) if row.dense else 1 if row.compact else 5
        self._grid.setContentsMargins(12, edge, 14, edge)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.addWidget(self.state, 0, 0)
        self._grid.addWidget(self._who, 0, 1)
        self._add_buttons(row)
        self.set_room(Room.USUAL)

    def _words(self, row: ListRow) -> tuple[QWidget, QWidget]:
        """Who, and what with why: a pair of each, where the row is not compact."""
        if row.compact:
            self.setToolTip(f"{row.what}\n{row.why}")
            return self.name, _Line(row.what, row.why, row.lines)
        sub = AddressLabel(row.sub, "soft") if "@" in row.sub else ElidedLabel(row.sub, "soft")
        who = _pair(self.name, sub, self._name_width)
        return who, _What(row.what, row.why)

    def _add_buttons(self, row: ListRow) -> None:
        buttons: list[QPushButton] = []
        if row.action:
            self.action = button(row.action, "primary" if row.primary else "plain")
            self.action.setAccessibleName(row.action)
            self.action.setAccessibleDescription(f"{row.what}, {row.name}")
            buttons.append(self.action)
        if row.second:
            self.second = button(row.second, "quiet")
            self.second.setAccessibleName(f"{row.second}: {row.what}, {row.name}")
            self.second.setProperty("slim", "true")
            buttons.append(self.second)
        if row.menu:
            self.more = button("⋯", "quiet", tip="More for this row")
            self.more.setAccessibleName(f"More for {row.name}")
            self.more.setProperty("slim", "true")
            buttons.append(self.more)
        for one in buttons:
            if row.compact:
                one.setProperty("compact", "true")
        if buttons:
            self.holder = _in_a_line(self.action, [one for one in buttons if one is not self.action])

    @property
    def is_cut(self) -> bool:
        """Whether anything that it says is not shown, or not whole."""
        parts: list[ElidedLabel | NameButton] = [*self.findChildren(ElidedLabel), self.name]
        return self.row.compact or any(_ends(part) for part in parts)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if (event.globalPosition().toPoint() - self._mouse_at).manhattanLength() > 1:
            self.pointed.emit(self)

    def set_room(self, room: Room) -> None:
        """Fold so far as there is no room."""
        narrow = room <= Room.NARROW
        usual = self._name_width if room is Room.USUAL else self._long_name
        usual = self._slim_name if room <= Room.SLIM else usual
        alone = self.row.compact and not self.row.what
        if self.row.compact and not alone:
            self._shorten(narrow)
            self._who.setFixedWidth(by_letters(SLIM_NAME) if narrow else usual)
        elif not alone:
            self._who.setMinimumWidth(self._narrow_name if narrow else usual)
        if narrow and not self.row.compact:
            self._grid.addWidget(self._what, 1, 0, 1, 4)
        elif not alone:
            self._grid.addWidget(self._what, 0, 2)
        if self.holder is not None:
            below = room is Room.TIGHT and not self.row.compact
            self._widen(self.holder, below or (narrow and self.row.compact))
            side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(self.holder, *((2, 0, 1, 4) if below else (0, 3, 1, 1)), side)
        self._grid.setColumnStretch(1, 0 if alone else 1)
        self._grid.setColumnStretch(2, 0 if narrow and not self.row.compact else 9)

    def _widen(self, holder: QWidget, natural: bool) -> None:
        """Give the action the column of the list, or no more than it needs."""
        holder.setMinimumWidth(0 if natural else self._action_width)

    def _shorten(self, short: bool) -> None:
        """Let an arrow stand for the action of a line that has no room for it."""
        if self.action is not None:
            self.action.setText(ARROW if short else self.row.action)
            self.action.setToolTip(self.row.action if short else "")


class _What(QWidget):
    """What is to do above why, in one line or two; why has as many as it needs, for it is never cut."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.what = TwoLineLabel(what)
        self.why = TwoLineLabel(why, "soft", keep_end=True)
        self.why.set_most(_WHY_LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.what)
        column.addWidget(self.why)
        column.addStretch(1)


class _Line(QWidget):
    """What is to do; why stands beside it where there is the width for both, and else ``below`` it where two
    lines are left to the row."""

    def __init__(self, what: str, why: str, lines: int) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.what, self.why = TwoLineLabel(what), TwoLineLabel(why, "soft", keep_end=True)
        self.below = ElidedLabel(why, "soft", keep_end=True) if lines > 1 and why else None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BESIDE)
        self._lines = lines
        self.why.set_most(_WHY_LINES if lines > 1 else 1)
        if self.below is None:
            row.addWidget(self.what, 4)
        else:
            column = QVBoxLayout()
            column.setSpacing(1)
            column.addStretch(1)
            column.addWidget(self.what)
            column.addWidget(self.below)
            column.addStretch(1)
            row.addLayout(column, 4)
            self.below.hide()
        row.addWidget(self.why, 5)
        self._told = bool(why)
        self.why.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= by_letters(_BOTH)
        self.why.setVisible(self._told and wide)
        if self.below is not None:
            self.below.setVisible(not wide)
        self.what.set_most(self._lines if wide or self.below is None else 1)


def _ends(part: ElidedLabel | NameButton) -> bool:
    """Whether a text is shown with '…' in it."""
    shown = part.shown() if isinstance(part, ElidedLabel) else part.text()
    return "…" in shown


def _fixed(widget: QWidget, width: int) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(width)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


def _in_a_line(action: QPushButton | None, small: Sequence[QWidget]) -> QWidget:
    """The action at the left edge of its column and the small buttons at the right end of the row."""
    holder = QWidget()
    holder.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(BETWEEN)
    if action is not None:
        row.addWidget(action)
    row.addStretch(1)
    for widget in small:
        row.addWidget(widget)
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
