"""The window killed with SIGKILL in mid-session, and started again (S1; FIELD-NOTES, idea 5)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.casemaker import open_window
from tests.ui.timer_desk import NOON, Desk, put_people
from ui.dialogs.sessions.gap_question import GapQuestion
from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.shell.shell import Shell

CHILD = Path(__file__).with_name("timer_child.py")
ROOT = CHILD.parents[2]
BEATS = 6
AWAY = timedelta(minutes=7)


def killed_in_mid_session(folder: Path, passphrase: str, case_id: object) -> datetime:
    """Runs the window until some beats are written, kills it, and returns the last one it told."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), passphrase, NOON.isoformat(), str(case_id)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(BEATS)]
    process.kill()
    process.stdout.close()
    process.wait(30)
    assert all(told), "the window ended by itself"
    return datetime.fromisoformat(told[-1])


@pytest.mark.parametrize("answer", ["work", "break"])
def test_killed_in_mid_session_and_started_again(
    own_vault: Path,
    passphrase: str,
    *,
    window_clock,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
    save_picture: Callable[[QWidget, str], None],
    answer: str,
) -> None:
    """One question from the last beat to the restart; every beat's time is there, the draft too."""
    priya = put_people(own_vault, passphrase)[0]
    last = killed_in_mid_session(own_vault, passphrase, priya)
    window_clock.wall = last + AWAY
    shell = open_window(make_shell, own_vault, passphrase, settle)
    desk = Desk(shell, window_clock, settle)
    question = desk.dialog()
    assert isinstance(question, GapQuestion)
    assert "The program was not running" in question.body.text()
    save_picture(shell.window, "recovered-question")
    session = desk.bar.session
    assert session is not None
    (gap,) = session.gaps
    vouched = (gap.started_at - session.started_at).total_seconds()
    assert timedelta(0) <= last - gap.started_at < timedelta(seconds=30), (
        "no more than a beat or two is asked"
    )
    assert session.counted_seconds == int(vouched)
    desk.click(f"gap-{answer}", question)
    assert desk.no_dialog()
    desk.work(60)
    desk.click("timer-stop")
    dialog = desk.dialog()
    assert isinstance(dialog, WrapUpDialog)
    assert dialog.form.value("notes") == "Half a thought"
    dialog.plan.updated.click()
    QTest.keyClicks(dialog.plan.line, "A new aim")
    desk.click("wrap-up-save", dialog)
    (done,) = desk.sessions(priya)
    asked = (gap.ended_at - gap.started_at).total_seconds() if answer == "work" else 0
    assert done.counted_seconds == int(vouched + asked + 60)
    assert done.state == "stopped"
