"""Forms: one call adds label, field, help line, buddy, accessible name and error line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from jfs_desktop.errors import UserError
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.field_values import change_of, place_of, read_field, write_field
from ui.widgets.roles import set_role, set_state
from ui.widgets.tab_order import reveal
from ui.widgets.text import by_letters, label

_ROUND_ADVICE = 4  # pixels
_NEARER = 6  # pixels: what is told of a row stands nearer to it than another row
W = TypeVar("W", bound=QWidget)


@dataclass(slots=True)
class Entry:
    """One field of a form, with what belongs to it."""

    field: QWidget
    label: QLabel | None
    note: QLabel
    help: str
    hint: QLabel | None
    cell: QVBoxLayout
    row: int
    column: int
    span: int
    shown: bool = True
    level: str = ""


class FormKit(QWidget):
    """A column (or ``columns``) of fields with their labels above them. ``changed(name)``.

    What was wrong with a field is no longer told once it changes, before ``changed`` tells of it. A form
    that is ``checked_while_typed`` keeps its notes until it is told the next ones, so that nothing jumps; nor
    does its advice, which comes while somebody types: all of it stands in ``advice``, to be put below it.
    """

    changed = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, columns: int = 1, checked_while_typed: bool = False
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._checked_while_typed = checked_while_typed
        self._next = 0
        self.advice = keep_lines(label("", "warning", wrap=True), 2) if checked_while_typed else None
        self._entries: dict[str, Entry] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, name: str, title: str, field: W, *, help: str = "", span: int = 1) -> W:
        """Add a field under its label and return it. ``span`` is the number of columns it takes."""
        cell = QVBoxLayout()
        cell.setSpacing(3)
        heading: QLabel | None = None
        if not isinstance(field, QCheckBox):
            heading = label(title, "strong")
            heading.setBuddy(field)
            cell.addWidget(heading)
        else:
            cell.addStretch(1)  # on the line of the fields beside it, not of their labels
        cell.addWidget(field)
        hint = label(help, "small", wrap=True) if help else None
        if hint is not None:
            cell.addWidget(hint)
        note = label("", "error", wrap=True)
        note.hide()
        cell.addWidget(note)
        if heading is None:
            cell.addSpacing(4)
        else:
            cell.addStretch(1)
        inner = _inner(field)
        inner.setAccessibleName(title)
        inner.setAccessibleDescription(help)
        inner.setObjectName(name)
        span = min(span, self._columns)
        self._entries[name] = Entry(field, heading, note, help, hint, cell, *self._place(cell, span), span)
        self._listen(name, field)
        return field

    def add_row(self, widget: QWidget) -> None:
        """Add something that is no field (a heading, a line of text) over the whole width."""
        cell = QVBoxLayout()
        cell.addWidget(widget)
        self._place(cell, self._columns)

    def tell_in_a_row(self, name: str) -> None:
        """Tell what is said of a field over the whole width below what was added last, in a line that is kept
        free for it: it comes while somebody types, and no field moves."""
        entry = self._entries[name]
        entry.cell.removeWidget(entry.note)
        cell = QVBoxLayout()
        cell.setContentsMargins(0, -_NEARER, 0, -_NEARER)
        cell.addWidget(keep_lines(entry.note, 1))
        self._place(cell, self._columns)

    def field(self, name: str) -> QWidget:
        return self._entries[name].field

    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def value(self, name: str) -> Any:
        """Text, choice data, bool, int, date or time of a field; None for an empty date or time."""
        return read_field(self._entries[name].field)

    def set_value(self, name: str, value: Any) -> None:
        write_field(self._entries[name].field, value)

    def values(self) -> dict[str, Any]:
        return {name: self.value(name) for name in self._entries}

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide a field with its label and note."""
        entry = self._entries[name]
        for widget in (entry.field, entry.label, entry.hint):
            if widget is not None:
                widget.setVisible(shown)
        entry.note.setVisible(shown and bool(entry.note.text()) and not self._told_below(entry))
        if shown != entry.shown:
            entry.shown = shown
            self._close_up(entry.row)

    def set_title(self, name: str, title: str) -> None:
        """Give a field other words above it."""
        entry = self._entries[name]
        if entry.label is not None:
            entry.label.setText(title)
        _inner(entry.field).setAccessibleName(title)

    def set_notes(self, notes: Mapping[str, tuple[str, str]]) -> None:
        """Show ``{field: (text, 'error' or 'warning')}`` beside the fields, and clear the others."""
        for name, entry in self._entries.items():
            text, level = notes.get(name, ("", ""))
            self._show_note(entry, text, level)

    def set_note(self, name: str, text: str, level: str = "error") -> None:
        """Show a note beside one field, or clear it, and leave the others as they are."""
        self._show_note(self._entries[name], text, level)

    def show_refusal(self, error: UserError, fields: Mapping[str, str] | None = None) -> bool:
        """Show a refusal beside the field that it names, in view, and go there; False where it names none
        of these. ``fields`` gives the form's name of a field that the verb calls otherwise."""
        name = (fields or {}).get(error.field, error.field)
        if name not in self._entries:
            return False
        self.set_shown(name, True)
        self.set_notes({name: (error.sentence, "error")})
        self._go_to(self._entries[name])
        return True

    def date_problems(self) -> dict[str, tuple[str, str]]:
        """Notes for dates and times that cannot be read, in the shape of ``set_notes``."""
        found: dict[str, tuple[str, str]] = {}
        for name, entry in self._entries.items():
            if isinstance(entry.field, DateField | TimeField) and entry.field.problem():
                found[name] = (entry.field.problem(), "error")
        return found

    def focus_first_note(self) -> QWidget | None:
        """Go to the first field with an error, in view with its note, and return it."""
        for entry in self._entries.values():
            if _inner(entry.field).property("state") == "error":
                self._go_to(entry)
                return entry.field
        return None

    def note(self, name: str) -> str:
        """The note now shown at a field."""
        return self._entries[name].note.text()

    def _go_to(self, entry: Entry) -> None:
        entry.field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, entry.note, lambda: _show_whole(entry))  # once the notes have their room

    def _close_up(self, row: int) -> None:
        """Let the fields of a row that are shown begin at its left edge, with no hole for one that is not."""
        column = 0
        for entry in self._entries.values():
            if entry.row != row or not entry.shown:
                continue
            if entry.column != column:
                self._grid.removeItem(entry.cell)
                self._grid.addLayout(entry.cell, row, column, 1, entry.span)
                entry.column = column
            column += entry.span

    def _place(self, cell: QVBoxLayout, span: int) -> tuple[int, int]:
        """Set a cell behind the others, and tell the row and column where it stands."""
        row, column = divmod(self._next, self._columns)
        if column + span > self._columns:
            row, column = row + 1, 0
        self._grid.addLayout(cell, row, column, 1, span)
        self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(row + 1, 1)  # room to spare stands below the form, not between its rows
        self._next = row * self._columns + column + span
        return row, column

    def _show_note(self, entry: Entry, text: str, level: str) -> None:
        entry.note.setText(text)
        entry.level = level if text else ""
        entry.note.setVisible(bool(text) and not self._told_below(entry))
        self._tell_advice()
        if text:
            set_role(entry.note, level)
        inner = _inner(entry.field)
        set_state(inner, level if text else "")
        inner.setAccessibleDescription(f"{text} {entry.help}".strip())

    def _told_below(self, entry: Entry) -> bool:
        return self.advice is not None and entry.level == "warning"

    def _tell_advice(self) -> None:
        """All advice in the order of the fields, each with the field's name."""
        if self.advice is None:
            return
        below = [entry for entry in self._entries.values() if entry.shown and self._told_below(entry)]
        told = "\n".join(f"{_inner(entry.field).accessibleName()}: {entry.note.text()}" for entry in below)
        if told != self.advice.text():
            self.advice.setText(told)
            self.advice.setVisible(bool(told))

    def _listen(self, name: str, field: QWidget) -> None:
        def tell(*_: object) -> None:
            if not self._checked_while_typed and _inner(field).property("state") == "error":
                self.set_note(name, "")
            self.changed.emit(name)

        told = change_of(field)
        if told is not None:
            told.connect(tell)


def keep_lines(told: QLabel, lines: int) -> QLabel:
    """Hide a label and keep so many lines free for what it will tell; returns it."""
    kept = told.sizePolicy()
    kept.setRetainSizeWhenHidden(True)
    told.setSizePolicy(kept)
    told.hide()
    return as_high_as(told, lines)


def as_high_as(told: QLabel, lines: int) -> QLabel:
    """Give a label the room of so many lines while it is shown, however few it has; returns it."""
    told.setMinimumHeight(lines * told.fontMetrics().lineSpacing() + by_letters(_ROUND_ADVICE))
    return told


def _show_whole(entry: Entry) -> None:
    for part in (entry.note, entry.field):
        reveal(part)


def choice(options: Mapping[Any, str] | list[tuple[Any, str]], *, editable: bool = False) -> QComboBox:
    """A drop-down of (value, words) pairs; ``FormKit.value`` gives the value."""
    made = QComboBox()
    made.setEditable(editable)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(10)
    for value, words in options.items() if isinstance(options, Mapping) else options:
        made.addItem(words, value)
    return made


def offer_others(field: QComboBox, options: Mapping[str, str]) -> None:
    """Offer other (value, words) pairs; the one that is chosen stays where it is still among them."""
    before = field.currentData()
    field.clear()
    for value, words in options.items():
        field.addItem(words, value)
    field.setCurrentIndex(place_of(field, before))


def number_field(least: int, most: int) -> QSpinBox:
    """A field for a whole number between two bounds."""
    made = _NumberField()
    made.setRange(least, most)
    made.setMaximumWidth(by_letters(110))
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    return made


class _NumberField(QSpinBox):
    """As high as a line of text: Qt's sheets ask for three pixels more for what has arrows."""

    def sizeHint(self) -> QSize:
        return self._as_high_as_a_line(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._as_high_as_a_line(super().minimumSizeHint())

    def _as_high_as_a_line(self, asked: QSize) -> QSize:
        line, option = self.lineEdit().sizeHint(), QStyleOptionFrame()
        option.initFrom(self)
        high = self.style().sizeFromContents(QStyle.ContentsType.CT_LineEdit, option, line, self).height()
        return QSize(asked.width(), high)


def note_box(lines: int = 3) -> QPlainTextEdit:
    """A box for some lines of text; Tab leaves it."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * lines + 22)
    return made


def _inner(field: QWidget) -> QWidget:
    return field.edit if isinstance(field, DateField) else field
