"""A dialog opens so that nothing in it is cut off, and keeps its verbs on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.theme import Theme
from ui.widgets.dialog import BESIDE, Dialog
from ui.widgets.dialog_body import DialogBody
from ui.widgets.text import by_letters, label

ANSWERS = ("I was still with them", "It was a break", "The session had ended")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    return made


class Typed(Dialog):
    """Something was typed in it."""

    def dirty(self) -> bool:
        return True


def asking(window: QWidget, kind: type[Dialog] = Dialog) -> tuple[Dialog, list[QPushButton]]:
    dialog = kind("Were you still with them?", "None of it counts until you say.", window, width=520)
    row = QHBoxLayout()
    made = [QPushButton(words) for words in ANSWERS]
    for one in made:
        row.addWidget(one)
    dialog.content.addLayout(row)
    dialog.add_verb("Stop, finish later", "plain", dialog.reject)
    dialog.open()
    QApplication.processEvents()
    return dialog, made


def test_large_letters_widen_a_dialog_until_no_button_is_cut(
    large_letters: None, qapp: QApplication, window: QWidget
) -> None:
    Theme(qapp, "light")
    dialog, made = asking(window)
    assert dialog.width() >= min(by_letters(520), 1280 - BESIDE) > 520
    for one in (*made, *dialog.findChildren(QPushButton)):
        assert not one.isVisible() or one.width() >= one.sizeHint().width(), one.text()


def test_what_is_higher_than_the_screen_scrolls_and_the_verbs_stay(theme: Theme, window: QWidget) -> None:
    dialog, _ = asking(window)
    for number in range(12):
        dialog.content.addWidget(label(f"Notes {number}", "strong"))
        field = QPlainTextEdit()
        field.setMinimumHeight(120)
        dialog.content.addWidget(field)
    last = field
    process()
    assert dialog.height() <= 800 - BESIDE
    verb = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Stop, finish later")
    assert verb.mapTo(dialog, verb.rect().bottomLeft()).y() < dialog.height()
    dialog.bring_into_sight(last)
    QApplication.processEvents()
    assert not last.visibleRegion().isEmpty()


def test_a_dialog_stays_over_the_middle_of_its_window_while_it_opens(theme: Theme, window: QWidget) -> None:
    """The window system may tell the corner of the screen as its place before it is mapped."""
    dialog, _ = asking(window)
    dialog._opening.start(60_000)
    middle = dialog.geometry().center()
    dialog.move(0, 0)
    for number in range(4):
        dialog.content.addWidget(label(f"Note {number}", "strong"))
    process()
    assert (dialog.geometry().center() - middle).manhattanLength() <= 2


def test_a_dialog_that_grows_low_on_the_screen_goes_up(theme: Theme, window: QWidget) -> None:
    dialog, _ = asking(window)
    dialog._opening.stop()
    free = dialog.screen().availableGeometry()
    dialog.move(dialog.x(), free.bottom() - dialog.height())
    field = QPlainTextEdit()
    field.setMinimumHeight(200)
    dialog.content.addWidget(field)
    process()
    assert dialog.height() > 200 and dialog.geometry().bottom() <= free.bottom()


def test_a_dialog_grows_with_a_field_that_comes_later(theme: Theme, window: QWidget) -> None:
    dialog, made = asking(window)
    before = dialog.height()
    dialog.content.addWidget(label("Why by telephone", "strong"))
    dialog.show_error("Say why.")
    QApplication.processEvents()
    assert dialog.height() > before
    assert all(not one.visibleRegion().isEmpty() for one in made)


def test_a_dialog_gives_back_the_room_of_fields_that_went(theme: Theme, window: QWidget) -> None:
    """FIELD-NOTES 4: no hole above its verbs; for a note of one line they do not move, nor where a person
    made it higher."""
    dialog, _ = asking(window)
    dialog._opening.stop()
    before = dialog.height()
    note, field = label("Type the day.", "error"), QPlainTextEdit()
    field.setMinimumHeight(200)
    for part in (note, field):
        dialog.content.addWidget(part)
    for part, least, most in ((field, before, before + 60), (note, before + 1, before + 60)):
        process()
        part.hide()
        process()
        assert least <= dialog.height() <= most
    dialog.windowHandle().resize(dialog.width(), 600)  # as by its edge
    field.show()
    process()
    field.hide()
    process()
    assert dialog.height() == 600


def test_a_dialog_is_as_high_as_before_once_the_question_has_left(theme: Theme, window: QWidget) -> None:
    """Whether what was typed may be lost is asked inside it; no empty strip stays where that stood."""
    dialog, _ = asking(window, Typed)
    dialog._opening.stop()
    before = dialog.height()
    for by_hand in (0, 600):
        dialog.reject()
        process()
        assert dialog.height() > before
        if by_hand:
            dialog.windowHandle().resize(dialog.width(), by_hand)
            process()
        press(dialog, "Keep editing")
        process()
        assert dialog.height() == (by_hand or before)


def press(dialog: Dialog, words: str) -> None:
    next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()


def process() -> None:
    for _ in range(3):  # the layouts settle from the inside out
        QApplication.processEvents()


def test_a_bar_goes_once_all_fits_without_it(theme: Theme, qtbot: QtBot) -> None:
    """Beside it the lines are shorter and one more, which alone does not keep it there."""
    body, words = DialogBody(), label("", wrap=True)
    qtbot.addWidget(body)
    body.content.addWidget(words)
    body.resize(300, 60)
    words.setText("a " * 200)
    body.show()
    qtbot.waitUntil(body.verticalScrollBar().isVisible)
    beside = body.viewport().width()
    number = next(n for n in range(200, 300) if taller(body, words, n, beside))
    words.setText("a " * number)
    body.resize(300, body.heightForWidth(300))
    qtbot.waitUntil(lambda: not body.verticalScrollBar().isVisible())


def taller(body: DialogBody, words: QLabel, number: int, beside: int) -> bool:
    """Whether so many words take a line more beside the bar."""
    words.setText("a " * number)
    return body.heightForWidth(beside) > body.heightForWidth(300)
