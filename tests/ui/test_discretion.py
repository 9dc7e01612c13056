"""What must not stay behind: on the clipboard, in preferences, in print, behind a lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from jfs_desktop.store.vault import Vault
from tests.exchange.made_files import csv_file, person
from ui.dialogs.referrals.import_referrals import ImportDialog
from ui.dialogs.vault.first_run import Wishes
from ui.shell.preferences import Preferences
from ui.shell.shell import Shell
from ui.shell.vault_jobs import Opened, create_vault
from ui.widgets.last_folder import IMPORTS, keep_folder, last_folder
from ui.widgets.secret_clipboard import copy_secret

Settle = Callable[[Shell], None]
MARKS = ("passwordManagerHint", "concealed", "ExcludeClipboardContent")


def test_a_secret_is_marked_for_clipboard_histories_and_cleared(qtbot: QtBot) -> None:
    """SECURITY 4: an NI number leaves the clipboard, and its history leaves it out."""
    copy_secret("AB123456C", 10_000)
    copy_secret("AB123456C", 60)
    clipboard = QGuiApplication.clipboard()
    formats = clipboard.mimeData().formats()
    assert any(mark in form for form in formats for mark in MARKS)
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_the_folder_of_an_export_is_not_written_down(tmp_path: Path) -> None:
    """A folder may bear a participant's name; preferences are no place for it."""
    file = tmp_path / "window.ini"
    preferences = Preferences(file)
    preferences.put("look/theme", "dark")
    preferences.remember("plan/export-folder", "/home/adviser/Priya Nair")
    preferences.save()
    assert preferences.remembered("plan/export-folder") == "/home/adviser/Priya Nair"
    assert "dark" in file.read_text("utf-8") and "Nair" not in file.read_text("utf-8")
    assert Preferences(file).remembered("plan/export-folder") == ""


def test_a_file_dialog_opens_in_the_folder_used_last_else_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never in the folder that the program was started from."""
    home, chosen = tmp_path / "home", tmp_path / "from the Jobcentre"
    home.mkdir()
    chosen.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    preferences = Preferences(tmp_path / "window.ini")
    opens_in = last_folder(preferences, IMPORTS)
    assert opens_in.is_dir() and opens_in != Path.cwd()
    keep_folder(preferences, IMPORTS, chosen / "referrals.csv")
    assert last_folder(preferences, IMPORTS) == chosen
    chosen.rmdir()
    assert last_folder(preferences, IMPORTS) == opens_in


def test_secrets_do_not_print(tmp_path: Path, window_clock: object) -> None:
    wishes = Wishes(
        "Northgate Skills", "Rosa Khan", "adviser", True, tmp_path / "v", "seven quiet otters wade"
    )
    assert "otters" not in repr(wishes)
    opened: Opened = create_vault(wishes, window_clock)  # type: ignore[arg-type]
    assert isinstance(opened.vault, Vault)
    opened.vault.close()
    assert opened.recovery_code and opened.recovery_code not in repr(opened)


def test_a_lock_in_mid_import_leaves_a_window_that_can_be_used(
    qtbot: QtBot, shell: Shell, settle: Settle, tmp_path: Path, passphrase: str
) -> None:
    """SECURITY 2.2: the lock stops the import at a whole batch; after it no form stands in the way."""
    file = csv_file(tmp_path, (person(number) for number in range(1, 1601)))
    dialog = ImportDialog(shell.context, file, shell.window)
    dialog.open()
    qtbot.waitUntil(dialog.go.isEnabled)
    gone: list[bool] = []
    dialog.settled.connect(lambda: gone.append(True))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog._progress.done >= 200)
    shell.lock()
    settle(shell)
    face = shell.door.face
    assert face is not None
    face.unlockRequested.emit(passphrase)  # type: ignore[attr-defined]
    settle(shell)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == [True]
    assert QApplication.activeModalWidget() is None
    assert "run it again for the rest" in shell.frame.banner.text


def test_the_foot_of_the_window_turns_with_the_day(
    shell: Shell, settle: Settle, window_clock: object
) -> None:
    """A window left open over midnight says the new day, even with no case to date anew."""
    window_clock.wall += timedelta(days=1)  # type: ignore[attr-defined]
    shell.inside.day.look()
    settle(shell)
    said = [label.text() for label in shell.frame.status.findChildren(QLabel)]
    assert "Saturday 5 June 2021" in said
