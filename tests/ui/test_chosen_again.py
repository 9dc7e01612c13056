"""What somebody had chosen to see stands again after an unlock, and nothing of it can be read meanwhile
(DESIGN 4, SECURITY 2.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases.caseload import Due
from tests.ui.casemaker import CaseMaker, brought_once, open_window
from tests.ui.test_sealed_dialogs import held_by_python, held_by_widgets
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages.case.history.history import HistoryTab
from ui.pages.case.page import CasePage
from ui.pages.caseload import CaseloadPage
from ui.pages.prap import PrapPage
from ui.pages.today import TodayPage
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
WORDS = ("quarrel", "moor")
"""The office of no other test: a window of an earlier one may still be held by somebody."""


def to_answer(maker: CaseMaker) -> None:
    for first, last in (("Orla", "Quibblewick"), ("Petra", "Quibblewick"), ("Sol", "Marsh")):
        place = "Millgate Jobcentre" if first == "Sol" else "Quarrelmoor Jobcentre"
        maker.referred(first_name=first, last_name=last, jobcentre=place)
    maker.on(date(2021, 5, 19), time(9))


@pytest.fixture
def desk(
    make_shell: Callable[..., Shell], own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> Shell:
    brought_once(own_vault, passphrase, window_clock, to_answer)
    return open_window(make_shell, own_vault, passphrase, settle)


def lock(shell: Shell, settle: Settle) -> None:
    shell.lock()
    settle(shell)
    assert shell.window.covered


def unlock(shell: Shell, passphrase: str, settle: Settle) -> None:
    face = shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit(passphrase)
    settle(shell)


def caseload(shell: Shell, settle: Settle) -> CaseloadPage:
    shell.frame.show_page("caseload")
    settle(shell)
    page = shell.frame.page("caseload")
    assert isinstance(page, CaseloadPage)
    return page


def ask(page: CaseloadPage, qtbot: QtBot, settle: Settle, shell: Shell) -> None:
    """Due today, open or not, at one Jobcentre; the second person of it is chosen."""
    page.due.setCurrentIndex(page.due.findData(Due.TODAY))
    page.only_open.setChecked(False)
    qtbot.keyClicks(page.search, "".join(WORDS))
    settle(shell)
    assert len(page.model.ids) == 2
    page.table.selectRow(1)


@pytest.mark.parametrize("in_front", ["search", "table", "another page"])
def test_the_caseload_is_asked_the_same_after_an_unlock(
    qtbot: QtBot, desk: Shell, passphrase: str, settle: Settle, in_front: str
) -> None:
    page = caseload(desk, settle)
    ask(page, qtbot, settle, desk)
    page.search.setCursorPosition(3)
    before, chosen = page.question(), page.model.ids[1]
    if in_front == "table":
        page.table.setFocus()
    elif in_front == "another page":
        desk.frame.show_page("today")
    lock(desk, settle)
    assert page.search.text() == ""
    assert page.model.ids == ()
    unlock(desk, passphrase, settle)
    assert caseload(desk, settle) is page
    assert page.question() == before
    assert page.search.text() == "".join(WORDS)
    assert len(page.model.ids) == 2
    assert page.model.ids[page.table.currentIndex().row()] == chosen
    if in_front == "search":
        assert QApplication.focusWidget() is page.search
        assert page.search.cursorPosition() == 3
    if in_front == "table":
        assert QApplication.focusWidget() is page.table


def test_no_word_searched_for_is_left_while_it_is_locked(qtbot: QtBot, desk: Shell, settle: Settle) -> None:
    """Neither in a field, nor in what it could undo, nor in anything that Python still holds."""
    page = caseload(desk, settle)
    ask(page, qtbot, settle, desk)
    lock(desk, settle)
    page.search.undo()
    assert page.search.text() == ""
    told = "".join(WORDS)
    assert held_by_python(told) == []
    assert held_by_widgets(told) == []


def test_today_keeps_its_filter_and_the_row_in_focus(
    qtbot: QtBot, desk: Shell, passphrase: str, settle: Settle
) -> None:
    page = desk.frame.page("today")
    assert isinstance(page, TodayPage)
    qtbot.keyClicks(page.filter, "quibblewick")
    settle(desk)
    page.keys.go_to(1)
    row = page.keys.current()
    assert row is not None
    told = (row.row.name, row.row.what)
    lock(desk, settle)
    page.filter.undo()
    assert page.filter.text() == ""
    unlock(desk, passphrase, settle)
    assert page.filter.text() == "quibblewick"
    again = page.keys.current()
    assert again is not None
    assert (again.row.name, again.row.what) == told
    assert "Sol Marsh" not in {one.row.name for one in page.list.rows}


def test_a_tab_of_a_case_keeps_its_filter_and_its_row(
    qtbot: QtBot, desk: Shell, passphrase: str, settle: Settle
) -> None:
    page = caseload(desk, settle)
    case = desk.frame.page("case")
    assert isinstance(case, CasePage)
    desk.frame.open_case(page.model.ids[0], "history")
    settle(desk)
    history = case.tab("history")
    assert isinstance(history, HistoryTab)
    qtbot.keyClicks(history.filter, "no such change")
    lock(desk, settle)
    assert history.filter.text() == ""
    unlock(desk, passphrase, settle)
    assert history.filter.text() == "no such change"
    assert history.nothing.isVisible()


def test_the_entry_in_focus_is_found_again_among_those_to_key(
    desk: Shell, passphrase: str, settle: Settle
) -> None:
    """W1: the list is made anew, and the focus stays with the same person's entry."""
    desk.frame.show_page("prap")
    settle(desk)
    page = desk.frame.page("prap")
    assert isinstance(page, PrapPage)
    row = page.list.row_at(1)
    assert row is not None
    (row.action or row.name).setFocus()
    told = (row.row.name, row.row.what)
    lock(desk, settle)
    unlock(desk, passphrase, settle)
    focus = QApplication.focusWidget()
    again = next((one for one in page.list.rows if one.isAncestorOf(focus)), None)
    assert again is not None
    assert again is not row
    assert (again.row.name, again.row.what) == told
