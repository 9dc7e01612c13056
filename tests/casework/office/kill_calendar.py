"""A process that adopts a calendar and dates one case after the other anew, until it is killed.

A job has FOLDER, NOW and FILE (forks.py). It says a line as each case is done.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.office import calendars
from jfs_desktop.casework.today.warm_up import warm_up
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, SetClock
from tests.store.forks import say, serve


def work(folder: str, now: str, file: str) -> None:
    clock = SetClock(datetime.fromisoformat(now))
    vault = Vault.open(Path(folder), passphrase=PASSPHRASE, clock=clock)
    workspace = open_workspace(vault, clock)
    if file:
        seen = finish(calendars.preview(workspace, Path(file)))
        calendars.adopt(workspace, seen, confirmed=seen.file.sha256)
    say("adopted")
    for done, _ in redate(workspace, batch=1):
        say(str(done))
    say("through")


if __name__ == "__main__":
    warm_up()
    serve(work)
