"""What a reply can be, and of which papers of a start it can speak (I17, JFS 3.19)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ReplyKind(StrEnum):
    """What a reply is."""

    ACKNOWLEDGES = "acknowledges"
    NOT_RECEIVED = "not_received"
    ASKS = "asks"
    THANKS = "thanks"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    DELAYED = "delayed"
    """A mail server's warning: it goes on trying."""
    DELIVERED = "delivered"
    """A mail server's receipt: it is in the mailbox, or was passed on to it."""
    WRONG_PERSON = "wrong_person"
    UNCLEAR = "unclear"
    UNRELATED = "unrelated"
    NOTICE = "notice"
    """It is DWP's: it answers a message that went there, names one of DWP's forms, or comes from POST."""
    REQUEST = "request"
    """A Jobcentre asks for a JFAP, by its form or by what stands on it."""


REPORTS: Final = (ReplyKind.BOUNCE, ReplyKind.DELAYED, ReplyKind.DELIVERED)
"""What a mail server says became of a message."""
BY_MACHINE: Final = (ReplyKind.AUTOMATIC, *REPORTS)


class Paper(StrEnum):
    """Which of the two papers of a start it speaks of; each wants evidence of its own."""

    PACK = "pack"
    PLAN = "plan"
