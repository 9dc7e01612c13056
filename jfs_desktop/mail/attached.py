"""A file within a message, or the words of its HTML, out of the process that reads messages (I17, X4)."""

from __future__ import annotations

import subprocess
from typing import Final

from jfs_desktop.errors import BadInput
from jfs_desktop.mail import child
from jfs_desktop.mail.mail_file import IN_HTML
from jfs_desktop.mail.received import Attached

_FAILED: Final = (subprocess.TimeoutExpired, subprocess.CalledProcessError)
_REMEDY: Final = "Save it from your mail program, and choose that file."


def attached_content(message: bytes, file: Attached) -> bytes:
    """The bytes of a file that stands in a message which was read before. Raises BadInput (``file``)."""
    try:
        return _taken_out(message, file.sha256)
    except _FAILED as error:
        raise BadInput("The file in this message could not be read.", field="file", remedy=_REMEDY) from error


def html_words(message: bytes) -> str:
    """The words of the HTML that a message which was read before has beside its plain text; '' where it has
    none, or none that can be read."""
    try:
        return _taken_out(message, IN_HTML).decode()
    except _FAILED:
        return ""


def _taken_out(message: bytes, what: str) -> bytes:
    done = subprocess.run(  # noqa: S603 - this program itself, with a hash or a fixed word
        child.command(what),
        input=message,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=child.PATIENCE,
        check=True,
        env=child.environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return done.stdout
