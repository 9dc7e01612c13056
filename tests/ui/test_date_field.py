"""Fields for days and times: what an empty one shows can only be read as a hint."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.date_field import DateField, TimeField
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
