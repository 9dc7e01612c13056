"""The script of the initial meeting as data: its steps, and how far the facts say that it has come.

Nothing of it is stored. A meeting whose call dropped, whose window was locked or whose program was
killed goes on where the facts left it (JFS 3.19 in the order of AMB-14; I1 to I17).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.declarations import declined_start
from jfs_desktop.rules.facts.doubts import doubt_unasked, open_doubt, stopped_by
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_figures import LAST_CALL


class MeetingStep(StrEnum):
    """The steps, in the order of the script."""

    BEGIN = "begin"
    IDENTITY = "identity"
    PACK = "pack"
    OFFER = "offer"
    CHOICE = "choice"
    NEEDS = "needs"
    PLAN = "plan"
    SHARING = "sharing"
    IN_TOUCH = "in_touch"
    NEXT = "next"
    DRAFT = "draft"
    REPLIES = "replies"
    END = "end"


class StepState(StrEnum):
    """How a step stands: done, the one to do now, one for later, or held up by a doubt."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    HELD_UP = "held_up"


PARTS: Mapping[MeetingStep, tuple[FactKind, ...]] = {
    MeetingStep.BEGIN: (FactKind.INITIAL_MEETING_BEGUN,),
    MeetingStep.IDENTITY: (FactKind.IDENTITY_CONFIRMED,),
    MeetingStep.PACK: (FactKind.PACK_SENT, FactKind.PACK_DISCUSSED),
    MeetingStep.OFFER: (FactKind.OFFER_EXPLAINED,),
    MeetingStep.CHOICE: (FactKind.VOLUNTEER_CONFIRMED,),
    MeetingStep.NEEDS: (FactKind.NEEDS_AGREED,),
    MeetingStep.PLAN: (FactKind.JFAP_AGREED,),
    MeetingStep.SHARING: (FactKind.SHARING_TOLD,),
    MeetingStep.IN_TOUCH: (FactKind.COMMUNICATION_AGREED,),
    MeetingStep.NEXT: (FactKind.APPOINTMENT_AGREED,),
    MeetingStep.DRAFT: (FactKind.DRAFT_JFAP_SENT,),
    MeetingStep.REPLIES: (FactKind.PACK_ACKNOWLEDGED, FactKind.JFAP_ACKNOWLEDGED),
    MeetingStep.END: (FactKind.INITIAL_MEETING_HELD,),
}
"""The facts that make each step; all of them make it done."""

EVIDENCE = (
    FactKind.PACK_SENT,
    FactKind.DRAFT_JFAP_SENT,
    FactKind.PACK_ACKNOWLEDGED,
    FactKind.JFAP_ACKNOWLEDGED,
)
"""The four papers that prove a start (JFS 3.19, AMB-13)."""

NEED_NOT_END_IT = frozenset({MeetingStep.REPLIES, MeetingStep.END})
"""What an ending meeting is not asked for: replies may come later."""

TITLES: Mapping[MeetingStep, str] = {
    MeetingStep.BEGIN: "Begin",
    MeetingStep.IDENTITY: "Who it is",
    MeetingStep.PACK: "Induction pack",
    MeetingStep.OFFER: "Explain and offer the support",
    MeetingStep.CHOICE: "Their choice to take part",
    MeetingStep.NEEDS: "What they need help with",
    MeetingStep.PLAN: "The first JFAP, agreed",
    MeetingStep.SHARING: "The Jobcentre may ask for the JFAP",
    MeetingStep.IN_TOUCH: "Keeping in touch",
    MeetingStep.NEXT: "Next appointment",
    MeetingStep.DRAFT: "The draft JFAP, sent",
    MeetingStep.REPLIES: "Replies confirming receipt",
    MeetingStep.END: "End of the meeting",
}

_FOR_THE_START = frozenset(
    {
        MeetingStep.IDENTITY,
        MeetingStep.PACK,
        MeetingStep.CHOICE,
        MeetingStep.PLAN,
        MeetingStep.DRAFT,
        MeetingStep.REPLIES,
    }
)
_REPLIES_ALONE = frozenset({MeetingStep.REPLIES})
_ELSEWHERE = NEED_NOT_END_IT | {MeetingStep.NEXT}
"""What has a clock of its own once the meeting is held."""
_TALKED_OVER = (
    FactKind.PACK_DISCUSSED,
    FactKind.OFFER_EXPLAINED,
    FactKind.VOLUNTEER_CONFIRMED,
    FactKind.NEEDS_AGREED,
    FactKind.JFAP_AGREED,
    FactKind.SHARING_TOLD,
    FactKind.COMMUNICATION_AGREED,
)
"""Any of these makes a call with somebody who is known a substantial discussion (JFS Annex 3)."""
_WITH_SOMEBODY = frozenset(
    {FactKind.IDENTITY_CONFIRMED, FactKind.IDENTITY_DOUBTED, FactKind.INITIAL_MEETING_HELD, *_TALKED_OVER}
)
_OVER = (FactKind.COMPLETED, FactKind.ENDED_EARLY, FactKind.DNS_KEYED, FactKind.DNA_KEYED)
CLEARED_UP = "doubt_cleared_up"
"""Under this key a confirmation says how a doubt was cleared up without the Work Coach."""
EXPECTED_END = "expected_completion"
CEILING = "maximum_provision"
LAST_DAY = "effective_last_day"
NEXT_APPOINTMENT = "next_appointment"
REPLIES = "chase_pack_reply"
"""That of the JFAP has the same day."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One paper of the start. ``fact_id`` is None while it is missing; ``counts`` is False for a pack
    that went out only after the day of the meeting, and ``minutes_in`` says how long into the meeting it
    went out, 0 for one that went at its start (I14). ``came_back`` is one that was sent and reached nobody,
    which counts for nothing until it is sent again."""

    kind: FactKind
    fact_id: UUID | None
    counts: bool
    minutes_in: int = 0
    came_back: bool = False


@dataclass(frozen=True, slots=True)
class MeetingDates:
    """What is told in the meeting: when provision should end and when it must, and by when the next
    appointment falls (I10, I13). ``last_day`` is the last safe one, which may come before the ``ceiling``."""

    met_on: date
    expected_end: date | None
    ceiling: date | None
    last_day: date | None
    next_by: date | None
    replies_by: date | None = None
    """Until when the replies are asked for day by day (I17)."""


def standing_parts(facts: CaseFacts) -> Mapping[FactKind, Fact]:
    """The fact that stands for each part of the script that is done. Of the papers of the start it is the
    first: a later version of the draft JFAP is none of the meeting, nor is its receipt (I16, I17)."""
    found: dict[FactKind, Fact] = {}
    held = facts.last(FactKind.INITIAL_MEETING_HELD)
    for kind in (kind for kinds in PARTS.values() for kind in kinds):
        fact = facts.first(kind) if kind in EVIDENCE else facts.last(kind)
        if kind is FactKind.IDENTITY_CONFIRMED:
            fact = identity_in_meeting(facts)
        elif kind is FactKind.INITIAL_MEETING_BEGUN:
            fact = fact or held
        if fact is not None:
            found[kind] = fact
    return found


def papers_missing(facts: CaseFacts) -> tuple[FactKind, ...]:
    """What is missing of the four papers that prove a start, whatever became of the case since (AMB-13)."""
    return tuple(kind for kind in EVIDENCE if not facts.has(kind))


def open_steps(facts: CaseFacts) -> tuple[MeetingStep, ...]:
    """The steps that an ending meeting leaves undone, in the order of the script."""
    parts = standing_parts(facts)
    return tuple(
        step
        for step, kinds in PARTS.items()
        if step not in NEED_NOT_END_IT and not all(kind in parts for kind in kinds)
    )


def left_open(facts: CaseFacts) -> tuple[MeetingStep, ...]:
    """The steps still to be done of a meeting that counts as held (I1, I9 to I16); none where provision is
    over or where nobody starts. For the next appointment a clock of its own runs, and who it is, is checked
    anew once the Work Coach says to go on. Of a meeting that was entered as a whole only that is asked."""
    if not facts.has(FactKind.INITIAL_MEETING_HELD) or facts.has(*_OVER) or has_died(facts):
        return ()
    if declined_start(facts) is not None or stopped_by(facts) is not None:
        return ()
    whole = not facts.has(FactKind.INITIAL_MEETING_BEGUN)
    later = _ELSEWHERE if doubt_unasked(facts) is None else {*_ELSEWHERE, MeetingStep.IDENTITY}
    left = (step for step in open_steps(facts) if step not in later)
    return tuple(step for step in left if step is MeetingStep.IDENTITY or not whole)


def unfinished(happened: Collection[str]) -> bool:
    """Whether a meeting that was led step by step lacks one of its parts, by the kinds that happened."""
    asked = (kind for step, kinds in PARTS.items() if step not in _ELSEWHERE for kind in kinds)
    return FactKind.INITIAL_MEETING_BEGUN in happened and any(kind not in happened for kind in asked)


def identity_in_meeting(facts: CaseFacts) -> Fact | None:
    """The confirmation that holds for the meeting: after the last doubt, and, where the meeting has
    begun and is not held yet, of its day or later; identity comes first in each contact (JFS 3.21)."""
    if open_doubt(facts) is not None:
        return None
    confirmed = facts.last(FactKind.IDENTITY_CONFIRMED)
    begun = facts.last(FactKind.INITIAL_MEETING_BEGUN)
    if confirmed is None or facts.has(FactKind.INITIAL_MEETING_HELD) or begun is None:
        return confirmed
    return confirmed if confirmed.on >= begun.on else None


def somebody_there(facts: CaseFacts) -> bool:
    """Whether something in the meeting, since it last began, was done with somebody: who waits alone is in no
    meeting (AMB-18, M1)."""
    for fact in reversed(facts.facts):
        if fact.kind is FactKind.INITIAL_MEETING_BEGUN:
            return False
        if fact.kind in _WITH_SOMEBODY:
            return True
    return False


def states_of(facts: CaseFacts) -> Mapping[MeetingStep, StepState]:
    """The state of every step. The first that is not done is the one to do now; replies are waited for
    while the meeting can go on to its end, and once it is held only what the start needs is still asked;
    after a completion the replies alone, and after any other end nothing."""
    parts = standing_parts(facts)
    done = {step for step, kinds in PARTS.items() if all(kind in parts for kind in kinds)}
    stopped = open_doubt(facts) is not None
    left = [step for step in MeetingStep if step not in done]
    if MeetingStep.END in done:
        asked = _FOR_THE_START
        if facts.has(*_OVER):
            asked = _REPLIES_ALONE if facts.has(FactKind.COMPLETED) else frozenset()
        now = next((step for step in left if step in asked), None)
    else:
        now = next(step for step in left if step is not MeetingStep.REPLIES)
    return {
        step: _state(step, step in done, stopped, MeetingStep.IDENTITY if stopped else now)
        for step in MeetingStep
    }


def _state(step: MeetingStep, done: bool, stopped: bool, now: MeetingStep | None) -> StepState:
    if done:
        return StepState.DONE
    if step is now:
        return StepState.NOW
    return StepState.HELD_UP if stopped and step is not MeetingStep.BEGIN else StepState.LATER


def evidence_of(facts: CaseFacts, returned: Collection[UUID] = ()) -> tuple[Evidence, ...]:
    """The four papers of the start, in their order; start evidence is complete when each one counts.
    ``returned`` are the sendings that came back and were not made good."""
    met = facts.first(FactKind.INITIAL_MEETING_HELD) or facts.last(FactKind.INITIAL_MEETING_BEGUN)
    found = []
    for kind in EVIDENCE:
        fact = facts.first(kind)
        late = kind is FactKind.PACK_SENT and fact is not None and met is not None and fact.on > met.on
        into = _minutes_into(facts, fact) if kind is FactKind.PACK_SENT else 0
        back = fact is not None and any(one.id in returned for one in facts.of(kind))
        counts = fact is not None and not late and not back
        found.append(Evidence(kind, fact.id if fact else None, counts, into, back))
    return tuple(found)


def _minutes_into(facts: CaseFacts, sent: Fact | None) -> int:
    """How many whole minutes after the meeting began a pack went out, on its day."""
    began = facts.first(FactKind.INITIAL_MEETING_BEGUN, FactKind.INITIAL_MEETING_HELD)
    if sent is None or sent.at is None or began is None or began.at is None or sent.on != began.on:
        return 0
    return max(0, int((sent.at - began.at).total_seconds()) // 60)


def attended_on(facts: CaseFacts, programme: Programme, last: date) -> date:
    """The day on which a meeting was attended whose ``last`` call is of that day, and so the start date: that
    of the first call in which it was sure who it was and something of the script was talked over, unless
    the profile reads it as the last one (I19, JFS Annex 3)."""
    if programme.settings.resumed_meeting_attended == LAST_CALL:
        return last
    days = sorted({begun.on for begun in facts.of(FactKind.INITIAL_MEETING_BEGUN) if begun.on < last})
    return next((day for day in days if _talked_over(facts, day)), last)


def _talked_over(facts: CaseFacts, day: date) -> bool:
    if open_doubt(facts.until(day)) is not None:
        return False
    known = any(one.on == day for one in facts.of(FactKind.IDENTITY_CONFIRMED))
    return known and any(one.on == day for one in facts.of(*_TALKED_OVER))


def dates_of(facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> MeetingDates:
    """The dates that follow from the meeting: of the day it was held, else as if it ends in the call that
    has begun, or is held today."""
    held = facts.first(FactKind.INITIAL_MEETING_HELD)
    if held is None:
        begun = facts.last(FactKind.INITIAL_MEETING_BEGUN)
        on = attended_on(facts, programme, begun.on) if begun else today
        held = Fact(UUID(int=0), FactKind.INITIAL_MEETING_HELD, on)
        facts = replace(facts, facts=(*facts.facts, held))

    def day(clock_id: str) -> date | None:
        known = any(clock.id == clock_id for clock in programme.clocks)
        return clock_day(clock_id, facts, programme, calendar) if known else None

    dates = (day(one) for one in (EXPECTED_END, CEILING, LAST_DAY, NEXT_APPOINTMENT, REPLIES))
    return MeetingDates(held.on, *dates)
