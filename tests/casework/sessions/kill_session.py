"""Run by test_sessions_killed.py: runs a session on a clock of its own, in a fork, until it is killed.

A job has FOLDER, START, STOP and SEED (forks.py). It opens the vault at START (an ISO instant), recovers the
session, then lets time pass 15 seconds a beat, pausing now and then, and says each beat once it is written.
With STOP 'yes' it stops the session instead and says ``done``.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

import jfs_desktop.records.every_table
import jfs_desktop.rules.caseload.many_standings
import jfs_desktop.rules.facts.transitions  # noqa: F401 (what takes longest to load, before the fork)
from jfs_desktop.store.profiles import load_programme
from jfs_desktop.store.vault import Vault
from tests.store.forks import say, serve

PASSPHRASE = "copper lantern seven otters wade"


class Hurried:
    """A clock that passes 15 seconds at each step."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.ticks = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.ticks

    def step(self) -> None:
        self.at += timedelta(seconds=15)
        self.ticks += 15


def work(folder: str, start: str, stop: str, seed: str) -> None:
    # Loaded behind the fork: it gives each process a name of its own.
    from jfs_desktop.casework.desk.workspace import open_workspace
    from jfs_desktop.casework.sessions import sessions

    clock = Hurried(datetime.fromisoformat(start))
    vault = Vault.open(Path(folder), passphrase=PASSPHRASE, clock=clock)
    workspace = open_workspace(vault, clock)
    session = sessions.recover(workspace).session
    assert session is not None
    if stop == "yes":
        sessions.stop(workspace, session.id, at=clock.now())
        workspace.close()
        say("done")
        return
    chance = random.Random(int(seed))
    state = session.state
    while True:
        say(clock.now().isoformat())
        clock.step()
        if chance.random() < 0.1:
            verb = sessions.resume if state == "paused" else sessions.pause
            state = verb(workspace, session.id, at=clock.now()).value.state
        else:
            sessions.beat(workspace, session.id, wall=clock.now(), monotonic=clock.monotonic())


if __name__ == "__main__":
    load_programme("jfs-2021")
    serve(work)
