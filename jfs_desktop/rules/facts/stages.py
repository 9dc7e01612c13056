"""Where a case stands (REQUIREMENTS, 'State machine')."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """The stages of a case, in the order of the journey."""

    RECEIVED = "received"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    ACCEPTED = "accepted"
    BOOKED = "booked"
    NO_CONTACT = "no_contact"
    DNA = "dna"
    DNS = "dns"
    AUTO_DNA = "auto_dna"
    MEETING_HELD = "meeting_held"
    STARTED = "started"
    DISENGAGED = "disengaged"
    FINALISING = "finalising"
    COMPLETER = "completer"
    EARLY_COMPLETER = "early_completer"
    TIME_EXPIRED = "time_expired"
    AUTO_ENDED = "auto_ended"
    CANCEL_PENDING = "cancel_pending"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


OPEN = frozenset(
    {
        Stage.RECEIVED,
        Stage.ACCEPTED,
        Stage.BOOKED,
        Stage.MEETING_HELD,
        Stage.STARTED,
        Stage.DISENGAGED,
        Stage.FINALISING,
        Stage.TIME_EXPIRED,
        Stage.CANCEL_PENDING,
    }
)


def is_open(stage: Stage) -> bool:
    """Whether the case can still move on by itself."""
    return stage in OPEN


def is_served(stage: Stage) -> bool:
    """Whether the service goes on: the case is open, and no cancellation waits for POST (JFS 3.37)."""
    return is_open(stage) and stage is not Stage.CANCEL_PENDING
