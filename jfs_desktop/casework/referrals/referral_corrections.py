"""Put right what was taken in wrongly with a referral: who it is, what it says and its days, with the
reason (R1). Every deadline is worked out anew from the days that stand then."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import kept_on_prap
from jfs_desktop.casework.referrals import joined_people, referral_checks
from jfs_desktop.casework.referrals.duplicates import SAME_REFERENCE
from jfs_desktop.casework.referrals.referral_form import CleanReferral, ReferralForm
from jfs_desktop.casework.referrals.referrals import checked
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.facts.facts import OF_THE_REFERRAL, CaseFacts, FactKind
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.referral.re_referral import CLASS, RE_REFERRAL
from jfs_desktop.rules.referral.weighing import EDUCATION
from jfs_desktop.rules.writing.reasons import told_why
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Change, Verb

CORRECT = Verb("referral_corrections.correct", "correct the referral")
JOIN = Verb("referral_corrections.join", "correct the referral and join the case")
REASON = "reason"
PARAGRAPH = "JFS 7.04"
_OF_THE_REFERRAL = (*OF_THE_REFERRAL, FactKind.VULNERABILITY_NOTICED)
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


def correct(
    workspace: Workspace, case_id: UUID, form: ReferralForm, reason: str, *, join: UUID | None = None
) -> Outcome[UUID]:
    """Keep what the form says in place of what stood there; how the person is reached is left alone.

    The days stay readable as they were, taken back with the reason. ``join`` is the participant of whom it
    was told that this case would be joined to theirs. Raises BadInput (``field``) for a field at fault, a
    reference of somebody else, a day after something that is recorded on the case already, and without a
    reason; RefusedByRule for a day by which it would have ended before what PRaP holds; HeldForAnother for
    the NI number of a participant other than ``join``; NotFound.
    """
    clean = checked(workspace, form)
    reason = told_why(reason, "Say why it is corrected.", field=REASON, paragraph=PARAGRAPH)
    verb = JOIN if join else CORRECT
    with workspace.changing(verb, reason=reason, case_id=case_id) as change:
        db = change.db
        case = case_of(db, case_id)
        referral = db.get_one(Referral, case.referral_id)
        _refuse_same_reference(db, referral, clean)
        known = case_facts.load(db, case_id)
        _refuse_after_the_event(workspace.programmes.of(known), known, clean)
        was_received = referral.received_at
        _put_referral(referral, clean)
        _put_days(change, workspace, case_id, clean, was_received, reason=reason)
        db.flush()
        kept_on_prap.refuse_fallen(workspace, known, case_facts.load(db, case_id))
        joined = _put_who(change, workspace, case, clean, join)
        if joined or _searched_before(known, clean):
            referral_checks.search_anew(change, workspace, case_id, reason, same_person=not joined)
        if joined:
            _class_anew(change, workspace, case.participant_id, reason)
        change.case_ids.update(db.scalars(select(Case.id).where(Case.participant_id == case.participant_id)))
        db.flush()
    told = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(case_id, told, frozenset(change.case_ids), change.change_id, verb.label)


def _put_who(
    change: Change, workspace: Workspace, case: Case, clean: CleanReferral, join: UUID | None
) -> bool:
    """Put right who it is; True where the case is that of a participant known already from now on."""
    person = change.db.get_one(Participant, case.participant_id)
    held = joined_people.found(change.db, workspace, case, clean)
    if held is None:
        person.first_name, person.last_name = clean.first_name, clean.last_name
        person.date_of_birth, person.ni_number = clean.date_of_birth, clean.ni_number or None
    elif held.joining is None or held.joining.participant_id != join:
        raise held
    else:
        joined_people.join(change, person, clean, held.joining)
    change.db.flush()
    return held is not None


def _put_referral(referral: Referral, clean: CleanReferral) -> None:
    referral.prap_reference, referral.notes = clean.prap_reference, clean.notes
    referral.referral_made_on, referral.received_at = clean.referral_made_on, clean.received_at
    referral.benefit, referral.claim_start_date = clean.benefit, clean.claim_start_date
    referral.work_coach, referral.jobcentre = clean.work_coach, clean.jobcentre


def _put_days(
    change: Change,
    workspace: Workspace,
    case_id: UUID,
    clean: CleanReferral,
    was_received: datetime,
    *,
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
        _replace(change, workspace, case_id, (kind, day, detail), standing, reason=reason)
    noticed = _standing(change.db, case_id, FactKind.VULNERABILITY_NOTICED)
    if noticed is not None and noticed.happened_at == was_received and was_received != clean.received_at:
        told = (FactKind.VULNERABILITY_NOTICED, received, dict(noticed.detail))
        _replace(change, workspace, case_id, told, noticed, reason=reason)


def _replace(
    change: Change,
    workspace: Workspace,
    case_id: UUID,
    told: tuple[FactKind, tuple[date, datetime | None] | None, dict[str, str]],
    standing: CaseFact | None,
    *,
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


def _class_anew(change: Change, workspace: Workspace, participant_id: UUID, reason: str) -> None:
    """A case after one on which the person took part is a re-referral, now that it is known (R9)."""
    for case_id in joined_people.classed_anew(change.db, workspace, participant_id):
        received = _standing(change.db, case_id, FactKind.REFERRAL_RECEIVED)
        if received is not None:
            day, detail = (received.happened_on, received.happened_at), received.detail | {CLASS: RE_REFERRAL}
            told = (FactKind.REFERRAL_RECEIVED, day, detail)
            _replace(change, workspace, case_id, told, received, reason=reason)


def _standing(db: Session, case_id: UUID, kind: FactKind) -> CaseFact | None:
    found = select(CaseFact).where(
        CaseFact.case_id == case_id, CaseFact.kind == kind.value, CaseFact.withdrawn_at.is_(None)
    )
    return db.scalars(found.order_by(CaseFact.recorded_at)).first()


def _refuse_same_reference(db: Session, referral: Referral, clean: CleanReferral) -> None:
    same = select(Referral.id).where(
        Referral.prap_reference == clean.prap_reference, Referral.id != referral.id
    )
    if db.scalar(same.limit(1)) is not None:
        raise BadInput(f"This is {SAME_REFERENCE}.", field="prap_reference")


def _searched_before(known: CaseFacts, clean: CleanReferral) -> bool:
    """Whether a search for duplicates would stand before the day of receipt: the program makes it anew."""
    return any(fact.on < london_day(clean.received_at) for fact in known.of(*referral_checks.SEARCHES))


def _refuse_after_the_event(programme: Programme, known: CaseFacts, clean: CleanReferral) -> None:
    """What somebody recorded on the case cannot have come before the referral; the first such entry is
    named. The search for duplicates is the program's own, and made anew."""
    free = {*_OF_THE_REFERRAL, *referral_checks.SEARCHES}
    told = [
        fact for fact in known.facts if fact.kind not in free and not programme.fact_kinds[fact.kind].any_time
    ]
    first = min(told, key=lambda fact: fact.on, default=None)
    if first is not None and london_day(clean.received_at) > first.on:
        name = programme.fact_kinds[first.kind].name
        raise BadInput(
            f"“{name}” is recorded on this case on {long_day(first.on)}, which is before that day.",
            field="received_at",
            remedy="If that entry is wrong, take it back on the Overview first; otherwise check the day.",
        )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
