"""What is timed, where a session stands, and what a stretch of it was."""

from __future__ import annotations

from enum import StrEnum


class SessionKind(StrEnum):
    """What is being timed; both count as 1-2-1 minutes, only the first to the two sessions (AMB-16)."""

    ONE_TO_ONE = "one_to_one"
    INITIAL_MEETING = "initial_meeting"


class SessionState(StrEnum):
    """Where a session stands."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class SegmentKind(StrEnum):
    """What a stretch of time was."""

    WORK = "work"
    BREAK = "break"
