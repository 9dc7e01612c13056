"""Invitations to group sessions that were moved or called off, and who has still to be told (S5)."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.ends import has_died

TOPIC, GROUP_ON, GROUP_AT, WAS_ON, PLATFORM, WHY = (
    "topic", "group_on", "group_at", "was_on", "platform", "reason",
)  # fmt: skip
"""Keys under which an invitation and its changes say what they speak of."""
CHANGED: Final = (FactKind.GROUP_MOVED, FactKind.GROUP_CALLED_OFF)


def invited_still(known: CaseFacts) -> tuple[Fact, ...]:
    """The invitations to group sessions that were not called off."""
    off = {fact.about for fact in known.of(FactKind.GROUP_CALLED_OFF)}
    return tuple(fact for fact in known.of(FactKind.GROUP_INVITED) if fact.about not in off)


def untold(known: CaseFacts, today: date) -> tuple[Fact, ...]:
    """The last change of each group session that the person is invited to and has not been told of, earliest
    first. A move is not told any more once its new day is over, and nobody tells the dead."""
    if has_died(known):
        return ()
    invited = {fact.about for fact in known.of(FactKind.GROUP_INVITED)}
    told = {fact.about for fact in known.of(FactKind.GROUP_CHANGE_TOLD)}
    last = {fact.about: fact for fact in known.of(*CHANGED) if fact.about in invited}
    return tuple(
        fact for fact in last.values() if fact.id not in told and not (_moved(fact) and _day(fact) < today)
    )


def told_by(change: Fact) -> date:
    """The day by which people are told of a change: the one on which they would come in vain, or, where that
    is over, the new one."""
    was = change.detail.get(WAS_ON, "")
    return date.fromisoformat(was) if was and date.fromisoformat(was) >= change.on else _day(change)


def _moved(fact: Fact) -> bool:
    return fact.kind is FactKind.GROUP_MOVED


def _day(fact: Fact) -> date:
    return date.fromisoformat(fact.detail[GROUP_ON])


def said_of(topic: str, on: date, at: time) -> dict[str, str]:
    """What an invitation says of its group session; ``on`` and ``at`` in London."""
    return {TOPIC: topic, GROUP_ON: on.isoformat(), GROUP_AT: f"{at:%H:%M}"}
