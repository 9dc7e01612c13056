"""Whether an earlier journey leaves room for a re-referral (R6, AMB-29): what its facts say to each of
the criteria. The Jobcentre decides; a failed one is asked about (JFS 3.41, 5.15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import automatic_ends, clock_day
from jfs_desktop.rules.clocks.compiled_clocks import compiled
from jfs_desktop.rules.clocks.times_away import times_away
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import stage_of, start_date
from jfs_desktop.rules.journey.re_engagement import BACK
from jfs_desktop.rules.programme.clock_rules import Scope
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import NO, YES

LAST_DAY, WINDOW = "maximum_provision", "re_engagement_window_capped"
CLASS, FIRST, RE_REFERRAL = "class", "first", "re-referral"
CLOSED_ON_PRAP = (FactKind.END_KEYED, FactKind.AUTO_END_SEEN, FactKind.CANCELLATION_KEYED)
"""After any of these PRaP holds no open record of the earlier journey (JFS 5.19)."""

_ENDS = (FactKind.COMPLETED, FactKind.ENDED_EARLY)
_GONE = (FactKind.WITHDREW, FactKind.ENDED_EARLY)
_NO_START = frozenset({Stage.NO_CONTACT, Stage.DNA, Stage.DNS, Stage.AUTO_DNA, Stage.CANCELLED})
"""Whoever was met in a case that stands so never became a participant (R9, JFS 3.40, AMB-81)."""


@dataclass(frozen=True, slots=True)
class EarlierJourney:
    """What counts of one journey that had a start. ``left_on`` is the last day on which the person took
    part or could have: the day of disengagement where they never came back, by a word or by a missed
    meeting that nobody explained (AMB-35), else of the end."""

    started_on: date
    left_on: date | None
    completed: bool
    working_days_used: int
    last_day_reached: bool
    end_code: str
    closed_on_prap: bool


def doubles_another(facts: CaseFacts) -> bool:
    """Whether the last search called the referral a duplicate: it is rejected, and weighed as nothing
    (R4, JFS 3.35, 3.36)."""
    search = facts.last(FactKind.DUPLICATES_SEARCHED)
    return search is not None and search.detail.get("decision") == "duplicate"


def is_re_referral(facts: CaseFacts) -> bool:
    """Whether the case was classed a re-referral as it came, or weighed as one since (R9); what doubles a
    case is none."""
    if doubles_another(facts):
        return False
    received = facts.first(FactKind.REFERRAL_RECEIVED)
    classed = received is not None and received.detail.get(CLASS) == RE_REFERRAL
    return classed or facts.has(FactKind.RE_REFERRAL_WEIGHED)


def took_part_from(facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> date | None:
    """The start of somebody who took part; None also where PRaP closed the case as a DNA by itself or the
    start was cancelled: a referral after that is a new first one (R9)."""
    started = start_date(facts)
    if started is None or stage_of(facts, programme, calendar, today) in _NO_START:
        return None
    return started


def earlier_journey(
    facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> EarlierJourney | None:
    """The journey of an earlier case, or None where the person never started (R9)."""
    started = took_part_from(facts, programme, calendar, today)
    if started is None:
        return None
    limit = clock_day(LAST_DAY, facts, programme, calendar)
    left = _left_on(facts, programme, calendar, today)
    until = left or today
    if limit is not None:
        until = min(until, limit)
    used = max(calendar.count_between(started, until, facts.nation), 0)
    keyed = facts.last(FactKind.END_KEYED)
    return EarlierJourney(
        started,
        left,
        facts.has(FactKind.COMPLETED),
        used,
        limit is not None and until >= limit,
        keyed.detail.get("end_code", "") if keyed else "",
        facts.has(*CLOSED_ON_PRAP),
    )


def criteria(
    journeys: Sequence[EarlierJourney], weighed: Sequence[Mapping[str, str]], *, re_referred_before: bool
) -> dict[str, str]:
    """The answers that the earlier journeys give by themselves, with what follows from them. ``weighed``
    are the answers of the weighings of eligibility and suitability on the new case."""
    answers = {
        "not_completed": _yes(not any(one.completed for one in journeys)),
        "limit_not_reached": _yes(not any(one.last_day_reached for one in journeys)),
        "no_earlier": _yes(not re_referred_before),
    }
    if weighed and all(weighed):
        plain = [answer for one in weighed for answer in one.values() if answer in (YES, NO, "not_known")]
        if NO in plain or "not_known" in plain:
            answers["still_eligible"] = NO if NO in plain else "not_known"
        elif plain:
            answers["still_eligible"] = YES
    if NO in answers.values():
        answers["decision"] = "query"
    return answers


def _left_on(facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> date | None:
    ended = facts.first(*_ENDS)
    fallen = [day for _, day in automatic_ends(facts, programme, calendar, today)]
    days = [*([ended.on] if ended else []), *fallen]
    lost = facts.last(FactKind.DISENGAGED)
    if lost is not None and not any(fact.kind in BACK for fact in _after(facts, lost)):
        days.append(lost.on)
    days += [missed.on for missed in _lost_in_silence(facts, programme, calendar, today)]
    return min(days, default=None)


def _lost_in_silence(
    facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> Iterator[Fact]:
    """The missed meeting that came to be a disengagement by itself, where nobody came back from it."""
    clocks = compiled(programme, calendar, facts.nation, Scope.CASE).every
    window = next(clock for clock in clocks if clock.rule.id == WINDOW)
    trail = facts.facts
    for away in times_away(window, [fact.kind for fact in trail], [fact.on for fact in trail], today):
        if away.back is None or trail[away.back].kind in _GONE:
            yield trail[away.subject]


def _after(facts: CaseFacts, fact: Fact) -> tuple[Fact, ...]:
    return facts.facts[facts.facts.index(fact) + 1 :]


def _yes(holds: bool) -> str:
    return YES if holds else NO
