"""What is said of a file from another computer that is not taken in."""

from __future__ import annotations

from jfs_desktop.errors import UserError


class EnvelopeRefused(UserError):
    """A file from another computer that is not taken in; nothing was changed by it."""

    default_title = "This file was not taken in"


def damaged() -> EnvelopeRefused:
    """What is said of a file that is not what was signed or sealed."""
    return EnvelopeRefused(
        "The file is damaged or was altered on the way.", remedy="Copy it again, or have it sent again."
    )
