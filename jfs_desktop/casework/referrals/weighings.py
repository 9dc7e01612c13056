"""Weigh eligibility, suitability and a re-referral: what is known fills itself in, what was answered is
kept, and what leaves a doubt is told with its paragraph. Nothing is refused by it (E2 to E9, R6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.circumstances.moves import NATION_BEFORE
from jfs_desktop.casework.desk import earlier_cases
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import contract
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind, Nation
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import YES, Question
from jfs_desktop.rules.referral.eligibility import EligibilityNote
from jfs_desktop.rules.referral.weighing import (
    CONSIDERED,
    EDUCATION,
    EXCEPTION,
    LONGER_UNEMPLOYED,
    LOW_EARNINGS,
    UNEMPLOYED,
    Doubt,
    Referred,
    doubts,
    notes_on,
    proposed_eligibility,
    proposed_suitability,
)
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change, Verb

WEIGH = Verb("weighings.weigh", "record what was weighed")
KINDS = (FactKind.ELIGIBILITY_WEIGHED, FactKind.SUITABILITY_WEIGHED)
_RE_REFERRAL = FactKind.RE_REFERRAL_WEIGHED


@dataclass(frozen=True, slots=True, repr=False)
class Weighing(Discreet):
    """One panel: its questions, the answers kept (or, before that, those the referral gives), what of
    them leaves a doubt, and the entry that keeps them."""

    kind: FactKind
    name: str
    asks: tuple[Question, ...]
    answers: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    kept: FactView | None


def panel(db: Session, workspace: Workspace, known: CaseFacts, kind: FactKind) -> Weighing:
    """The panel of eligibility or of suitability, within a transaction that is open."""
    programme = workspace.programmes.of(known)
    said = referred(db, known)
    kept = newest(db, programme, known, kind)
    if kept is not None:
        answers = dict(kept.detail)
    elif kind is FactKind.ELIGIBILITY_WEIGHED:
        answers = proposed_eligibility(programme, said)
    else:
        answers = proposed_suitability(said)
    rule = programme.fact_kinds[kind]
    return Weighing(kind, rule.name, rule.asks, answers, doubts(programme, kind, said, answers), kept)


def weigh(
    workspace: Workspace, case_id: UUID, kind: FactKind, answers: Mapping[str, str]
) -> Outcome[FactView]:
    """Keep the answers of a panel: who gave them, and when. An earlier weighing stays in the history.

    Raises BadInput (``field``) for an answer that is missing; no answer is refused for what it says.
    """
    moment = workspace.now()
    with workspace.changing(WEIGH, case_id=case_id) as change:
        before = earlier_cases.as_known(change.db, workspace, case_id) if kind is _RE_REFERRAL else {}
        happened = WhatHappened(
            kind,
            london_day(moment),
            moment.astimezone(LONDON).time().replace(second=0, microsecond=0),
            detail=dict(answers) | before,
        )
        fact = facts.write(change, workspace, case_id, happened)
        if kind is FactKind.ELIGIBILITY_WEIGHED:
            _put_unemployment(change, workspace, case_id, answers)
        view = facts.view_of(change.db, workspace.programmes.of_case(change.db, case_id), fact)
    return Outcome(view, facts.RECORDED, frozenset({case_id}), change.change_id, WEIGH.label)


def _put_unemployment(
    change: Change, workspace: Workspace, case_id: UUID, answers: Mapping[str, str]
) -> None:
    """The day from which DWP's exception is counted stands on the case as long as the exception does (E6)."""
    said = answers.get(UNEMPLOYED, "") if answers.get(EXCEPTION) == LONGER_UNEMPLOYED else ""
    day = date.fromisoformat(said) if said else None
    standing = change.db.scalars(
        select(CaseFact).where(
            CaseFact.case_id == case_id,
            CaseFact.kind == FactKind.UNEMPLOYED_SINCE,
            CaseFact.withdrawn_at.is_(None),
        )
    ).all()
    for fact in standing:
        if fact.happened_on != day:
            fact.withdrawn_at, fact.withdrawn_reason = change.at, "Eligibility was weighed again."
    if day is not None and day not in {fact.happened_on for fact in standing}:
        facts.write(change, workspace, case_id, WhatHappened(FactKind.UNEMPLOYED_SINCE, day))


def referred(db: Session, known: CaseFacts) -> Referred:
    """What the referral of a case says, as at the day it was made (AMB-41)."""
    case = case_of(db, _id(known))
    person = db.get_one(Participant, case.participant_id)
    referral = db.get_one(Referral, case.referral_id)
    return said_by(person, referral, known, contract.last_referral_day(db))


def standing_notes(db: Session, programme: Programme, known: CaseFacts) -> tuple[EligibilityNote, ...]:
    """What is still to be weighed of a case's referral after what was answered: no claim that an exception
    carries, and nobody fresh from education who was considered (E5, E6, E8)."""
    said = referred(db, known)
    eligible, suitable = (known.last(kind) for kind in KINDS)
    if suitable is not None and suitable.detail.get(CONSIDERED, "").strip():
        said = replace(said, left_education_on=None)
    return notes_on(programme, said, eligible.detail if eligible else {})


def said_by(person: Participant, referral: Referral, known: CaseFacts, last_day: date | None) -> Referred:
    """The same of records that are at hand; ``last_day`` is the contract's last for referrals."""
    received, weighed = known.first(FactKind.REFERRAL_RECEIVED), known.last(FactKind.ELIGIBILITY_WEIGHED)
    left = received.detail.get(EDUCATION, "") if received else ""
    return Referred(
        referral.referral_made_on,
        person.date_of_birth,
        _nation_then(person, known),
        referral.benefit,
        referral.claim_start_date,
        date.fromisoformat(left) if left else None,
        known.has(FactKind.VOLUNTEER_CONFIRMED),
        last_day,
        weighed is not None and weighed.detail.get(LOW_EARNINGS) == YES,
    )


def _nation_then(person: Participant, known: CaseFacts) -> Nation | None:
    """Where somebody lived as they were referred: before their first move since."""
    moved = next((one for one in known.of(FactKind.MOVED) if NATION_BEFORE in one.detail), None)
    nation = moved.detail[NATION_BEFORE] if moved is not None else person.nation
    return Nation(nation) if nation else None


def newest(db: Session, programme: Programme, known: CaseFacts, kind: FactKind) -> FactView | None:
    """The newest entry of a kind that stands on the case."""
    last = known.last(kind)
    fact = db.scalar(select(CaseFact).where(CaseFact.id == last.id)) if last else None
    return facts.view_of(db, programme, fact) if fact is not None else None


def _id(known: CaseFacts) -> UUID:
    if known.case_id is None:
        raise ValueError("only a case is weighed")
    return known.case_id
