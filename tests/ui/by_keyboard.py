"""A form filled in by the keyboard alone: Tab from field to field, and Enter on its button."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QWidget

from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.profiles import load_programme
from tests.answers import said_with
from ui.widgets.chip_choice import ChipChoice

PROGRAMME = load_programme("jfs-2021")
FIELDS = 80
"""More than any form has."""


def fill(
    dialog: QDialog, go: QPushButton, answers: Mapping[str, str], kind: Callable[[], FactKind] | None = None
) -> list[str]:
    """Goes through the form by Tab alone, answers what is asked, and presses Enter on ``go`` at the end.
    ``kind`` tells what is being recorded: what it asks for beside ``answers`` is answered rightly.

    Returns the names of the fields in the order in which Tab reached them.
    """
    order: list[str] = []
    for _ in range(FIELDS):
        focus = dialog.focusWidget()
        assert focus is not None
        if focus is go:
            break
        name = focus.objectName() or focus.parentWidget().objectName()
        if name and name not in order:
            order.append(name)
            usual, channel = said_with(PROGRAMME, kind(), {}) if kind is not None else ({}, "")
            answer(focus, ({"channel": channel or None} | usual | dict(answers)).get(name))
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is go, order
    QTest.keyClick(go, Qt.Key.Key_Return)
    return order


def answer(focus: QWidget, wanted: str | None) -> None:
    """Give an answer in the field that has the focus, if there is one to give."""
    if wanted is None:
        return
    if isinstance(focus.parentWidget(), ChipChoice):
        take_chips(focus.parentWidget(), wanted.split(","))
        return
    if isinstance(focus, QComboBox) and not focus.isEditable():
        for _ in range(focus.count()):
            if focus.currentData() == wanted:
                return
            QTest.keyClick(focus, Qt.Key.Key_Down)
        assert focus.currentData() == wanted
        return
    QTest.keyClick(focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focus, wanted)


def take_chips(choice: ChipChoice, wanted: list[str]) -> None:
    """Walks along the chips with the arrow key and presses Space on those that are wanted."""
    for number in range(len(choice.chips)):
        made = choice.chips[number]
        if choice.keys[number] in wanted and not made.isChecked():  # said already in the same call (I3)
            QTest.keyClick(made, Qt.Key.Key_Space)
        if number + 1 < len(choice.chips):
            QTest.keyClick(made, Qt.Key.Key_Right)
    assert list(choice.chosen()) == [key for key in choice.keys if key in wanted]
