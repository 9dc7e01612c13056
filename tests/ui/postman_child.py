"""The window in a process of its own with a message that waits, until it is killed in mid-send.

``python postman_child.py FOLDER PASSPHRASE START``: opens the window off the screen as it would be at START
(an ISO instant), with a keyring in memory that has the office's password. FOLDER's parent takes its
preferences.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import keyring
from PySide6.QtWidgets import QApplication

from jfs_desktop.mail import secrets
from tests.mail.loopback import SECRET, USER
from tests.ui.post_office import MemoryRing
from tests.ui.timer_child import FastClock
from ui.shell.assembly import build
from ui.shell.preferences import Preferences


def main(folder: str, passphrase: str, start: str) -> None:
    app = QApplication([])
    ring = MemoryRing()
    ring.set_password(secrets.SERVICE, f"{USER}@127.0.0.1", SECRET)
    keyring.set_keyring(ring)
    clock = FastClock(datetime.fromisoformat(start))
    own = Preferences(Path(folder).parent / "child.ini")
    shell = build(app, Path(folder), clock=clock, preferences=own, theme="light", plain_size=True)
    shell.start()
    shell.door.open_with(passphrase)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
