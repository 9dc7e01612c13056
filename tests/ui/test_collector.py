"""Rings of objects are looked for on the window's thread alone, and memory does not grow for it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.referrals.referral_import import ROWS_A_COMMIT
from tests.exchange.made_files import csv_file, person
from ui.dialogs.referrals.import_referrals import ImportDialog
from ui.shell.collector import Collector
from ui.shell.shell import Shell

pytestmark = pytest.mark.python_looks_itself

ROWS = 800


class Ring(QObject):
    """An object that only the search for rings can free."""

    def __init__(self) -> None:
        super().__init__()
        self.timer = QTimer()
        self.timer.start(60_000)
        self.itself = self


@pytest.fixture
def searches() -> Iterator[list[int]]:
    """The threads that searches ran on."""
    seen: list[int] = []

    def note(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            seen.append(threading.get_ident())

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_no_search_runs_on_another_thread(
    qtbot: QtBot, shell: Shell, settle: Callable[[Shell], None], tmp_path: Path, searches: list[int]
) -> None:
    """An import makes records by the thousand on the writer's thread; what it leaves is still freed."""
    file = csv_file(tmp_path, (person(number) for number in range(1, ROWS + 1)))
    gone = weakref.ref(Ring())
    dialog = ImportDialog(shell.context, file, shell.window)
    dialog.open()
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog._progress.done >= ROWS_A_COMMIT)
    settle(shell)
    assert set(searches) == {threading.get_ident()}
    qtbot.waitUntil(lambda: gone() is None)


def test_the_oldest_generation_due_is_collected(qapp: object) -> None:
    holder = QObject()
    collector = Collector(holder)
    was = gc.get_threshold()
    try:
        assert not gc.isenabled()
        gc.collect()
        gc.set_threshold(10_000_000, 10, 10)
        assert collector.look() == -1
        gc.set_threshold(1, 10, 10)
        held = [[] for _ in range(100)]
        assert collector.look() == 0
        for _ in range(11):
            held += [[] for _ in range(100)]
            collector.look()
        assert gc.get_count()[1] <= 11 and len(held) > 100
    finally:
        gc.set_threshold(*was)
        collector.stop()
    assert gc.isenabled()


def test_everything_is_looked_through_in_a_quiet_moment(qapp: object) -> None:
    """It takes longer than a frame may, and so it waits while the window waits for an answer."""
    holder, works = QObject(), [True]
    collector = Collector(holder, lambda: works[0])
    was = gc.get_threshold()
    try:
        gc.collect()
        gc.set_threshold(10_000_000, 10_000_000, 1)
        gc.collect(1), gc.collect(1)
        assert collector.look() == -1
        works[0] = False
        assert collector.look() == 2
        works[0] = True
        for _ in range(11):
            gc.collect(1)
        assert collector.look() == 2, "but not for ever"
    finally:
        gc.set_threshold(*was)
        collector.stop()


def test_python_searches_again_once_the_window_is_closed(
    make_shell: Callable[..., Shell], own_vault: Path
) -> None:
    shell = make_shell(own_vault)
    assert not gc.isenabled()
    shell.close()
    assert gc.isenabled()


def test_nothing_else_looks_for_rings() -> None:
    """A warm-up runs on another thread: what it collected there could be a widget."""
    product = Path(__file__).resolve().parents[2]
    files = [one for part in ("ui", "jfs_desktop") for one in (product / part).rglob("*.py")]
    looking = {one.name for one in files if "gc.collect(" in one.read_text("utf-8")}
    assert looking == {"collector.py"}
