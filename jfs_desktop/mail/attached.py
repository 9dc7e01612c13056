"""A file within a message, or the words of its HTML, out of the process that reads messages (I17, X4)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Final

from jfs_desktop.errors import BadInput
from jfs_desktop.mail.asking import Asking, NoAnswer
from jfs_desktop.mail.mail_file import IN_HTML
from jfs_desktop.mail.received import Attached

_REMEDY: Final = "Save it from your mail program, and choose that file."


def attached_content(message: bytes, file: Attached) -> Generator[None, None, bytes]:
    """The bytes of a file that stands in a message which was read before, in short steps. Raises BadInput
    (``file``)."""
    try:
        return (yield from Asking(message, file.sha256).in_steps())
    except NoAnswer as error:
        raise BadInput("The file in this message could not be read.", field="file", remedy=_REMEDY) from error


def html_words(message: bytes) -> Generator[None, None, str]:
    """The words of the HTML that a message which was read before has beside its plain text; '' where it has
    none, or none that can be read; in short steps."""
    try:
        return (yield from Asking(message, IN_HTML).in_steps()).decode()
    except NoAnswer:
        return ""
