"""Lock: cover, drafts, no handle left, models empty, back to the caret (SECURITY 2.2)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.office import staff
from jfs_desktop.clock import Clock
from jfs_desktop.outcome import Changed
from ui.dialogs.vault.unlock import UnlockFace
from ui.pages.page import Page
from ui.pages.settings import SettingsPage
from ui.shell.context import Context
from ui.shell.entries import PageEntry
from ui.shell.lock import LOOK_MS, LockKeeper
from ui.shell.preferences import Preferences
from ui.shell.sharing import Sharing
from ui.shell.shell import Shell
from ui.shell.timer_slot import TimerSlot

Settle = Callable[[Shell], None]
WITHIN = 1.0


class NotesPage(Page):
    """A page with a field, a draft and rows, as every editor of the product has."""

    cares = Changed.STAFF

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: tuple[object, ...] = ()
        self.draft = ""
        self.loads = 0
        self.field = QLineEdit()
        self.field.setObjectName("notes")
        QVBoxLayout(self).addWidget(self.field)

    def load(self) -> None:
        workspace = self.context.workspace
        self.loads += 1
        self.context.tasks.read(lambda: staff.all_staff(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        self.rows = ()
        self.field.clear()

    def save_drafts(self) -> None:
        text = self.field.text()

        def keep() -> None:
            self.draft = text

        self.context.tasks.write(keep, owner=self)

    def _show(self, rows: tuple[object, ...]) -> None:
        self.rows = rows
        if self.draft:
            self.field.setText(self.draft)


class CallTimer(TimerSlot):
    """A timer bar in which a call runs when told so."""

    on_call = False

    @property
    def call_running(self) -> bool:
        return self.on_call


@pytest.fixture
def locked_shell(
    tmp_path: Path, own_vault: Path, window_clock: Clock, passphrase: str, settle: Settle
) -> Iterator[Shell]:
    qapp = QApplication.instance()
    assert isinstance(qapp, QApplication)
    shell = Shell(
        qapp,
        own_vault,
        clock=window_clock,
        preferences=Preferences(tmp_path / "window.ini"),
        theme="light",
        plain_size=True,
        pages=(
            PageEntry("notes", "Notes", "today", NotesPage),
            PageEntry("settings", "Settings", "settings", SettingsPage),
        ),
        commands=(),
        make_timer=lambda _: CallTimer(),
        sharing=Sharing(),
    )
    shell.window.resize(1280, 800)
    shell.start()
    shell.door.open_with(passphrase)
    settle(shell)
    yield shell
    shell.window.close()
    shell.close()
    shell.window.deleteLater()


def notes(shell: Shell) -> NotesPage:
    page = shell.frame.page("notes")
    assert isinstance(page, NotesPage)
    return page


def open_files(folder: Path) -> list[str]:
    """The store's files that this process has open (Linux tells them in /proc)."""
    own = Path("/proc/self/fd")
    links = [str(link.readlink()) for link in own.iterdir() if link.is_symlink()]
    return [link for link in links if link.startswith(str(folder / "store"))]


def test_lock_leaves_nothing_and_unlock_returns_to_the_caret(
    qtbot: QtBot, locked_shell: Shell, passphrase: str, settle: Settle
) -> None:
    shell, page = locked_shell, notes(locked_shell)
    page.field.setFocus()
    qtbot.keyClicks(page.field, "agreed to ring the clinic")
    page.field.setCursorPosition(7)
    assert page.rows
    shell.frame.top.set_provider("")  # as where the lock comes before the settings are read
    began = time.monotonic()
    shell.lock()
    assert shell.window.covered
    settle(shell)
    took = time.monotonic() - began
    assert page.rows == ()
    assert page.field.text() == ""
    assert shell.door.vault is not None
    assert shell.door.vault.is_locked
    assert took < WITHIN
    face = shell.door.face
    assert isinstance(face, UnlockFace)
    qtbot.keyClicks(face.passphrase, passphrase)
    qtbot.keyClick(face.passphrase, Qt.Key.Key_Return)
    settle(shell)
    assert not shell.window.covered
    assert "delivered by" in shell.frame.top._provider.text()
    assert shell.frame.current == "notes"
    assert page.rows
    assert page.field.text() == "agreed to ring the clinic"
    assert QApplication.focusWidget() is page.field
    assert page.field.cursorPosition() == 7


@pytest.mark.skipif(sys.platform != "linux", reason="open files are read from /proc")
def test_lock_closes_every_handle_of_the_store(locked_shell: Shell, own_vault: Path, settle: Settle) -> None:
    assert open_files(own_vault)
    locked_shell.lock()
    settle(locked_shell)
    assert open_files(own_vault) == []


def test_wrong_passphrase_keeps_it_locked(qtbot: QtBot, locked_shell: Shell, settle: Settle) -> None:
    locked_shell.lock()
    settle(locked_shell)
    face = locked_shell.door.face
    assert isinstance(face, UnlockFace)
    face.unlockRequested.emit("something else entirely")
    settle(locked_shell)
    assert locked_shell.window.covered
    assert face.error.text()


def test_a_locked_window_is_left_by_its_key(locked_shell: Shell, settle: Settle) -> None:
    """As by its cross: the bar with its menus is away then."""
    locked_shell.lock()
    settle(locked_shell)
    QTest.keyClick(locked_shell.window.windowHandle(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not locked_shell.window.isVisible()


def test_ctrl_l_locks_from_an_open_dialog_and_brings_it_back(
    qtbot: QtBot, locked_shell: Shell, passphrase: str, settle: Settle
) -> None:
    shell = locked_shell
    shell.inside.menus.shortcuts.trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.qWaitForWindowActive(dialog)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert shell.window.covered
    assert not dialog.isVisible()
    assert not shell.window.menuBar().isEnabled()
    shell.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    settle(shell)
    assert dialog.isVisible()


def test_ctrl_l_locks_from_the_window(qtbot: QtBot, locked_shell: Shell, settle: Settle) -> None:
    QTest.keyClick(locked_shell.window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle(locked_shell)
    assert locked_shell.window.covered


def test_idle_locks_after_five_minutes_and_after_thirty_in_a_call(
    locked_shell: Shell, window_clock: object, settle: Settle
) -> None:
    """Idle lock at 5 minutes; at 30 while a call session runs (DESIGN 5)."""
    shell = locked_shell
    timer = shell.frame.top.timer  # type: ignore[union-attr]
    assert isinstance(timer, CallTimer)
    timer.on_call = True
    window_clock.seconds += 29 * 60  # type: ignore[attr-defined]
    shell.keeper.look()
    assert not shell.window.covered
    timer.on_call = False
    shell.keeper.note_activity()
    window_clock.seconds += 4 * 60 + 59  # type: ignore[attr-defined]
    shell.keeper.look()
    assert not shell.window.covered
    window_clock.seconds += 1  # type: ignore[attr-defined]
    shell.keeper.look()
    settle(shell)
    assert shell.window.covered


def test_the_keeper_looks_by_itself_while_it_watches_and_not_once_locked(
    qtbot: QtBot, window_clock: Any
) -> None:
    """DESIGN 4: nobody calls ``look`` here but the keeper's own timer; once stopped it looks no more."""
    keeper = LockKeeper(window_clock, lambda: False)
    asked: list[None] = []
    keeper.lockRequested.connect(lambda: asked.append(None))
    keeper.start()
    assert [timer.interval() for timer in keeper.findChildren(QTimer) if timer.isActive()] == [LOOK_MS]
    with qtbot.waitSignal(keeper.lockRequested, timeout=2 * LOOK_MS):
        window_clock.seconds += keeper.minutes[0] * 60
    assert len(asked) == 1
    keeper.stop()
    assert not any(timer.isActive() for timer in keeper.findChildren(QTimer))
    keeper.end()


def test_a_machine_that_slept_is_locked_when_it_wakes(
    locked_shell: Shell, window_clock: object, settle: Settle
) -> None:
    from datetime import timedelta

    window_clock.wall += timedelta(hours=16)  # type: ignore[attr-defined]
    locked_shell.keeper.look()
    settle(locked_shell)
    assert locked_shell.window.covered


def test_recovery_code_way_needs_a_good_new_passphrase(
    qtbot: QtBot, locked_shell: Shell, settle: Settle
) -> None:
    locked_shell.lock()
    settle(locked_shell)
    face = locked_shell.door.face
    assert isinstance(face, UnlockFace)
    face.go.setFocus()
    face.go.click()
    assert "Type your passphrase" in face.error.text() and face.passphrase is face.window().focusWidget()
    face._switch_way()
    face.by_code.code.setText("ABCD")
    face.by_code.new.setText("password")
    face.by_code.again.setText("password")
    face._submit()
    assert "five words" in face.error.text()
