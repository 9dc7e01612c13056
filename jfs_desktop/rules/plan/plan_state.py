"""How a JFAP stands by the facts of its case: draft, final and locked, sent, or kept as it stood at an early
end; and the queries about it (JFS 4.08, 4.09, 5.02, 5.12; REQUIREMENTS, sub-machine JFAP)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from jfs_desktop.clock import london_day
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted, long_day

VERSION, AGREED_HOW, SUMMARY = "version", "agreed_how", "summary_text"
"""Under which keys they stand in the detail of the fact that made it final."""


class PlanStep(StrEnum):
    """The steps of a JFAP."""

    DRAFT = "draft"
    FINAL = "final"
    """Agreed and locked; the participant has not got it yet."""
    SENT = "sent"
    FROZEN = "frozen"
    """Kept as it stood when provision ended early; no final one is needed (AMB-23)."""


@dataclass(frozen=True, slots=True)
class PlanLock:
    """Why a JFAP is no longer written in: the step, the day, and the fact that locked it; of a final one
    the version that is locked (0 where it was never written down as one), how it was agreed, and the
    summary of activities that its paper carries (P11)."""

    step: PlanStep
    on: date
    fact_id: UUID
    sent_on: date | None = None
    version: int = 0
    agreed_how: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Query(Discreet):
    """A query about the JFAP. ``answer`` is empty and ``settled_on`` None while it is open."""

    id: UUID
    raised_on: date
    text: str
    answer: str = ""
    settled_on: date | None = None
    plan_changed: bool = False

    @property
    def open(self) -> bool:
        """Whether it still has to be settled."""
        return self.settled_on is None


def lock_of(facts: CaseFacts) -> PlanLock | None:
    """Whether the JFAP is locked. Support taken up again opens it (T23), as a final entry taken back does."""
    ended = facts.last(FactKind.ENDED_EARLY)
    if ended is not None:
        return PlanLock(PlanStep.FROZEN, ended.on, ended.id)
    last = facts.last(FactKind.JFAP_FINALISED, FactKind.FINALISING_PAUSED)
    if last is None or last.kind is not FactKind.JFAP_FINALISED:
        return None
    place = facts.facts.index(last)
    sent = next((one for one in facts.facts[place:] if one.kind is FactKind.FINAL_JFAP_SENT), None)
    step = PlanStep.SENT if sent is not None else PlanStep.FINAL
    said = last.detail
    return PlanLock(
        step,
        last.on,
        last.id,
        sent.on if sent is not None else None,
        int(said.get(VERSION) or 0),
        said.get(AGREED_HOW, ""),
        said.get(SUMMARY, ""),
    )


def locked_all_through(facts: CaseFacts, since: datetime) -> PlanLock | None:
    """The lock, where it held already at a moment (aware): nothing can have been written from then on."""
    lock = lock_of(facts)
    return (
        lock
        if lock is not None and lock_of(facts.before_an_end(london_day(since), since)) is not None
        else None
    )


def step_of(facts: CaseFacts) -> PlanStep:
    """At which step the JFAP is."""
    lock = lock_of(facts)
    return lock.step if lock is not None else PlanStep.DRAFT


def queries_of(facts: CaseFacts) -> tuple[Query, ...]:
    """Every query about the JFAP, those still open first, each group oldest first."""
    settled = {one.about: one for one in facts.of(FactKind.JFAP_QUERY_SETTLED)}
    found = [_query(one, settled.get(one.id)) for one in facts.of(FactKind.JFAP_QUERIED)]
    return tuple(sorted(found, key=lambda query: not query.open))


def open_queries(facts: CaseFacts) -> tuple[Query, ...]:
    """The queries that nobody has settled."""
    return tuple(query for query in queries_of(facts) if query.open)


def refused_by_queries(facts: CaseFacts) -> Refusal | None:
    """Why nothing can be made final: a query is open (T22, JFS 4.08)."""
    left = len(open_queries(facts))
    if not left:
        return None
    return Refusal(
        f"{counted(left, 'query', 'queries')} about the JFAP {'is' if left == 1 else 'are'} open. "
        "Answer and settle that first.",
        "JFS 4.08",
    )


def lock_words(lock: PlanLock) -> str:
    """Why it is locked, in one sentence."""
    if lock.step is PlanStep.FROZEN:
        return f"The JFAP is kept as it stood when provision ended early, {long_day(lock.on)}."
    return f"The JFAP is final since {long_day(lock.on)} and locked."


def _query(asked: Fact, settled: Fact | None) -> Query:
    said = asked.detail.get("query", "")
    if settled is None:
        return Query(asked.id, asked.on, said)
    changed = settled.detail.get("plan_changed", "") == "yes"
    return Query(asked.id, asked.on, said, settled.detail.get("answer", ""), settled.on, changed)
