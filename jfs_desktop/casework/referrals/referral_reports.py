"""Reports on referrals, on demand (E2, E6, E10, R3, R10): what was accepted in doubt, rejections,
acknowledgements in time by month, exceptions, and people handed back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import contract, staff_checks
from jfs_desktop.casework.referrals import weighings
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import start_date
from jfs_desktop.rules.programme.fixed_choices import REASON, reasons_for
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import NO
from jfs_desktop.rules.referral.weighing import (
    EXCEPTION,
    EXCEPTIONS,
    NOT_KNOWN,
    Referred,
    proposed_eligibility,
)
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import time_of_day

ACKNOWLEDGE, THIRTIETH_DAY = "acknowledge_referral", "prap_thirtieth_day"
METHOD = "method"
_WEIGHED = (FactKind.ELIGIBILITY_WEIGHED, FactKind.SUITABILITY_WEIGHED)
_DECIDED = (FactKind.ACKNOWLEDGED, FactKind.REJECTED)


@dataclass(frozen=True, slots=True, repr=False)
class DoubtfulLine(Discreet):
    """An accepted referral whose last weighing holds a 'no' or 'not known', with those questions (E2)."""

    case_id: UUID
    name: str
    reference: str
    no: tuple[str, ...]
    not_known: tuple[str, ...]
    weighed: bool = True
    """Whether eligibility was weighed; otherwise the answers are those that the referral gives."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """Referrals received in one month ('2021-06'), and how many were answered in time. ``waiting`` may
    still be."""

    month: str
    received: int
    on_time: int
    waiting: int


@dataclass(frozen=True, slots=True, repr=False)
class HandedBackLine(Discreet):
    """Somebody handed back who had not started (R10); ``after_days`` says whether PRaP's days were over.

    ``handed_back_at`` is London's time of day, '' where only the day is known; ``method`` is the name of
    the way in which the Jobcentre was told.
    """

    case_id: UUID
    name: str
    reference: str
    handed_back_on: date
    handed_back_at: str
    method: str
    to_whom: str
    note: str
    after_days: bool


@dataclass(frozen=True, slots=True, repr=False)
class ReferralReport(Discreet):
    """The whole report; counts are by the names of the profile."""

    doubtful: tuple[DoubtfulLine, ...]
    rejections: Mapping[str, int]
    months: tuple[MonthLine, ...]
    exceptions: Mapping[str, int]
    handed_back: tuple[HandedBackLine, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    reference: str
    facts: CaseFacts
    programme: Programme
    said: Referred


def referrals(workspace: Workspace) -> ReferralReport:
    """Read every case of the vault and count. Raises RefusedByRule where the caseload is closed to whoever is
    here (G5)."""
    staff_checks.require(workspace)
    with workspace.reading() as db:
        rows = db.execute(
            select(Case.id, Participant, Referral)
            .join(Participant, Participant.id == Case.participant_id)
            .join(Referral, Referral.id == Case.referral_id)
            .order_by(Referral.received_at)
        ).all()
        facts = case_facts.load_many(db, [row.id for row in rows])
        last_day = contract.last_referral_day(db)
        handed_back = select(CaseFact.id, CaseFact.note).where(CaseFact.kind == FactKind.HANDED_BACK.value)
        notes = {row.id: row.note for row in db.execute(handed_back)}
    known = [
        _Known(
            row.Participant.name,
            row.Referral.prap_reference,
            facts[row.id],
            workspace.programmes.of(facts[row.id]),
            weighings.said_by(row.Participant, row.Referral, facts[row.id], last_day),
        )
        for row in rows
    ]
    return ReferralReport(
        tuple(line for one in known if (line := _doubtful(one))),
        _rejections(known),
        _months(workspace, known),
        _exceptions(known),
        tuple(back for one in known if (back := _handed_back(workspace, one, notes))),
    )


def _doubtful(one: _Known) -> DoubtfulLine | None:
    if not one.facts.has(FactKind.ACKNOWLEDGED) or one.facts.case_id is None:
        return None
    said: dict[str, list[str]] = {NO: [], NOT_KNOWN: []}
    for kind in _WEIGHED:
        last = one.facts.last(kind)
        for ask in one.programme.fact_kinds[kind].asks if last else ():
            answer = last.detail.get(ask.key, "") if last else ""
            if answer in said and NOT_KNOWN in {choice.key for choice in ask.choices}:
                said[answer].append(ask.text)
    weighed = one.facts.has(FactKind.ELIGIBILITY_WEIGHED)
    if not weighed:
        _not_weighed(one, said)
    if not any(said.values()):
        return None
    no, not_known = tuple(said[NO]), tuple(said[NOT_KNOWN])
    return DoubtfulLine(one.facts.case_id, one.name, one.reference, no, not_known, weighed)


def _not_weighed(one: _Known, said: dict[str, list[str]]) -> None:
    """The tests of a referral that nobody has weighed, by what it says itself (E2)."""
    answers = proposed_eligibility(one.programme, one.said)
    for ask in one.programme.fact_kinds[FactKind.ELIGIBILITY_WEIGHED].asks:
        if NOT_KNOWN in {choice.key for choice in ask.choices}:
            answer = answers.get(ask.key, NOT_KNOWN)
            if answer in said:
                said[answer].append(ask.text)


def _rejections(known: Sequence[_Known]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for one in known:
        rejected = one.facts.last(FactKind.REJECTED)
        if rejected is not None:
            names = {choice.key: choice.name for choice in reasons_for(FactKind.REJECTED, one.programme)}
            reason = rejected.detail.get(REASON, "")
            counted[names.get(reason, reason)] += 1
    return dict(sorted(counted.items()))


def _months(workspace: Workspace, known: Sequence[_Known]) -> tuple[MonthLine, ...]:
    received: Counter[str] = Counter()
    on_time: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for one in known:
        came, decided = one.facts.first(FactKind.REFERRAL_RECEIVED), one.facts.first(*_DECIDED)
        due = clock_day(ACKNOWLEDGE, one.facts, one.programme, workspace.calendar)
        if came is None or due is None:
            continue
        month = f"{came.on:%Y-%m}"
        received[month] += 1
        on_time[month] += decided is not None and decided.on <= due
        waiting[month] += decided is None and workspace.today() <= due
    return tuple(
        MonthLine(month, received[month], on_time[month], waiting[month]) for month in sorted(received)
    )


def _exceptions(known: Sequence[_Known]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for one in known:
        last = one.facts.last(FactKind.ELIGIBILITY_WEIGHED)
        which = last.detail.get(EXCEPTION, "") if last else ""
        if which in EXCEPTIONS:
            asks = one.programme.fact_kinds[FactKind.ELIGIBILITY_WEIGHED].asks
            names = {
                choice.key: choice.name for ask in asks if ask.key == EXCEPTION for choice in ask.choices
            }
            counted[names.get(which, which)] += 1
    return dict(sorted(counted.items()))


def _handed_back(workspace: Workspace, one: _Known, notes: Mapping[UUID, str]) -> HandedBackLine | None:
    back = one.facts.last(FactKind.HANDED_BACK)
    if back is None or start_date(one.facts) is not None or one.facts.case_id is None:
        return None
    asks = one.programme.fact_kinds[FactKind.HANDED_BACK].asks
    ways = {choice.key: choice.name for ask in asks if ask.key == METHOD for choice in ask.choices}
    method = back.detail.get(METHOD, "")
    last = clock_day(THIRTIETH_DAY, one.facts, one.programme, workspace.calendar)
    return HandedBackLine(
        one.facts.case_id,
        one.name,
        one.reference,
        back.on,
        time_of_day(back.at) if back.at is not None else "",
        ways.get(method, method),
        back.detail.get("to_whom", ""),
        notes.get(back.id, ""),
        last is not None and back.on >= last,
    )
