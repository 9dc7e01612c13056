"""How provision ends: the last engaged day, the code that goes with an end, and a death."""

from __future__ import annotations

from datetime import date

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme.fixed_choices import REASON
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import EndCode

DIED = "died"
MOVED = "moved"
LEFT = "left"
WORK = "work"
TOLD_BY, DIED_ON, DIED_ON_REASON = "told_by", "died_on", "died_on_reason"
"""Under which keys a death says who told of it, its day, and why that is a day before they were met."""


def last_engaged(facts: CaseFacts, programme: Programme, until: date) -> Fact | None:
    """The last attended session or two-way contact up to that day (JFS Annex 2, X13)."""
    engaged = [fact for fact in facts.of(*programme.prap.engaged_by) if fact.on <= until]
    return max(engaged, key=lambda fact: fact.on, default=None)


def has_died(facts: CaseFacts) -> bool:
    """Whether the person is known to have died, so that nothing may go out any more (JFS 5.11, X8)."""
    ended = facts.last(FactKind.ENDED_EARLY)
    return facts.has(FactKind.DEATH_LEARNED) or (ended is not None and ended.detail.get(REASON) == DIED)


def code_of_completion(programme: Programme) -> EndCode:
    """The end code of a completer. Raises LookupError where the profile names none."""
    return next(code for code in programme.end_codes if code.completes)


def code_for(reason: str, programme: Programme) -> EndCode | None:
    """The end code that goes with an early reason (X9), None where the profile names none."""
    return next((code for code in programme.end_codes if reason in code.reasons), None)
