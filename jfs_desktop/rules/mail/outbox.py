"""What may become of a message: from a draft to the proof that it went (DESIGN 7, JFS 3.19).

'Sent' is said only with the server's answer, 'sent by hand' only on the adviser's word. Where a connection
broke after the message was handed over nobody can know: it is uncertain, and the adviser decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from jfs_desktop.errors import RefusedByRule

_CODE: Final = re.compile(r"[2-5]\d\d\b")


class MessageState(StrEnum):
    """Where a message stands."""

    DRAFT = "draft"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    OPENED = "opened"
    """Given to another mail program: whether it went from there is not known here."""
    BY_HAND = "by_hand"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


NAMES: Final[Mapping[MessageState, str]] = {
    MessageState.DRAFT: "Draft",
    MessageState.QUEUED: "Waits to be sent",
    MessageState.SENDING: "Being sent",
    MessageState.SENT: "Sent",
    MessageState.OPENED: "In another program",
    MessageState.BY_HAND: "Sent by hand",
    MessageState.FAILED: "Not sent",
    MessageState.UNCERTAIN: "Perhaps sent",
    MessageState.CANCELLED: "Not wanted any more",
}

GONE: Final = frozenset({MessageState.SENT, MessageState.BY_HAND})
"""It reached somebody: the server said so, or the adviser."""
ASKS: Final = frozenset({MessageState.FAILED, MessageState.UNCERTAIN, MessageState.OPENED})
"""The adviser has something to decide."""

_BY_ADVISER: Final = frozenset({MessageState.OPENED, MessageState.BY_HAND, MessageState.CANCELLED})
MOVES: Final[Mapping[MessageState, frozenset[MessageState]]] = {
    MessageState.DRAFT: _BY_ADVISER | {MessageState.QUEUED, MessageState.UNCERTAIN},
    MessageState.QUEUED: _BY_ADVISER
    | {MessageState.SENDING, MessageState.DRAFT, MessageState.FAILED, MessageState.UNCERTAIN},
    MessageState.SENDING: frozenset(
        {
            MessageState.SENT,
            MessageState.OPENED,
            MessageState.QUEUED,
            MessageState.FAILED,
            MessageState.UNCERTAIN,
        }
    ),
    MessageState.OPENED: _BY_ADVISER | {MessageState.QUEUED, MessageState.DRAFT},
    MessageState.FAILED: _BY_ADVISER | {MessageState.QUEUED, MessageState.DRAFT, MessageState.UNCERTAIN},
    MessageState.UNCERTAIN: frozenset({MessageState.BY_HAND, MessageState.QUEUED, MessageState.CANCELLED}),
    MessageState.SENT: frozenset(),
    MessageState.BY_HAND: frozenset(),
    MessageState.CANCELLED: frozenset({MessageState.DRAFT}),
}
"""From each state the states that may follow."""

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60))
"""How long to wait after each vain try; from the last on it stays the same."""
ACCOUNT_PAUSE: Final = timedelta(minutes=15)
"""After so long an account that the server refused is tried once more: its token may be a new one by then."""
GIVE_UP_AFTER: Final = timedelta(days=2)
"""So long a message that the server puts off is tried again."""


def refuse_move(now: MessageState, then: MessageState) -> None:
    """Raise RefusedByRule where a message may not go from one state to the other."""
    if then not in MOVES[now]:
        raise RefusedByRule(
            f"This message is '{NAMES[now].lower()}': it cannot become '{NAMES[then].lower()}'.",
            remedy="Write another message." if now in GONE else "Look at it again in the outbox.",
            paragraph="JFS 3.19",
        )


def next_try(tries: int, now: datetime) -> datetime:
    """When a message is tried again that was tried in vain ``tries`` times (1 or more)."""
    return now + PAUSES[min(max(tries, 1), len(PAUSES)) - 1]


def is_hopeless(queued_at: datetime, tries: int, now: datetime) -> bool:
    """Whether it has been tried for so long that the adviser is asked instead: one that waited for a network
    has not been tried, and a server may put off whoever is new to it."""
    return tries >= len(PAUSES) and now - queued_at >= GIVE_UP_AFTER


def answered(words: str) -> str:
    """What came back, and who said it: a mail server begins with a code of three figures, else it is the
    computer."""
    if not words:
        return ""
    return f"The server answered: {words}" if _CODE.match(words) else f"The system says: {words}"


def told_of_tries(words: str, state: MessageState) -> str:
    """The same where it stands with a message: what answered a try that failed says nothing of how the
    message went by another way after it."""
    said = answered(words)
    if not said or state in (MessageState.SENT, MessageState.FAILED, MessageState.UNCERTAIN):
        return said
    return f"An earlier try failed. {said}"
