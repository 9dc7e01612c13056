"""The caseload in the real window: search, filters, order, columns, keyboard, painting, and its cost."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from jfs_desktop.rules.facts.facts import FactKind
from tests.exchange.made_files import csv_file, person
from tests.ui.casemaker import CaseMaker, brought_once, case_maker, open_window
from ui.dialogs.referrals.import_referrals import ImportDialog
from ui.pages.caseload import CaseloadPage
from ui.pages.caseload_model import COLUMNS, DUE
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Make = Callable[..., Shell]
PEOPLE = (
    ("Łukasz", "Wiśniewski", "Harbourside Jobcentre", "AB123456C"),
    ("Angharad Gwenllian", "Llewelyn-Prydderch ap Rhydderch", "Millgate Jobcentre", "CE234567A"),
    ("Niamh", "O'Brien", "Tollgate Jobcentre", "EH345678B"),
    ("Anna", "Smith-Jones", "Harbourside Jobcentre", "GK456789D"),
    ("Priya", "Nair", "Castle Street Jobcentre", ""),
)
NEXT, NAME = (next(n for n, column in enumerate(COLUMNS) if column.key == key) for key in ("next", "name"))


@pytest.fixture
def filled(make_shell: Make, own_vault: Path, passphrase: str, window_clock: Any, settle: Settle) -> Shell:
    """The window on the caseload page, with five people in different states."""
    brought_once(own_vault, passphrase, window_clock, five_people)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    shell.frame.show_page("caseload")
    settle(shell)
    return shell


def five_people(maker: CaseMaker) -> None:
    made = [
        maker.referred(first_name=first, last_name=last, jobcentre=place, ni_number=ni_number)
        for first, last, place, ni_number in PEOPLE
    ]
    maker.record(made[0], FactKind.ACKNOWLEDGED, date(2021, 5, 18))
    maker.record(made[3], FactKind.REJECTED, date(2021, 5, 18), detail={"reason": "duplicate"})
    maker.on(date(2021, 5, 19), time(9))


def page_of(shell: Shell) -> CaseloadPage:
    page = shell.frame.page("caseload")
    assert isinstance(page, CaseloadPage)
    return page


def names(page: CaseloadPage) -> list[str]:
    rows = [page.model.row(place) for place in range(len(page.model.ids))]
    return [row.texts[NAME] for row in rows if row is not None]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wisn", ["Łukasz Wiśniewski"]),
        ("obrien", ["Niamh O'Brien"]),
        ("AB 12 34 56 C", ["Łukasz Wiśniewski"]),
        ("pr-00003", ["Niamh O'Brien"]),
        ("pr00003", ["Niamh O'Brien"]),
        ("PR 00003", ["Niamh O'Brien"]),
        ("castle", ["Priya Nair"]),
    ],
)
def test_search_as_you_type(
    qtbot: QtBot, filled: Shell, settle: Settle, typed: str, found: list[str]
) -> None:
    page = page_of(filled)
    qtbot.keyClicks(page.search, typed)
    settle(filled)
    assert names(page) == found
    assert page.count.text() == "1 of 5"


def test_the_columns_that_stand_at_first_have_room_in_a_small_window(filled: Shell, settle: Settle) -> None:
    """DESIGN 11: at 1280x800 nothing scrolls sideways."""
    page = page_of(filled)
    for width in range(1276, 1290):
        filled.window.resize(width, 800)
        settle(filled)
        assert page.table.horizontalScrollBar().maximum() == 0, width


def test_a_row_says_how_many_days_are_left(filled: Shell) -> None:
    """Each row has the next clock with its days left, counted in working days."""
    page = page_of(filled)
    told = {row.texts[NAME]: row.texts[DUE] for place in range(4) if (row := page.model.row(place))}
    assert told["Priya Nair"] == "Due today"
    assert told["Łukasz Wiśniewski"] == "Fri 28 May · 7 left"
    assert COLUMNS[DUE].title == "Due (working days)"


def test_the_figure_in_the_rail_is_there_from_the_start(  # noqa: PLR0917
    qtbot: QtBot, make_shell: Make, own_vault: Path, passphrase: str, window_clock: Any, settle: Settle
) -> None:
    """The page itself need not have been opened."""
    with case_maker(own_vault, passphrase, window_clock) as maker:
        maker.referred()
        maker.referred()
    shell = open_window(make_shell, own_vault, passphrase, settle)
    badge = shell.frame.rail.entries["caseload"].badge
    qtbot.waitUntil(lambda: badge.text() == "2")


def test_a_lock_lets_go_of_every_name_on_the_page(filled: Shell, settle: Settle) -> None:
    """An answer that was under way as the window locked is not shown, and no painted word is kept."""
    page = page_of(filled)
    page.grab()
    assert page.table._cut
    page.load()
    filled.lock()
    settle(filled)
    assert page.model.ids == () and not page.table._cut
    assert page.settled


def test_the_newest_question_wins(qtbot: QtBot, filled: Shell, settle: Settle) -> None:
    """Typed in one go without a pause, no older answer is left standing."""
    page = page_of(filled)
    qtbot.keyClicks(page.search, "pri")
    for _ in range(3):
        qtbot.keyClick(page.search, Qt.Key.Key_Backspace)
    qtbot.keyClicks(page.search, "niamh")
    settle(filled)
    assert names(page) == ["Niamh O'Brien"]


def test_enter_waits_for_the_answer_and_opens_the_first(qtbot: QtBot, filled: Shell, settle: Settle) -> None:
    page = page_of(filled)
    qtbot.keyClicks(page.search, "priya")
    with qtbot.waitSignal(page.caseRequested) as asked:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle(filled)
    assert page.model.ids[0] == asked.args[0]
    assert names(page) == ["Priya Nair"]


def test_an_empty_vault_says_what_to_do_first(shell: Shell, settle: Settle) -> None:
    shell.frame.show_page("caseload")
    settle(shell)
    page = page_of(shell)
    assert page.empty.isVisible()
    assert [made.text() for made in page.empty.buttons] == ["Import referrals…", "New referral…"]


def test_a_click_on_a_heading_sorts_and_is_remembered(  # noqa: PLR0917
    qtbot: QtBot, filled: Shell, make_shell: Make, own_vault: Path, passphrase: str, settle: Settle
) -> None:
    page = page_of(filled)
    header = page.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(NAME) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    settle(filled)
    surnames = [name.split()[-1] for name in names(page)]
    assert surnames == ["Rhydderch", "Nair", "O'Brien", "Wiśniewski"]
    assert (header.sortIndicatorSection(), header.isSortIndicatorShown()) == (NAME, True)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    settle(filled)
    assert names(page)[0] == "Łukasz Wiśniewski"
    page.table.setColumnWidth(NEXT, 333)
    menu = page.table.column_menu()
    next(entry for entry in menu.actions() if entry.text() == "Stage").setChecked(False)
    filled.close()
    filled.window.close()
    again = open_window(make_shell, own_vault, passphrase, settle)
    again.frame.show_page("caseload")
    settle(again)
    page = page_of(again)
    assert page.table.columnWidth(NEXT) == 333
    stage = next(n for n, column in enumerate(COLUMNS) if column.key == "stage")
    assert page.table.isColumnHidden(stage)
    assert names(page)[0] == "Łukasz Wiśniewski"


def test_keys_move_between_search_and_list(qtbot: QtBot, filled: Shell, settle: Settle) -> None:
    page = page_of(filled)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus() and page.table.currentIndex().row() == 0
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 1
    qtbot.keyClick(page.table, Qt.Key.Key_PageDown)
    assert page.table.currentIndex().row() == 3
    qtbot.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    assert page.search.hasFocus()
    page.table.setFocus()
    qtbot.keyClicks(page.table, "p")
    qtbot.keyClicks(page.search, "riya")
    settle(filled)
    assert names(page) == ["Priya Nair"]
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    settle(filled)
    assert len(names(page)) == 4


def test_coming_back_keeps_place_and_selection(qtbot: QtBot, filled: Shell, settle: Settle) -> None:
    page = page_of(filled)
    page.table.setFocus()
    page.table.selectRow(2)
    chosen = page.model.ids[2]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(filled)
    assert filled.frame.current == "case"
    filled.frame.show_page("caseload")
    page.mark_stale()
    settle(filled)
    assert page.model.ids[page.table.currentIndex().row()] == chosen


def test_ni_numbers_are_searched_and_never_shown(filled: Shell) -> None:
    """NI numbers are masked until asked for; the caseload never asks."""
    page = page_of(filled)
    roles = Qt.ItemDataRole
    shown = [
        str(page.model.index(row, column).data(role))
        for row in range(page.model.rowCount())
        for column in range(page.model.columnCount())
        for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole)
    ]
    assert not [text for text in shown for *_, ni_number in PEOPLE if ni_number and ni_number in text]


def test_a_row_is_spoken_as_a_sentence(filled: Shell) -> None:
    page = page_of(filled)
    place = names(page).index("Niamh O'Brien")
    said = page.model.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Niamh O'Brien, Received, Due today: Acknowledge the referral on PRaP, Jobcentre Tollgate."
    )


def test_a_file_dropped_on_the_page_is_shown_before_it_is_imported(
    filled: Shell, settle: Settle, tmp_path: Path
) -> None:
    page = page_of(filled)
    row = person(701, referral_made_on="18/5/2021", received_at="18/5/2021 09:00")
    file = csv_file(tmp_path, [row])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, left, none))
    settle(filled)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ImportDialog)
    assert "1 referral to take in" in dialog.summary.text()
    dialog.reject()


@contextmanager
def calls_counted() -> Iterator[list[str]]:
    """The Python functions entered, by name."""
    entered: list[str] = []

    def note(frame: Any, what: str, _: object) -> None:
        if what == "call":
            entered.append(frame.f_code.co_name)

    sys.setprofile(note)
    try:
        yield entered
    finally:
        sys.setprofile(None)


def test_a_frame_costs_few_calls_into_python(filled: Shell) -> None:
    """PERFORMANCE: painting is one paintEvent; no cell asks the model, and no words are made in it."""
    page = page_of(filled)
    page.table.viewport().grab()
    with calls_counted() as entered:
        page.table.viewport().grab()
    rows = len(page.model.ids)
    assert entered.count("paintEvent") == 1
    assert "data" not in entered
    assert len(entered) <= 40 + 2 * rows  # cell by cell it would be above 200


def test_a_keystroke_costs_two_statements_and_a_frame_none(
    qtbot: QtBot, filled: Shell, settle: Settle
) -> None:
    """PERFORMANCE: the search scans what is in memory; only the rows in sight are read."""
    page = page_of(filled)
    engine = filled.context.workspace.vault.engine
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        qtbot.keyClicks(page.search, "a")
        settle(filled)
        selects = [one for one in statements if one.lstrip().upper().startswith("SELECT")]
        assert 1 <= len(selects) <= 2
        statements.clear()
        page.table.viewport().grab()
        settle(filled)
        assert statements == []
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_painted_rows_tell_selection_hover_and_elision(
    filled: Shell, save_picture: Callable[[QWidget, str], None]
) -> None:
    """A painted row keeps what a table view's row has: it looks other when chosen and under the mouse."""
    page = page_of(filled)
    table = page.table
    plain = table.viewport().grab().toImage()
    table.selectRow(1)
    chosen = table.viewport().grab().toImage()
    y = table.rowViewportPosition(1) + 3
    assert plain.pixelColor(5, y) != chosen.pixelColor(5, y)
    table._hover(2)
    hovered = table.viewport().grab().toImage()
    y = table.rowViewportPosition(2) + 3
    assert plain.pixelColor(5, y) != hovered.pixelColor(5, y)
    table.setColumnWidth(NAME, 90)
    table.viewport().grab()
    cut = [short for (text, _, _), (short, _) in table._cut.items() if text.startswith("Angharad")]
    assert any(short.endswith("…") for short in cut)
    save_picture(filled.window, "caseload-chosen")


def test_letters_with_control_do_not_reach_the_search(filled: Shell) -> None:
    page = page_of(filled)
    table = page.table
    key = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, "c")
    QApplication.sendEvent(table, key)
    assert page.search.text() == ""
    assert DUE == 1


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_of_choices_opens_below_its_field_with_every_row_whole(filled: Shell, settle: Settle) -> None:
    """A choice that is cut off, or lies over its own field, is read wrongly."""
    choice = page_of(filled).due
    choice.showPopup()
    settle(filled)
    rows, port = choice.view(), choice.view().viewport().rect()
    try:
        seen = [rows.visualRect(choice.model().index(at, 0)) for at in range(choice.count())]
        assert all(port.contains(row, proper=False) for row in seen)
        top = choice.view().window().mapToGlobal(QPoint(0, 0)).y()
        assert top >= choice.mapToGlobal(QPoint(0, choice.height())).y() - 2
    finally:
        choice.hidePopup()
