"""The window killed with SIGKILL in the middle of an initial meeting, and started again (I1)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from jfs_desktop.rules.meetings.initial_meeting import MeetingStep, StepState
from tests import patience
from tests.ui.casemaker import open_window
from tests.ui.timer_desk import NOON, Desk, put_people
from ui.dialogs.sessions.gap_question import GapQuestion
from ui.pages.case.meeting.meeting import MeetingTab
from ui.shell.shell import Shell

CHILD = Path(__file__).with_name("meeting_child.py")
ROOT = CHILD.parents[3]


def killed_in_the_meeting(folder: Path, passphrase: str, case_id: object) -> None:
    """Runs the window until half of the meeting is recorded and more is typed, and kills it."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), passphrase, NOON.isoformat(), str(case_id)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    told = process.stdout.readline().strip()
    process.kill()
    process.stdout.close()
    process.wait(patience.SECONDS)
    assert told == "kept", "the window ended by itself"


def test_killed_in_the_middle_of_the_meeting(
    own_vault: Path,
    passphrase: str,
    window_clock: Any,
    *,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
) -> None:
    """The timer is still there with one question; the steps stand as they were, the half typed too."""
    ada = put_people(own_vault, passphrase)[2]
    killed_in_the_meeting(own_vault, passphrase, ada)
    window_clock.wall = NOON + timedelta(minutes=20)
    shell = open_window(make_shell, own_vault, passphrase, settle)
    desk = Desk(shell, window_clock, settle)
    question = desk.dialog()
    assert isinstance(question, GapQuestion)
    desk.click("gap-work", question)
    assert desk.bar.session is not None and desk.bar.session.kind == "initial_meeting"
    desk.open_case(ada, "meeting")
    page: Any = shell.frame.page("case")
    tab = page.tab("meeting")
    assert isinstance(tab, MeetingTab) and tab.view is not None
    assert tab.view.step(MeetingStep.IDENTITY).state is StepState.DONE
    assert tab.view.now is MeetingStep.PACK and tab.open_step is MeetingStep.PACK
    needs = tab.cards[MeetingStep.NEEDS].body.parts[0]
    assert needs.answers() == {"needs": "Half a need"}
