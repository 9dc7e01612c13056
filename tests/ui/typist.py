"""Somebody types in a process of its own, which is killed with SIGKILL right after it said 'Saved'.

``python -m tests.ui.typist FOLDER CASE PASSPHRASE TAB FIELD WORDS`` types into FIELD of the tab's editor.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from operator import attrgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jfs_desktop.clock import SystemClock
from ui.shell.assembly import build
from ui.shell.preferences import Preferences

ROOT = Path(__file__).parents[2]


def type_and_be_killed(folder: Path, case_id: UUID, passphrase: str, *into: str) -> None:
    """Has it typed: ``into`` are the tab, the field and the words."""
    command = [sys.executable, "-m", "tests.ui.typist", str(folder), str(case_id), passphrase, *into]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
    ) as typist:
        assert typist.stdout is not None
        said = typist.stdout.readline()
        typist.send_signal(signal.SIGKILL)
        typist.wait()
    assert said == "SAVED\n"


def main(folder: str, case: str, passphrase: str, *into: str) -> None:
    key, field, words = into
    app = QApplication([])
    preferences = Preferences(Path(folder).parent / "child.ini")
    shell = build(app, Path(folder), clock=SystemClock(), preferences=preferences)
    shell.start()
    shell.door.open_with(passphrase)
    while not shell.is_open or shell.tasks.busy:
        app.processEvents()
    shell.frame.open_case(UUID(case), key)
    while shell.tasks.busy:
        app.processEvents()
    page: Any = shell.frame.page("case")
    tab = page.tab(key)
    box = attrgetter(field)(tab.editor)
    box.setFocus()
    QTest.keyClicks(box, words)
    while "Saved" not in tab.head.saved.text():
        app.processEvents()
    os.write(1, b"SAVED\n")
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
