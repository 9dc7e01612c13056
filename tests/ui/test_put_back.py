"""A backup is put back where one chooses a vault, and by the command (SECURITY.md: backups; I18, D11)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from jfs_desktop.clock import SystemClock
from jfs_desktop.store.vault import Vault
from ui.dialogs.vault.put_back import PutBackFace
from ui.dialogs.vault.unlock import UnlockFace
from ui.shell.shell import Shell

Make = Callable[..., Shell]
Settle = Callable[[Shell], None]


def unlock_face(shell: Shell) -> UnlockFace:
    face = shell.door.face
    assert isinstance(face, UnlockFace)
    return face


def test_a_backup_is_chosen_and_put_back_and_the_vault_unlocked_as_ever(
    make_shell: Make, own_vault: Path, passphrase: str, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault.open(own_vault, passphrase=passphrase, clock=SystemClock())
    was = vault.device_id
    vault.back_up()
    vault.close()
    shell = make_shell(own_vault)
    shell.start()
    unlock_face(shell).backups.click()
    face = shell.door.face
    assert isinstance(face, PutBackFace) and face.which.count() == 1
    assert shell.window.focusWidget() is face.passphrase
    face.passphrase.setText("wrong words of nobody here")
    face.go.click()
    settle(shell)
    assert shell.door.face is face and face.error.text() and face.go.isEnabled()
    other = own_vault / "keys.json"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    face.other.click()
    face.passphrase.setText(passphrase)
    face.go.click()
    settle(shell)
    assert face.error.text().startswith("This file is no backup of this vault, or it is damaged; nothing was")
    face.back.click()
    unlock_face(shell).backups.click()
    again = shell.door.face
    assert isinstance(again, PutBackFace)
    again.passphrase.setText(passphrase)
    QTest.keyClick(again.passphrase, Qt.Key.Key_Return)
    settle(shell)
    told = unlock_face(shell)
    (kept,) = (own_vault / "backup").glob("replaced-*.db")
    assert told.text.isVisible() and str(kept) in told.text.text()
    told.passphrase.setText(passphrase)
    told.go.click()
    settle(shell)
    assert shell.is_open and shell.context.workspace.vault.device_id != was


def test_without_a_backup_it_says_so_and_a_locked_window_offers_none(
    make_shell: Make,
    own_vault: Path,
    passphrase: str,
    settle: Settle,
    save_picture: Callable[[QWidget, str], None],
) -> None:
    shell = make_shell(own_vault)
    shell.start()
    unlock_face(shell).backups.click()
    face = shell.door.face
    assert isinstance(face, PutBackFace)
    save_picture(shell.window, "put-back")
    assert face.none.isVisible() and not face.which.isVisible() and not face.go.isEnabled()
    face.back.click()
    shell.door.open_with(passphrase)
    settle(shell)
    shell.lock()
    settle(shell)
    assert not unlock_face(shell).backups.isVisible()
