"""Whether an earlier journey leaves room for a re-referral (R6, AMB-29): what its facts say to each of
the criteria. The Jobcentre decides; a failed one is asked about (JFS 3.41, 5.15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.clocks import automatic_ends, clock_day
from jfs_desktop.rules.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey import start_date
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.questions import NO, YES
from jfs_desktop.rules.working_days import WorkingDays

LAST_DAY = "maximum_provision"
CLASS, RE_REFERRAL = "class", "re-referral"
CLOSED_ON_PRAP = (FactKind.END_KEYED, FactKind.AUTO_END_SEEN, FactKind.CANCELLATION_KEYED)
"""After any of these PRaP holds no open record of the earlier journey (JFS 5.19)."""

_ENDS = (FactKind.COMPLETED, FactKind.ENDED_EARLY)


@dataclass(frozen=True, slots=True)
class EarlierJourney:
    """What counts of one journey that had a start. ``left_on`` is the last day on which the person took
    part or could have: the day of disengagement where they never came back, else of the end."""

    started_on: date
    left_on: date | None
    completed: bool
    working_days_used: int
    last_day_reached: bool
    end_code: str
    closed_on_prap: bool
    was_re_referral: bool


def is_re_referral(facts: CaseFacts) -> bool:
    """Whether the case was classed a re-referral as it came (R9)."""
    received = facts.first(FactKind.REFERRAL_RECEIVED)
    return received is not None and received.detail.get(CLASS) == RE_REFERRAL


def earlier_journey(
    facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> EarlierJourney | None:
    """The journey of an earlier case, or None where the person never started (R9)."""
    started = start_date(facts)
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
        is_re_referral(facts),
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
    lost, back = facts.last(FactKind.DISENGAGED), facts.last(FactKind.RE_ENGAGED)
    if lost is not None and (back is None or facts.facts.index(back) < facts.facts.index(lost)):
        days.append(lost.on)
    return min(days, default=None)


def _yes(holds: bool) -> str:
    return YES if holds else NO
