"""Fields for a date and for a time: typed freely, with a picker as help."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.rules.writing.wording import full_day, long_day, short_day
from ui.widgets.buttons import button
from ui.widgets.dates import parse_date, parse_time
from ui.widgets.popover import place_below
from ui.widgets.text import by_letters

WIDEST = 220
"""Pixels at the usual letters: the calendar is opened beside the date, not at the other end of a form."""

CALENDAR = (322, 230)
"""Pixels at the usual letters: wide and high enough for each weekday's name and for six weeks."""


class DateField(QWidget):
    """A day, typed as '3 jun 2021', '3/6/21', ISO or 'today'. Up and Down move by a day.

    ``changed`` tells a new value (a date, or None when empty or not a date);
    ``problem`` is the sentence to show when the text is no date. ``example`` is what the empty field
    hints at, where today would mislead.
    """

    changed = Signal(object)

    def __init__(
        self, today: date, value: date | None = None, parent: QWidget | None = None, *, example: str = ""
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._told: date | None = value
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(f"e.g. {example or short_day(today)}")
        self.edit.editingFinished.connect(self._settle)
        self.edit.textEdited.connect(self._edited)
        self.edit.setMaximumWidth(by_letters(WIDEST))
        self.picker = button("Pick…", "plain", self._pick, tip="Choose from a calendar")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.edit, 100)
        row.addWidget(self.picker)
        row.addStretch(1)  # what the date leaves free
        self.setFocusProxy(self.edit)
        self.set_value(value)

    def value(self) -> date | None:
        """The day meant, or None when the field is empty or holds no date."""
        try:
            return parse_date(self.edit.text(), self._today)
        except ValueError:
            return None

    def problem(self) -> str:
        """Why the text is no date; empty when it is one, or nothing is typed."""
        try:
            parse_date(self.edit.text(), self._today)
        except ValueError as error:
            return str(error)
        return ""

    def set_value(self, value: date | None) -> None:
        self._told = value
        self.edit.setText(long_day(value) if value else "")
        self._describe(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        base = self.value() or self._today
        self.set_value(date.fromordinal(base.toordinal() + step))
        self.changed.emit(self.value())

    def _edited(self) -> None:
        value = self.value()
        self._describe(value)
        if value != self._told:
            self._told = value
            self.changed.emit(value)

    def _settle(self) -> None:
        value = self.value()
        if value is not None:
            self.edit.setText(long_day(value))

    def _describe(self, value: date | None) -> None:
        self.edit.setToolTip(full_day(value) if value else "")

    def _pick(self) -> None:
        DayPicker(self.value() or self._today, self).open_below(self.edit)

    def take_picked(self, day: date) -> None:
        """Show the day chosen in the calendar."""
        self.set_value(day)
        self.changed.emit(day)
        self.edit.setFocus()


class DayPicker(QFrame):
    """A calendar below a date field; Enter or a click chooses, Esc leaves."""

    def __init__(self, day: date, field: DateField) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popover")
        self._field = field
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setDateEditEnabled(
            False
        )  # a day is typed in the field, which says what is wrong with it
        self.calendar.setMinimumSize(by_letters(CALENDAR[0]), by_letters(CALENDAR[1]))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # else in a red of Qt's own
            self.calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.calendar)

    def open_below(self, anchor: QWidget) -> None:
        self.ensurePolished()  # the border that the theme draws counts
        self.adjustSize()
        self.move(place_below(self, anchor, 2))
        self.show()
        self.calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self._field.take_picked(date(day.year(), day.month(), day.day()))
        self.close()


class TimeField(QLineEdit):
    """A time of day, typed as '14:30', '1430' or '2.30pm'."""

    changed = Signal(object)

    def __init__(self, value: time | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("e.g. 14:30")
        self.setMaximumWidth(by_letters(120))
        self.set_value(value)
        self.editingFinished.connect(self._settle)
        self.textEdited.connect(lambda: self.changed.emit(self.value()))

    def value(self) -> time | None:
        try:
            return parse_time(self.text())
        except ValueError:
            return None

    def problem(self) -> str:
        """Why the text is no time; empty when it is one, or nothing is typed."""
        try:
            parse_time(self.text())
        except ValueError as error:
            return str(error)
        return ""

    def set_value(self, value: time | None) -> None:
        self.setText(f"{value:%H:%M}" if value else "")

    def _settle(self) -> None:
        if not self.problem():
            self.set_value(self.value())  # nothing but blanks is nothing: the hint is seen again
