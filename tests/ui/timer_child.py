"""The window in a process of its own, in mid-session, until it is killed.

``python timer_child.py FOLDER PASSPHRASE START CASE``: opens the window off the screen as it would be at
START (an ISO instant) on a clock ten times as fast as ours, starts a session by clicks, types half a
wrap-up, and says the time of each beat once it is written. FOLDER's parent takes its preferences.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.timer_desk import Desk
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.shell.assembly import build
from ui.shell.preferences import Preferences
from ui.shell.shell import Shell

FASTER = 10
BEAT_MS = 200


class FastClock:
    """Both times, ten times as fast."""

    def __init__(self, start: datetime) -> None:
        self.start = start
        self.began = time.monotonic()

    @property
    def seconds(self) -> float:
        return (time.monotonic() - self.began) * FASTER

    @property
    def wall(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds


def settle(shell: Shell) -> None:
    for _ in range(4):
        shell.tasks.wait_idle(120_000)
        QApplication.processEvents()


def main(folder: str, passphrase: str, start: str, case: str) -> None:
    app = QApplication([])
    clock = FastClock(datetime.fromisoformat(start))
    own = Preferences(Path(folder).parent / "child.ini")
    shell = build(app, Path(folder), clock=clock, preferences=own, theme="light", plain_size=True)
    shell.start()
    shell.door.open_with(passphrase)
    settle(shell)
    desk = Desk(shell, clock, settle)
    desk.start(UUID(case))
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    QTest.keyClicks(dialog.form.field("notes"), "Half a thought")
    dialog.keep_draft()

    def beat() -> None:
        desk.bar.beat()
        shell.tasks.write(clock.now, owner=shell, done=lambda at: print(at.isoformat(), flush=True))

    beats = QTimer(shell)
    beats.timeout.connect(beat)
    beats.start(BEAT_MS)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
