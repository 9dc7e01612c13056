"""Times of one day that cannot be: an answer before what it answers, an end before its beginning
(I1, I17, W8, G2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme.programme import Programme

CLOCKS_APART: Final = timedelta(minutes=10)
"""So far a reply's own clock may be behind and still be later than what it answers."""
_AFTER_ACCEPTANCE: Final = (
    FactKind.CONTACT_ATTEMPTED,
    FactKind.CONTACTED,
    FactKind.MEETING_BOOKED,
    FactKind.INITIAL_MEETING_BEGUN,
    FactKind.INITIAL_MEETING_HELD,
)
_RESTS_ON_ACCEPTANCE: Final = (
    FactKind.MEETING_BOOKED,
    FactKind.INITIAL_MEETING_BEGUN,
    FactKind.INITIAL_MEETING_HELD,
)
"""Before the acceptance of its day one of these would not move the case on (T6, T11)."""
ENDED_AT: Final = "ended_at"
"""Under which key an entry says at what time of its day it ended."""


def answered_too_early(  # noqa: PLR0917 - the case, its rules and the entry are all needed
    kind: FactKind,
    facts: CaseFacts,
    programme: Programme,
    on: date,
    at: datetime | None,
    about: UUID | None = None,
    apart: timedelta = timedelta(),
) -> Fact | None:
    """What an entry of the day ``on`` at the instant ``at`` (aware) answers or rests on, where that is known
    to have come later on the same day; None where the times fit or are not known.

    Where ``about`` names it, it is that one, else the earliest that it can be. Two clocks may be ``apart``.
    """
    follows = (FactKind.ACKNOWLEDGED,) if kind in _RESTS_ON_ACCEPTANCE else programme.fact_kinds[kind].follows
    answered = [fact for fact in facts.of(*follows) if fact.on <= on]
    answered = [fact for fact in answered if fact.id == about] or answered
    if at is None or not answered:
        return None
    if any(fact.on < on or fact.at is None or _minute(fact.at) <= at + apart for fact in answered):
        return None
    return min(answered, key=lambda fact: (fact.at is None, fact.at))


def came_before_acceptance(kind: FactKind, facts: CaseFacts, on: date, at: datetime | None) -> Fact | None:
    """What follows an acceptance and would come before one of the day ``on`` at the instant ``at`` (aware):
    the journey would stand still there (T4). An acceptance without a time comes last of its day."""
    if kind is not FactKind.ACKNOWLEDGED:
        return None
    for fact in facts.of(*_AFTER_ACCEPTANCE):
        if fact.on < on or (
            fact.on == on and (at is None or (fact.at is not None and _minute(fact.at) < at))
        ):
            return fact
    return None


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
