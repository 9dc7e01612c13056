"""What recorded stretches of time come to: counted minutes, totals towards the minimum of 1-2-1
support, and how what is left could fit.

Everything is in UTC, so the hour that a clock change repeats or skips never matters,
and stretches are joined before they are measured, so no minute counts twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from jfs_desktop.rules.writing.wording import counted, short_day

_NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")

COMFORTABLE_MINUTES = 60
"""The longest session that advice proposes while there are days enough."""

ADVICE_STEP_MINUTES = 5
"""Advice speaks in steps of so many minutes, always enough."""


class Stretch(NamedTuple):
    """A stretch of time in UTC; the end is not part of it."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class SessionTime:
    """What one session adds: whole minutes, whether it is the initial meeting, and whether
    it was held to the end (stopped and wrapped up)."""

    minutes: int
    initial_meeting: bool = False
    held: bool = True


@dataclass(frozen=True, slots=True)
class Totals:
    """1-2-1 time of a case in whole minutes, and the sessions held (AMB-16, AMB-18)."""

    minutes: int
    minutes_without_initial: int
    sessions: int
    initial_meetings: int = 0
    """Initial meetings held: none of the sessions, unless the programme reads it so."""

    def as_read(self, *, minutes_count: bool, is_a_session: bool) -> Totals:
        """The same as a programme reads the initial meeting: whether its minutes count, and whether it
        is one of the sessions (AMB-16)."""
        return replace(
            self,
            minutes=self.minutes if minutes_count else self.minutes_without_initial,
            sessions=self.sessions + (self.initial_meetings if is_a_session else 0),
        )


def union(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same time in order, joined where stretches touch or overlap; empty ones vanish."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if end <= start:
            continue
        if joined and start <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, max(joined[-1].end, end))
        else:
            joined.append(Stretch(start, end))
    return tuple(joined)


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What remains of ``stretches`` after the time in ``taken`` is cut out."""
    left = list(union(stretches))
    for cut in union(taken):
        left = [piece for stretch in left for piece in _cut(stretch, cut)]
    return tuple(left)


def _cut(stretch: Stretch, cut: Stretch) -> tuple[Stretch, ...]:
    pieces = (
        Stretch(stretch.start, min(stretch.end, cut.start)),
        Stretch(max(stretch.start, cut.end), stretch.end),
    )
    return tuple(piece for piece in pieces if piece.start < piece.end)


def shared_seconds(stretch: Stretch, taken: Iterable[Stretch]) -> float:
    """Seconds of ``stretch`` that lie in time that counts elsewhere, each once: an adviser gives one
    participant undivided attention (S2, 'JFS Annex 3, 1-2-1')."""
    whole = (stretch.end - stretch.start).total_seconds()
    return max(0.0, whole) - sum((end - start).total_seconds() for start, end in without([stretch], taken))


def whole_seconds(seconds: Iterable[float]) -> int:
    """The sum in whole seconds, rounded down; what lies below a thousandth is noise of the clock."""
    return math.floor(round(math.fsum(seconds), 3))


def whole_minutes(seconds: int) -> int:
    """Whole minutes of one session, rounded down (AMB-18, 'JFS 5.02')."""
    return seconds // 60


def totals(sessions: Iterable[SessionTime]) -> Totals:
    """The minutes with and without the initial meeting, and the sessions held.

    The initial meeting gives minutes but is not one of the sessions, and a session
    without a whole minute is none (AMB-16, AMB-18).
    """
    listed = tuple(sessions)
    later = tuple(session for session in listed if not session.initial_meeting)
    return Totals(
        minutes=sum(session.minutes for session in listed),
        minutes_without_initial=sum(session.minutes for session in later),
        sessions=_held(later),
        initial_meetings=_held(session for session in listed if session.initial_meeting),
    )


def _held(sessions: Iterable[SessionTime]) -> int:
    return sum(1 for session in sessions if session.held and session.minutes > 0)


def overlapping(stretch: Stretch, others: Iterable[Stretch]) -> Stretch | None:
    """The first of ``others``, by time, that shares time with ``stretch`` (S2), or None.

    Touching ends share nothing.
    """
    return next(
        (other for other in union(others) if stretch.start < other.end and other.start < stretch.end), None
    )


def advice(
    *,
    minutes_left: int,
    sessions_left: int,
    last_day: date | None,
    today: date,
    working_days_left: int = 0,
) -> str:
    """How what is left of the minimum could fit before the last day, in one sentence.

    ``working_days_left`` counts today when it is a working day. Empty when nothing is left.
    """
    minutes_left, sessions_left = max(0, minutes_left), max(0, sessions_left)
    if not minutes_left and not sessions_left:
        return ""
    left = _left(minutes_left, sessions_left)
    if last_day is None:
        return f"{left} still to be offered."
    day = short_day(last_day)
    if today > last_day:
        return f"The last day, {day}, has passed with {left.lower()} still open."
    if not minutes_left:
        return f"{_sessions(sessions_left)} by {day} would meet it."
    number = max(sessions_left, math.ceil(minutes_left / COMFORTABLE_MINUTES))
    days = max(1, working_days_left)
    if number > days:
        number = max(sessions_left, days)
    each = math.ceil(minutes_left / number / ADVICE_STEP_MINUTES) * ADVICE_STEP_MINUTES
    return f"{_sessions(number)} of {each} minutes by {day} would meet it."


def _left(minutes: int, sessions: int) -> str:
    if not minutes:
        return _sessions(sessions)
    said = counted(minutes, "minute")
    return f"{said} and {_sessions(sessions).lower()}" if sessions else said


def _sessions(number: int) -> str:
    words = _NUMBERS[number - 1] if number <= len(_NUMBERS) else str(number)
    return f"{words} {'session' if number == 1 else 'sessions'}"
