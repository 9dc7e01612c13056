"""Doubts raised with the Work Coach (E9): what was asked, whether it waits, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from jfs_desktop.rules.facts import CaseFacts, Fact, FactKind

DOUBT, DECISION, WAITING = "doubt", "decision", "waiting"
_ASKING = (FactKind.WORK_COACH_CONSULTED, FactKind.WORK_COACH_ANSWERED)


@dataclass(frozen=True, slots=True)
class RaisedDoubt:
    """One consultation, with the answers that came to it in their order. ``waits_by`` is the fact that
    an answer is still owed to, or None."""

    asked: Fact
    answers: tuple[Fact, ...]
    waits_by: UUID | None

    @property
    def subject(self) -> str:
        """What the doubt is about, a key of the profile's list."""
        return self.asked.detail.get(DOUBT, "")

    @property
    def decision(self) -> str:
        """What follows, by the last word on it."""
        return (self.answers[-1] if self.answers else self.asked).detail.get(DECISION, "")


def waits(kind: FactKind, detail: Mapping[str, str]) -> bool:
    """Whether such a fact leaves an answer of the Work Coach to be awaited."""
    return kind in _ASKING and detail.get(DECISION) == WAITING


def raised(facts: CaseFacts) -> tuple[RaisedDoubt, ...]:
    """Every doubt raised on the case, the oldest first."""
    return tuple(_followed(facts, asked) for asked in facts.of(FactKind.WORK_COACH_CONSULTED))


def _followed(facts: CaseFacts, asked: Fact) -> RaisedDoubt:
    answers: list[Fact] = []
    last = asked
    while True:
        waiting = _about(facts, FactKind.DOUBT_LEFT_WAITING, last)
        answer = _about(facts, FactKind.WORK_COACH_ANSWERED, waiting) if waiting else None
        if answer is None:
            return RaisedDoubt(asked, tuple(answers), waiting.id if waiting else None)
        answers.append(answer)
        last = answer


def _about(facts: CaseFacts, kind: FactKind, other: Fact) -> Fact | None:
    return next((fact for fact in facts.of(kind) if fact.about == other.id), None)
