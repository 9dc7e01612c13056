"""A process that takes in and publishes one template after the other, until it is killed.

``python kill_publishing.py FOLDER NOW`` says 'arrived N' and 'published N' as each is done.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from jfs_desktop.casework import template_publishing
from jfs_desktop.casework.template_publishing import Approval
from jfs_desktop.casework.workspace import open_workspace
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, SetClock
from tests.documents import made_templates as made


def main(folder: str, now: str) -> None:
    clock = SetClock(datetime.fromisoformat(now))
    vault = Vault.open(Path(folder), passphrase=PASSPHRASE, clock=clock)
    workspace = open_workspace(vault, clock)
    for number in range(2, 60):
        document = made.jfap()
        made.lines(document, f"Layout {number}.")
        content = made.saved(document)
        seen = template_publishing.examine(workspace, "jfap", "en", f"{number}.docx", content)
        template_id = template_publishing.arrive(workspace, seen, content).value.id
        print("arrived", number, flush=True)
        approval = Approval("Head office", workspace.today(), received_from_dwp_on=workspace.today())
        template_publishing.publish(workspace, template_id, approval)
        print("published", number, flush=True)
    print("through", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
