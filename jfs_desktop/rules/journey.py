"""Where a case stands, and what may be recorded next.

The stage is never stored: it is folded from the facts and from the days that passed
with nothing recorded (REQUIREMENTS, 'State machine'). What may be recorded when is
the profile's list of guards; only what holds for any programme is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import itemgetter

from jfs_desktop.rules.clock_rules import Guard
from jfs_desktop.rules.clocks import automatic_ends, clock_day
from jfs_desktop.rules.facts import CaseFacts, FactKind
from jfs_desktop.rules.fixed_choices import Refusal, refused_choice
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.stages import Stage, is_open
from jfs_desktop.rules.wording import long_day
from jfs_desktop.rules.working_days import WorkingDays

__all__ = ["Refusal", "Stage", "is_open", "refusal", "stage_after", "stage_of", "stage_through", "start_date"]

_BEFORE_MEETING = frozenset({Stage.ACCEPTED, Stage.BOOKED})
_ACTIVE = frozenset({Stage.MEETING_HELD, Stage.STARTED, Stage.DISENGAGED, Stage.FINALISING})
_ON_PROVISION = _ACTIVE | {Stage.TIME_EXPIRED}
_UNKEYED = _BEFORE_MEETING | _ON_PROVISION
_ENDED = frozenset(stage for stage in Stage if not is_open(stage))


@dataclass(frozen=True, slots=True)
class Move:
    """A transition that one fact, or one day passing, makes; from other stages it changes nothing."""

    to: Stage
    out_of: frozenset[Stage]


_BY_FACT: Mapping[str, Move] = {
    FactKind.ACKNOWLEDGED: Move(Stage.ACCEPTED, frozenset({Stage.RECEIVED})),
    FactKind.REJECTED: Move(Stage.REJECTED, frozenset({Stage.RECEIVED})),
    FactKind.MEETING_BOOKED: Move(Stage.BOOKED, _BEFORE_MEETING),
    FactKind.NO_CONTACT_KEYED: Move(Stage.NO_CONTACT, _BEFORE_MEETING),
    FactKind.DNA_KEYED: Move(Stage.DNA, _BEFORE_MEETING),
    FactKind.INITIAL_MEETING_HELD: Move(Stage.MEETING_HELD, _BEFORE_MEETING),
    FactKind.DNS_KEYED: Move(Stage.DNS, _UNKEYED),
    FactKind.DISENGAGED: Move(Stage.DISENGAGED, _ACTIVE),
    FactKind.RE_ENGAGED: Move(Stage.STARTED, frozenset({Stage.DISENGAGED})),
    FactKind.MISSED_MEETING_EXPLAINED: Move(Stage.STARTED, frozenset({Stage.DISENGAGED})),
    FactKind.SESSION_HELD: Move(Stage.STARTED, frozenset({Stage.MEETING_HELD, Stage.DISENGAGED})),
    FactKind.START_KEYED: Move(Stage.STARTED, frozenset({Stage.MEETING_HELD})),
    FactKind.FINALISING_BEGUN: Move(Stage.FINALISING, _ACTIVE),
    FactKind.COMPLETED: Move(Stage.COMPLETER, _ON_PROVISION),
    FactKind.ENDED_EARLY: Move(Stage.EARLY_COMPLETER, _ON_PROVISION),
    FactKind.AUTO_END_SEEN: Move(Stage.AUTO_ENDED, _ON_PROVISION),
    FactKind.PRAP14_SENT: Move(Stage.CANCEL_PENDING, _ON_PROVISION),
    FactKind.CANCELLATION_KEYED: Move(Stage.CANCELLED, frozenset({Stage.CANCEL_PENDING})),
    FactKind.DISPOSAL_APPROVED: Move(Stage.ARCHIVED, _ENDED),
}

_BY_ITSELF: Mapping[Stage, frozenset[Stage]] = {
    Stage.LAPSED: frozenset({Stage.RECEIVED}),
    Stage.DNA: _BEFORE_MEETING | {Stage.RECEIVED},
    Stage.AUTO_DNA: _UNKEYED | {Stage.DNA},
    Stage.DISENGAGED: frozenset({Stage.MEETING_HELD, Stage.STARTED}),
    Stage.TIME_EXPIRED: _ACTIVE,
    Stage.AUTO_ENDED: _ON_PROVISION,
}

_START_PAPERS = (FactKind.PACK_SENT, FactKind.DRAFT_JFAP_SENT)
"""A start is made once both went out at an attended meeting (JFS 3.19, T13), keyed or not."""

_PLACE = itemgetter(0)


def stage_of(facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> Stage:
    """The stage of a case at the end of the day before ``today`` plus what is recorded for today."""
    return stage_after(facts, automatic_ends(facts, programme, calendar, today), today)


def stage_after(facts: CaseFacts, ends: Sequence[tuple[Stage, date]], today: date) -> Stage:
    """The same for a case whose automatic ends are worked out."""
    return stage_through(cause for _, cause in sorted(_causes(facts, ends, today), key=_PLACE))


def stage_through(causes: Iterable[str]) -> Stage:
    """The stage that a case comes to through these facts and stages it fell into, in their order."""
    stage = Stage.RECEIVED
    papers: set[str] = set()
    for cause in causes:
        if isinstance(cause, Stage):
            stage = cause if stage in _BY_ITSELF[cause] else stage
            continue
        move = _BY_FACT.get(cause)
        if move is not None and stage in move.out_of:
            stage = move.to
        if cause in _START_PAPERS:
            papers.add(cause)
        if stage is Stage.MEETING_HELD and len(papers) == len(_START_PAPERS):
            stage = Stage.STARTED
    return stage


def start_date(facts: CaseFacts) -> date | None:
    """The day the initial meeting was attended, whenever it was keyed (JFS Annex 3, I19); None
    before that, and for a case that did not start."""
    held = facts.first(FactKind.INITIAL_MEETING_HELD)
    return held.on if held is not None and not facts.has(FactKind.DNS_KEYED) else None


def refusal(  # noqa: PLR0917 - the case, the rules, the days and the choices are all needed
    kind: FactKind,
    facts: CaseFacts,
    programme: Programme,
    calendar: WorkingDays,
    today: date,
    on: date,
    detail: Mapping[str, str] | None = None,
) -> Refusal | None:
    """Why such a fact may not be recorded for the day ``on``, or None if it may.

    ``detail`` holds the fact's fixed choices; None asks before they are chosen.
    """
    guards = [guard for guard in programme.guards if kind in guard.facts and not _excused(guard, detail)]
    return (
        _untimely(kind, facts, programme, today, on)
        or _guarded(guards, facts, programme, calendar, on)
        or (refused_choice(kind, facts, programme, detail) if detail is not None else None)
    )


def _causes(
    facts: CaseFacts, ends: Sequence[tuple[Stage, date]], today: date
) -> list[tuple[int, FactKind | Stage]]:
    """What moves the case, each with its place in time: a day's own turning comes before its facts."""
    causes: list[tuple[int, FactKind | Stage]] = [(2 * day.toordinal(), stage) for stage, day in ends]
    causes += [(2 * fact.on.toordinal() + 1, fact.kind) for fact in facts.facts if fact.on <= today]
    return causes


def _untimely(
    kind: FactKind, facts: CaseFacts, programme: Programme, today: date, on: date
) -> Refusal | None:
    rule, paragraph = programme.fact_kinds[kind], programme.settings.record_paragraph
    if on > today:
        return Refusal("This day is still to come. Record it once it has happened.", paragraph)
    known = facts.first(kind)
    if known is not None and not rule.repeats:
        return Refusal(
            f"'{rule.name}' is already recorded, for {long_day(known.on)}. "
            "Take that entry back first if it is wrong.",
            paragraph,
        )
    made = facts.first(FactKind.REFERRAL_MADE)
    if made is not None and on < made.on and not rule.any_time:
        return Refusal(f"The referral was made only on {long_day(made.on)}.", paragraph)
    return None


def _guarded(
    guards: list[Guard], facts: CaseFacts, programme: Programme, calendar: WorkingDays, on: date
) -> Refusal | None:
    if not guards:
        return None
    by_then = replace(facts, facts=tuple(fact for fact in facts.facts if fact.on <= on))
    stage = stage_of(by_then, programme, calendar, on)
    for guard in guards:
        if _bites(guard, stage, facts, by_then, programme) or _too_early(
            guard, by_then, programme, calendar, on
        ):
            return Refusal(guard.text, guard.paragraph)
    return None


def _excused(guard: Guard, detail: Mapping[str, str] | None) -> bool:
    """Whether a chosen reason lets the fact pass; before a choice is made it still may."""
    if not guard.excused_by:
        return False
    return detail is None or any(value in guard.excused_by for value in detail.values())


def _bites(guard: Guard, stage: Stage, facts: CaseFacts, by_then: CaseFacts, programme: Programme) -> bool:
    if guard.only_in and stage not in guard.only_in:
        return True
    if stage in guard.never_in or facts.has(*guard.unless):
        return True
    if guard.needs and not by_then.has(*guard.needs):
        return True
    if guard.at_least:
        wanted: int = getattr(programme.minimums, guard.at_least)
        return sum(1 for _ in by_then.of(*guard.counting)) < wanted
    return False


def _too_early(
    guard: Guard, by_then: CaseFacts, programme: Programme, calendar: WorkingDays, on: date
) -> bool:
    if not guard.after_clock:
        return False
    day = clock_day(guard.after_clock, by_then, programme, calendar)
    if day is None:
        return True
    return on < (day if guard.on_its_day else day + timedelta(days=1))
