"""A session's stretches of time and its questions about them, as the history tells them (S1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from jfs_desktop.clock import london_day
from jfs_desktop.rules.writing.wording import day_and_time, hours_and_minutes, time_of_day
from jfs_desktop.store.content import Content

_IT_WAS: Mapping[str, str] = {
    "work": "it was time together",
    "clock": "only the clock had changed",
    "break": "it does not count",
    "ended": "the session had ended",
}


def _stretch(action: str, content: Content) -> Iterator[str]:
    """How long it became; what it was taken for is told by whoever said so."""
    seconds = content.after.get("seconds")
    if action == "update" and seconds:
        yield f"Time: {hours_and_minutes(int(seconds) // 60)}"


def _question(action: str, content: Content) -> Iterator[str]:
    """From when to when it asks, then what it was."""
    if action == "insert":
        yield _span(content.after["started_at"], content.after["ended_at"])
    elif answer := content.after.get("answer"):
        yield f"The answer: {_IT_WAS[answer]}"


def _span(start: str, end: str) -> str:
    """'4 June 2021, 10:02 to 10:14', with both days where they differ."""
    first, last = (datetime.fromisoformat(one) for one in (start, end))
    same_day = london_day(first) == london_day(last)
    return f"{day_and_time(first)} to {time_of_day(last) if same_day else day_and_time(last)}"


OWN_WAY: Mapping[str, Callable[[str, Content], Iterator[str]]] = {
    "session_segment": _stretch,
    "session_gap": _question,
}
"""By table: the lines of one change of it."""
