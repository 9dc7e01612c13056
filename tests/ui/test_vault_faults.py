"""A vault that cannot be opened just now, at the window's door: one plain sentence, nothing touched, and it
opens as soon as what stood in the way is gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework import demo
from jfs_desktop.store import key_file
from jfs_desktop.store.engine import set_key
from tests.ui.test_bad_input import fill, plain, told, unlock
from ui.dialogs.vault.practice import PracticeFace
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Make = Callable[..., Shell]
ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from jfs_desktop.clock import SystemClock
from jfs_desktop.store.vault import Vault
vault = Vault.open(Path(sys.argv[1]), passphrase=sys.argv[2], clock=SystemClock())
print("open", flush=True)
sys.stdin.readline()
"""


def at_the_door(make_shell: Make, folder: Path) -> Shell:
    shell = make_shell(folder)
    shell.start()
    return shell


def content(folder: Path) -> dict[str, bytes]:
    """The files that hold the vault."""
    return {name: (folder / name).read_bytes() for name in ("store.db", "keys.json", "keys.json.bak")}


def set_revision(folder: Path, passphrase: str, revision: str) -> str:
    """Makes the database say that it has a schema; the one it said it had before."""
    _, key = key_file.open_header(folder, passphrase=passphrase)
    connection = sqlcipher.connect(str(folder / "store.db"), isolation_level=None)
    try:
        set_key(connection, key)
        (before,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    finally:
        connection.close()
    return str(before)


def test_a_vault_of_a_newer_program_is_told_and_not_touched(
    make_shell: Make, own_vault: Path, passphrase: str, settle: Settle
) -> None:
    before = set_revision(own_vault, passphrase, "0999")
    whole = content(own_vault)
    shell = at_the_door(make_shell, own_vault)
    unlock(shell, passphrase, settle)
    sentence = told(shell)
    assert "newer version" in sentence and "Install the newer version" in sentence
    assert content(own_vault) == whole
    set_revision(own_vault, passphrase, before)
    unlock(shell, passphrase, settle)


def test_a_key_file_of_a_newer_program_is_told_and_not_touched(
    make_shell: Make, own_vault: Path, passphrase: str, settle: Settle
) -> None:
    """Also where the copy is still the older one, as after a crash of the newer program."""
    good = (own_vault / "keys.json").read_bytes()
    (own_vault / "keys.json").write_bytes(good.replace(b'"v":1', b'"v":2'))
    whole = content(own_vault)
    shell = at_the_door(make_shell, own_vault)
    unlock(shell, passphrase, settle)
    assert "newer version" in told(shell)
    assert content(own_vault) == whole
    (own_vault / "keys.json").write_bytes(good)
    unlock(shell, passphrase, settle)


def test_a_vault_open_in_another_process_is_told_and_opens_once_that_was_killed(
    make_shell: Make, own_vault: Path, passphrase: str, settle: Settle
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(own_vault), passphrase],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as other:  # fmt: skip
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        shell = at_the_door(make_shell, own_vault)
        unlock(shell, passphrase, settle)
        assert "open in another window or program. Close that one first." in told(shell)
        other.kill()
    unlock(shell, passphrase, settle)
    assert shell.context.workspace.vault.verify().ok


def test_a_practice_caseload_open_elsewhere_is_tried_again_by_enter(
    make_shell: Make, tmp_path: Path, settle: Settle, save_picture: Callable[[QWidget, str], None]
) -> None:
    folder = tmp_path / "practice"
    demo.make(folder, participants=1, today=date(2021, 6, 4))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), demo.DEMO_PASSPHRASE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as other:  # fmt: skip
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        shell = make_shell(folder)
        shell.door.open_demo(date(2021, 6, 4), 1)
        shell.start()
        settle(shell)
        face = shell.door.face
        assert isinstance(face, PracticeFace) and "Close that one first." in plain(face.error.text())
        assert shell.window.focusWidget() is face.again and face.text.isHidden()
        save_picture(shell.window, "practice-open-elsewhere")
        QTest.keyClick(face.again, Qt.Key.Key_Return)
        settle(shell)
        assert "Close that one first." in plain(face.error.text()), "and asks again"
        other.kill()
    QTest.keyClick(face.again, Qt.Key.Key_Return)
    settle(shell)
    assert shell.is_open


def test_a_practice_caseload_that_does_not_open_lets_go_of_the_window(
    make_shell: Make, own_vault: Path, settle: Settle
) -> None:
    shell = make_shell(own_vault)
    shell.door.open_demo(date(2021, 6, 4), 1)
    shell.start()
    settle(shell)
    face = shell.door.face
    assert isinstance(face, PracticeFace) and "Start without --demo." in plain(face.error.text())
    face.leave.click()
    assert not shell.window.isVisible()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)]
    if (
        sys.platform == "win32"
        or os.getuid() != 0
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_read_only_disk_is_told_and_the_vault_opens_once_it_is_writable(
    make_shell: Make, own_vault: Path, passphrase: str, settle: Settle, disk: Path
) -> None:
    folder = shutil.copytree(own_vault, disk / "vault")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    shell = at_the_door(make_shell, folder)
    unlock(shell, passphrase, settle)
    assert "cannot be written to" in told(shell)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    unlock(shell, passphrase, settle)


@pytest.mark.parametrize("ballast", [True, False])
def test_a_full_disk_lets_a_vault_open_by_its_ballast_or_says_so(  # noqa: PLR0917 (fixtures)
    make_shell: Make, own_vault: Path, passphrase: str, settle: Settle, disk: Path, ballast: bool
) -> None:
    folder = shutil.copytree(own_vault, disk / "vault")
    if not ballast:
        (folder / "ballast").unlink()
    fill(disk / "filler")
    shell = at_the_door(make_shell, folder)
    unlock(shell, passphrase, settle)
    if not ballast:
        assert "The disk is full, so the vault cannot be opened" in told(shell)
        assert "Free some space" in told(shell)
        (disk / "filler").unlink()
        unlock(shell, passphrase, settle)
    assert shell.context.workspace.vault.verify().ok
