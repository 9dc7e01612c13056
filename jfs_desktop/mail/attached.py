"""A file within a message, or the words of its HTML, out of the process that reads messages (I17, X4)."""

from __future__ import annotations

from typing import Final

from jfs_desktop.errors import BadInput
from jfs_desktop.mail.asking import Asking, NoAnswer
from jfs_desktop.mail.mail_file import IN_HTML
from jfs_desktop.mail.received import Attached

_REMEDY: Final = "Save it from your mail program, and choose that file."


def attached_content(message: bytes, file: Attached) -> bytes:
    """The bytes of a file that stands in a message which was read before. Raises BadInput (``file``)."""
    try:
        return Asking(message, file.sha256).answer()
    except NoAnswer as error:
        raise BadInput("The file in this message could not be read.", field="file", remedy=_REMEDY) from error


def html_words(message: bytes) -> str:
    """The words of the HTML that a message which was read before has beside its plain text; '' where it has
    none, or none that can be read."""
    try:
        return Asking(message, IN_HTML).answer().decode()
    except NoAnswer:
        return ""
