"""Take a referral in: check it, search for duplicates, open its case (R1, R4, R5, R9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import contract
from jfs_desktop.casework.referrals import referral_checks
from jfs_desktop.casework.referrals.arriving_lapsed import Arrivals
from jfs_desktop.casework.referrals.duplicates import PARAGRAPH as DUPLICATE_PARAGRAPH
from jfs_desktop.casework.referrals.duplicates import (
    SAME_REFERENCE,
    Finding,
    KnownPerson,
    KnownReferrals,
    has_reference,
)
from jfs_desktop.casework.referrals.referral_form import (
    RESTRICTED_PARAGRAPH,
    CleanReferral,
    Examined,
    FieldNote,
    FormChecks,
    ReferralForm,
    Restricted,
    field_title,
    restricted_note,
    restricted_of,
)
from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral, ReferralSource, RestrictedReferral
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person import checks
from jfs_desktop.rules.person.checks import reference_key
from jfs_desktop.rules.referral.re_referral import CLASS, FIRST, RE_REFERRAL, took_part_from
from jfs_desktop.store.unit_of_work import Change, Verb

__all__ = ["FieldNote", "ReferralForm", "add", "check", "checked", "set_aside", "write"]

ADD = Verb("referrals.add", "add the referral")
NO_REFERENCE = "Type the PRaP reference: it is all that is kept for the nominated officer."
SET_ASIDE = Verb("referrals.refuse_restricted", "")


class DuplicateReferral(BadInput):
    """The referral, or another open one of the same person, is in the vault; ``case_id`` says which."""

    default_title = "This referral is known already"
    case_id: UUID | None = None
    may_be_rejected: bool = False
    """Whether it may be taken in to be rejected: another referral of somebody whose case is open (R4)."""


def check(workspace: Workspace, form: ReferralForm) -> tuple[FieldNote, ...]:
    """What to say beside each field while the form is filled in; nothing is written.

    Errors stop the referral from being added; warnings are advice with their
    paragraph, since the Jobcentre decides on eligibility (JFS 2.04, 3.01).
    """
    examined = _examined(workspace, form)
    if examined.clean is None:
        return (*_known_reference(workspace, form, examined), *examined.notes)
    with workspace.reading() as db:
        finding = KnownReferrals.like(db, workspace, [examined.clean]).search(examined.clean)
    if finding.verdict == "new":
        return (*_late(workspace, examined.clean), *examined.notes, *finding.warnings)
    error = FieldNote(finding.field, finding.reason, "error", DUPLICATE_PARAGRAPH)
    return (error, *examined.notes)


def _late(workspace: Workspace, clean: CleanReferral) -> tuple[FieldNote, ...]:
    """That it arrives lapsed (R2, R3)."""
    note = Arrivals(workspace.programme, workspace.calendar, workspace.today()).note(clean)
    return (note,) if note is not None else ()


def _examined(workspace: Workspace, form: ReferralForm) -> Examined:
    with workspace.reading() as db:
        last_day = contract.last_referral_day(db)
    first_day = workspace.calendar.first
    return FormChecks(workspace.programme, workspace.today(), last_day, first_day=first_day).examine(form)


def _known_reference(workspace: Workspace, form: ReferralForm, examined: Examined) -> tuple[FieldNote, ...]:
    """A note on the reference of a known referral, while other fields are still to be filled in."""
    reference = checks.prap_reference(form.prap_reference).value
    if not reference or examined.restricted_by:
        return ()
    with workspace.reading() as db:
        known = has_reference(db, reference)
    return (FieldNote("prap_reference", SAME_REFERENCE, "error", DUPLICATE_PARAGRAPH),) if known else ()


def add(workspace: Workspace, form: ReferralForm) -> Outcome[UUID]:
    """Open a case for a typed referral; the value is the case's id.

    Raises BadInput (``field``) for the first field at fault, DuplicateReferral
    where the referral is known. One marked MAPPA or SCR is refused too, after
    its PRaP reference, and nothing else of it, was kept for the nominated
    officer (JFS 3.09).
    """
    clean = checked(workspace, form)
    with workspace.changing(ADD) as change:
        finding = KnownReferrals.like(change.db, workspace, [clean]).search(clean)
        if finding.verdict != "new":
            raise _known(finding)
        taken = [(clean, finding.person)]
        (case_id,) = write(change, workspace, taken, ReferralSource.PRAP_TYPED)
    changed = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(case_id, changed, frozenset({case_id}), change.change_id, ADD.label)


def checked(workspace: Workspace, form: ReferralForm) -> CleanReferral:
    """A referral whose every field has passed. Raises as ``add`` does for one at fault or restricted."""
    aside = restricted_of(form, 0, workspace.today())
    if aside is not None:
        set_aside(workspace, [aside])
        raise _refused(restricted_note(aside.field))
    examined = _examined(workspace, form)
    if examined.clean is None:
        raise _refused(next(note for note in examined.notes if note.level == "error"))
    return examined.clean


def keep_for_officer(workspace: Workspace, form: ReferralForm) -> Outcome[str]:
    """Keep of a restricted referral its PRaP reference, and nothing else, until the nominated officer has
    it; the value is that reference (G3, G4). Raises BadInput without one, for it is all there is to give."""
    aside = restricted_of(form, 0, workspace.today())
    if aside is None or not aside.reference:
        raise BadInput(NO_REFERENCE, field="prap_reference", paragraph=RESTRICTED_PARAGRAPH)
    set_aside(workspace, [aside])
    return Outcome(aside.reference, Changed.HISTORY | Changed.CLOCKS)


def set_aside(workspace: Workspace, found: Iterable[Restricted]) -> int:
    """Keep what may be kept of restricted referrals for the nominated officer, once each; returns how many
    were new (G3, G4)."""
    with workspace.reading() as db:
        kept = {
            _aside_key(one.row_number, one.prap_reference, one.field)
            for one in db.scalars(select(RestrictedReferral))
        }
    keys = ((_aside_key(one.row, one.reference, one.field), one) for one in found)
    fresh = {key: one for key, one in keys if key not in kept}
    if not fresh:
        return 0
    with workspace.changing(SET_ASIDE) as change:
        for one in fresh.values():
            change.db.add(
                RestrictedReferral(
                    id=workspace.new_key(),
                    prap_reference=one.reference,
                    row_number=one.row,
                    field=one.field,
                    received_on=one.received_on,
                    seen_at=change.at,
                    told_officer_at=None,
                )
            )
    return len(fresh)


def write(
    change: Change,
    workspace: Workspace,
    taken: Sequence[tuple[CleanReferral, KnownPerson | None]],
    source: ReferralSource,
    *,
    doubled: bool = False,
) -> list[UUID]:
    """Write participants, referrals, cases and their first facts into an open change.

    ``taken`` gives each referral with the participant to use again, if any, as a
    duplicate search found them. The search of each is kept with it (R5). Those that are ``doubled`` are
    of people with an open case: what is known of them stays. Returns the cases' ids in the same order.
    """
    db = change.db
    made = [_records(change, workspace, referral, person, source, keep=doubled) for referral, person in taken]
    # Table by table, holders first, so that each table is one statement.
    for kind in range(3):
        db.add_all([records[kind] for records in made])
        db.flush()
    for (referral, person), (_, _, case) in zip(taken, made, strict=True):
        detail = {CLASS: FIRST if doubled else _class(db, workspace, person)}
        if referral.left_education_on:
            detail["left_education_on"] = referral.left_education_on.isoformat()
        db.add_all(_first_facts(change, workspace, case.id, referral, detail))
    case_ids = [case.id for _, _, case in made]
    db.add_all(referral_checks.first_searches(change, workspace, case_ids, doubled=doubled))
    change.case_ids.update(case_ids)
    return case_ids


def _records(
    change: Change,
    workspace: Workspace,
    referral: CleanReferral,
    person: KnownPerson | None,
    source: ReferralSource,
    *,
    keep: bool,
) -> tuple[Participant, Referral, Case]:
    known = change.db.get(Participant, person.participant_id) if person and person.participant_id else None
    participant = known if keep and known else _participant(workspace, referral, known)
    record = Referral(
        id=workspace.new_key(),
        participant_id=participant.id,
        source=source.value,
        prap_reference=referral.prap_reference,
        referral_made_on=referral.referral_made_on,
        received_at=referral.received_at,
        benefit=referral.benefit,
        claim_start_date=referral.claim_start_date,
        work_coach=referral.work_coach,
        jobcentre=referral.jobcentre,
        notes=referral.notes,
    )
    programme = workspace.programme
    case = Case(
        id=workspace.new_key(),
        participant_id=participant.id,
        referral_id=record.id,
        programme=f"{programme.id}/{programme.version}",
        adviser_id=workspace.me.id,
        opened_at=change.at,
    )
    return participant, record, case


def _participant(workspace: Workspace, referral: CleanReferral, known: Participant | None) -> Participant:
    """A new participant, or the known one with what the new referral says (R7, R9)."""
    said = {
        "first_name": referral.first_name,
        "last_name": referral.last_name,
        "date_of_birth": referral.date_of_birth,
        "ni_number": referral.ni_number or None,
        "address": referral.address,
        "postcode": referral.postcode,
        "nation": referral.nation.value if referral.nation else None,
        "telephone": referral.telephone,
        "email": referral.email,
    }
    if known is None:
        return Participant(id=workspace.new_key(), vulnerable=referral.vulnerable, contact_notes="", **said)
    for name, value in said.items():
        if value:
            setattr(known, name, value)
    known.vulnerable = known.vulnerable or referral.vulnerable
    return known


def _class(db: Session, workspace: Workspace, person: KnownPerson | None) -> str:
    """'re-referral' only where the person took part before; anything else is a first referral (R9)."""
    if person is None or not person.case_ids:
        return FIRST
    earlier = case_facts.load_many(db, person.case_ids)
    programmes, calendar, today = workspace.programmes, workspace.calendar, workspace.today()
    took_part = any(
        took_part_from(facts, programmes.of(facts), calendar, today) for facts in earlier.values()
    )
    return RE_REFERRAL if took_part else FIRST


def _first_facts(
    change: Change, workspace: Workspace, case_id: UUID, referral: CleanReferral, detail: dict[str, str]
) -> list[CaseFact]:
    """Made and received are two facts (AMB-04); the claim's start opens the eligibility clocks, and a
    mark of vulnerability must be read before the first call (G1, C8)."""
    days: list[tuple[FactKind, date, datetime | None]] = [
        (FactKind.REFERRAL_MADE, referral.referral_made_on, None),
        (FactKind.REFERRAL_RECEIVED, london_day(referral.received_at), referral.received_at),
    ]
    if referral.claim_start_date:
        days.append((FactKind.CLAIM_STARTED, referral.claim_start_date, None))
    if referral.vulnerable:
        days.append((FactKind.VULNERABILITY_NOTICED, london_day(referral.received_at), referral.received_at))
    return [
        CaseFact(
            id=workspace.new_key(),
            case_id=case_id,
            kind=kind.value,
            happened_on=on,
            happened_at=at,
            by_staff_id=None,
            channel="",
            note="",
            about_id=None,
            detail=detail if kind is FactKind.REFERRAL_RECEIVED else {},
            late_reason="",
            recorded_at=change.at,
            withdrawn_at=None,
            withdrawn_reason="",
        )
        for kind, on, at in days
    ]


def _aside_key(row: int, reference: str, field: str) -> tuple[object, ...]:
    return (reference_key(reference), field) if reference else (row, field)


def _refused(note: FieldNote) -> BadInput:
    return BadInput(f"{field_title(note.field)}: {note.text}.", field=note.field, paragraph=note.paragraph)


def _known(finding: Finding) -> BadInput:
    if finding.verdict == "refused":
        return _refused(FieldNote(finding.field, finding.reason, "error"))
    error = DuplicateReferral(
        f"This is a duplicate: {finding.reason}.",
        field=finding.field,
        remedy="Open the case that is there, or take this one in to reject it on PRaP."
        if finding.person
        else "Open the case that is there.",
        paragraph=DUPLICATE_PARAGRAPH,
    )
    error.case_id = finding.case_id
    error.may_be_rejected = finding.person is not None
    return error
