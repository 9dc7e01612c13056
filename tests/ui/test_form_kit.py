"""A form's notes: the words beside a field and its border come and go together (DESIGN 11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.errors import BadInput, NotFound, RefusedByRule, UserError
from jfs_desktop.rules.programme.questions import Question
from ui.pages.case.contact.contact_booking import BookingFields
from ui.shell.theme import Theme
from ui.widgets.date_field import DateField
from ui.widgets.form_kit import FormKit, note_box, number_field
from ui.widgets.question_form import QuestionForm

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


def test_no_hole_stays_where_a_question_is_not_asked(theme: Theme, qtbot: QtBot) -> None:
    form = FormKit(columns=2)
    qtbot.addWidget(form)
    first, second = (form.add(name, name, QLineEdit()) for name in ("first", "second"))
    form.resize(400, 100)
    form.show()
    qtbot.waitUntil(lambda: first.x() == 0 < second.x())
    beside = second.x()
    form.set_shown("first", False)
    qtbot.waitUntil(lambda: second.x() == 0)
    form.set_shown("first", True)
    qtbot.waitUntil(lambda: (first.x(), second.x()) == (0, beside))


def test_a_number_is_as_high_as_the_fields_beside_it(theme: Theme, qtbot: QtBot) -> None:
    form = FormKit(columns=2)
    qtbot.addWidget(form)
    fields = [form.add("why", "Why", QLineEdit()), form.add("minutes", "Minutes", number_field(1, 90))]
    form.show()
    assert len({field.height() for field in fields}) == 1
    assert len({field.sizeHint().height() for field in fields}) == 1


def test_a_box_stands_on_the_line_of_the_field_beside_it(theme: Theme, qtbot: QtBot) -> None:
    form = FormKit(columns=2)
    qtbot.addWidget(form)
    field, box = form.add("role", "Role", QLineEdit()), form.add("right", "", QCheckBox("May key"))
    form.resize(400, 100)
    form.show()
    qtbot.waitUntil(lambda: abs(box.geometry().center().y() - field.geometry().center().y()) <= 2)


@pytest.mark.parametrize("kind", [BadInput, RefusedByRule])
def test_a_refusal_stands_at_the_question_that_it_names(
    kind: type[UserError], theme: Theme, qtbot: QtBot
) -> None:
    """Whoever refused: what was typed wrong, or a guard of the journey (T1 to T32)."""
    asks = (Question("why", "Why not told?"), Question("told_on", "Told on"))
    questions = QuestionForm(date(2021, 6, 4))
    questions.ask(asks)
    booking = BookingFields(date(2021, 6, 4), asks, {}, {})
    for form in (questions, booking):
        qtbot.addWidget(form)
        form.show()
        assert form.show_refusal(kind("Tell the person first.", paragraph="JFS 5.20", field="why"))
        assert not form.show_refusal(kind("Not in this stage."))
        assert not form.show_refusal(NotFound("It is gone."))
    for at in (questions.form, booking.questions.form):
        assert at is not None and at.note("why") == "Tell the person first. (JFS 5.20)"
        assert not at.note("told_on")
