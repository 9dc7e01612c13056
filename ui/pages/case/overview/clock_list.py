"""Every clock of a case: its state, what it asks, and the action that meets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState
from ui.pages.case.overview.clock_words import ClockGroup, second_line
from ui.widgets.buttons import button
from ui.widgets.clock_chip import ClockChip, chip_words
from ui.widgets.text import TwoLineLabel, label


class ClockRow(QFrame):
    """One clock. The pill and the words explain the date; the button records what meets it."""

    explainRequested = Signal()
    recordRequested = Signal()

    def __init__(self, reading: ClockReading, *, first: bool, refused: str = "", before: str = "") -> None:
        super().__init__()
        self.reading = reading
        self.setProperty("role", "row-first" if first else "row")
        self.setAccessibleName(f"{reading.name}. {chip_words(reading)[0]}. {second_line(reading)}")
        self.chip = ClockChip()
        self.chip.set_reading(reading)
        self.chip.setAccessibleName(f"{reading.name}: {chip_words(reading)[0]}")
        self.action: QPushButton | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        self.state = _holding(self.chip)
        line.addWidget(self.state)
        line.addLayout(self._words(), 1)
        if reading.is_open and reading.actionable and reading.action:
            late = reading.state is ClockState.LATE
            self.action = button(
                before or reading.action, "primary" if late else "plain", self.recordRequested.emit
            )
            self.action.setEnabled(not refused)
            self.action.setToolTip(refused)
            self.action.setAccessibleDescription(f"{reading.name}. {refused}" if refused else reading.name)
            line.addWidget(self.action)
        self.chip.chosen.connect(self.explainRequested)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(TwoLineLabel(self.reading.name, "strong"))
        words.addWidget(TwoLineLabel(second_line(self.reading), "soft", keep_end=True))
        return words


class ClockList(QWidget):
    """Groups of clocks. ``explainRequested(reading, chip)``, ``recordRequested(reading)``."""

    explainRequested = Signal(object, object)
    recordRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[ClockGroup, ...] = ()
        self._refused: Mapping[str, str] = {}
        self._before: Mapping[str, str] = {}
        self._unfolded: set[str] = set()
        self._held: QWidget | None = None
        self.rows: list[ClockRow] = []
        self.folds: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def set_groups(
        self,
        groups: Sequence[ClockGroup],
        refused: Mapping[str, str] | None = None,
        before: Mapping[str, str] | None = None,
    ) -> None:
        """Show other clocks; what was unfolded stays so, and the focus stays on its clock or, where that is
        met, goes to what comes next. ``refused`` says of a clock, by its id, why nothing can be recorded yet
        that meets it; ``before`` what has to be done first, in place of its own action."""
        self._refused, self._before = refused or {}, before or {}
        inside = self.window().focusWidget()
        focused = next((row for row in self.rows if row.isAncestorOf(inside)), None)
        self._groups = tuple(groups)
        self._build()
        if focused is not None and self.isVisible():
            self._focus(focused.reading.id, on_chip=inside is focused.chip)

    def _focus(self, clock_id: str, *, on_chip: bool) -> None:
        again = self.row_of(clock_id)
        row = again or next((one for one in self.rows if one.action and one.action.isEnabled()), None)
        if row is not None:
            (row.chip if row.action is None or (again and on_chip) else row.action).setFocus()

    def row_of(self, clock_id: str) -> ClockRow | None:
        """The first row of a clock, where it is shown."""
        return next((row for row in self.rows if row.reading.id == clock_id), None)

    def _build(self) -> None:
        old, self._held = self._held, QWidget()
        self.rows, self.folds = [], {}
        column = QVBoxLayout(self._held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for group in self._groups:
            shown = not group.folded or group.key in self._unfolded
            column.addWidget(self._heading(group, shown))
            for index, reading in enumerate(group.clocks if shown else ()):
                column.addWidget(self._row(reading, index == 0))
            column.addSpacing(8)
        widest = max((row.chip.sizeHint().width() for row in self.rows), default=0)
        for row in self.rows:  # one left edge for the words, and no more room beside the pills than they need
            row.state.setMinimumWidth(widest)
        self._column.addWidget(self._held)
        if old is not None:
            old.hide()
            self._column.removeWidget(old)
            old.deleteLater()

    def _heading(self, group: ClockGroup, shown: bool) -> QWidget:
        if not group.folded:
            return label(group.title, "section")
        mark = "▾" if shown else "▸"
        fold = button(f"{mark} {group.title} ({len(group.clocks)})", "link", lambda: self._fold(group.key))
        fold.setProperty("flush", True)
        fold.setObjectName(f"fold-{group.key}")
        fold.setAccessibleName(f"{group.title}, {len(group.clocks)}, {'shown' if shown else 'hidden'}")
        self.folds[group.key] = fold
        return fold

    def _row(self, reading: ClockReading, first: bool) -> ClockRow:
        refused, before = self._refused.get(reading.id, ""), self._before.get(reading.id, "")
        row = ClockRow(reading, first=first, refused=refused, before=before)
        row.explainRequested.connect(lambda: self.explainRequested.emit(row.reading, row.chip))
        row.recordRequested.connect(lambda: self.recordRequested.emit(row.reading))
        self.rows.append(row)
        return row

    def _fold(self, key: str) -> None:
        self._unfolded ^= {key}
        self._build()
        self.folds[key].setFocus()


def _holding(chip: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(chip)
    row.addStretch(1)
    return holder
