"""A file within a message, taken out of it by the process that reads messages (I17, X4)."""

from __future__ import annotations

import subprocess
from typing import Final

from jfs_desktop.errors import BadInput
from jfs_desktop.mail import child
from jfs_desktop.mail.received import Attached

_REMEDY: Final = "Save it from your mail program, and choose that file."


def attached_content(message: bytes, file: Attached) -> bytes:
    """The bytes of a file that stands in a message which was read before. Raises BadInput (``file``)."""
    try:
        done = subprocess.run(  # noqa: S603 - this program itself, with a hash
            child.command(file.sha256),
            input=message,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=child.PATIENCE,
            check=True,
            env=child.environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise BadInput("The file in this message could not be read.", field="file", remedy=_REMEDY) from error
    return done.stdout
