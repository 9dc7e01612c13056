"""The first appointment after the initial meeting: soon, or with the reason why not (I13, JFS 3.19)."""

from __future__ import annotations

from datetime import date

from jfs_desktop.errors import BadInput
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.meetings import initial_meeting as script
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.rules.writing.wording import full_day

PARAGRAPH = "JFS 3.19"
LATER = "later_reason"
"""Under this key the reason stands with the appointment."""


def latest(known: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> date | None:
    """The last day on which it should be held; None where no meeting has begun, a 1-2-1 was held since, or
    the day is over: then the clock itself asks why it is late."""
    if known.has(FactKind.SESSION_HELD):
        return None
    if not known.has(FactKind.INITIAL_MEETING_BEGUN, FactKind.INITIAL_MEETING_HELD):
        return None
    limit = script.dates_of(known, programme, calendar, today).next_by
    return limit if limit is not None and today <= limit else None


def refuse_unexplained(limit: date | None, on: date, reason: str, field: str) -> None:
    """Raise BadInput (``field``) for a day after the ``limit`` without a ``reason``."""
    if limit is not None and on > limit and not says_why(reason):
        raise BadInput(
            f"The next appointment should be by {full_day(limit)}; say why it is later.",
            field=field,
            paragraph=PARAGRAPH,
        )
