"""What a reply can be, and of which papers of a start it can speak (I17, JFS 3.19)."""

from __future__ import annotations

from enum import StrEnum


class ReplyKind(StrEnum):
    """What a reply is."""

    ACKNOWLEDGES = "acknowledges"
    NOT_RECEIVED = "not_received"
    ASKS = "asks"
    THANKS = "thanks"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    WRONG_PERSON = "wrong_person"
    UNCLEAR = "unclear"
    UNRELATED = "unrelated"
    NOTICE = "notice"
    """It answers nothing: it names one of DWP's forms, or comes from POST."""


class Paper(StrEnum):
    """Which of the two papers of a start it speaks of; each wants evidence of its own."""

    PACK = "pack"
    PLAN = "plan"
