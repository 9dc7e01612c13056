"""The window's frame: start, first run, rail, banner, undo, search, settings, pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.errors import UserError
from tests.ui.casemaker import open_window
from tests.ui.recorder import Recorder
from ui.app import loses_references, main
from ui.dialogs.vault.first_run import FirstRunFace
from ui.dialogs.vault.recovery_code import RecoveryCodeFace
from ui.dialogs.vault.strength import judge
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages.today import TodayPage
from ui.shell import geometry
from ui.shell.frame import Frame
from ui.shell.preferences import Preferences
from ui.shell.shell import Shell
from ui.shell.window import TITLE, MainWindow

Settle = Callable[[Shell], None]
Make = Callable[..., Shell]


def test_wrong_passphrase_is_one_plain_sentence(
    qtbot: QtBot, make_shell: Make, own_vault: Path, settle: Settle
) -> None:
    shell = make_shell(own_vault)
    shell.start()
    face = shell.door.face
    assert isinstance(face, UnlockFace)
    qtbot.keyClicks(face.passphrase, "not the passphrase")
    qtbot.keyClick(face.passphrase, Qt.Key.Key_Return)
    settle(shell)
    assert face.error.text().endswith(".")
    assert face.go.isEnabled()
    assert not shell.is_open
    assert face.passphrase.text() == ""


def test_the_first_page_stands_ready_before_the_passphrase_is_worked_out(
    qtbot: QtBot, make_shell: Make, own_vault: Path, passphrase: str, settle: Settle
) -> None:
    """What the vault is not needed for is made meanwhile, unseen; a wrong passphrase shows none of it, and
    the right one uses it."""
    shell = make_shell(own_vault)
    shell.start()
    with qtbot.waitSignal(shell.door.opening):
        shell.door.open_with("not the passphrase")
    settle(shell)
    (ready,) = shell.window.findChildren(Frame)
    (page,) = ready.pages
    assert not shell.is_open and isinstance(page, TodayPage)
    assert not ready.isVisible() and shell.door.face is not None and shell.door.face.isVisible()

    shell.door.open_with(passphrase)
    settle(shell)
    assert shell.frame is ready and shell.frame.page("today") is page and page.isVisible()
    assert shell.window.findChildren(Frame) == [ready]


def test_caps_lock_is_told(qtbot: QtBot, make_shell: Make, own_vault: Path) -> None:
    shell = make_shell(own_vault)
    shell.start()
    face = shell.door.face
    assert isinstance(face, UnlockFace)
    with qtbot.waitSignal(face.passphrase.capsChanged) as caught:
        qtbot.keyClick(face.passphrase, Qt.Key.Key_A)
    assert caught.args == [False]
    capital = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    with qtbot.waitSignal(face.passphrase.capsChanged) as caught:
        QApplication.sendEvent(face.passphrase, capital)
    assert caught.args == [True]


def test_first_run_to_an_open_window(
    qtbot: QtBot,
    make_shell: Make,
    tmp_path: Path,
    settle: Settle,
    save_picture: Callable[[QWidget, str], None],
) -> None:
    """A new person makes a vault, confirms the recovery code, and is in."""
    shell = make_shell(tmp_path / "new vault")
    shell.start()
    face = shell.door.face
    assert isinstance(face, FirstRunFace)
    save_picture(shell.window, "first-run")
    face.go.click()
    assert face.form.note("provider_name")
    assert face.form.note("passphrase")
    face.form.set_value("passphrase", "harbour")
    qtbot.waitUntil(lambda: bool(face._strength.text()))
    face.go.click()
    shown = " ".join(one.text() for one in face.findChildren(QLabel) if one.isVisible())
    assert shown.lower().count("easy to guess") == shown.lower().count("five words") == 1
    for name, text in (
        ("provider_name", "Northgate Skills"),
        ("name", "Rosa Khan"),
        ("passphrase", "otter lamp window gravel thirty"),
        ("again", "otter lamp window gravel thirty"),
    ):
        face.form.set_value(name, text)
    face.form.set_value("prap_role", True)
    shell.window.activateWindow()
    for name, following in (("provider_name", "name"), ("passphrase", "again"), ("again", "")):
        edit = face.form.field(name)
        edit.setFocus()
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert not following or shell.window.focusWidget() is face.form.field(following)
    settle(shell)  # Enter in the last field has made the vault
    code = shell.window.findChild(RecoveryCodeFace)
    assert code is not None
    save_picture(shell.window, "recovery-code")
    words = " ".join(one.text() for one in code.findChildren(QLabel))
    assert "shown this once" in words and "shown earlier" not in words
    code.last.setText("WRONG")
    code.findChild(QPushButton, "confirm-code").click()
    assert code.error.text() and code.last.property("state") == "error"
    code.last.setText(code.sheet.shown.text().split()[-1].lower())
    code.findChild(QPushButton, "confirm-code").click()
    settle(shell)
    assert shell.context.workspace.me.name == "Rosa Khan"
    provider = [words.text() for words in shell.frame.top.findChildren(QLabel)]
    assert "delivered by Northgate Skills" in provider


def test_a_second_window_is_refused_in_plain_words(
    make_shell: Make, shell: Shell, own_vault: Path, passphrase: str, settle: Settle
) -> None:
    second = open_window(make_shell, own_vault, passphrase, settle)
    assert isinstance(second.door.face, UnlockFace)
    assert "open in another window" in second.door.face.error.text()


def test_rail_holds_only_pages_that_work(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    for key, entry in shell.frame.rail.entries.items():
        qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
        settle(shell)
        assert shell.frame.current == key
        assert shell.frame.stack.currentWidget() is shell.frame.page(key)


def test_the_foot_says_when_it_locks_in_a_call_too(shell: Shell, settle: Settle) -> None:
    settle(shell)
    words = [one.text() for one in shell.frame.status.findChildren(QLabel)]
    assert "Store encrypted, locks after 5 min idle, 30 in a call" in words


def test_window_title_names_nobody(shell: Shell) -> None:
    assert shell.window.windowTitle() == TITLE


def test_problem_stays_in_the_banner_until_closed(qtbot: QtBot, shell: Shell) -> None:
    shell.say.problem(UserError("The disk is full.", remedy="Free some space and try again."))
    assert shell.frame.banner.isVisible()
    assert shell.frame.banner.text == "The disk is full. Free some space and try again."
    close = shell.frame.banner.findChild(QPushButton, "banner-close")
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not shell.frame.banner.isVisible()


def test_question_has_the_safe_answer_as_default(qtbot: QtBot, shell: Shell) -> None:
    answers: list[bool] = []
    shell.say.ask("Delete the draft?", "It cannot be brought back.", "Delete", "Keep", answers.append)
    box = QApplication.activeModalWidget()
    assert box is not None
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert answers == [False]


def test_setting_is_saved_as_the_field_is_left_and_undone(
    qtbot: QtBot, shell: Shell, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    shell.frame.show_page("settings")
    settle(shell)
    field = shell.frame.page("settings").findChild(QSpinBox, "idle_minutes")
    assert isinstance(field, QSpinBox)
    assert field.value() == 5
    field.setValue(12)
    field.editingFinished.emit()
    settle(shell)
    assert shell.keeper.minutes == (12, 30)
    assert shell.inside.menus.undo.text() == "&Undo change the setting"
    save_picture(shell.window, "settings")
    shell.inside.menus.undo.trigger()
    settle(shell)
    assert shell.keeper.minutes == (5, 30)
    assert shell.inside.menus.redo.isEnabled()
    assert shell.frame.banner.text.startswith("Undone: ")
    shell.inside.menus.redo.trigger()
    settle(shell)
    assert shell.keeper.minutes == (12, 30)
    assert shell.frame.banner.text.startswith("Brought back: ") and not shell.inside.menus.redo.isEnabled()


def test_empty_provider_is_refused_beside_the_field(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    shell.frame.show_page("settings")
    settle(shell)
    page = shell.frame.page("settings")
    field = page.findChild(QLineEdit, "provider_name")
    assert isinstance(field, QLineEdit)
    field.setText("")
    field.editingFinished.emit()
    settle(shell)
    assert "cannot be empty" in page.form.note("provider_name")  # type: ignore[attr-defined]


def test_search_field_finds_an_action(qtbot: QtBot, shell: Shell, settle: Settle) -> None:
    """Of several the first is marked, whole in its line; Enter typed at once opens the only one found."""
    search, found = shell.frame.top.search, shell.inside.finder.list
    search.setFocus()
    qtbot.keyClicks(search, "re")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle(shell)
    assert found.count() > 1 and QApplication.activeModalWidget() is None
    line, other = (found.visualItemRect(found.item(row)) for row in (0, 1))
    seen = found.viewport().grab().toImage()
    assert seen.pixelColor(line.topLeft() + QPoint(6, 6)) != seen.pixelColor(other.topLeft() + QPoint(6, 6))
    search.clear()
    qtbot.keyClicks(search, "keyboard shortcuts")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle(shell)
    assert QApplication.activeModalWidget() is not None


def test_window_comes_back_on_screen_when_a_monitor_went() -> None:
    screens = [QRect(0, 0, 1280, 800)]
    lost = geometry.on_screen(QRect(2000, 100, 1600, 900), screens)
    assert lost == QRect(0, 32, 1280, 766)
    kept = QRect(-50, 10, 1000, 700)
    assert geometry.on_screen(kept, screens) == kept


@pytest.mark.parametrize(
    ("wanted", "screen", "place"),
    [
        (QRect(43, 0, 1280, 800), QRect(0, 0, 1366, 728), QRect(43, 32, 1280, 694)),
        (QRect(0, 32, 2560, 1600), QRect(0, 0, 1280, 800), QRect(0, 32, 1280, 766)),
        (QRect(400, 300, 1280, 800), QRect(0, 0, 960, 540), QRect(0, 32, 960, 506)),
        (QRect(700, 500, 1280, 800), QRect(0, 0, 1920, 1080), QRect(700, 500, 1280, 800)),
    ],
)
def test_the_window_is_never_larger_than_its_screen(wanted: QRect, screen: QRect, place: QRect) -> None:
    """DESIGN 11: small laptops and 200 %; half off a screen that holds it, it was put there."""
    assert geometry.on_screen(wanted, [screen]) == place


def test_the_first_window_fits_its_screen(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(Preferences(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    free = window.screen().availableGeometry()
    assert free.contains(window.geometry()) and window.minimumWidth() <= free.width()


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("", False),
        ("password123", False),
        ("Northgate Skills 2021", False),
        ("otter lamp window gravel thirty", True),
        ("x9$Kq!2mVz7#Lp0w", True),
    ],
)
def test_passphrase_strength(text: str, enough: bool) -> None:
    assert judge(text, ("Northgate Skills", "Rosa Khan")).enough is enough


def test_pyside_keeps_its_references(qapp: QApplication) -> None:
    assert loses_references(qapp) is False


def test_today_belongs_to_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--today", "2021-06-04"])
    assert left.value.code == 2
    assert "--demo only" in capsys.readouterr().err


@pytest.fixture
def opened(make_shell: Make, own_vault: Path, passphrase: str, settle: Settle) -> Make:
    """Opens the window in a theme, at a size."""

    def make(theme: str, width: int, height: int) -> Shell:
        shell = make_shell(own_vault, theme=theme)
        shell.window.resize(width, height)
        shell.start()
        shell.door.open_with(passphrase)
        settle(shell)
        return shell

    return make


@pytest.mark.parametrize(("theme", "size"), [("light", (1280, 800)), ("dark", (1920, 1080))])
def test_every_page_fits_and_no_button_is_cut(
    opened: Make,
    settle: Settle,
    save_picture: Callable[[QWidget, str], None],
    theme: str,
    size: tuple[int, int],
) -> None:
    shell = opened(theme, *size)
    for key in shell.frame.rail.entries:
        shell.frame.show_page(key)
        settle(shell)
        cut = [
            made.text()
            for made in shell.window.findChildren(QPushButton)
            if made.isVisible() and made.width() < made.minimumSizeHint().width()
        ]
        assert cut == []
        save_picture(shell.window, f"{key}-{theme}-{size[0]}")


def test_printing_stands_in_the_menu_and_says_where_there_is_nothing_to_print(shell: Shell) -> None:
    said = Recorder(shell.say)
    assert [one.shortcut().toString() for one in shell.inside.menus.actions() if "Print" in one.text()] == [
        "Ctrl+P"
    ]
    shell.inside.menus.print.trigger()
    assert "Nothing here can be printed" in said.news[-1].text
