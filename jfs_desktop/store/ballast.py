"""Space that is given back when the disk is full: without any, not even deleting works."""

from __future__ import annotations

import os
from pathlib import Path

from jfs_desktop.store.files import write_whole

NAME = "ballast"
BYTES = 8 * 1024 * 1024


def fill(folder: Path) -> None:
    """Takes the space where it is not taken already and the disk has it."""
    ballast = folder / NAME
    try:
        if not ballast.exists():
            write_whole(ballast, os.urandom(BYTES))
    except OSError:
        ballast.unlink(missing_ok=True)  # a full disk: there will be room another day


def free(folder: Path) -> None:
    """Gives the space back; the next opening of the vault takes it again."""
    (folder / NAME).unlink(missing_ok=True)
