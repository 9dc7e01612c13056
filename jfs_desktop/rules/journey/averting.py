"""Until which day something must have been done so that a case did not move on by itself (T5, T16, T28).

What was done in time may be keyed here later: the day it happened and the day it was keyed are two facts.
"""

from __future__ import annotations

from datetime import date, timedelta

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import automatic_ends, clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import refusal, stage_after
from jfs_desktop.rules.programme.programme import Programme

_ONE_DAY = timedelta(days=1)


def last_day_in_time(
    kind: FactKind, facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> date | None:
    """The last day for which such a fact may be recorded on a case that moved on by itself since, because
    it was not done in time; None where the case stands otherwise, or that day is no way out."""
    ends = automatic_ends(facts, programme, calendar, today)
    stage = stage_after(facts, ends, today)
    moved_on = next((day for end, day in reversed(ends) if end is stage), None)
    averts = any(rule.ends_as is stage and kind in rule.stops for rule in programme.clocks)
    if moved_on is None or not averts:
        return None
    in_time = moved_on - _ONE_DAY
    against = refusal(kind, facts, programme, calendar, today=today, on=in_time)
    return in_time if against is None else None


def in_time_until(
    kind: FactKind,
    facts: CaseFacts,
    programme: Programme,
    calendar: WorkingDays,
    *,
    today: date,
    on: date,
) -> date | None:
    """The last day for which such a fact of the day ``on`` is in time, where one of today would not be; None
    where it would be in time today too, or is late all the same."""
    averts = last_day_in_time(kind, facts, programme, calendar, today)
    limits = [averts] if averts is not None else []
    readings = clocks_for(facts, programme, calendar, today, explain=False)
    limits += [
        one.due
        for one in readings
        if kind in one.stops and one.actionable and one.is_open and one.due is not None and one.due < today
    ]
    return min((limit for limit in limits if on <= limit), default=None)
