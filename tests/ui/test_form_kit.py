"""A form's notes: the words beside a field and its border come and go together (DESIGN 11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.theme import Theme
from ui.widgets.date_field import DateField
from ui.widgets.form_kit import FormKit, note_box

DAY = date(2021, 6, 4)


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, lambda: note_box(3), lambda: DateField(DAY)])
def test_the_border_is_red_as_long_as_the_words_are_there(
    theme: Theme, qtbot: QtBot, kind: Callable[[], QWidget]
) -> None:
    form = FormKit()
    qtbot.addWidget(form)
    field = form.add("day", "Day", kind())
    form.resize(400, 200)
    form.show()
    for _ in range(2):  # a second fault is marked as the first was
        before = picture(field)
        form.set_note("day", "There is no such day.")
        assert picture(field) != before
        form.set_note("day", "")
        assert picture(field) == before


def picture(field: QWidget) -> QImage:
    return field.grab().toImage()
