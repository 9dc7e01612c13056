"""Moves and absences: inside the contract's nations support goes on from there; outside, what is
expected is compared with the days that are left (M7, JFS 4.22, AMB-55)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme.questions import YES

WHERE, MOVES_ON, BACK_ON, LONGER, BACK = (
    "where",
    "moves_on",
    "expected_back_on",
    "longer_than_left",
    "back",
)
OUTSIDE = "outside"
NEW_ADDRESS, NEW_POSTCODE, NEW_NATION, TAKEN_UP = "new_address", "new_postcode", "new_nation", "taken_up_on"
"""The new home, kept with a move that is still to come, and the day on which it became the person's own."""
ASKED_FROM = "asked_from"
"""From which day the week is counted after which an absence is asked about again."""


class Decision(StrEnum):
    """What follows from a move or absence."""

    GOES_ON = "goes_on"  # inside the nations: support goes on from there
    STAYS_OPEN = "stays_open"  # outside, and back while there is time left
    UNKNOWN = "unknown"  # outside, nobody knows for how long: open, and asked again
    OVERDUE = "overdue"  # outside, and nobody has said whether they are back as expected
    ENDS = "ends"  # outside, for longer than the time left
    OVER = "over"  # outside, and back


@dataclass(frozen=True, slots=True)
class Absence:
    """One move, with what was learned about it last. ``last_day`` is the last working day of provision,
    None for a case that has not started."""

    moved: Fact
    said: Fact
    """The move itself, or the last time that its length was asked again."""
    outside: bool
    away_from: date
    expected_back_on: date | None
    last_day: date | None
    decision: Decision


def absences(facts: CaseFacts, last_day: date | None, today: date | None = None) -> tuple[Absence, ...]:
    """Every move of a case, earliest first; with ``today`` a return expected before it is overdue."""
    return tuple(_absences(facts, last_day, today))


def decision_of(moved: Fact, said: Fact, last_day: date | None, today: date | None = None) -> Decision:
    """What follows from a move when ``said`` is the last that was learned of it.

    Longer than the time left is what the person says is, or a return after the last day; what nobody
    knows keeps the case open (AMB-55).
    """
    if moved.detail.get(WHERE) != OUTSIDE:
        return Decision.GOES_ON
    if said.detail.get(BACK) == YES:
        return Decision.OVER
    if said.detail.get(LONGER) == YES:
        return Decision.ENDS
    back_on = _day(said, BACK_ON)
    if back_on is None:
        return Decision.UNKNOWN
    if last_day is not None and back_on > last_day:
        return Decision.ENDS
    return Decision.OVERDUE if today is not None and back_on < today else Decision.STAYS_OPEN


def _absences(facts: CaseFacts, last_day: date | None, today: date | None) -> Iterator[Absence]:
    moves = list(facts.of(FactKind.MOVED))
    for place, moved in enumerate(moves):
        said = moved
        until = moves[place + 1] if place + 1 < len(moves) else None
        for fact in facts.facts[facts.facts.index(moved) :]:
            if fact is until:
                break
            if fact.kind is FactKind.ABSENCE_REVIEWED:
                said = fact
        yield Absence(
            moved,
            said,
            moved.detail.get(WHERE) == OUTSIDE,
            _day(moved, MOVES_ON) or moved.on,
            _day(said, BACK_ON),
            last_day,
            decision_of(moved, said, last_day, today),
        )


def _day(fact: Fact, key: str) -> date | None:
    try:
        return date.fromisoformat(fact.detail.get(key, ""))
    except ValueError:
        return None
