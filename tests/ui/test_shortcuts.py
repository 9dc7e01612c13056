"""The sheet of shortcuts names every key that does something, so that it cannot go stale."""

from __future__ import annotations

import ast
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

from tests.ui.timer_desk import Desk
from ui.dialogs.viewing.help import ShortcutSheet
from ui.pages.case.page import CasePage
from ui.widgets.shortcuts import CASE_TABS, MOVE_DOWN, MOVE_UP, NATIVE, SAVE_FORM, SHEET

UI = Path(__file__).resolve().parents[2] / "ui"
TABLE, MENUS = "widgets/shortcuts.py", ("shell/menus.py", "shell/assembly.py")
Picture = Callable[[QWidget, str], None]


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
    desk.shell.inside.menus.show_undo("record the contact for Gwenllian Llanfairpwllgwyngyll", "hold")
    dialog = sheet(desk, qtbot)
    words = [one.text() for one in dialog.findChildren(QLabel)]
    assert {"Undo", "Redo", "New referral"} <= set(words)
    for title, lines in SHEET:
        assert title in words
        for line in lines:
            assert line.what in words and line.words() in words
    for action in desk.shell.inside.menus.actions():
        if not action.shortcut().isEmpty():
            assert " or ".join(one.toString(NATIVE) for one in action.shortcuts()) in words
    assert dialog.sizeHint().height() <= desk.shell.window.height()
    save_picture(dialog, "shortcuts")


def test_no_key_is_bound_that_the_sheet_does_not_name(desk: Desk, people: tuple[UUID, UUID, UUID]) -> None:
    frame = desk.shell.frame
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


def test_every_dialog_with_a_verb_of_its_own_saves_by_the_key_that_the_sheet_names() -> None:
    """'Save, from any field' holds everywhere: each dialog has one verb for the key, and none binds it."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in UI.rglob("*.py")}
    classes = [one for tree in trees.values() for one in ast.walk(tree) if isinstance(one, ast.ClassDef)]
    dialogs: set[str] = {"Dialog"}
    while more := {one.name for one in classes if names_in(one.bases) & dialogs} - dialogs:
        dialogs |= more
    without = set()
    for one in classes:
        verbs = [call for call in ast.walk(one) if isinstance(call, ast.Call) and called(call) == "add_verb"]
        acts = [call for call in verbs if ast.unparse(call.args[1]) in ("'primary'", "'danger'")]
        keyed = any(word.arg in ("default", "saves") for call in verbs for word in call.keywords)
        proposes = any(isinstance(call, ast.Call) and called(call) == "propose" for call in ast.walk(one))
        if one.name in dialogs and acts and not keyed and not proposes:
            without.add(one.name)
    assert without == {"TemplateCheckDialog", "WordingList"}  # nothing to fill in; that one only closes
    binding = {
        path.relative_to(UI).as_posix()
        for path, tree in trees.items()
        if any(
            isinstance(call, ast.Call) and ast.unparse(call.func) == "SAVE_FORM.bind"
            for call in ast.walk(tree)
        )
    }
    pages = {
        "pages/case/contact/contact.py",
        "pages/case/meeting/meeting.py",
        "pages/case/referral/referral_weighing.py",
    }
    assert len(dialogs) > 80 and binding == {"widgets/dialog.py", *pages}


def names_in(bases: list[ast.expr]) -> set[str]:
    return {one.id for base in bases for one in ast.walk(base) if isinstance(one, ast.Name)}


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


@pytest.mark.parametrize("key", [*CASE_TABS.keys, *MOVE_UP.keys, *MOVE_DOWN.keys, *SAVE_FORM.keys])
def test_every_key_of_the_table_can_be_read(key: str) -> None:
    assert QKeySequence(key).toString() == key


def test_no_line_is_cut(desk: Desk, qtbot: QtBot) -> None:
    for one in sheet(desk, qtbot).findChildren(QLabel):
        assert one.width() >= one.fontMetrics().horizontalAdvance(one.text()), one.text()
