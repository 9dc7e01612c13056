"""One attendance grid: who came, and their words, typed straight in. The keyboard does all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QWidget

from jfs_desktop.casework.sessions.group_views import PlaceAnswer, PlaceView
from ui.shell.preferences import Preferences
from ui.widgets.group_words import ANSWERS, HINTS
from ui.widgets.record_table import Column, RecordModel, RecordTable

Index = QModelIndex | QPersistentModelIndex
NAME, ANSWER, WORDS = range(3)
WIDTHS = (250, 170, 420)
KEYS = {
    Qt.Key.Key_C: PlaceAnswer.CAME,
    Qt.Key.Key_U: PlaceAnswer.CAME_IN_DOUBT,
    Qt.Key.Key_N: PlaceAnswer.DID_NOT_COME,
    Qt.Key.Key_D: PlaceAnswer.DECLINED,
    Qt.Key.Key_A: PlaceAnswer.NOT_APPROPRIATE,
    Qt.Key.Key_I: PlaceAnswer.INVITED,
}
_BY_HAND = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.SelectedClicked
)


def columns() -> tuple[Column[PlaceView], ...]:
    """Name, what became of the invitation, and the words that go with it."""
    return (
        Column("name", "Participant", _name_words, WIDTHS[NAME]),
        Column("answer", "Attendance", _answer_words, WIDTHS[ANSWER]),
        Column("words", "Feedback, or why not", lambda row: row.words, WIDTHS[WORDS]),
    )


def _name_words(row: PlaceView) -> str:
    # in front, where a long name does not cut it off
    return f"In doubt · {row.name}" if row.in_doubt else row.name


def _answer_words(row: PlaceView) -> str:
    return f"{ANSWERS[row.answer]} (taken back)" if row.taken_back else ANSWERS[row.answer]


class AttendanceModel(RecordModel[PlaceView]):
    """The rows as typed. ``typed(PlaceView)`` tells each change; ``hidden`` shows nobody's name or words."""

    typed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(columns(), parent)
        self.open = True
        self.hidden = False

    def put(self, place: int, row: PlaceView) -> None:
        """Let a row say something else."""
        if 0 <= place < len(self._rows) and self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, NAME), self.index(place, WORDS))
            self.typed.emit(row)

    def hide(self, hidden: bool) -> None:
        """Show numbers for names, and no words, while the screen is shared."""
        self.hidden = hidden
        if self._rows:
            self.dataChanged.emit(self.index(0, NAME), self.index(len(self._rows) - 1, WORDS))

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        editable = self.open and not self.hidden and index.column() == WORDS
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if self.hidden and index.column() != ANSWER:
            return self._covered(index, row, role)
        if role == Qt.ItemDataRole.EditRole and index.column() == WORDS:
            return row.words
        empty = index.column() == WORDS and not row.words
        if role == Qt.ItemDataRole.DisplayRole and empty and self.open:
            return f"{HINTS[row.answer]}…" if row.answer in HINTS else ""
        if role == Qt.ItemDataRole.ForegroundRole and empty:
            return QGuiApplication.palette().placeholderText()
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != WORDS:
            return False
        self.put(index.row(), replace(self._rows[index.row()], words=str(value).strip()))
        return True

    def _covered(self, index: Index, row: PlaceView, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if index.column() == NAME:
            return f"Participant {index.row() + 1}"
        return "•••" if row.words else ""


class AttendanceGrid(RecordTable):
    """C, U, N, D, A and I say what became of the chosen row; typing in the last column writes the words.

    Tab goes through the cells that are filled in, and out behind the last. ``placeChosen(row)`` tells
    another row.
    """

    placeChosen = Signal(int)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__("attendance", preferences, parent)
        self.records = AttendanceModel(self)
        self.take(self.records, WIDTHS, sorting=False, fitted=True)
        self.set_low()  # a whole group is in sight
        self.setAccessibleName("Attendance")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(_BY_HAND)
        self.selectionModel().currentChanged.connect(lambda now, _: self.placeChosen.emit(now.row()))

    def set_places(self, places: Sequence[PlaceView], *, open_: bool) -> None:
        """Show these rows; the cell chosen stays."""
        here = self.currentIndex()
        row, column = max(here.row(), 0), here.column() if here.isValid() else ANSWER
        self.records.open = open_
        self.records.set_rows(places)
        if places:
            self.setCurrentIndex(self.records.index(min(row, len(places) - 1), column))

    def sizeHintForColumn(self, column: int) -> int:
        """Room for whatever may become of an invitation, so that no column moves as it is said."""
        needed = super().sizeHintForColumn(column)
        if column != ANSWER:
            return needed
        return max(needed, *(self.fontMetrics().horizontalAdvance(f"{one} ") for one in ANSWERS.values()))

    def chosen(self) -> PlaceView | None:
        """The row in which the person stands."""
        return self.records.row_at(self.currentIndex())

    def say(self, answer: PlaceAnswer) -> None:
        """Let the chosen row say this."""
        row = self.chosen()
        if row is not None and self.records.open:
            self.records.put(self.currentIndex().row(), replace(row, answer=answer))

    def everybody_came(self) -> None:
        """Whoever is only invited so far came for sure, but for those of whom it is in doubt who they are."""
        for place, row in enumerate(self.records.rows):
            if row.answer is PlaceAnswer.INVITED and not row.in_doubt:
                self.records.put(place, replace(row, answer=PlaceAnswer.CAME))

    def go_to(self, case_id: str) -> bool:
        """Choose the row of a case, by its id in words; False where it has none."""
        for place, row in enumerate(self.records.rows):
            if str(row.case_id) == case_id:
                needs = HINTS.get(row.answer) is not None and row.answer is not PlaceAnswer.CAME
                self.setCurrentIndex(self.records.index(place, WORDS if needs else ANSWER))
                self.setFocus()
                return True
        return False

    @property
    def is_typing(self) -> bool:
        """Whether words are being typed in a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def finish(self) -> None:
        """Keep what is being typed in a cell."""
        editor = self.viewport().findChild(QLineEdit)
        if self.is_typing and isinstance(editor, QLineEdit):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_typing:
            return  # Enter in a cell comes by here, too, before the cell is closed
        here = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        answer = KEYS.get(Qt.Key(event.key())) if plain and here.column() != WORDS else None
        if answer is not None:
            self.say(answer)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.column() != NAME:
            self._type_words()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.records.rows:
            self.setCurrentIndex(self.records.index(0, ANSWER))

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab walks attendance and words row by row, and leaves at either end."""
        here = self.currentIndex()
        stops = [(row, column) for row in range(self.records.rowCount()) for column in (ANSWER, WORDS)]
        at = (here.row(), max(here.column(), ANSWER))
        place = stops.index(at) + (1 if next else -1) if at in stops else -1
        if not self.hasFocus() or not 0 <= place < len(stops):
            return super().focusNextPrevChild(next)
        self.setCurrentIndex(self.records.index(*stops[place]))
        return True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter and Tab go on to the next row's attendance; Esc leaves the words as they were."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        if hint in (
            QAbstractItemDelegate.EndEditHint.SubmitModelCache,
            QAbstractItemDelegate.EndEditHint.EditNextItem,
        ):
            below = self.currentIndex().row() + 1
            if below < self.records.rowCount():
                self.setCurrentIndex(self.records.index(below, ANSWER))

    def _type_words(self) -> None:
        cell = self.records.index(self.currentIndex().row(), WORDS)
        if self.records.flags(cell) & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(cell)
            self.edit(cell)
