"""What must hold for one change, notice, complaint, absence or attempt by itself, beyond what the
profile's guards say of the whole case (M3, M7 to M9, D6, G2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from jfs_desktop.casework.recording import named_days
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.absence import ASKED_FROM, BACK_ON, Decision, absences, decision_of
from jfs_desktop.rules.programme.fixed_choices import REASON
from jfs_desktop.rules.programme.programme import Programme

LAST_DAY = "maximum_provision"
_REVIEW, _DAY = "review_absence", timedelta(days=1)
OTHER_WAY = "other_way_reason"
_AGREED = ("preferred", "fallback")
CLOSING = (FactKind.CHANGE_NOTICE_CLOSED, FactKind.CHANGE_CLOSED)


@dataclass(frozen=True, slots=True)
class Answers:
    """A fact that answers one of ``to``, which is open until one of ``until`` answers it; each of them
    stands ``where`` it can be answered by itself."""

    to: tuple[FactKind, ...]
    until: tuple[FactKind, ...]
    settled: str
    paragraph: str
    where: str = "under Circumstances"


_CHANGES = (FactKind.CHANGE_NOTICED, FactKind.BENEFIT_CHANGE_NOTICED)
_NOTICE = Answers(
    (FactKind.CHANGE_NOTICE_RECEIVED,),
    (FactKind.CHANGE_NOTICE_CLOSED,),
    "This change notice is closed already.",
    "JFS 4.24",
)
_COMPLAINT = Answers(
    (FactKind.COMPLAINT_RAISED,),
    (FactKind.COMPLAINT_SETTLED,),
    "This complaint is settled already. Raise it anew if it goes on.",
    "JFS 1.40",
)
ANSWERING: Mapping[FactKind, Answers] = {
    FactKind.CHANGE_NOTICE_CONSIDERED: _NOTICE,
    FactKind.CHANGE_NOTICE_CLOSED: _NOTICE,
    FactKind.COMPLAINT_STEP_TAKEN: _COMPLAINT,
    FactKind.COMPLAINT_ESCALATED: _COMPLAINT,
    FactKind.COMPLAINT_SETTLED: _COMPLAINT,
    FactKind.CHANGE_CLOSED: Answers(
        _CHANGES, (FactKind.CHANGE_CLOSED,), "This change is closed already.", "JFS 4.26"
    ),
    FactKind.ABSENCE_REVIEWED: Answers(
        (FactKind.ABSENCE_LEFT_OPEN,), (FactKind.ABSENCE_REVIEWED,), "This absence is settled.", "JFS 4.22"
    ),
    FactKind.WORK_COACH_ANSWERED: Answers(
        (FactKind.DOUBT_LEFT_WAITING,),
        (FactKind.WORK_COACH_ANSWERED,),
        "The Work Coach has answered this already. Ask anew if the doubt goes on.",
        "JFS 2.03",
        "under Referral",
    ),
    FactKind.JFAP_QUERY_SETTLED: Answers(
        (FactKind.JFAP_QUERIED,),
        (FactKind.JFAP_QUERY_SETTLED,),
        "This query is settled already. Log it anew if it goes on.",
        "JFS 4.08",
        "on the JFAP tab",
    ),
    FactKind.DISTRICT_LEAD_REACHED: Answers(
        (FactKind.SAFEGUARDING_NOTICED,),
        (FactKind.DISTRICT_LEAD_REACHED,),
        "The District Lead was reached about this already.",
        "JFS 3.05",
        "on the Fast Track page",
    ),
}


def answered(known: CaseFacts, kind: FactKind, about: UUID | None) -> UUID | None:
    """Which earlier fact one of ``kind`` answers: the one named, else the only one still open.

    Raises RefusedByRule where that one is settled, and BadInput where several are open and none is named.
    """
    rule = ANSWERING.get(kind)
    if rule is None:
        return about
    asked = [fact for fact in known.facts if fact.kind in rule.to]
    if not asked and kind is not FactKind.ABSENCE_REVIEWED:
        return about  # the profile's guard says what is missing
    still_open = [fact for fact in asked if not is_answered(known, fact, rule.until)]
    if about is not None and about in {fact.id for fact in still_open}:
        return about
    if kind is FactKind.ABSENCE_REVIEWED and not still_open and about is None and _still_away(known):
        return None  # away for longer than the time left, which asks nothing, and yet something is learned
    if not still_open or about is not None:
        raise RefusedByRule(rule.settled, paragraph=rule.paragraph)
    if len(still_open) > 1:
        raise BadInput(
            f"Several of these are open. Record this {rule.where}, at the one that it answers.",
            field="kind",
            paragraph=rule.paragraph,
        )
    return still_open[0].id


def _still_away(known: CaseFacts) -> bool:
    newest = absences(known, None)
    return bool(newest) and newest[-1].outside and newest[-1].decision is not Decision.OVER


def is_answered(known: CaseFacts, asked: Fact, by: tuple[FactKind, ...]) -> bool:
    """Whether one of these kinds was recorded about that fact."""
    return any(fact.about == asked.id for fact in known.of(*by))


def answers_nothing(known: CaseFacts, fact: Fact) -> bool:
    """Whether what this one answers is on the case no more."""
    return fact.kind in ANSWERING and fact.about is not None and _of_id(known, fact.about) is None


def refuse_out_of_turn(
    programme: Programme,
    calendar: WorkingDays,
    known: CaseFacts,
    kind: FactKind,
    *,
    on: date,
    about: UUID | None,
    channel: str,
    detail: Mapping[str, str],
) -> None:
    """Raise where this one entry may not be made yet: a notice closed that was not considered, a change
    closed without the reminder, an attempt by a way that was not agreed, an end for too short an absence,
    a move or a death with a day that cannot be right."""
    if kind in CLOSING:
        refuse_too_early_to_close(known, kind, about)
    elif kind is FactKind.RE_CONTACT_ATTEMPTED:
        _refuse_other_way(programme, known, channel, detail)
    elif kind is FactKind.ENDED_EARLY and detail.get(REASON) == "moved":
        _refuse_short_absence(programme, calendar, known)
    elif kind in named_days.NAMING:
        named_days.refuse(programme, last_day_of(programme, calendar, known), known, kind, on, detail=detail)


def refuse_too_early_to_close(known: CaseFacts, kind: FactKind, about: UUID | None) -> None:
    """Raise for a notice that nobody considered, and a change without the reminder (M8, M9)."""
    asked = _of_id(known, about)
    if kind is FactKind.CHANGE_CLOSED:
        _refuse_without_reminder(known, asked)
    elif asked is not None and not is_answered(known, asked, (FactKind.CHANGE_NOTICE_CONSIDERED,)):
        raise RefusedByRule(
            "Nobody has considered this notice yet. Do that first, then close it.", paragraph="JFS 4.24"
        )


def asked_again(
    programme: Programme, calendar: WorkingDays, known: CaseFacts, fact: Fact
) -> dict[str, str] | None:
    """What the question says that a move, or a later word about it, leaves open: how long it lasts, asked
    every week (AMB-55), or whether they are back, asked from the day after that (M7). None where nothing is
    open; what lies before another move is over."""
    if fact.kind is FactKind.MOVED:
        later = any(one.on > fact.on for one in known.of(FactKind.MOVED))
        moved: Fact | None = None if later else fact
    elif fact.kind is FactKind.ABSENCE_REVIEWED:
        moved = known.last(FactKind.MOVED)
    else:
        return None
    if moved is None:
        return None
    decision = decision_of(moved, fact, last_day_of(programme, calendar, known))
    if decision is Decision.STAYS_OPEN:
        week = timedelta(days=programme.clock(_REVIEW).count.number)
        return {ASKED_FROM: (date.fromisoformat(fact.detail[BACK_ON]) + _DAY - week).isoformat()}
    return {} if decision is Decision.UNKNOWN else None


def last_day_of(programme: Programme, calendar: WorkingDays, known: CaseFacts) -> date | None:
    """The last working day of provision, or None before the start."""
    return clock_day(LAST_DAY, known, programme, calendar)


def agreed_ways(known: CaseFacts) -> tuple[str, ...]:
    """The channels by which the participant agreed to be reached, first choice first."""
    agreed = known.last(FactKind.COMMUNICATION_AGREED)
    if agreed is None:
        return ()
    return tuple(agreed.detail[key] for key in _AGREED if agreed.detail.get(key))


def _refuse_without_reminder(known: CaseFacts, asked: Fact | None) -> None:
    """M9: no change that may affect benefits is closed before the person was reminded of the duty."""
    if asked is None or asked.kind is not FactKind.BENEFIT_CHANGE_NOTICED:
        return
    place = known.facts.index(asked)
    reminders = [fact for fact in known.facts[place:] if fact.kind is FactKind.DUTY_REMINDED]
    if not any(fact.about in (asked.id, None) for fact in reminders):
        raise RefusedByRule(
            "Remind the person of the duty to tell the Jobcentre, and record it, before this is closed.",
            paragraph="JFS 4.26",
        )


def _refuse_other_way(
    programme: Programme, known: CaseFacts, channel: str, detail: Mapping[str, str]
) -> None:
    ways = agreed_ways(known)
    if not ways or channel in ways or detail.get(OTHER_WAY, "").strip():
        return
    names = programme.channels_for("")
    agreed = " or ".join(names.get(way, way).lower() for way in ways)
    raise BadInput(
        f"Agreed was to be reached by {agreed}. Use that, or say why another way was taken.",
        field=OTHER_WAY,
        paragraph="JFS 4.19",
    )


def _refuse_short_absence(programme: Programme, calendar: WorkingDays, known: CaseFacts) -> None:
    moves = absences(known, last_day_of(programme, calendar, known))
    if moves and moves[-1].outside and moves[-1].decision is not Decision.ENDS:
        raise RefusedByRule(
            "This absence is not known to be longer than the time left, so the case stays open. "
            "Record what the person says about its length first.",
            paragraph="JFS 4.22",
        )


def _of_id(known: CaseFacts, fact_id: UUID | None) -> Fact | None:
    return next((fact for fact in known.facts if fact.id == fact_id), None)
