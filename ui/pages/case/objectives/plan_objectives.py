"""The objectives and actions of the plan, edited in place (P5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.rules.plan.plan import Objective, ObjectiveStatus, PlanContent
from ui.pages.case.objectives.plan_objective_row import (
    LEAST,
    STRETCH,
    WHO,
    WHO_WIDE,
    Look,
    ObjectiveRow,
    Reading,
    look_at,
    set_columns,
)
from ui.pages.case.objectives.plan_words import missing
from ui.pages.case.sheet.plan_drag import DropLine, gap_at
from ui.pages.case.sheet.plan_undo import Deed, Deeds
from ui.widgets.buttons import button
from ui.widgets.shortcuts import ADD_OBJECTIVE
from ui.widgets.tab_order import reveal
from ui.widgets.text import by_letters, label

PARAGRAPH = "JFS 4.05"


CELL_INSET = 6
"""Pixels from the edge of a cell to its words, to which the headings are set."""
_INSET = {"By": 9, "Progress": 9}


class ObjectivesTable(QWidget):
    """``edited()`` at each change, ``settled()`` when a field is left or a row was changed as a whole,
    ``pulled(y)`` while a row is dragged, with the height within the table."""

    edited = Signal()
    settled = Signal()
    pulled = Signal(int)

    def __init__(self, deeds: Deeds, new_key: Callable[[], UUID], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._new_key = new_key
        self._reading: Reading | None = None
        self._gone: dict[UUID, Objective] = {}
        self.rows: list[ObjectiveRow] = []
        self._make()
        self._assemble()

    def objectives(self) -> tuple[Objective, ...]:
        """The objectives as they stand on the screen."""
        return tuple(row.objective() for row in self.rows)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, from the top."""
        return (*self.rows, self.adder)

    def show_objectives(self, shown: Sequence[Objective], reading: Reading | None) -> None:
        """Show these, keeping the rows, and so the carets, that are there already."""
        if reading != self._reading:
            self._drop(list(self.rows))
            self._reading = reading
        known = {row.key: row for row in self.rows}
        staying = {one.id for one in shown}
        self._drop([row for row in self.rows if row.key not in staying])
        order = [known.get(one.id) or self._build(one) for one in shown]
        for row, one in zip(order, shown, strict=True):
            if one.id in known:
                row.set_objective(one)
        self._arrange(order)

    def add(self) -> None:
        """Add an empty objective at the end and go to it."""
        if self._reading is None:
            return
        row = self._build(Objective(self._new_key()))
        self._arrange([*self.rows, row])
        key, place = row.key, len(self.rows) - 1
        self._remember(
            "add objective", partial(self._take_out, key), partial(self._put_in, place, row.objective())
        )
        row.aim.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self, row: ObjectiveRow) -> None:
        """Delete an objective; 'Undo' brings it back."""
        place, gone = self.rows.index(row), row.objective()
        self._take_out(row.key)
        self._remember(
            "delete objective", partial(self._put_in, place, gone), partial(self._take_out, gone.id)
        )

    def move_row(self, row: ObjectiveRow, by: int) -> None:
        """Move an objective up (-1) or down (1), or by several rows; the caret goes with it."""
        place = self.rows.index(row)
        if by and 0 <= place + by < len(self.rows):
            self._shift(row.key, by)
            self._remember(
                "move objective", partial(self._shift, row.key, -by), partial(self._shift, row.key, by)
            )

    def show_missing(self, content: PlanContent | None) -> bool:
        """Say beside each field what is missing before the plan can be agreed, and go to the first;
        ``None`` clears. Whether something is missing."""
        found = missing(content) if content is not None else {}
        none_at_all = found.get(-1)
        self.note.setText(f"{none_at_all[1]} ({PARAGRAPH})" if none_at_all else "")
        self.note.setVisible(none_at_all is not None)
        for place, row in enumerate(self.rows):
            field, text = found.get(place, ("", ""))
            row.show_missing(field, f"{text} ({PARAGRAPH})" if text else "")
        if found:
            first = min(found)
            gap = self.adder if first < 0 else self.rows[first].place_of(found[first][0])
            gap.setFocus()
            reveal(gap)
        return bool(found)

    def minimumSizeHint(self) -> QSize:
        """As wide as folded rows, so that they fold before anything of them is out of sight."""
        return QSize(by_letters(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    def _make(self) -> None:
        self.head = QFrame()
        self.head.setProperty("role", "row-first")
        self._titles = [
            label(text, "section")
            for text in ("Objective", "Action agreed", "How we will know", "Who", "By", "Progress")
        ]
        self.note = label("", "error", wrap=True)
        self.note.hide()
        self.empty = label("No objective yet. Agree the first one with the participant.", "soft", wrap=True)
        self.adder = button(
            "Add objective", "plain", self.add, tip=ADD_OBJECTIVE.words(), name="add-objective"
        )

    def _assemble(self) -> None:
        grid = self._head_grid = QGridLayout(self.head)
        grid.setContentsMargins(8, 6, 4, 6)
        grid.setHorizontalSpacing(4)
        # A column with nothing in it gets no space beside it; the third is empty while the table is narrow.
        for column in (0, 3, len(self._titles) + 1):
            grid.addWidget(QWidget(), 0, column)
        for column, title in enumerate(self._titles, 1):
            title.setIndent(_INSET.get(title.text(), CELL_INSET))  # one hidden at first loses its margins
            title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(title, 0, column)
        set_columns(grid)
        self.box = QFrame()
        self.box.setProperty("role", "sheet")
        self._column = QVBoxLayout(self.box)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.empty)
        self.empty.setContentsMargins(12, 6, 12, 10)
        self._line = DropLine(self.box)
        foot = QHBoxLayout()
        foot.addWidget(self.adder)
        foot.addWidget(self.note, 1)
        foot.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.box)
        whole.addLayout(foot)

    def _build(self, shown: Objective) -> ObjectiveRow:
        assert self._reading is not None  # noqa: S101 (rows come only with what they are read with)
        row = ObjectiveRow(shown, self._reading)
        row.set_look(look_at(self.width()))
        row.edited.connect(self.edited)
        row.left.connect(self.settled)
        row.statusPicked.connect(self._status_picked)
        row.dayPicked.connect(self._day_picked)
        row.asked.connect(self._asked)
        row.pulled.connect(self._pulled)
        row.dropped.connect(self._dropped)
        return row

    def _arrange(self, order: list[ObjectiveRow]) -> None:
        if order != self.rows:
            for row in self.rows:
                self._column.removeWidget(row)
            for row in order:
                self._column.addWidget(row)
                row.show()  # now, and not at the loop's next turn: Tab may be the next key
            self.rows = order
        for place, row in enumerate(self.rows, 1):
            row.set_place(place, len(self.rows))
        self.empty.setVisible(not self.rows)
        self._widen()

    def _drop(self, rows: list[ObjectiveRow]) -> None:
        for row in rows:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _row(self, key: UUID) -> ObjectiveRow | None:
        return next((row for row in self.rows if row.key == key), None)

    def _take_out(self, key: UUID) -> None:
        row = self._row(key)
        if row is None:
            return
        place = self.rows.index(row)
        self._gone[key] = row.objective()  # it comes back as it went, whatever was typed since
        self._drop([row])
        self._arrange(list(self.rows))
        if self.rows:
            self.rows[min(place, len(self.rows) - 1)].aim.setFocus()
        else:
            self.adder.setFocus()
        self._changed()

    def _put_in(self, place: int, shown: Objective) -> None:
        if self._row(shown.id) is None and self._reading is not None:
            row = self._build(self._gone.get(shown.id, shown))
            order = list(self.rows)
            order.insert(min(place, len(order)), row)
            self._arrange(order)
            row.aim.setFocus()
            self._changed()

    def _shift(self, key: UUID, by: int) -> None:
        row = self._row(key)
        if row is None:
            return
        focus = row.focusWidget() if row.isAncestorOf(self.window().focusWidget()) else None
        order = list(self.rows)
        place = order.index(row)
        order.insert(max(0, min(len(order) - 1, place + by)), order.pop(place))
        self._arrange(order)
        (focus or row.aim).setFocus()
        self._changed()

    def _status(self, key: UUID, status: ObjectiveStatus) -> None:
        row = self._row(key)
        if row is not None:
            row.set_status(status)
            self._changed()

    def _status_picked(self, row: ObjectiveRow, before: ObjectiveStatus, after: ObjectiveStatus) -> None:
        self._remember(
            "change of progress",
            partial(self._status, row.key, before),
            partial(self._status, row.key, after),
        )
        self._changed()

    def _day(self, key: UUID, day: date | None) -> None:
        row = self._row(key)
        if row is not None:
            row.set_day(day)
            self._changed()

    def _day_picked(self, row: ObjectiveRow, before: date | None, after: date | None) -> None:
        self._remember(
            "change of target date", partial(self._day, row.key, before), partial(self._day, row.key, after)
        )

    def _asked(self, row: ObjectiveRow, what: str) -> None:
        if what == "delete":
            self.delete(row)
        else:
            self.move_row(row, -1 if what == "up" else 1)

    def _pulled(self, row: ObjectiveRow, y: int) -> None:
        if row in self.rows:
            self._line.show_at(self.rows, gap_at(self.rows, y))
            self.pulled.emit(self.mapFromGlobal(QPoint(0, y)).y())

    def _dropped(self, row: ObjectiveRow, y: int) -> None:
        self._line.hide()
        if row in self.rows:
            place, gap = self.rows.index(row), gap_at(self.rows, y)
            self.move_row(row, gap - place - (gap > place))

    def _remember(self, name: str, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        self._deeds.add(Deed(name, undo, redo))
        self.edited.emit()

    def _changed(self) -> None:
        self.edited.emit()
        self.settled.emit()

    def _widen(self) -> None:
        look = look_at(self.width())
        wide = look is Look.WIDE
        self.head.setVisible(look is not Look.FOLDED)
        self._titles[2].setVisible(wide)
        self._head_grid.setColumnStretch(3, STRETCH[2] if wide else 0)
        self._head_grid.setColumnMinimumWidth(4, by_letters(WHO_WIDE if wide else WHO))
        for row in self.rows:
            row.set_look(look)
