"""The filters of the caseload in the real window: stage, what is due, open cases only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases.caseload import Due
from tests.ui.casemaker import brought_once, open_window
from tests.ui.test_caseload import five_people, names, page_of
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]


@pytest.fixture
def filled(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Shell:
    """The window on the caseload page, with five people in different states."""
    brought_once(own_vault, passphrase, window_clock, five_people)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    shell.frame.show_page("caseload")
    settle(shell)
    return shell


def test_filters_and_their_empty_state(qtbot: QtBot, filled: Shell, settle: Settle) -> None:
    page = page_of(filled)
    assert len(names(page)) == 4
    page.only_open.setChecked(False)
    settle(filled)
    assert len(names(page)) == 5
    page.stage.setCurrentIndex(page.stage.findData("rejected"))
    settle(filled)
    assert names(page) == ["Anna Smith-Jones"]
    page.due.setCurrentIndex(page.due.findData(Due.COMING))
    settle(filled)
    assert page.nothing.isVisible() and not page.table.isVisible()
    qtbot.mouseClick(page.nothing.buttons[0], Qt.MouseButton.LeftButton)
    settle(filled)
    assert len(names(page)) == 5


def test_the_choices_of_stage_count_only_what_is_listed(filled: Shell, settle: Settle) -> None:
    """'Open cases only' hides a stage with its cases; one that is chosen already stays to be seen, as 0."""
    page = page_of(filled)
    letters = page.stage.fontMetrics().horizontalAdvance
    page.stage.showPopup()
    for place in range(page.stage.count()):
        assert page.stage.view().width() > letters(page.stage.itemText(place)), (
            "no stage is cut off in the list"
        )
    page.stage.hidePopup()
    assert page.stage.width() >= page.stage.sizeHint().width() > letters("Meeting booked (1)")

    def choices() -> list[str]:
        return [page.stage.itemText(place).rpartition(" (")[2] for place in range(page.stage.count())]

    assert page.stage.findData("rejected") < 0
    counted = [int(words.rstrip(")")) for words in choices()[1:]]
    assert sum(counted) == len(names(page)) == 4
    page.only_open.setChecked(False)
    settle(filled)
    page.stage.setCurrentIndex(page.stage.findData("rejected"))
    settle(filled)
    assert page.stage.currentText().endswith(" (1)")
    page.only_open.setChecked(True)
    settle(filled)
    assert page.question().stage == "rejected"
    assert page.stage.currentText().endswith(" (0)")
    assert page.nothing.isVisible()
    page.stage.setCurrentIndex(0)
    settle(filled)
    assert len(names(page)) == 4


@pytest.mark.parametrize(
    ("due", "found"),
    [
        (Due.LATE, ["Angharad Gwenllian Llewelyn-Prydderch ap Rhydderch", "Niamh O'Brien", "Priya Nair"]),
        (Due.TODAY, []),
        (Due.COMING, ["Łukasz Wiśniewski"]),
    ],
)
def test_the_filter_by_what_is_due(
    filled: Shell, window_clock: Any, settle: Settle, due: Due, found: list[str]
) -> None:
    """Three of the five were to be answered on 19 May; the first of them all is contacted by 28 May."""
    window_clock.wall = datetime(2021, 5, 24, 9, tzinfo=UTC)
    page = page_of(filled)
    page.due.setCurrentIndex(page.due.findData(due))
    settle(filled)
    assert sorted(names(page)) == sorted(found)
