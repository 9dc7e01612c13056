"""The recovery code reaches the adviser, whatever comes between: shown until it is confirmed, and made anew
on request (SECURITY.md: key slots)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jfs_desktop.clock import SystemClock
from jfs_desktop.errors import WrongPassphrase
from jfs_desktop.store.vault import Vault
from tests.ui.casemaker import open_window
from tests.ui.test_bad_input import GOOD, fill_first_run
from ui.dialogs.vault.first_run import FirstRunFace
from ui.dialogs.vault.new_recovery_code import NewRecoveryCode
from ui.dialogs.vault.recovery_code import RecoveryCodeFace
from ui.dialogs.vault.unlock import UnlockFace
from ui.shell.shell import Shell

Make = Callable[..., Shell]
Settle = Callable[[Shell], None]


def code_face(shell: Shell) -> RecoveryCodeFace:
    face = shell.window.findChild(RecoveryCodeFace)
    assert face is not None
    return face


def shown(face: RecoveryCodeFace) -> str:
    return face.sheet.shown.text().replace("\n", " ").replace(" ", "-")


def opens(folder: Path, code: str) -> bool:
    try:
        Vault.open(folder, recovery_code=code, clock=SystemClock()).close()
    except WrongPassphrase:
        return False
    return True


def test_the_way_in_by_the_code_says_its_verb_whole(qtbot: QtBot, tmp_path: Path) -> None:
    """Beside it stands the way back; another vault is chosen from there."""
    face = UnlockFace(tmp_path)
    qtbot.addWidget(face)
    face.show()
    assert face.other.isVisible()
    face.findChild(QPushButton, "use-recovery").click()
    assert face.go.text() == "Set passphrase and unlock"
    qtbot.waitUntil(lambda: face.go.width() >= face.go.sizeHint().width())
    face.findChild(QPushButton, "use-recovery").click()
    assert face.other.isVisible() and face.go.text() == "Unlock"


def test_a_window_that_ended_while_the_code_was_shown_shows_a_new_one(
    make_shell: Make, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    folder = tmp_path / "vault"
    shell = make_shell(folder)
    shell.start()
    face = shell.door.face
    assert isinstance(face, FirstRunFace)
    fill_first_run(face, str(folder))
    settle(shell)
    lost = shown(code_face(shell))
    shell.window.close()  # nobody has typed the last group
    for number in range(2):
        again = make_shell(folder)
        again.start()
        unlock = again.door.face
        assert isinstance(unlock, UnlockFace)
        unlock.passphrase.setText(GOOD)
        unlock.go.click()
        settle(again)
        new = code_face(again)
        assert shown(new) != lost and not again.is_open
        assert any("shown earlier opens nothing" in one.text() for one in new.findChildren(QLabel))
        if number == 0:
            again.window.close()
    new.last.setText("WRONG")
    qtbot.keyClick(new.last, Qt.Key.Key_Return)
    assert "not the last group" in new.error.text() and not again.is_open
    kept = shown(new)
    new.last.setText(kept.rsplit("-", 1)[-1])
    qtbot.keyClick(new.last, Qt.Key.Key_Return)
    settle(again)
    assert again.is_open
    again.window.close()
    assert opens(folder, kept) and not opens(folder, lost)
    last = open_window(make_shell, folder, GOOD, settle)
    assert last.is_open and last.window.findChild(RecoveryCodeFace) is None
    last.lock()
    settle(last)
    face = last.door.face
    assert isinstance(face, UnlockFace)
    face._switch_way()
    last.window.activateWindow()
    for field, text in (
        (face.by_code.code, kept),
        (face.by_code.new, GOOD[::-1]),
        (face.by_code.again, GOOD[::-1]),
    ):
        assert last.window.focusWidget() is field, "Enter goes on to the next field"
        field.setText(text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(last)
    assert last.is_open and last.frame is not None
    assert last.frame.banner.text.startswith(
        "The new passphrase is set. The printed recovery code still opens"
    )


@pytest.mark.parametrize("right", [True, False])
def test_a_new_code_is_made_in_settings(
    make_shell: Make, own_vault: Path, passphrase: str, settle: Settle, right: bool
) -> None:
    shell = open_window(make_shell, own_vault, passphrase, settle)
    shell.frame.show_page("settings")
    settle(shell)
    wanted = shell.frame.page("settings").findChild(QPushButton, "new-recovery-code")
    assert wanted is not None
    wanted.click()
    dialog = shell.window.findChild(NewRecoveryCode)
    assert dialog is not None
    dialog.form.set_value("passphrase", passphrase if right else "another one altogether")
    dialog.go.click()
    settle(shell)
    if not right:
        assert dialog.sheet is None and "does not open" in dialog._error.text()
        dialog.reject()
        shell.window.close()
        second = open_window(make_shell, own_vault, passphrase, settle)
        assert second.is_open, "the code there was is still the adviser's"
        return
    assert dialog.sheet is not None
    code = dialog.sheet.shown.text().replace("\n", " ").replace(" ", "-")
    dialog.sheet.last.setText(code.rsplit("-", 1)[-1])
    dialog.go.click()
    settle(shell)
    assert shell.window.findChild(NewRecoveryCode) is None
    shell.window.close()
    assert opens(own_vault, code)
