"""The duties that a fact meets too late, and the reason that is asked for then (JFS 7.04)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.clocks.clocks import ClockReading, clocks_for
from jfs_desktop.rules.clocks.lateness import reason_for_any
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.rules.writing.wording import day_and_time, long_day


def late_clocks(
    workspace: Workspace,
    known: CaseFacts,
    kind: FactKind,
    on: date,
    about: UUID | None,
    *,
    instant: datetime | None,
) -> tuple[ClockReading, ...]:
    """Open clocks that such a fact would meet after their due day, or after their hours were over.

    ``about`` leaves only those of that one fact; a group session is none that a clock could wait for."""
    subject = None if kind is FactKind.GROUP_ATTENDED else about
    programme = workspace.programmes.of(known)
    readings = clocks_for(known, programme, workspace.calendar, workspace.today(), explain=False)
    return tuple(
        reading
        for reading in readings
        if reading.actionable
        and kind in reading.stops
        and not _only_afterwards(programme, kind, reading.id)
        and reading.is_open
        and _missed(reading, on, instant)
        and (subject is None or reading.subject in (None, subject))
    )


def reason_why_late(known: CaseFacts, late: Sequence[ClockReading], given: str) -> str:
    """The reason to keep with the fact: the one given, or that which stands for the clock already; '' where
    nothing is late. Raises BadInput (``late_reason``) without one."""
    if not late:
        return ""
    reason = given.strip() if says_why(given) else reason_for_any(known, late)
    if not reason:
        raise BadInput(
            f"'{late[0].name}' was due on {_due_words(late[0])}; say why it is late.",
            field="late_reason",
            paragraph=late[0].paragraph,
        )
    return reason


def _only_afterwards(programme: Programme, kind: FactKind, clock_id: str) -> bool:
    """Whether such a fact may come only when the clock's due day is over: then it is never late for it."""
    return any(
        kind in guard.facts and guard.after_clock == clock_id and not guard.on_its_day
        for guard in programme.guards
    )


def _missed(reading: ClockReading, on: date, instant: datetime | None) -> bool:
    """Whether that moment lies behind the due one; without a time of day only the days are told apart."""
    if reading.due_at is not None and instant is not None:
        return instant > reading.due_at
    return reading.due is not None and reading.due < on


def _due_words(reading: ClockReading) -> str:
    if reading.due_at is not None:
        return day_and_time(reading.due_at)
    return long_day(reading.due) if reading.due is not None else ""
