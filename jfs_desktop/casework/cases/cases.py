"""The head of one case: who it is, where it stands, how much time is recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.cases.journey_strip import journey_strip
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import next_appointment
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import Case
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import CaseView
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.evidence.told_details import AGREED, CAME_FROM, CHANGE_REASON, WENT_TO
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import is_served
from jfs_desktop.rules.journey.journey import is_open, stage_of, start_date
from jfs_desktop.rules.meetings.passed_meetings import begun_meeting
from jfs_desktop.rules.person.checks import reference_key
from jfs_desktop.rules.person.document_language import chosen
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.store.unit_of_work import Change, Verb

ASSIGN = Verb("cases.assign", "change the designated adviser")
BEFORE_MEETING = "Before the initial meeting was held"


def case_view(workspace: Workspace, case_id: UUID) -> CaseView:
    """Everything the case page shows above its tabs. Raises NotFound, and RefusedByRule where the
    provider opens no case to somebody without a staff check in date (G5)."""
    staff_checks.require(workspace)
    total = sessions.total(workspace, case_id)
    with workspace.reading() as db:
        person, referral, adviser = _records(db, case_id)
        facts = case_facts.load(db, case_id)
        today, programme = workspace.today(), workspace.programmes.of_case(db, case_id)
        readings = clocks_for(facts, programme, workspace.calendar, today, explain=False)
        stage = stage_of(facts, programme, workspace.calendar, today)
        begun = begun_meeting(facts)
        return CaseView(
            **_who(person),
            **_referred(programme, referral),
            case_id=case_id,
            adviser=adviser.name if adviser else "",
            adviser_id=adviser.id if adviser else None,
            stage=stage.value,
            stage_name=programme.stage_names[stage.value],
            open=is_open(stage),
            served=is_served(stage),
            start_date=start_date(facts),
            journey=journey_strip(
                facts,
                readings,
                stage,
                programme=programme,
                calendar=workspace.calendar,
                today=today,
            ),
            time=total,
            warnings=_warnings(db, programme, facts),
            next_appointment=next_appointment(facts, programme) if is_open(stage) else None,
            meeting_begun=begun.on if begun is not None else None,
            document_language=chosen(facts),
        )


def find_reference(workspace: Workspace, text: str) -> UUID:
    """The case of a PRaP reference, however it is spelt; the newest of several. Raises NotFound."""
    newest_first = (
        select(Case.id)
        .join(Referral, Referral.id == Case.referral_id)
        .where(Referral.prap_reference == reference_key(text))
        .order_by(Referral.referral_made_on.desc(), Case.opened_at.desc())
    )
    with workspace.reading() as db:
        found = db.scalar(newest_first.limit(1))
    if found is None:
        raise NotFound(
            f"No case has the id or reference '{text}'.",
            remedy="The list of cases tells the reference of each.",
        )
    return found


def _who(person: Participant) -> dict[str, Any]:
    return {
        "name": person.name,
        "first_name": person.first_name,
        "ni_number": person.ni_number or "",
        "date_of_birth": person.date_of_birth,
        "nation": person.nation,
        "address": person.address,
        "postcode": person.postcode,
        "telephone": person.telephone,
        "email": person.email,
        "vulnerable": person.vulnerable,
        "contact_notes": person.contact_notes,
    }


def _referred(programme: Programme, referral: Referral) -> dict[str, Any]:
    return {
        "reference": referral.prap_reference,
        "referral_made_on": referral.referral_made_on,
        "received_at": referral.received_at,
        "benefit_name": programme.benefits.get(referral.benefit, referral.benefit),
        "claim_start_date": referral.claim_start_date,
        "work_coach": referral.work_coach,
        "jobcentre": referral.jobcentre,
        "referral_notes": referral.notes,
    }


def asks_why(view: CaseView) -> bool:
    """Whether another adviser is a change for the participant, who has met the one of now (S4)."""
    return view.adviser_id is not None and view.start_date is not None


def assign(
    workspace: Workspace, case_id: UUID, staff_id: UUID, *, reason: str = "", agreed: str = ""
) -> Outcome[UUID]:
    """Name another designated adviser (S4). It is recorded as a change, from whom to whom, with its reason
    and whether ('yes' or 'no') it was agreed with the participant. Before the initial meeting the two do not
    know each other, and nobody has to say why.

    Raises NotFound, also for somebody who has left, and BadInput ('change_reason') without a reason.
    """
    with workspace.changing(ASSIGN, case_id=case_id) as change:
        case, adviser = change.db.get(Case, case_id), change.db.get(Staff, staff_id)
        if case is None or adviser is None or not adviser.active:
            raise NotFound("This case or adviser is not in the vault.")
        met = start_date(case_facts.load(change.db, case_id)) is not None
        if case.adviser_id not in {None, staff_id}:
            before = change.db.get(Staff, case.adviser_id)
            named = {CAME_FROM: before.name if before is not None else "", WENT_TO: adviser.name}
            why = reason.strip() or ("" if met else BEFORE_MEETING)
            _record_change(change, workspace, case_id, named, why, agreed=agreed)
        case.adviser_id = staff_id
        change.case_ids.add(case_id)
    changed = Changed.CASES | Changed.HISTORY
    return Outcome(staff_id, changed, frozenset({case_id}), change.change_id, ASSIGN.label)


def _record_change(
    change: Change, workspace: Workspace, case_id: UUID, named: dict[str, str], reason: str, *, agreed: str
) -> None:
    detail = named | {CHANGE_REASON: reason} | ({AGREED: agreed} if agreed else {})
    facts.write(
        change,
        workspace,
        case_id,
        facts.WhatHappened(FactKind.ADVISER_CHANGED, workspace.today(), detail=detail),
    )


def _records(db: Session, case_id: UUID) -> tuple[Participant, Referral, Staff | None]:
    case = case_of(db, case_id)
    person = db.get_one(Participant, case.participant_id)
    referral = db.get_one(Referral, case.referral_id)
    return person, referral, db.get(Staff, case.adviser_id) if case.adviser_id else None


def _warnings(db: Session, programme: Programme, known: CaseFacts) -> tuple[str, ...]:
    """What eligibility raises, for the adviser to weigh; the Jobcentre decides (JFS 2.04, 3.01)."""
    from jfs_desktop.casework.referrals import weighings  # it comes with the first case, not with Today

    notes = weighings.standing_notes(db, programme, known)
    return tuple(f"{note.text} ({note.paragraph})" for note in notes)
