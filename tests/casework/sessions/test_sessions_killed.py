"""A real process over a real vault, killed at 20 random moments in mid-session (S1, FIELD-NOTES 'Timer')."""

from __future__ import annotations

import os
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.rules.meetings.session_time import Stretch, shared_seconds, union
from jfs_desktop.store.vault import Vault
from tests.store.jobs import Jobs, job_process, kill_after

CHILD = Path(__file__).with_name("kill_session.py")
KILLS = 20

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here to be killed")


def killed_at_random(jobs: Jobs, folder: Path, at: datetime, chance: random.Random) -> datetime:
    """Runs until a random moment, kills the process, and returns the last beat it had told."""
    process = jobs.begin(folder, at.isoformat(), "no", chance.randrange(1000))
    told = [jobs.line() for _ in range(chance.randint(1, 60))]
    kill_after(process, chance.random() * 0.01)  # somewhere within the next writes
    told += jobs.rest()
    whole = [line for line in told if line.endswith("\n")]
    assert whole, "the child never ran"
    return datetime.fromisoformat(whole[-1].strip())


def test_killed_at_20_random_moments_nothing_is_lost_or_counted_twice(office):
    """Work, breaks and questions fill the time from start to stop without a hole or an overlap, each
    crash is asked, and what was counted lies within what was told before the kill."""
    case_id = office.met()
    began = office.clock.now()
    session = sessions.start(office.workspace, case_id, channel="video", identity="confirmed", at=began).value
    office.workspace.close()
    chance = random.Random(20)
    at, down = began, []
    with job_process(CHILD) as jobs:
        for _ in range(KILLS):
            last = killed_at_random(jobs, office.folder, at, chance)
            at = last + timedelta(seconds=chance.randint(16, 4000))
            down.append(Stretch(last + timedelta(seconds=15), at))
        jobs.begin(office.folder, at.isoformat(), "yes", 0)
        assert jobs.rest() == ["done\n"]

    office.clock.at = at
    vault = Vault.open(office.folder, passphrase="copper lantern seven otters wade", clock=office.clock)
    workspace = open_workspace(vault, office.clock)
    try:
        view = sessions.one(workspace, session.id)
        questions = sessions.questions(workspace)
        assert vault.verify().ok
    finally:
        workspace.close()

    segments = [Stretch(one.started_at, one.ended_at) for one in view.segments]
    asked = [Stretch(gap.started_at, gap.ended_at) for gap in questions]
    pieces = segments + asked
    assert (view.started_at, view.stopped_at) == (began, at)
    assert union(pieces) == (Stretch(began, at),)
    assert sum((piece.end - piece.start).total_seconds() for piece in pieces) == (at - began).total_seconds()
    work = [Stretch(one.started_at, one.ended_at) for one in view.segments if one.kind == "work"]
    assert view.counted_seconds == sum((end - start).total_seconds() for start, end in work)
    assert not any(shared_seconds(piece, down) for piece in work)
    assert asked
    assert all(gap.cause == "restart" for gap in questions)
