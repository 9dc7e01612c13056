"""The window's program: arguments, self-test, crash hook, then the shell."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from jfs_desktop import paths
from jfs_desktop.clock import DEMO_DAY, Clock, ClockOnDay, SystemClock
from ui.shell import no_window
from ui.shell.crash import CrashHook, watch_native
from ui.shell.door import AFTER_FIRST_PAINT_MS, LAST_VAULT
from ui.shell.preferences import Preferences
from ui.shell.theme import application

if TYPE_CHECKING:
    from typing import TextIO

    from ui.shell.shell import Shell

DEMO_TIME = time(10, 41, 52)
DEMO_PARTICIPANTS = 46
NOTHING_ASKED: Mapping[str, Any] = dict.fromkeys(("vault", "today", "screenshot", "size")) | {
    "demo": False,
    "page": "",
    "theme": "",
}
LOSES_REFERENCES = "this build of PySide6 loses references and would crash; install the pinned one"
SCREEN_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
NO_SCREEN = "there is no screen to show the window on: start it from a terminal of your desktop"


def arguments() -> argparse.ArgumentParser:
    """The arguments of ``jfs-desktop``."""
    parser = argparse.ArgumentParser(prog="jfs-desktop", description="Casework for Job Finding Support.")
    parser.add_argument("--vault", type=Path, metavar="PATH", help="the vault's folder")
    parser.add_argument("--demo", action="store_true", help="open a practice caseload of made-up people")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="the day it is (demo only)")
    parser.add_argument(
        "--page", default="", metavar="NAME", help="the page to open: today, caseload, case:plan"
    )
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="save a picture and leave (demo only)"
    )
    parser.add_argument("--theme", choices=("light", "dark"), default="", help="a look for this run")
    parser.add_argument("--size", type=_size, metavar="WxH", help="the window's size, such as 1280x800")
    parser.set_defaults(**NOTHING_ASKED)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window; 0 when it was closed, 2 for bad use or where there is no screen."""
    wish = _wish(sys.argv[1:] if argv is None else argv)
    if not _finds_screen(picture=wish.screenshot is not None):
        sys.stderr.write(f"jfs-desktop: {NO_SCREEN}\n")
        return 2
    gc.disable()  # nothing that loading makes is rubbish; afterwards the shell looks for it
    with no_window.told():
        app = QApplication.instance() or application(sys.argv[:1])
    if not isinstance(app, QApplication):
        return 2
    app.setApplicationName("JFS Desktop")
    app.setApplicationDisplayName("JFS Desktop")
    app.setQuitOnLastWindowClosed(True)
    stream, last_crash = _watch_crashes(paths.logs())
    with ExitStack() as held:
        held.enter_context(stream)
        shell = _shell(app, wish, held)
        hook = CrashHook(shell.window)
        hook.install()
        shell.start()
        QTimer.singleShot(AFTER_FIRST_PAINT_MS, app, lambda: _after_first_paint(app, shell))
        if last_crash.strip():
            shell.say.news("The program stopped suddenly last time. What was saved is safe.", level="info")
        code = app.exec()
        shell.close()
        gc.enable()
        sys.excepthook = sys.__excepthook__
    return code


def _wish(words: Sequence[str]) -> argparse.Namespace:
    """What the arguments ask for; the usual start without any does not wait for their parser."""
    if not words:
        return argparse.Namespace(**NOTHING_ASKED)
    parser = arguments()
    wish = parser.parse_args(words)
    if not wish.demo and (wish.today or wish.screenshot):
        parser.error("--today and --screenshot work with --demo only")
    return wish


def _finds_screen(*, picture: bool) -> bool:
    """Whether the window can be shown: without a screen Qt would kill the program. A picture needs none."""
    if sys.platform != "linux" or any(map(os.environ.get, SCREEN_NAMES)):
        return True
    if picture:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return picture


def _watch_crashes(folder: Path) -> tuple[TextIO, str]:
    """As ``watch_native``; a folder that cannot be written takes nothing away but the report."""
    try:
        return watch_native(folder)
    except OSError:
        return io.StringIO(), ""


def loses_references(app: QObject) -> bool:
    """Whether this PySide6 drops a reference to None at every call, which kills the process in time."""
    probe = QObject(app)
    before = sys.getrefcount(None)
    for _ in range(500):
        probe.setObjectName("probe")
    lost = before - sys.getrefcount(None)
    probe.deleteLater()
    return lost > 250


def _shell(app: QApplication, wish: argparse.Namespace, held: ExitStack) -> Shell:
    from ui.shell.assembly import build

    spare = Path()
    if wish.screenshot:
        folder = tempfile.TemporaryDirectory(prefix="jfs-demo-", ignore_cleanup_errors=True)
        spare = Path(held.enter_context(folder))
    preferences = Preferences(spare / "window.ini" if wish.screenshot else paths.settings_file())
    last = preferences.text(LAST_VAULT)
    demo_day = wish.today or DEMO_DAY
    own = paths.default_vault()
    usual = own.parent / f"practice-{demo_day}" if wish.demo else Path(last) if last else own
    vault = wish.vault or (spare / "vault" if wish.screenshot else usual)
    clock: Clock = ClockOnDay(demo_day, DEMO_TIME) if wish.demo else SystemClock()
    shell = build(
        app,
        vault,
        clock=clock,
        preferences=preferences,
        theme=wish.theme,
        page=wish.page,
        plain_size=wish.size is not None,
    )
    if wish.size is not None:
        shell.window.resize(*wish.size)
    if wish.demo:
        shell.door.open_demo(demo_day, DEMO_PARTICIPANTS)
    if wish.screenshot is not None:
        from ui.photographer import Photographer

        Photographer(app, shell, wish.screenshot)
    return shell


def _after_first_paint(app: QApplication, shell: Shell) -> None:
    """What the first paint need not wait for."""
    from ui.shell.log import start_log

    if loses_references(app):
        # Windows gives a program without a console no standard error.
        if sys.stderr is not None:
            sys.stderr.write(f"{app.applicationName()}: {LOSES_REFERENCES}\n")
        app.exit(2)
        return
    _let_interrupt(app)
    shell.window.take_icon()
    shell.theme.look_closely()
    shell.theme.follow_scale(shell.window)
    with suppress(OSError):  # the work goes on without a log
        start_log(paths.logs())


def _let_interrupt(app: QApplication) -> None:
    """Let Ctrl+C in a terminal close the window in good order."""
    import signal

    signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("write it as 1280x800")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
