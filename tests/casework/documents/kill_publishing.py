"""A process that takes in and publishes one template after the other, until it is killed.

A job has FOLDER, NOW and the number of its first layout (forks.py). It says 'arrived VERSION' and 'published
VERSION' as each is done.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.documents import template_publishing
from jfs_desktop.casework.documents.template_publishing import Approval
from jfs_desktop.casework.today.warm_up import warm_up
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, SetClock
from tests.documents import made_templates as made
from tests.store.forks import say, serve


def work(folder: str, now: str, first: str) -> None:
    clock = SetClock(datetime.fromisoformat(now))
    vault = Vault.open(Path(folder), passphrase=PASSPHRASE, clock=clock)
    workspace = open_workspace(vault, clock)
    for number in range(int(first), int(first) + 60):
        document = made.jfap()
        made.lines(document, f"Layout {number}.")
        content = made.saved(document)
        seen = template_publishing.examine(workspace, "jfap", "en", f"{number}.docx", content)
        one = template_publishing.arrive(workspace, seen, content).value
        say(f"arrived {one.version}")
        approval = Approval("Head office", workspace.today(), received_from_dwp_on=workspace.today())
        template_publishing.publish(workspace, one.id, approval)
        say(f"published {one.version}")
    say("through")


if __name__ == "__main__":
    warm_up()
    serve(work)
