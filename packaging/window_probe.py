"""Drives the window off the screen for the benchmarks, in a process of its own, and prints what it measured.

``python packaging/window_probe.py caseload FOLDER``, ``... today FOLDER`` and ``... cv FOLDER`` print one
JSON object of lists of milliseconds and of megabytes. The vault in FOLDER is one of ``bench_vaults``.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from made_clock import BenchClock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

PASSPHRASE = "harbour lantern biscuit meadow tuesday"  # noqa: S105
TYPING_SECONDS = 0.5
"""A person types the passphrase meanwhile."""
KEY_SECONDS = 0.12
"""From key to key of somebody who types well."""
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
Samples = dict[str, list[float]]


def resident_mb() -> float:
    """Memory of this process now; 0 where the system does not tell it this way."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    return int(status.read_text().split()[1]) * mmap.PAGESIZE / 2**20


def until(app: QApplication, ready: Callable[[], bool]) -> None:
    """Let the window's loop turn until something is so."""
    tick = QTimer()  # the loop turns although nothing else happens
    tick.start(50)
    while not ready():
        app.processEvents(WAIT)


def _context(app: QApplication, workspace: Any, tasks: Any, spare: Path) -> Any:
    """What a page is given, as the window gives it."""
    from ui.shell.context import Context
    from ui.shell.hub import ChangeHub
    from ui.shell.preferences import Preferences
    from ui.shell.say import Say
    from ui.shell.sharing import Sharing
    from ui.shell.theme import Theme

    theme, preferences = Theme(app, "light"), Preferences(spare / "window.ini")
    made = Context(tasks, ChangeHub(tasks), Say(tasks), theme, workspace.clock, preferences, Sharing())
    made.begin(workspace, tasks)
    return made


def caseload(folder: Path) -> Samples:
    """Keystrokes, sorting, filters, paging, scrolling and opening a case; memory of the page."""
    app = QApplication([])
    from jfs_desktop.casework.desk.workspace import open_workspace
    from jfs_desktop.store.vault import Vault
    from ui.pages.case.page import CasePage
    from ui.pages.case.tabs import TABS
    from ui.pages.caseload import CaseloadPage
    from ui.shell.tasks import Tasks

    clock = BenchClock()
    vault, tasks = Vault.open(folder, passphrase=PASSPHRASE, clock=clock), Tasks()
    with tempfile.TemporaryDirectory() as spare:
        context = _context(app, open_workspace(vault, clock), tasks, Path(spare))
        window = QMainWindow()
        window.resize(1280, 800)
        window.show()
        app.processEvents()
        before = resident_mb()
        page = CaseloadPage(context)
        start = time.perf_counter()
        window.setCentralWidget(page)
        until(app, lambda: bool(page.model.ids))
        found: Samples = {"first list": [(time.perf_counter() - start) * 1000]}
        tasks.wait_idle(60_000)
        found["memory"] = [resident_mb() - before]
        _drive(app, page, found)
        case = CasePage(context, TABS)
        ids = page.model.ids
        window.setCentralWidget(case)
        for number in range(0, min(len(ids), 4000), max(1, min(len(ids), 4000) // 20)):
            start = time.perf_counter()
            case.show()
            case.open_case(ids[number], "")
            until(app, lambda: not tasks.busy)
            case.repaint()
            found.setdefault("open a case", []).append((time.perf_counter() - start) * 1000)
        tasks.stop()
        vault.close()
    return found


def _drive(app: QApplication, page: object, found: Samples) -> None:
    from ui.pages.caseload import CaseloadPage
    from ui.pages.caseload_model import COLUMNS

    assert isinstance(page, CaseloadPage)
    table, model = page.table, page.model

    def event(name: str, act: Callable[[], object], *, answers: bool) -> None:
        """One event: what the window's thread works, and how long until the answer is painted."""
        serial, wall, work = model.serial, time.perf_counter(), time.thread_time()
        act()
        if answers:
            until(app, lambda: model.serial > serial and page.settled)
        rows = range(max(table.rowAt(0), 0), max(table.rowAt(table.viewport().height() - 1), 0) + 1)
        until(app, lambda: all(model.row(row) is not None for row in rows if row < len(model.ids)))
        table.viewport().repaint()
        found.setdefault(f"{name}: work", []).append((time.thread_time() - work) * 1000)
        found.setdefault(f"{name}: repainted", []).append((time.perf_counter() - wall) * 1000)

    for word in ("smi", "ash", "fordb", "ben-00", "priya", "millg", "glen"):
        for letter in word:
            event("keystroke", partial(QTest.keyClicks, page.search, letter), answers=True)
        for _ in word:
            event("keystroke", lambda: QTest.keyClick(page.search, Qt.Key.Key_Backspace), answers=True)
    header = table.horizontalHeader()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for _ in range(3):
        for column in range(len(COLUMNS)):
            if not table.isColumnHidden(column) and header.sectionViewportPosition(column) < 1000:
                place = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
                event("sort", partial(QTest.mouseClick, header.viewport(), left, none, place), answers=True)
    for _ in range(4):
        for index in (1, 2, 0):
            event("filter", partial(page.stage.setCurrentIndex, index), answers=True)
        event("filter", page.only_open.toggle, answers=True)
    table.setFocus()
    table.selectRow(0)
    for _ in range(40):
        event("page down", lambda: QTest.keyClick(table, Qt.Key.Key_PageDown), answers=False)
    bar, step = table.verticalScrollBar(), 3 * table.rowHeight(0)
    for _ in range(60):
        event("scroll", lambda: bar.setValue(bar.value() + step), answers=False)


def today(folder: Path) -> Samples:
    """From the passphrase to the painted list of Today, and the memory then."""
    app = QApplication([])
    from ui.shell.assembly import build
    from ui.shell.preferences import Preferences

    with tempfile.TemporaryDirectory() as spare:
        preferences = Preferences(Path(spare) / "window.ini")
        shell = build(
            app, folder, clock=BenchClock(), preferences=preferences, theme="light", plain_size=True
        )
        shell.window.resize(1280, 800)
        shell.start()
        typed = time.monotonic() + TYPING_SECONDS
        until(app, lambda: time.monotonic() > typed and not shell.tasks.busy)
        start = time.perf_counter()
        shell.door.open_with(PASSPHRASE)
        until(app, lambda: shell.is_open)
        page = shell.frame.page("today")
        until(app, lambda: bool(getattr(page, "items", None)))
        shell.window.repaint()
        taken = (time.perf_counter() - start) * 1000
        shell.tasks.wait_idle(30_000)
        for _ in range(20):
            app.processEvents()
            shell.tasks.wait_idle(30_000)
        memory = resident_mb()
        shell.window.close()
        shell.close()
    return {"unlock": [taken], "memory": [memory]}


def cv(folder: Path) -> Samples:
    """Typing into a CV of three pages beside its page, from the moment on at which its dictionary is loaded:
    each key until it is painted, and from the last key until the page shows what was typed, painted."""
    app = QApplication([])
    from bench_documents import three_page_cv
    from jfs_desktop.casework.cases.caseload import Caseload
    from jfs_desktop.casework.cv import cvs
    from ui.shell.assembly import build
    from ui.shell.preferences import Preferences

    found: Samples = {}
    with tempfile.TemporaryDirectory() as spare:
        preferences = Preferences(Path(spare) / "window.ini")
        shell = build(
            app, folder, clock=BenchClock(), preferences=preferences, theme="light", plain_size=True
        )
        shell.window.resize(1280, 800)
        shell.start()
        shell.door.open_with(PASSPHRASE)
        until(app, lambda: shell.is_open)
        shell.tasks.wait_idle(30_000)
        workspace = shell.context.workspace
        case_id = next(one for one in Caseload(workspace).search("") if cvs.open_cv(workspace, one).met)
        cvs.begin(workspace, case_id, three_page_cv())
        shell.frame.open_case(case_id, "cv")
        page: Any = shell.frame.page("case")
        tab = page.tab("cv")
        view = tab.preview.view
        until(app, lambda: view.page_count == 3 and not shell.tasks.busy)
        shell.window.activateWindow()
        until(app, shell.window.isActiveWindow)
        tab.editor.profile.text.setFocus()
        _type(app, shell, tab, found)
        shell.window.close()
        shell.close()
    return found


def _type(app: QApplication, shell: Any, tab: Any, found: Samples) -> None:
    box, view = tab.editor.profile.text, tab.preview.view
    for turn in range(20):
        word = f"tidy{'abcdefghijklmnopqrst'[turn]} "
        for letter in word:
            start = time.perf_counter()
            QTest.keyClicks(box, letter)
            box.viewport().repaint()
            found.setdefault("key", []).append((time.perf_counter() - start) * 1000)
            pause = start + KEY_SECONDS
            until(app, lambda pause=pause: time.perf_counter() > pause)  # type: ignore[misc]
        start = time.perf_counter()
        QTest.keyClicks(box, "x")
        until(app, lambda word=word: f"{word}x" in _first_page(view))  # type: ignore[misc]
        view.area.viewport().repaint()
        found.setdefault("refresh", []).append((time.perf_counter() - start) * 1000)
        QTest.keyClicks(box, " ")
        until(app, lambda: not shell.tasks.busy)


def _first_page(view: Any) -> str:
    """The words of the first page as it is drawn now."""
    sheets = (one for one in view.desk.findChildren(QWidget) if one.accessibleName().startswith("Page 1 "))
    return " ".join(" ".join(sheet.accessibleDescription() for sheet in sheets).split())


if __name__ == "__main__":
    kind, place = sys.argv[1:3]
    print(json.dumps({"caseload": caseload, "today": today, "cv": cv}[kind](Path(place))))
