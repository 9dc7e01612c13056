"""The reason that was given for something late while it is still to be done (JFS 7.04)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind

CLOCK, BECAUSE = "clock", "late_because"
"""Keys of the fact's detail: which clock is late, and why. It is about the clock's subject, if any."""


def reason_for(facts: CaseFacts, clock_id: str, subject: UUID | None) -> str:
    """The reason given last for that clock; '' while none is."""
    for fact in reversed(facts.facts):
        if (
            fact.kind is FactKind.LATENESS_EXPLAINED
            and fact.detail.get(CLOCK) == clock_id
            and fact.about == subject
        ):
            return fact.detail.get(BECAUSE, "")
    return ""


def reason_for_any(facts: CaseFacts, readings: Iterable[ClockReading]) -> str:
    """The reason given for the first of these clocks that has one; '' while none has."""
    found = (reason_for(facts, reading.id, reading.subject) for reading in readings)
    return next((reason for reason in found if reason), "")
