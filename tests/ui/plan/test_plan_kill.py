"""A real process, killed with SIGKILL right after it said 'Saved': nothing typed is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework import plans
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.views import PlanView

ROOT = Path(__file__).parents[3]
TYPIST = """
import sys
from pathlib import Path
from uuid import UUID
from PySide6.QtCore import QTimer
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
shell.frame.open_case(case_id, "plan")
while shell.tasks.busy:
    app.processEvents()
tab = shell.frame.page("case").tab("plan")
box = tab.editor.steps
box.setFocus()
QTest.keyClicks(box, "Ring the clinic about the admin post")
while "Saved" not in tab.head.saved.text():
    app.processEvents()
print("SAVED", flush=True)
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of POSIX")
def test_a_kill_right_after_saved_loses_nothing(
    own_vault: Path, case_id: UUID, passphrase: str, inside: Callable[[Callable[[Workspace], object]], object]
) -> None:
    command = [sys.executable, "-c", TYPIST, str(own_vault), str(case_id), passphrase]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
    ) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert line == "SAVED\n"
    view = inside(lambda workspace: plans.open_plan(workspace, case_id))
    assert isinstance(view, PlanView)
    kept = view.draft or view.content
    assert kept.next_steps == "Ring the clinic about the admin post"
