"""Run by the attachment tests: keeps one attachment after another, and is killed in the middle.

With 'file', it kills itself once the file of the third stands and before its row is committed; with
'for-ever' it says the id of each after its commit, until killed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import uuid_utils.compat as uuid_utils

from jfs_desktop.clock import SystemClock
from jfs_desktop.store import attachments
from jfs_desktop.store.unit_of_work import Author, Verb, changing
from jfs_desktop.store.vault import Vault
from tests.store.made_attachments import CONTENT, add_row, adviser


def main() -> None:
    folder, passphrase, when = sys.argv[1:]
    vault = Vault.open(Path(folder), passphrase=passphrase, clock=SystemClock())
    author = Author(None, vault.device_id)
    number = 0
    while True:
        number += 1
        attachment_id = uuid_utils.uuid7()
        verb, now = Verb("attachments.keep"), SystemClock().now()
        with changing(vault.engine, verb, author, at=now, new_key=uuid_utils.uuid7) as change:
            add_row(change, attachment_id, adviser(change), CONTENT)
            attachments.put(change, vault.folder, attachment_id, CONTENT)
            if when == "file" and number == 3:
                os.write(1, f"{attachment_id}\n".encode())
                os.kill(os.getpid(), signal.SIGKILL)
        os.write(1, f"{attachment_id}\n".encode())


if __name__ == "__main__":
    main()
