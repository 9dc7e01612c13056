"""The window in a process of its own, in the middle of an initial meeting, until it is killed.

``python meeting_child.py FOLDER PASSPHRASE START CASE``: begins the meeting by clicks, confirms who it is,
types half of the needs, and says 'kept' once that is written. FOLDER's parent takes its preferences.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication

from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from tests.answers import IDENTITY
from tests.ui.timer_child import FastClock, settle
from tests.ui.timer_desk import Desk
from ui.pages.case.meeting.meeting import MeetingTab
from ui.shell.assembly import build
from ui.shell.preferences import Preferences


def main(folder: str, passphrase: str, start: str, case: str) -> None:
    app = QApplication([])
    clock = FastClock(datetime.fromisoformat(start))
    own = Preferences(Path(folder).parent / "child.ini")
    shell = build(app, Path(folder), clock=clock, preferences=own, theme="light", plain_size=True)
    shell.start()
    shell.door.open_with(passphrase)
    settle(shell)
    desk = Desk(shell, clock, settle)
    desk.begin_meeting(UUID(case))
    tab = shell.frame.page("case").tab("meeting")  # type: ignore[attr-defined]
    assert isinstance(tab, MeetingTab)
    check = tab.cards[MeetingStep.IDENTITY].body.parts[1]
    check.questions.set_answers(IDENTITY | {"matched": "full_name,referral_facts"})
    desk.click("do-identity_confirmed", check)
    tab.open_at(MeetingStep.NEEDS)
    tab.cards[MeetingStep.NEEDS].body.parts[0].questions.set_answers({"needs": "Half a need"})
    tab.save_drafts()
    shell.tasks.write(clock.now, owner=shell, done=lambda at: print("kept", flush=True))
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
