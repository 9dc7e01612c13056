"""Search for duplicates of a referral that is in, and keep what was found (R5): at intake the form and
the import do it; here it is done again before acceptance and before the start is keyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts, facts
from jfs_desktop.casework.facts import WhatHappened
from jfs_desktop.casework.known_cases import case_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.checks import reference_key
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.folding import folded
from jfs_desktop.rules.journey import is_open, stage_of
from jfs_desktop.rules.questions import written
from jfs_desktop.store.unit_of_work import Verb

SEARCH = Verb("referral_checks.search", "record the search for duplicates")
PARAGRAPH = "JFS 3.37"
NI_NUMBER, NAME_AND_BIRTH, REFERENCE = "ni_number", "name_and_birth", "reference"
CRITERIA, HITS, DECISION = "criteria", "hits", "decision"
FOUND = "found"
"""The ids of the cases found, beside the answers: with commas between them."""

_NONE = "none"
_WHY = {
    NI_NUMBER: "the same NI number",
    REFERENCE: "the same PRaP reference",
    NAME_AND_BIRTH: "the same name and date of birth",
    "name": "the same name; a date of birth is not known",
}


@dataclass(frozen=True, slots=True, repr=False)
class Hit(Discreet):
    """Another case that may be the same referral or the same person. ``reasons`` say why, in words."""

    case_id: UUID
    name: str
    reference: str
    date_of_birth: date | None
    referral_made_on: date
    stage_name: str
    open: bool
    reasons: tuple[str, ...]
    same_person: bool
    """Whether the vault holds both cases for one and the same participant."""


@dataclass(frozen=True, slots=True, repr=False)
class DuplicateSearch(Discreet):
    """What was compared, what could not be because the referral does not say it, and what was found."""

    case_id: UUID
    criteria: tuple[str, ...]
    not_compared: tuple[str, ...]
    hits: tuple[Hit, ...]

    @property
    def proposed(self) -> str:
        """The decision that the hits speak for; '' where somebody has to look."""
        if not self.hits:
            return _NONE
        return "earlier" if all(hit.same_person and not hit.open for hit in self.hits) else ""


def search(workspace: Workspace, case_id: UUID) -> DuplicateSearch:
    """Look for the case's NI number, name with date of birth and PRaP reference among all other cases,
    however they are spelt. Nothing is written. Raises NotFound."""
    with workspace.reading() as db:
        return _search(db, workspace, case_id)


def record_search(workspace: Workspace, case_id: UUID, decision: str = "") -> Outcome[FactView]:
    """Search, and keep what was compared and found with what it means.

    Without hits that decides itself. Raises BadInput ('decision') where something was found and
    nobody has said what it is, or where the decision does not go with what was found.
    """
    with workspace.changing(SEARCH, case_id=case_id) as change:
        found = _search(change.db, workspace, case_id)
        decided = _decided(found, decision)
        moment = workspace.now()
        happened = WhatHappened(
            FactKind.DUPLICATES_SEARCHED,
            london_day(moment),
            moment.astimezone(LONDON).time().replace(second=0, microsecond=0),
            detail=_answers(found, decided),
        )
        fact = facts.write(change, workspace, case_id, happened)
        view = facts.view_of(change.db, workspace.programmes.of_case(change.db, case_id), fact)
    return Outcome(view, facts.RECORDED, frozenset({case_id}), change.change_id, SEARCH.label)


def last_search(workspace: Workspace, case_id: UUID) -> FactView | None:
    """The newest search kept on the case."""
    newest = (
        select(CaseFact)
        .where(
            CaseFact.case_id == case_id,
            CaseFact.kind == FactKind.DUPLICATES_SEARCHED,
            CaseFact.withdrawn_at.is_(None),
        )
        .order_by(CaseFact.happened_on.desc(), CaseFact.recorded_at.desc())
        .limit(1)
    )
    with workspace.reading() as db:
        fact = db.scalar(newest)
        return facts.view_of(db, workspace.programmes.of_case(db, case_id), fact) if fact else None


def needed_before_start(workspace: Workspace, case_id: UUID) -> bool:
    """Whether a search is still owed before the start may be keyed: none since the meeting was booked."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    kept = known.last(FactKind.DUPLICATES_SEARCHED)
    booked = known.last(FactKind.MEETING_BOOKED)
    if kept is None:
        return True
    return booked is not None and known.facts.index(kept) < known.facts.index(booked)


def _answers(found: DuplicateSearch, decision: str) -> dict[str, str]:
    answers = {CRITERIA: written(found.criteria), HITS: str(len(found.hits)), DECISION: decision}
    if found.hits:
        answers[FOUND] = written([str(hit.case_id) for hit in found.hits])
    return answers


def _decided(found: DuplicateSearch, decision: str) -> str:
    if not found.hits:
        return _NONE
    if not decision or decision == _NONE:
        raise BadInput(
            "Say what the cases found are before the search is kept.", field=DECISION, paragraph=PARAGRAPH
        )
    if decision == "earlier" and any(hit.open for hit in found.hits):
        raise BadInput(
            "One of the cases found is still open, so they are not all closed earlier referrals.",
            field=DECISION,
            paragraph=PARAGRAPH,
        )
    return decision


def _search(db: Session, workspace: Workspace, case_id: UUID) -> DuplicateSearch:
    case = case_of(db, case_id)
    person = db.get_one(Participant, case.participant_id)
    referral = db.get_one(Referral, case.referral_id)
    compared = {
        NI_NUMBER: bool(person.ni_number),
        NAME_AND_BIRTH: bool(person.date_of_birth),
        REFERENCE: bool(referral.prap_reference),
    }
    hits = tuple(_hits(db, workspace, case, person, referral))
    return DuplicateSearch(
        case_id,
        tuple(name for name, known in compared.items() if known),
        tuple(name for name, known in compared.items() if not known),
        hits,
    )


def _hits(
    db: Session, workspace: Workspace, case: Case, person: Participant, referral: Referral
) -> Iterator[Hit]:
    matched = [
        (other, who, theirs, reasons)
        for other, who, theirs in _may_match(db, case, person, referral)
        if (reasons := tuple(_reasons(person, referral, who, theirs)))
    ]
    known = case_facts.load_many(db, [other.id for other, *_ in matched])
    for other, who, theirs, reasons in matched:
        programme = workspace.programmes.of(known[other.id])
        stage = stage_of(known[other.id], programme, workspace.calendar, workspace.today())
        yield Hit(
            other.id,
            who.name,
            theirs.prap_reference,
            who.date_of_birth,
            theirs.referral_made_on,
            programme.stage_names[stage.value],
            is_open(stage),
            reasons,
            who.id == person.id,
        )


def _may_match(
    db: Session, case: Case, person: Participant, referral: Referral
) -> list[tuple[Case, Participant, Referral]]:
    """The few cases that an index finds for any of the ways, newest referral first."""
    born, name = Participant.date_of_birth, CaseSummary.surname_key
    ways = [
        Case.participant_id == person.id,
        Referral.prap_reference == reference_key(referral.prap_reference),
        born.is_(None),
        name.in_([folded(f"{person.last_name} {person.first_name}"), folded(person.name)]),
    ]
    if person.date_of_birth:
        ways.append(born == person.date_of_birth)
    if person.ni_number:
        ways.append(Participant.ni_number == person.ni_number)
    rows = db.execute(
        select(Case, Participant, Referral)
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .outerjoin(CaseSummary, CaseSummary.case_id == Case.id)
        .where(Case.id != case.id, or_(*ways))
        .order_by(Referral.referral_made_on.desc())
    )
    return [(other, who, theirs) for other, who, theirs in rows]


def _reasons(person: Participant, referral: Referral, who: Participant, theirs: Referral) -> Iterator[str]:
    """Why the other case is a hit, the surest reason first."""
    if reference_key(theirs.prap_reference) == reference_key(referral.prap_reference):
        yield _WHY[REFERENCE]
    if person.ni_number and who.ni_number == person.ni_number:
        yield _WHY[NI_NUMBER]
    if _name_key(who) == _name_key(person):
        both = person.date_of_birth and who.date_of_birth
        if both and person.date_of_birth == who.date_of_birth:
            yield _WHY[NAME_AND_BIRTH]
        elif not both:
            yield _WHY["name"]


def _name_key(person: Participant) -> tuple[str, ...]:
    """First and last name folded and in any order: the two are often exchanged."""
    return tuple(sorted(folded(person.name).split()))
