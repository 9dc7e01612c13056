"""Looks for a way to record a fact: what its guards ask for first, one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.transitions import BY_FACT
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.programme.clock_rules import Guard
from tests.answers import ANSWERS
from tests.rules.made_facts import CALENDAR, PROGRAMME, fact

DEEPEST = 6


def way_to(kind: FactKind, facts: CaseFacts, day: date, deepest: int = DEEPEST) -> CaseFacts | None:
    """The case once such a fact was recorded on ``day``, with what had to be recorded before it on
    the same day; None if there is no such way."""
    for _ in range(deepest):
        against = refusal(kind, facts, PROGRAMME, CALENDAR, today=day, on=day)
        if against is None:
            new = fact(kind, day.isoformat(), number=len(facts.facts), **ANSWERS.get(kind, {}))
            return replace(facts, facts=(*facts.facts, new))
        guard = next(
            (one for one in PROGRAMME.guards if kind in one.facts and one.text == against.text), None
        )
        ways = (way_to(first, facts, day, deepest - 1) for first in _first(guard)) if guard else iter(())
        told = next((way for way in ways if way is not None), None)
        if told is None:
            return None
        facts = told
    return None


def _first(guard: Guard) -> tuple[FactKind, ...]:
    """What would satisfy a guard."""
    leading = (kind for kind, rows in BY_FACT.items() if any(row.to in guard.only_in for row in rows))
    return (*guard.needs, *guard.settled_by, *leading)
