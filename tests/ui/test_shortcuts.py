"""The sheet of shortcuts names every key that does something, so that it cannot go stale."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.timer_desk import Desk, put_people
from ui.dialogs.help import ShortcutSheet
from ui.pages.case.page import CasePage
from ui.shell.shell import Shell
from ui.widgets.shortcuts import CASE_TABS, MOVE_DOWN, MOVE_UP, NATIVE, SAVE_FORM, SHEET

UI = Path(__file__).resolve().parents[2] / "ui"
TABLE, MENUS = "widgets/shortcuts.py", ("shell/menus.py", "shell/assembly.py")
Picture = Callable[[QWidget, str], None]


@pytest.fixture
def people(own_vault: Path, passphrase: str) -> tuple[UUID, UUID, UUID]:
    return put_people(own_vault, passphrase)


@pytest.fixture
def desk(people: object, shell: Shell, window_clock, settle: Callable[[Shell], None]) -> Desk:
    return Desk(shell, window_clock, settle)


def sheet(desk: Desk, qtbot: QtBot) -> ShortcutSheet:
    desk.shell.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.shell.window)
    QTest.keyClick(desk.shell.window, Qt.Key.Key_F1)
    dialog = desk.dialog()
    assert isinstance(dialog, ShortcutSheet)
    return dialog


def listed(desk: Desk) -> set[str]:
    """The keys of the table and of the menus."""
    known = {one.toString() for _, lines in SHEET for line in lines for one in line.sequences()}
    assert desk.shell.inside is not None
    for action in desk.shell.inside.menus.actions():
        known |= {one.toString() for one in action.shortcuts()}
    return known


def bound(desk: Desk) -> set[str]:
    """The keys that now do something, wherever they were bound."""
    window = desk.shell.window
    keys = {one.key().toString() for one in window.findChildren(QShortcut)}
    keys |= {one.toString() for action in window.findChildren(QAction) for one in action.shortcuts()}
    return keys - {""}


def test_f1_shows_every_line_of_table_and_menus(desk: Desk, qtbot: QtBot, save_picture: Picture) -> None:
    dialog = sheet(desk, qtbot)
    words = [one.text() for one in dialog.findChildren(QLabel)]
    for title, lines in SHEET:
        assert title in words
        for line in lines:
            assert line.what in words and line.words() in words
    assert desk.shell.inside is not None
    for action in desk.shell.inside.menus.actions():
        if not action.shortcut().isEmpty():
            assert " or ".join(one.toString(NATIVE) for one in action.shortcuts()) in words
    assert dialog.sizeHint().height() <= desk.shell.window.height()
    save_picture(dialog, "shortcuts")


def test_no_key_is_bound_that_the_sheet_does_not_name(desk: Desk, people: tuple[UUID, UUID, UUID]) -> None:
    frame = desk.shell.frame
    assert frame is not None
    for key in ("today", "caseload", "settings"):
        frame.show_page(key)
        desk.settle()
    for tab in ("overview", "plan", "sessions", "history"):
        desk.open_case(people[0], tab)
    found = bound(desk)
    page = frame.page("case")
    assert isinstance(page, CasePage)
    page.head.record.click()
    desk.settle()
    found |= bound(desk)
    desk.dialog().reject()
    desk.start(people[0])
    desk.click("timer-stop")
    found |= bound(desk)
    assert {"Alt+1", "Alt+4", "Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+Return", "Ctrl+Shift+N"} <= found
    assert found <= listed(desk)


def test_keys_are_bound_in_the_table_and_the_menus_alone() -> None:
    """A key bound past the table could not be on the sheet."""
    binding = re.compile(r"\bQShortcut\(|setShortcuts?\(|QKeySequence\(f?[\"']")
    allowed = {TABLE, *MENUS}
    found = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        if binding.search(path.read_text(encoding="utf-8"))
    }
    assert found <= allowed
    modified = re.compile(r"KeyboardModifier\.(Alt|Control)Modifier")
    handled = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        if modified.search(path.read_text(encoding="utf-8"))
    }
    # Ctrl+L while locked; Alt passed on; Ctrl with the mouse opens a link
    assert handled <= {"shell/lock.py", "widgets/pill_choice.py", "widgets/rich_text.py"}


@pytest.mark.parametrize("key", [*CASE_TABS.keys, *MOVE_UP.keys, *MOVE_DOWN.keys, *SAVE_FORM.keys])
def test_every_key_of_the_table_can_be_read(key: str) -> None:
    assert QKeySequence(key).toString() == key


def test_no_line_is_cut(desk: Desk, qtbot: QtBot) -> None:
    for one in sheet(desk, qtbot).findChildren(QLabel):
        assert one.width() >= one.fontMetrics().horizontalAdvance(one.text()), one.text()
