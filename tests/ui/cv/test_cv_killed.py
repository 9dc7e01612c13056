"""A real process, killed with SIGKILL in the midst of a CV right after it said 'Saved' (V1)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from jfs_desktop.casework import cvs
from tests.ui.casemaker import case_maker
from tests.ui.cv.conftest import CvDesk

ROOT = Path(__file__).parents[3]
TYPIST = """
import sys
from pathlib import Path
from uuid import UUID
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from jfs_desktop.clock import SystemClock
from ui.shell.assembly import build
from ui.shell.preferences import Preferences

folder, case_id, passphrase = Path(sys.argv[1]), UUID(sys.argv[2]), sys.argv[3]
app = QApplication([])
shell = build(app, folder, clock=SystemClock(), preferences=Preferences(folder.parent / "child.ini"))
shell.start()
shell.door.open_with(passphrase)
while not shell.is_open or shell.tasks.busy:
    app.processEvents()
shell.frame.open_case(case_id, "cv")
while shell.tasks.busy:
    app.processEvents()
tab = shell.frame.page("case").tab("cv")
box = tab.editor.profile.text
box.setFocus()
QTest.keyClicks(box, "I like early shifts and a tidy bay")
while not tab.head.saved.text().startswith("\u2713"):
    app.processEvents()
print("SAVED", flush=True)
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of POSIX")
def test_a_kill_in_the_midst_of_typing_loses_nothing(
    own_vault: Path, case_id: UUID, passphrase: str, window_clock: Any, make_desk: Callable[[], CvDesk]
) -> None:
    with case_maker(own_vault, passphrase, window_clock) as maker:
        cvs.begin(maker.workspace, case_id)
    command = [sys.executable, "-c", TYPIST, str(own_vault), str(case_id), passphrase]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
    ) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert line == "SAVED\n"
    desk = make_desk()
    assert desk.tab.editor.profile.text.text() == "I like early shifts and a tidy bay"
    assert desk.tab.head.notice.isVisible()
    desk.click("cv-keep")
    assert not desk.tab.head.notice.isVisible()
    view = desk.view
    assert view.settled is not None and view.settled.content.profile.startswith("I like early shifts")
