"""A case joined to the participant whom the vault knows already by its right NI number (R5, R9): who that
is, whether they may be one person, and what becomes of what is held of the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, earlier_cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.referrals.referral_form import CleanReferral
from jfs_desktop.errors import BadInput
from jfs_desktop.records.case import Case
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import is_open, stage_of
from jfs_desktop.rules.person.same_person import agreeing, differing
from jfs_desktop.rules.referral.re_referral import CLASS, RE_REFERRAL, doubles_another
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change

PARAGRAPH = "JFS 3.37"
_TOGETHER = (
    ("first_name", "last_name"),
    ("date_of_birth",),
    ("address", "postcode", "nation"),
    ("telephone",),
    ("email",),
)
"""What is held of a person, in parts that are taken over whole: no address with another's postcode."""

_OF_THE_FORM = frozenset({"first_name", "last_name", "date_of_birth"})


@dataclass(frozen=True, slots=True, repr=False)
class KnownCase(Discreet):
    """A case of the participant whom another one may be joined to."""

    reference: str
    stage_name: str
    open: bool


@dataclass(frozen=True, slots=True, repr=False)
class Joining(Discreet):
    """What joining would mean, to be told before it is done. ``theirs_stay`` where what is held of the
    participant there goes before what this case says: theirs is open, or the newer one."""

    participant_id: UUID
    name: str
    date_of_birth: date | None
    cases: tuple[KnownCase, ...]
    agree: frozenset[str]
    differ: frozenset[str]
    theirs_stay: bool


class HeldForAnother(BadInput):
    """The NI number is that of another participant. ``joining`` is set where they may be one person."""

    joining: Joining | None = None


def found(db: Session, workspace: Workspace, case: Case, clean: CleanReferral) -> HeldForAnother | None:
    """What is said of an NI number that another participant holds; None where nobody else does."""
    if not clean.ni_number:
        return None
    others = db.scalars(
        select(Participant).where(
            Participant.ni_number == clean.ni_number, Participant.id != case.participant_id
        )
    ).all()
    if not others:
        return None
    for other in others:
        agree = agreeing(clean.name, clean.date_of_birth, other.name, other.date_of_birth)
        if agree:
            error = HeldForAnother(
                "This NI number is held for a participant whom the vault knows already.",
                field="ni_number",
                remedy="If they are the same person, join this case to theirs; what follows is told below.",
                paragraph=PARAGRAPH,
            )
            error.joining = _joining(db, workspace, case, clean, other, agree=agree)
            return error
    return _of_somebody_else(db, others[0])


def _of_somebody_else(db: Session, other: Participant) -> HeldForAnother:
    held = [row.Referral.prap_reference for row in _records(db, other.id)]
    return HeldForAnother(
        f"This NI number is held for somebody with another name and date of birth ({', '.join(held)}).",
        field="ni_number",
        remedy="Check the number on PRaP. If they are the same person, put the wrong name or date of birth "
        "right first; if they are two, correct the number on the case that has it wrongly, or ask the Work "
        "Coach.",
        paragraph=PARAGRAPH,
    )


def _joining(
    db: Session,
    workspace: Workspace,
    case: Case,
    clean: CleanReferral,
    other: Participant,
    *,
    agree: frozenset[str],
) -> Joining:
    rows = _records(db, other.id)
    facts = case_facts.load_many(db, [row.Case.id for row in rows])
    cases = []
    for row in rows:
        its = facts[row.Case.id]
        programme = workspace.programmes.of(its)
        stage = stage_of(its, programme, workspace.calendar, workspace.today())
        told = KnownCase(row.Referral.prap_reference, programme.stage_names[stage.value], is_open(stage))
        cases.append(told)
    newest = max((row.Referral.received_at for row in rows), default=clean.received_at)
    return Joining(
        other.id,
        other.name,
        other.date_of_birth,
        tuple(cases),
        agree,
        differing(clean.name, clean.date_of_birth, other.name, other.date_of_birth),
        newest > clean.received_at or any(one.open for one in cases),
    )


def _records(db: Session, participant_id: UUID) -> Sequence[Row[Case, Referral]]:
    return db.execute(
        select(Case, Referral)
        .join(Referral, Referral.id == Case.referral_id)
        .where(Case.participant_id == participant_id)
        .order_by(Referral.received_at)
    ).all()


def join(change: Change, person: Participant, clean: CleanReferral, joining: Joining) -> None:
    """Give every case of the one to the other, in an open change, as if the right NI number had come with
    it; the record that holds nothing any more goes, and an undoing brings it back."""
    db = change.db
    other = db.get_one(Participant, joining.participant_id)
    for part in _TOGETHER:
        said = {name: getattr(clean if name in _OF_THE_FORM else person, name) for name in part}
        if not said.get("nation", "known"):
            del said["nation"]
        known = any(getattr(other, name) for name in part)
        if any(said.values()) and not (known and joining.theirs_stay):
            for name, value in said.items():
                setattr(other, name, value)
    other.vulnerable = other.vulnerable or person.vulnerable
    if person.contact_notes not in other.contact_notes:
        other.contact_notes = "\n".join(part for part in (other.contact_notes, person.contact_notes) if part)
    for row in _records(db, person.id):
        row.Case.participant_id = row.Referral.participant_id = other.id
    db.flush()
    db.delete(person)
    db.flush()


def classed_anew(db: Session, workspace: Workspace, participant_id: UUID) -> tuple[UUID, ...]:
    """The cases that were classed first referrals, and are re-referrals by what is known of the person now:
    they took part before (R9)."""
    case_ids = list(db.scalars(select(Case.id).where(Case.participant_id == participant_id)))
    known = case_facts.load_many(db, case_ids)
    return tuple(
        case_id
        for case_id in case_ids
        if (received := known[case_id].first(FactKind.REFERRAL_RECEIVED)) is not None
        and received.detail.get(CLASS) != RE_REFERRAL
        and not doubles_another(known[case_id])
        and any(one.journey for one in earlier_cases.ended(earlier_cases.of_case(db, workspace, case_id)))
    )
