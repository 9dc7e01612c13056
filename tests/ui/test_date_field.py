"""Fields for days and times: what an empty one shows can only be read as a hint."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from ui.widgets.date_field import DateField, DayPicker, TimeField
from ui.widgets.dates import parse_date, parse_time

TODAY = date(2021, 6, 4)


def test_an_empty_field_hints_and_holds_nothing(qtbot: QtBot) -> None:
    usual, born, at = DateField(TODAY), DateField(TODAY, example="14 March 1987"), TimeField()
    for field in (usual, born, at):
        qtbot.addWidget(field)
    hints = [usual.edit.placeholderText(), born.edit.placeholderText(), at.placeholderText()]
    assert hints == ["e.g. 4 June", "e.g. 14 March 1987", "e.g. 14:30"]
    assert usual.value() is born.value() is at.value() is None
    qtbot.keyClicks(at, "  ")
    qtbot.keyClick(at, Qt.Key.Key_Return)
    assert at.text() == "", "blanks do not hide the hint"


def test_what_the_hint_shows_can_be_typed(qtbot: QtBot) -> None:
    usual, born, at = DateField(TODAY), DateField(TODAY, example="14 March 1987"), TimeField()
    for field in (usual, born, at):
        qtbot.addWidget(field)
    days = [parse_date(one.edit.placeholderText().removeprefix("e.g. "), TODAY) for one in (usual, born)]
    assert days == [TODAY, date(1987, 3, 14)]
    assert parse_time(at.placeholderText().removeprefix("e.g. ")) is not None


def test_in_the_calendar_a_day_is_chosen_and_never_typed(qtbot: QtBot) -> None:
    """Digits typed into it are none of a date: Qt's own field for them makes days of which there is none."""
    field = DateField(TODAY, TODAY)
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    picker = DayPicker(TODAY, field)
    picker.open_below(field.edit)
    days = picker.findChild(QTableView)
    assert isinstance(days, QTableView)
    for key in (*"2 Nov 2026 SEC/1", Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(days, key)
    assert field.value() == date(2021, 6, 5), "the arrows alone move, and Enter chooses"


def test_the_calendar_is_whole_and_on_the_screen(qtbot: QtBot) -> None:
    """Six weeks, each weekday's name, in the colours of the rest, wherever the field stands."""
    field = DateField(TODAY, TODAY)
    qtbot.addWidget(field)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    field.move(screen.bottomRight() - QPoint(120, 40))
    with qtbot.waitExposed(field):
        field.show()
    picker = DayPicker(TODAY, field)
    picker.open_below(field.edit)
    around = screen.adjusted(0, 0, 2, 2)  # the edges that a screen without windows gives to one
    assert around.contains(picker.geometry())
    days = picker.findChild(QTableView)
    assert isinstance(days, QTableView)
    rows, model = range(days.model().rowCount()), days.model()
    assert sum(days.rowHeight(row) for row in rows) <= days.viewport().height()
    for column in range(7):
        name = str(model.index(0, column).data())
        assert days.fontMetrics().horizontalAdvance(name) + 8 <= days.columnWidth(column), name
        for row in rows:
            assert model.index(row, column).data(Qt.ItemDataRole.ForegroundRole) != QColor(Qt.GlobalColor.red)
    picker.close()
