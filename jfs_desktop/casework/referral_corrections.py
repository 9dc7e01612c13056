"""Put right what was taken in wrongly with a referral: who it is, what it says and its days, with the
reason (R1). Every deadline is worked out anew from the days that stand then."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts
from jfs_desktop.casework.duplicates import SAME_REFERENCE
from jfs_desktop.casework.known_cases import case_of
from jfs_desktop.casework.referral_form import CleanReferral, ReferralForm
from jfs_desktop.casework.referrals import checked
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.weighing import EDUCATION
from jfs_desktop.rules.wording import long_day
from jfs_desktop.store.unit_of_work import Change, Verb

CORRECT = Verb("referral_corrections.correct", "correct the referral")
REASON = "reason"
PARAGRAPH = "JFS 7.04"
_OF_THE_REFERRAL = (
    FactKind.REFERRAL_MADE,
    FactKind.REFERRAL_RECEIVED,
    FactKind.CLAIM_STARTED,
    FactKind.VULNERABILITY_NOTICED,
)
"""Kinds that came with the referral, so that they may move with its days."""


def as_it_stands(workspace: Workspace, case_id: UUID) -> ReferralForm:
    """The referral of a case as its form would hold it, days in ISO form. Raises NotFound."""
    with workspace.reading() as db:
        case = case_of(db, case_id)
        person = db.get_one(Participant, case.participant_id)
        referral = db.get_one(Referral, case.referral_id)
        received = case_facts.load(db, case_id).first(FactKind.REFERRAL_RECEIVED)
        came = referral.received_at.astimezone(LONDON)
        return ReferralForm(
            prap_reference=referral.prap_reference,
            referral_made_on=referral.referral_made_on.isoformat(),
            received_at=f"{long_day(came.date())} {came:%H:%M}",
            first_name=person.first_name,
            last_name=person.last_name,
            date_of_birth=_iso(person.date_of_birth),
            ni_number=person.ni_number or "",
            benefit=referral.benefit,
            claim_start_date=_iso(referral.claim_start_date),
            work_coach=referral.work_coach,
            jobcentre=referral.jobcentre,
            notes=referral.notes,
            left_education_on=received.detail.get(EDUCATION, "") if received else "",
        )


def correct(workspace: Workspace, case_id: UUID, form: ReferralForm, reason: str) -> Outcome[UUID]:
    """Keep what the form says in place of what stood there; how the person is reached is left alone.

    The days stay readable as they were, taken back with the reason. Raises BadInput (``field``) for a
    field at fault, a reference or NI number of somebody else, a day after something that is recorded on
    the case already, and without a reason; NotFound.
    """
    clean = checked(workspace, form)
    if not reason.strip():
        raise BadInput("Say why it is corrected.", field=REASON, paragraph=PARAGRAPH)
    with workspace.changing(CORRECT, reason=reason.strip(), case_id=case_id) as change:
        db = change.db
        case = case_of(db, case_id)
        person, referral = (
            db.get_one(Participant, case.participant_id),
            db.get_one(Referral, case.referral_id),
        )
        _refuse_of_another(db, person, referral, clean)
        _refuse_after_the_event(
            workspace.programmes.of_case(db, case_id), case_facts.load(db, case_id), clean
        )
        was_received = referral.received_at
        _put_records(person, referral, clean)
        _put_days(change, workspace, case_id, clean, was_received, reason.strip())
        change.case_ids.update(db.scalars(select(Case.id).where(Case.participant_id == person.id)))
        db.flush()
    told = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(case_id, told, frozenset(change.case_ids), change.change_id, CORRECT.label)


def _put_records(person: Participant, referral: Referral, clean: CleanReferral) -> None:
    person.first_name, person.last_name = clean.first_name, clean.last_name
    person.date_of_birth, person.ni_number = clean.date_of_birth, clean.ni_number or None
    referral.prap_reference, referral.notes = clean.prap_reference, clean.notes
    referral.referral_made_on, referral.received_at = clean.referral_made_on, clean.received_at
    referral.benefit, referral.claim_start_date = clean.benefit, clean.claim_start_date
    referral.work_coach, referral.jobcentre = clean.work_coach, clean.jobcentre


def _put_days(  # noqa: PLR0917 - the change, the case, what it says now and what it said
    change: Change,
    workspace: Workspace,
    case_id: UUID,
    clean: CleanReferral,
    was_received: datetime,
    reason: str,
) -> None:
    received = (london_day(clean.received_at), clean.received_at)
    days: dict[FactKind, tuple[date, datetime | None] | None] = {
        FactKind.REFERRAL_MADE: (clean.referral_made_on, None),
        FactKind.REFERRAL_RECEIVED: received,
        FactKind.CLAIM_STARTED: (clean.claim_start_date, None) if clean.claim_start_date else None,
    }
    education = {EDUCATION: _iso(clean.left_education_on)} if clean.left_education_on else {}
    for kind, day in days.items():
        standing = _standing(change.db, case_id, kind)
        detail = {
            key: said for key, said in (standing.detail if standing else {}).items() if key != EDUCATION
        }
        if kind is FactKind.REFERRAL_RECEIVED:
            detail |= education
        _replace(change, workspace, case_id, (kind, day, detail), standing, reason)
    noticed = _standing(change.db, case_id, FactKind.VULNERABILITY_NOTICED)
    if noticed is not None and noticed.happened_at == was_received and was_received != clean.received_at:
        told = (FactKind.VULNERABILITY_NOTICED, received, dict(noticed.detail))
        _replace(change, workspace, case_id, told, noticed, reason)


def _replace(  # noqa: PLR0917 - the change, the case, the fact that is to stand, and that which does
    change: Change,
    workspace: Workspace,
    case_id: UUID,
    told: tuple[FactKind, tuple[date, datetime | None] | None, dict[str, str]],
    standing: CaseFact | None,
    reason: str,
) -> None:
    kind, day, detail = told
    if standing is not None:
        if day == (standing.happened_on, standing.happened_at) and detail == standing.detail:
            return
        standing.withdrawn_at, standing.withdrawn_reason = change.at, reason
    if day is not None:
        change.db.add(
            CaseFact(
                id=workspace.new_key(),
                case_id=case_id,
                kind=kind.value,
                happened_on=day[0],
                happened_at=day[1],
                by_staff_id=workspace.me.id,
                about_id=None,
                detail=detail,
                recorded_at=change.at,
                withdrawn_at=None,
            )
        )


def _standing(db: Session, case_id: UUID, kind: FactKind) -> CaseFact | None:
    found = select(CaseFact).where(
        CaseFact.case_id == case_id, CaseFact.kind == kind.value, CaseFact.withdrawn_at.is_(None)
    )
    return db.scalars(found.order_by(CaseFact.recorded_at)).first()


def _refuse_of_another(db: Session, person: Participant, referral: Referral, clean: CleanReferral) -> None:
    same = select(Referral.id).where(
        Referral.prap_reference == clean.prap_reference, Referral.id != referral.id
    )
    if db.scalar(same.limit(1)) is not None:
        raise BadInput(f"This is {SAME_REFERENCE}.", field="prap_reference")
    other = select(Participant.id).where(
        Participant.ni_number == clean.ni_number, Participant.id != person.id
    )
    if clean.ni_number and db.scalar(other.limit(1)) is not None:
        raise BadInput(
            "This NI number is held for somebody else in the vault.",
            field="ni_number",
            remedy="Check both; if they are one person, search for duplicates on the Referral tab.",
        )


def _refuse_after_the_event(programme: Programme, known: CaseFacts, clean: CleanReferral) -> None:
    """What was recorded on the case cannot have come before the referral."""
    days = [
        fact.on
        for fact in known.facts
        if fact.kind not in _OF_THE_REFERRAL and not programme.fact_kinds[fact.kind].any_time
    ]
    first = min(days, default=None)
    if first is not None and london_day(clean.received_at) > first:
        raise BadInput(
            f"Something is recorded on this case on {long_day(first)}, which is before that day.",
            field="received_at",
            remedy="Take that entry back first if it is wrong.",
        )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
