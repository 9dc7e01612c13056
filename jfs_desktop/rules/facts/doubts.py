"""Doubts raised with the Work Coach (E9): what was asked, whether it waits, and what was answered; and doubts
who somebody is (I8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind

DOUBT, DECISION, WAITING = "doubt", "decision", "waiting"
GO_ON, STOP = "go_on", "stop"
"""The decisions that settle a doubt: with the person, or without them."""
IDENTITY = "identity"
_WEIGHED = ("eligibility", "suitability")
"""What may be in doubt about a referral for which somebody does not start (R4, JFS 3.31, 3.32)."""
_ASKING = (FactKind.WORK_COACH_CONSULTED, FactKind.WORK_COACH_ANSWERED)
_ALL_THE_SAME = (FactKind.ACKNOWLEDGED, FactKind.MEETING_BOOKED)
"""What shows that it went on after all."""


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
    def last_word(self) -> Fact:
        """What was asked, or the last answer to it."""
        return self.answers[-1] if self.answers else self.asked

    @property
    def decision(self) -> str:
        """What follows, by the last word on it."""
        return self.last_word.detail.get(DECISION, "")


def waits(kind: FactKind, detail: Mapping[str, str]) -> bool:
    """Whether such a fact leaves an answer of the Work Coach to be awaited."""
    return kind in _ASKING and detail.get(DECISION) == WAITING


def raised(facts: CaseFacts) -> tuple[RaisedDoubt, ...]:
    """Every doubt raised on the case, the oldest first."""
    return tuple(_followed(facts, asked) for asked in facts.of(FactKind.WORK_COACH_CONSULTED))


def open_doubt(facts: CaseFacts) -> Fact | None:
    """The last doubt about who it is, until a confirmation settles it (JFS 3.26)."""
    last = facts.last(FactKind.IDENTITY_DOUBTED, FactKind.IDENTITY_CONFIRMED)
    return last if last is not None and last.kind is FactKind.IDENTITY_DOUBTED else None


def doubt_unasked(facts: CaseFacts) -> Fact | None:
    """The open doubt, unless the Work Coach was asked about it and said to go on (JFS 3.26)."""
    doubt = open_doubt(facts)
    if doubt is None or any(one.decision == GO_ON for one in asked_about(facts, doubt)):
        return None
    return doubt


def asked_about(facts: CaseFacts, doubt: Fact) -> tuple[RaisedDoubt, ...]:
    """What the Work Coach was asked about this doubt who it is, in order."""
    return tuple(
        one for one in raised(facts) if one.subject == IDENTITY and _doubt_of(facts, one.asked) == doubt
    )


def stopped_by(facts: CaseFacts) -> Fact | None:
    """The Work Coach's word that it does not go on, for who somebody is or whether they are eligible and
    suitable, while it is the last one on that (E9, I8); None once the referral was accepted or a meeting
    booked all the same."""
    if not facts.has(FactKind.WORK_COACH_CONSULTED):
        return None
    last = {one.subject: one for one in raised(facts) if one.subject in _WEIGHED}
    doubt = open_doubt(facts)
    about = asked_about(facts, doubt)[-1:] if doubt is not None else ()
    words = (one.last_word for one in (*about, *last.values()) if one.decision == STOP)
    return next((word for word in words if not _went_on(facts, word)), None)


def _went_on(facts: CaseFacts, word: Fact) -> bool:
    later = facts.facts[facts.facts.index(word) + 1 :]
    return any(fact.kind in _ALL_THE_SAME for fact in later)


def _doubt_of(facts: CaseFacts, asked: Fact) -> Fact | None:
    """The doubt that a consultation names, else the last one before it: to the minute, which is how exactly
    a call is told."""
    doubts = list(facts.of(FactKind.IDENTITY_DOUBTED))
    named = next((doubt for doubt in doubts if doubt.id == asked.about), None)
    return named or next((doubt for doubt in reversed(doubts) if not _before(asked, doubt)), None)


def _before(fact: Fact, other: Fact) -> bool:
    if fact.on != other.on or fact.at is None or other.at is None:
        return fact.on < other.on
    return fact.at.replace(second=0, microsecond=0) < other.at.replace(second=0, microsecond=0)


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
