"""``python -m ui`` starts the window."""

from __future__ import annotations

import sys

from jfs_desktop.mail import child

status = child.answered(sys.argv)
if status is None:
    from ui.app import main

    status = main()
sys.exit(status)
