"""A mail account, the steps on the way to its server, and what came of a try (DESIGN 7).

Apart from the sending itself, so that what only shows an outbox loads nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from jfs_desktop.rules.writing.discreet import Discreet


class Security(StrEnum):
    """How the connection is encrypted; there is no way without."""

    TLS = "tls"
    STARTTLS = "starttls"


class SignIn(StrEnum):
    """How the account proves itself."""

    PASSWORD = "password"  # noqa: S105 (the name of a way, not a secret)
    TOKEN = "token"  # noqa: S105
    NONE = "none"


class Step(StrEnum):
    """One step on the way to a server."""

    FIND = "find"
    CONNECT = "connect"
    SECURE = "secure"
    SIGN_IN = "sign_in"
    HAND_OVER = "hand_over"
    FOLDER = "folder"
    """The one step where another program sends."""


STEP_NAMES: Final = {
    Step.FIND: "Find the server",
    Step.CONNECT: "Connect to it",
    Step.SECURE: "Encrypt the connection and check who answers",
    Step.SIGN_IN: "Sign in",
    Step.HAND_OVER: "Hand the message over",
    Step.FOLDER: "Write into the folder",
}


class Ending(StrEnum):
    """What came of a try."""

    TAKEN = "taken"
    PUT_OFF = "put_off"
    """Not now: it may be tried again."""
    REFUSED = "refused"
    """For good, until something is changed."""
    LEFT = "left"
    """Given to another program; whether that sent it is not known here."""
    UNKNOWN = "unknown"
    """The connection broke in the middle: it may have been taken."""


@dataclass(frozen=True, slots=True, repr=False)
class Account(Discreet):
    """A mail account without its secret."""

    host: str
    port: int
    security: Security
    sign_in: SignIn
    user: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Delivery(Discreet):
    """What came of a try: at which step it ended, in plain words, and the server's own answer; ``at`` when it
    ended (aware), which may be long before it can be noted in a vault that was locked meanwhile; ``handed``
    the message byte for byte where it was taken or may have been."""

    ending: Ending
    step: Step
    words: str = ""
    answer: str = field(default="", repr=False)
    at: datetime | None = None
    handed: bytes = field(default=b"", repr=False)

    @property
    def is_of_route(self) -> bool:
        """Whether the try ended on the way, as it would with any other message, and not with this one."""
        return self.ending in (Ending.REFUSED, Ending.PUT_OFF) and self.step is not Step.HAND_OVER
