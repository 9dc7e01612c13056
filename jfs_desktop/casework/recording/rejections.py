"""What stands against the answer to a referral besides its own facts (R4, R5, R8), and which other referral a
duplicate doubles: taken from the search, and compared with what is typed (JFS 3.36)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, duplicate_hits, earlier_cases
from jfs_desktop.casework.desk.duplicate_hits import FOUND
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.case import Case
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import is_open, stage_of
from jfs_desktop.rules.person.checks import reference_key
from jfs_desktop.rules.programme.fixed_choices import REASON, Refusal
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import chosen
from jfs_desktop.rules.referral.re_referral import doubles_another
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import says_why

MATCHED = "matched"
INAPPROPRIATE, EXPLANATION = "inappropriate", "explanation"
PARAGRAPH = "JFS 3.36"
SEARCH_PARAGRAPH = "JFS 3.37"


@dataclass(frozen=True, slots=True, repr=False)
class DoubledCase(Discreet):
    """The case that a referral doubles, so that it can be named and opened (R4, JFS 3.36)."""

    case_id: UUID
    name: str
    reference: str
    open: bool


def refuse_answer(
    db: Session, workspace: Workspace, known: CaseFacts, kind: FactKind, detail: Mapping[str, str]
) -> None:
    """Refuse an acceptance while PRaP holds an earlier case open or somebody alike has come in since the
    search for duplicates (RefusedByRule, R5, R8), and a rejection that names the wrong referral as doubled
    or does not say what is wrong (BadInput, R4)."""
    if kind is FactKind.REJECTED:
        refuse_other_reference(db, known, detail)
        refuse_without_a_word(workspace.programmes.of(known), detail)
    elif kind is FactKind.ACKNOWLEDGED:
        against = against_acceptance(db, workspace, known)
        if against is not None:
            raise RefusedByRule(against.text, paragraph=against.paragraph)


def against_acceptance(db: Session, workspace: Workspace, known: CaseFacts) -> Refusal | None:
    """Why a referral may not be accepted, besides what its own facts say."""
    against = earlier_cases.refusal(db, workspace, known)
    if against is None and came_since(db, workspace, known):
        return Refusal(
            "Another referral of what may be the same person has come in since duplicates were searched "
            "for. Search again on the Referral tab, and say what it is.",
            SEARCH_PARAGRAPH,
        )
    return against


def came_since(db: Session, workspace: Workspace, known: CaseFacts) -> bool:
    """Whether a search for duplicates would find a case that the newest one kept did not (R5)."""
    search = known.last(FactKind.DUPLICATES_SEARCHED, FactKind.DUPLICATES_FOUND)
    if search is None or known.case_id is None:
        return False
    seen = {UUID(key) for key in chosen(search.detail.get(FOUND, ""))}
    hits = duplicate_hits.search(db, workspace, [known.case_id])[known.case_id].hits
    return any(hit.case_id not in seen for hit in hits)


def refuse_without_a_word(programme: Programme, detail: Mapping[str, str]) -> None:
    """Raise BadInput where a referral is called inappropriate and nobody writes why (R4, E10)."""
    if detail.get(REASON) == INAPPROPRIATE and not says_why(detail.get(EXPLANATION, "")):
        raise BadInput(
            "Write what is wrong with the referral: a preference of the provider is no reason.",
            field=EXPLANATION,
            paragraph=programme.settings.rejection_reasons_paragraph,
        )


def doubled(db: Session, known: CaseFacts) -> tuple[str, ...]:
    """The PRaP references of the cases that the last search found, where they were called duplicates."""
    found = _found_to_double(known)
    query = select(Referral.prap_reference).join(Case, Case.referral_id == Referral.id)
    return tuple(db.scalars(query.where(Case.id.in_(found)).order_by(Referral.received_at)))


def doubled_case(db: Session, workspace: Workspace, known: CaseFacts) -> DoubledCase | None:
    """Which of the cases found a duplicate doubles: one that is open rather than one that is over, one of
    the same participant rather than a namesake's, and of several the one that came first."""
    doubled_ids = _found_to_double(known)
    if not doubled_ids:
        return None
    rows = db.execute(
        select(Case, Participant, Referral.prap_reference)
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .where(Case.id.in_(doubled_ids))
        .order_by(Referral.received_at)
    ).all()
    own = db.get(Case, known.case_id)
    facts = case_facts.load_many(db, [case.id for case, _, _ in rows])

    def is_of_one(case: Case) -> bool:
        return own is not None and case.participant_id == own.participant_id

    def goes_on(case: Case) -> bool:
        its, calendar = facts[case.id], workspace.calendar
        return is_open(stage_of(its, workspace.programmes.of(its), calendar, workspace.today()))

    found = [
        (is_of_one(case), DoubledCase(case.id, person.name, reference, goes_on(case)))
        for case, person, reference in rows
    ]
    return min(found, key=lambda one: (not one[1].open, not one[0]))[1] if found else None


def _found_to_double(known: CaseFacts) -> list[UUID]:
    search = known.last(FactKind.DUPLICATES_SEARCHED)
    if search is None or not doubles_another(known):
        return []
    return [UUID(key) for key in chosen(search.detail.get(FOUND, ""))]


def refuse_other_reference(db: Session, known: CaseFacts, detail: Mapping[str, str]) -> None:
    """Raise BadInput where the reference given is that of this referral itself, or not one that the search
    found. Where nothing was found here, the other referral may stand on PRaP alone."""
    said = reference_key(detail.get(MATCHED, ""))
    if not said:
        return
    own = select(Referral.prap_reference).join(Case, Case.referral_id == Referral.id)
    if said == reference_key(db.scalar(own.where(Case.id == known.case_id)) or ""):
        raise BadInput(
            "This is the reference of this referral itself; give that of the referral it doubles.",
            field=MATCHED,
            paragraph=PARAGRAPH,
        )
    found = doubled(db, known)
    if found and said not in map(reference_key, found):
        raise BadInput(
            f"The search for duplicates found {' and '.join(found)}.",
            field=MATCHED,
            paragraph=PARAGRAPH,
            remedy="Give that reference, or search for duplicates again.",
        )
