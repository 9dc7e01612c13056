"""The boxes of an entry of a CV: one line, a month, and what stands in any of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from jfs_desktop.rules.cv.cv import ContactKind, MonthYear
from jfs_desktop.rules.cv.cv_edit import month_typed
from ui.pages.case.cv.cv_fields import CONTACTS, Field, Form
from ui.widgets.rich_text import RichTextArea
from ui.widgets.roles import set_state
from ui.widgets.tab_order import go
from ui.widgets.text_area import TextArea

LONGEST_MONTH, EDGE = "September 2020", 9


class LineBox(TextArea):
    """One line, however long, wrapped where it must be: Enter goes on to the next field."""

    def text(self) -> str:
        """What stands in it, in one line."""
        return in_one_line(super().text())

    def set_text(self, text: str) -> None:
        super().set_text(in_one_line(text))

    def take(self, text: str) -> None:
        super().take(in_one_line(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            go(self.window(), True)
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.textCursor().insertText(in_one_line(source.text()))
            self.ensureCursorVisible()


def in_one_line(text: str) -> str:
    """Several lines as one, a blank between them; a text of one line as it is."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return " ".join(filter(None, lines)) if len(lines) > 1 else text.rstrip("\r\n").replace("\t", " ")


class MonthBox(QLineEdit):
    """A month or a year as people type it. ``refused(text)`` says what to type instead, '' that all is well.
    What cannot be read stays on the screen, and the month known before it stays in the CV."""

    edited = Signal()
    left = Signal()
    refused = Signal(str)

    def __init__(self, name: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: MonthYear | None = None
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("role", "cell")
        self.setPlaceholderText(hint)
        self.textEdited.connect(lambda _: self.edited.emit())
        self.editingFinished.connect(self._done)

    def minimumSizeHint(self) -> QSize:
        """The longest month is never cut."""
        least = super().minimumSizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(LONGEST_MONTH) + 2 * EDGE, least.height())

    @property
    def unreadable(self) -> bool:
        """Whether what stands in it is no month, so that it is not in the CV."""
        try:
            month_typed(self.text())
        except ValueError:
            return self.isEnabled()
        return False

    @property
    def refuses(self) -> bool:
        """Whether it has said so: not while somebody still types."""
        return self.property("state") == "error" and self.unreadable

    def month(self) -> MonthYear | None:
        """The month as it stands, the one known before where the text cannot be read."""
        try:
            return month_typed(self.text())
        except ValueError:
            return self._known

    def set_month(self, month: MonthYear | None) -> None:
        """Show another month; one that stands already is not touched."""
        known, self._known = self._known, month
        if self.month() != month or (known != month and not self.hasFocus()):
            self.setText(month.written if month else "")
            self._mark("")

    def _done(self) -> None:
        try:
            self._known = month_typed(self.text())
        except ValueError as error:
            told = self.property("state") == "error"
            self._mark(str(error))
            if not told:
                self.edited.emit()  # what is said of the CV follows
            return
        if self.property("state") == "error":
            self.edited.emit()
        self._mark("")
        self.setText(self._known.written if self._known else "")
        self.left.emit()

    def _mark(self, text: str) -> None:
        state = "error" if text else ""
        if (self.property("state") or "") != state:
            self.setAccessibleDescription(text)
            set_state(self, state)
        self.refused.emit(text)


def make_box(field: Field, name: str) -> QWidget:
    """The box for a field, under its object name."""
    box = _box(field, name)
    let_files_by(box)
    return box


def let_files_by(box: QWidget) -> None:
    """A file that is dropped on a box goes to the tab, which reads it."""
    box.setAcceptDrops(False)
    if isinstance(box, TextArea):
        box.viewport().setAcceptDrops(False)


def _box(field: Field, name: str) -> QWidget:
    match field.form:
        case Form.LINE:
            return LineBox(name, field.title, hint=field.hint or field.title, role="cell")
        case Form.LINES:
            return RichTextArea(name, field.title, hint=field.hint or field.title, role="cell")
        case Form.WORDS:
            return TextArea(name, field.title, hint=field.hint or field.title, role="cell")
        case Form.MONTH:
            made = MonthBox(name, field.title, f"{field.title}: {field.hint}")
            made.setToolTip("A month such as 'March 2019', or a year")
            return made
        case Form.TICK:
            tick = QCheckBox(field.title)
            tick.setObjectName(name)
            return tick
        case Form.CONTACT:
            box = QComboBox()
            for kind, words in CONTACTS.items():
                box.addItem(words, kind)
            box.setObjectName(name)
            box.setAccessibleName(field.title)
            return box


def value_of(field: Field, box: QWidget) -> Any:
    """What stands in a box, as rules/cv/cv.py holds it."""
    if isinstance(box, MonthBox):
        return box.month()
    if isinstance(box, QCheckBox):
        return box.isChecked()
    if isinstance(box, QComboBox):
        return ContactKind(box.currentData())
    assert isinstance(box, TextArea)  # noqa: S101 (there is no other box)
    if field.form is Form.LINES:
        return tuple(line.strip() for line in box.text().split("\n")) if box.text() else ()
    return box.text()


def show_value(field: Field, box: QWidget, value: Any) -> None:
    """Show a value; what stands already keeps its caret and undo."""
    if isinstance(box, MonthBox):
        box.set_month(value)
    elif isinstance(box, QCheckBox):
        box.setChecked(value)
    elif isinstance(box, QComboBox):
        box.setCurrentIndex(box.findData(value))
    elif isinstance(box, TextArea) and value_of(field, box) != value:
        box.set_text("\n".join(value) if isinstance(value, tuple) else value)
