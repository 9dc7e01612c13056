"""Where a case stands, and what may be recorded next.

The stage is never stored: it is folded from the facts and from the days that passed
with nothing recorded, by the table in ``rules/facts/transitions.py``. What may be recorded
when is the profile's list of guards; only what holds for any programme is written here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from operator import itemgetter
from uuid import UUID

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import automatic_ends
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage, is_open
from jfs_desktop.rules.facts.transitions import BY_FACT, BY_ITSELF, START_NEEDS, TRANSITIONS
from jfs_desktop.rules.journey.guards import first_biting, guards_of
from jfs_desktop.rules.programme.clock_rules import FactRule
from jfs_desktop.rules.programme.fixed_choices import Refusal, refused_choice
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import Unanswered, all_unanswered
from jfs_desktop.rules.writing.wording import STILL_TO_COME, long_day

__all__ = [
    "Refusal",
    "Stage",
    "is_open",
    "refusal",
    "stage_after",
    "stage_of",
    "stage_through",
    "stages_at",
    "start_date",
    "unanswered",
]

_PLACE = itemgetter(0)


def stage_of(facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> Stage:
    """The stage of a case at the end of the day before ``today`` plus what is recorded for today."""
    return stage_after(facts, automatic_ends(facts, programme, calendar, today), today)


def stage_after(facts: CaseFacts, ends: Sequence[tuple[Stage, date]], today: date) -> Stage:
    """The same for a case whose automatic ends are worked out."""
    return stage_through(cause for _, cause in sorted(_causes(facts, ends, today), key=_PLACE))


def stages_at(
    facts: CaseFacts, kinds: Collection[FactKind], programme: Programme, calendar: WorkingDays, today: date
) -> dict[UUID, Stage]:
    """The stage of a case right after each of its facts of these kinds, in their order."""
    ends = automatic_ends(facts, programme, calendar, today)
    found: dict[UUID, Stage] = {}
    for number, fact in enumerate(facts.facts):
        if fact.kind in kinds:
            so_far = replace(facts, facts=facts.facts[: number + 1])
            found[fact.id] = stage_after(so_far, [end for end in ends if end[1] <= fact.on], today)
    return found


def stage_through(causes: Iterable[str]) -> Stage:
    """The stage that a case comes to through these facts and stages it fell into, in their order."""
    stage, keyed = Stage.RECEIVED, False
    seen: set[str] = set()
    for cause in causes:
        rows = BY_ITSELF.get(cause, ()) if isinstance(cause, Stage) else BY_FACT.get(cause, ())
        for row in rows:
            if stage in row.out_of and row.keyed in {None, keyed}:
                stage = row.to
                break
        if not isinstance(cause, Stage):
            seen.add(cause)
            keyed = keyed or cause == FactKind.START_KEYED
        if stage is Stage.MEETING_HELD and not any(seen.isdisjoint(papers) for papers in START_NEEDS):
            stage = Stage.STARTED
    return stage


def start_date(facts: CaseFacts) -> date | None:
    """The day the initial meeting was attended, whenever it was keyed (JFS Annex 3, I19); None
    before that, and for a case that did not start."""
    held = facts.first(FactKind.INITIAL_MEETING_HELD)
    return held.on if held is not None and not facts.has(FactKind.DNS_KEYED) else None


def refusal(
    kind: FactKind,
    facts: CaseFacts,
    programme: Programme,
    calendar: WorkingDays,
    *,
    today: date,
    on: date,
    detail: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Refusal | None:
    """Why such a fact may not be recorded for the day ``on``, or None if it may.

    ``detail`` holds the fact's fixed choices; None asks before they are chosen. ``at`` is the instant on
    that day (aware), where it is known.
    """
    guards = guards_of(kind, facts, programme, detail, on)
    untimely = _untimely(kind, facts, programme, today, on)
    if untimely is not None:
        return untimely
    if guards:
        stage_by = partial(stage_of, programme=programme, calendar=calendar, today=on)
        stage = stage_by(facts.until(on))
        bitten = first_biting(
            guards, stage, facts, programme, calendar=calendar, on=on, at=at, stage_by=stage_by
        )
        if bitten is not None:
            return bitten
    if _undoes_the_end(kind, facts, programme, calendar, today, on=on):
        return Refusal(
            "This case has ended, and this would undo its end. Take that entry back first if it is wrong.",
            programme.settings.record_paragraph,
        )
    return refused_choice(kind, facts, programme, detail) if detail is not None else None


def unanswered(kind: FactKind, programme: Programme, detail: Mapping[str, str]) -> tuple[Unanswered, ...]:
    """The fact's own questions whose answers are missing or cannot stand."""
    asks = programme.asks_of(programme.fact_kinds[kind])
    return all_unanswered(asks, detail, programme.minimum_figures)


def _causes(
    facts: CaseFacts, ends: Sequence[tuple[Stage, date]], today: date
) -> list[tuple[int, FactKind | Stage]]:
    """What moves the case, each with its place in time: a day's own turning comes before its facts."""
    causes: list[tuple[int, FactKind | Stage]] = [(2 * day.toordinal(), stage) for stage, day in ends]
    causes += [(2 * fact.on.toordinal() + 1, fact.kind) for fact in facts.facts if fact.on <= today]
    return causes


def _undoes_the_end(
    kind: FactKind, facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date, *, on: date
) -> bool:
    """Whether a fact of an earlier day would open, or end otherwise, a case whose end is recorded.

    An end that came by itself is no bar before it was seen: what averts it may have been done in
    time and be recorded late (T5, T16, T28).
    """
    if on == today:
        return False
    stage = stage_of(facts, programme, calendar, today)
    recorded = any(row.to is stage and row.by is not None and facts.has(row.by) for row in TRANSITIONS)
    if is_open(stage) or not recorded:
        return False
    before = facts.until(on).facts
    after = tuple(fact for fact in facts.facts if fact.on > on)
    told = replace(facts, facts=(*before, Fact(UUID(int=0), kind, on), *after))
    return stage_of(told, programme, calendar, today) not in {stage, Stage.ARCHIVED}


def _for_another(kind: FactKind, facts: CaseFacts, rule: FactRule, on: date) -> bool:
    """Whether it may be of another fact than the one it was recorded for: a newer version that was sent."""
    return len(list(facts.of(kind))) < len(list(facts.until(on).of(*rule.repeats_for)))


_BEGINNINGS = ((FactKind.REFERRAL_MADE, "made"), (FactKind.REFERRAL_RECEIVED, "received"))
"""Nothing is done about somebody before their referral came (R1)."""


def _untimely(
    kind: FactKind, facts: CaseFacts, programme: Programme, today: date, on: date
) -> Refusal | None:
    rule, paragraph = programme.fact_kinds[kind], programme.settings.record_paragraph
    if on > today:
        return Refusal(STILL_TO_COME, paragraph)
    known = facts.first(kind)
    if known is not None and not rule.repeats and not _for_another(kind, facts, rule, on):
        return Refusal(
            f"'{rule.name}' is already recorded, for {long_day(known.on)}. "
            "Take that entry back first if it is wrong.",
            paragraph,
        )
    if rule.any_time:
        return None
    for origin, past in _BEGINNINGS:
        begun = facts.first(origin)
        if begun is not None and on < begun.on:
            return Refusal(f"The referral was {past} only on {long_day(begun.on)}.", paragraph)
    return None
