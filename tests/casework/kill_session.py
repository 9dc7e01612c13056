"""A process that runs a session on a clock of its own until it is killed.

``python kill_session.py FOLDER START STOP SEED`` opens the vault at START (an ISO instant), recovers
the session, then lets time pass 15 seconds a beat, pausing now and then, and says each beat
once it is written. With STOP 'yes' it stops the session instead.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

from jfs_desktop.casework import sessions
from jfs_desktop.casework.workspace import open_workspace
from jfs_desktop.store.vault import Vault

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


def main(folder: str, start: str, stop: str, seed: str) -> None:
    clock = Hurried(datetime.fromisoformat(start))
    vault = Vault.open(Path(folder), passphrase=PASSPHRASE, clock=clock)
    workspace = open_workspace(vault, clock)
    session = sessions.recover(workspace).session
    assert session is not None
    if stop == "yes":
        sessions.stop(workspace, session.id, at=clock.now())
        workspace.close()
        return
    chance = random.Random(int(seed))
    state = session.state
    while True:
        print(clock.now().isoformat(), flush=True)
        clock.step()
        if chance.random() < 0.1:
            verb = sessions.resume if state == "paused" else sessions.pause
            state = verb(workspace, session.id, at=clock.now()).value.state
        else:
            sessions.beat(workspace, session.id, wall=clock.now(), monotonic=clock.monotonic())


if __name__ == "__main__":
    main(*sys.argv[1:])
