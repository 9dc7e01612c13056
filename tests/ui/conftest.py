"""The real window on a real vault, off the screen."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.office.first_run import FirstRun, begin
from jfs_desktop.clock import Clock
from jfs_desktop.store.key_header import ArgonCost
from jfs_desktop.store.vault import Vault
from tests import patience
from tests.cleared import with_channels
from tests.kept_vaults import kept
from tests.ui import timer_desk
from ui.shell.assembly import build
from ui.shell.preferences import Preferences
from ui.shell.shell import Shell
from ui.shell.theme import Theme

PASSPHRASE = "seven quiet otters wade slowly"
PICTURES = Path(__file__).parent.parent / "pictures"
NEVER_MS = 24 * 60 * 60 * 1000
CHEAP = ArgonCost(memory_kib=19 * 1024, passes=1, lanes=1)


class WindowClock:
    """A clock that a test moves: both times together, or the wall alone."""

    def __init__(self) -> None:
        self.wall = datetime(2021, 6, 4, 9, 41, 52, tzinfo=UTC)
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds


class PatientBot(QtBot):
    """Waits as long for what must come as a busy machine may take (tests/patience.py)."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = patience.MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = patience.MS, **how: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitExposed(self, widget: QWidget, *, timeout: int = patience.MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def rings_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program, Python looks for rings of objects on the window's thread alone: a test that
    uses threads without a whole window must not have its timers destroyed on another."""
    if request.node.get_closest_marker("python_looks_itself"):
        yield
        return
    looked = gc.isenabled()
    gc.disable()
    yield
    gc.collect(1)
    if looked:
        gc.enable()


@pytest.fixture
def window_clock() -> WindowClock:
    return WindowClock()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def own_vault(tmp_path: Path, window_clock: WindowClock) -> Path:
    """A vault that is set up, closed, and ready for the window to open."""
    folder = tmp_path / "vault"

    def make() -> None:
        vault, _ = Vault.create(folder, PASSPHRASE, clock=window_clock, cost=CHEAP)
        with_channels(begin(vault, window_clock, FirstRun("Northgate Skills", "Rosa Khan", prap_role=True)))
        vault.close()

    kept(folder, ("a window's vault", window_clock.wall), make)
    return folder


@pytest.fixture
def make_shell(
    qapp: QApplication, tmp_path: Path, window_clock: WindowClock
) -> Iterator[Callable[..., Shell]]:
    """Builds shells with everything the program has, and closes them after the test."""
    made: list[Shell] = []

    def make(folder: Path, *, clock: Clock | None = None, theme: str = "light", page: str = "") -> Shell:
        shell = build(
            qapp,
            folder,
            clock=clock or window_clock,
            preferences=Preferences(tmp_path / "window.ini"),
            theme=theme,
            page=page,
            plain_size=True,
        )
        shell.window.resize(1280, 800)
        # A test says when the lock looks: it would take a clock that is moved for a machine that slept.
        shell.keeper._timer.setInterval(NEVER_MS)
        made.append(shell)
        return shell

    yield make
    for shell in made:
        shell.window.close()
        shell.close()
        shell.window.deleteLater()
        shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def shell(make_shell: Callable[..., Shell], own_vault: Path) -> Shell:
    """The window, opened with the right passphrase and at rest."""
    made = make_shell(own_vault)
    made.start()
    made.door.open_with(PASSPHRASE)
    _settle(made)
    return made


@pytest.fixture
def people(own_vault: Path, passphrase: str) -> tuple[UUID, UUID, UUID]:
    """Priya Nair, Bartholomew Featherstonehaugh-Marsh and Ada Cole in ``own_vault`` (timer_desk.py)."""
    return timer_desk.put_people(own_vault, passphrase)


@pytest.fixture
def desk(
    people: tuple[UUID, UUID, UUID], shell: Shell, window_clock: WindowClock, settle: Callable[[Shell], None]
) -> timer_desk.Desk:
    """The window with its timer over these people, unless the tests of a file have a desk of their own."""
    return timer_desk.Desk(shell, window_clock, settle)


_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Notes of each test whether it failed."""
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Save the window as it stands at the end of a test that failed, or of each one, to look at."""
    wanted = item.config.getoption("--pictures") or item.stash.get(_FAILED, False)
    if not wanted or QApplication.instance() is None:
        return
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible() and widget.isWindow() and widget.width() > 200:
            _save(widget, item.name)
            return


@pytest.fixture
def settle() -> Callable[[Shell], None]:
    """Lets every job of a shell come home and every posted event be heard."""
    return _settle


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    """The system's letters at 18 points; what is looked at is made after this."""
    usual = qapp.font()
    large = QFont(usual)
    large.setPointSizeF(18)
    qapp.setFont(large)
    yield
    qapp.setFont(usual)
    Theme(qapp, "light")


@pytest.fixture
def save_picture(request: pytest.FixtureRequest) -> Callable[[QWidget, str], None]:
    """Paints a window and, where pictures are asked for, saves it under a name of its own."""
    wanted: bool = request.config.getoption("--pictures")

    def paint(widget: QWidget, name: str) -> None:
        _save(widget, name if wanted else "")

    return paint


@pytest.fixture
def passphrase() -> str:
    """What opens ``own_vault``."""
    return PASSPHRASE


def _settle(shell: Shell) -> None:
    """Let every job come home and every posted event be heard."""
    turns = 0
    while turns < 4 or shell.tasks.busy:  # a timer that came due in the last turn asks for one more
        assert shell.tasks.wait_idle(patience.MS)
        QApplication.processEvents()
        turns += 1


def _save(widget: QWidget, name: str) -> None:
    """Paint a window, and save it below ``tests/pictures`` where it is given a name."""
    for _ in range(3):
        QApplication.processEvents()
    painted = widget.grab()
    if name:
        PICTURES.mkdir(exist_ok=True)
        painted.save(str(PICTURES / (re.sub(r"[^\w.-]+", "-", name) + ".png")))
