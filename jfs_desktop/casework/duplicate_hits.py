"""Which other cases may be the same referral or the same person, however they are spelt (R5, JFS 3.37)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.checks import reference_key
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.facts import CaseFacts
from jfs_desktop.rules.folding import folded
from jfs_desktop.rules.journey import is_open, stage_of
from jfs_desktop.rules.questions import written
from jfs_desktop.rules.same_person import name_key

NI_NUMBER, NAME_AND_BIRTH, REFERENCE = "ni_number", "name_and_birth", "reference"
CRITERIA, HITS, DECISION = "criteria", "hits", "decision"
FOUND = "found"
"""The ids of the cases found, beside the answers: with commas between them."""

NONE, EARLIER, DUPLICATE = "none", "earlier", "duplicate"
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
            return NONE
        return EARLIER if all(hit.same_person and not hit.open for hit in self.hits) else ""

    @property
    def kept(self) -> dict[str, str]:
        """What of it is kept with a fact."""
        kept = {CRITERIA: written(self.criteria), HITS: str(len(self.hits))}
        if self.hits:
            kept[FOUND] = written([str(hit.case_id) for hit in self.hits])
        return kept


def search(db: Session, workspace: Workspace, case_ids: Collection[UUID]) -> dict[UUID, DuplicateSearch]:
    """Look for the NI number, the name with the date of birth and the PRaP reference of each of these cases
    among all others, in few queries."""
    own = _records(db, Case.id.in_(case_ids))
    others = _Others(_may_match(db, own))
    matched = {row.Case.id: others.of(row) for row in own}
    found = {other.Case.id for pairs in matched.values() for other, _ in pairs}
    facts = case_facts.load_many(db, found) if found else {}
    return {
        row.Case.id: _found(
            row,
            tuple(
                _hit(workspace, row, other, reasons, facts[other.Case.id])
                for other, reasons in matched[row.Case.id]
            ),
        )
        for row in own
    }


_Record = Row[Case, Participant, Referral]


class _Others:
    """Cases by what they may be found by, so that each of many is compared with few."""

    def __init__(self, records: Sequence[_Record]) -> None:
        self._by: dict[tuple[str, object], list[_Record]] = {}
        for record in records:
            for key in _keys(record):
                self._by.setdefault(key, []).append(record)

    def of(self, row: _Record) -> list[tuple[_Record, tuple[str, ...]]]:
        """Those that match, the newest referral first, with the reasons."""
        near = {other.Case.id: other for key in _keys(row) for other in self._by.get(key, ())}
        near.pop(row.Case.id, None)
        matched = [(other, reasons) for other in near.values() if (reasons := tuple(_reasons(row, other)))]
        return sorted(matched, key=lambda one: one[0].Referral.referral_made_on, reverse=True)


def _keys(record: _Record) -> Iterator[tuple[str, object]]:
    yield NAME_AND_BIRTH, name_key(record.Participant.name)
    yield REFERENCE, reference_key(record.Referral.prap_reference)
    if record.Participant.ni_number:
        yield NI_NUMBER, record.Participant.ni_number


def _found(row: _Record, hits: tuple[Hit, ...]) -> DuplicateSearch:
    compared = {
        NI_NUMBER: bool(row.Participant.ni_number),
        NAME_AND_BIRTH: bool(row.Participant.date_of_birth),
        REFERENCE: bool(row.Referral.prap_reference),
    }
    return DuplicateSearch(
        row.Case.id,
        tuple(name for name, known in compared.items() if known),
        tuple(name for name, known in compared.items() if not known),
        hits,
    )


def _hit(
    workspace: Workspace, row: _Record, other: _Record, reasons: tuple[str, ...], facts: CaseFacts
) -> Hit:
    programme = workspace.programmes.of(facts)
    stage = stage_of(facts, programme, workspace.calendar, workspace.today())
    return Hit(
        other.Case.id,
        other.Participant.name,
        other.Referral.prap_reference,
        other.Participant.date_of_birth,
        other.Referral.referral_made_on,
        programme.stage_names[stage.value],
        is_open(stage),
        reasons,
        other.Participant.id == row.Participant.id,
    )


def _may_match(db: Session, own: Sequence[_Record]) -> Sequence[_Record]:
    """The few cases that an index finds for any of the ways, these cases themselves among them."""
    people = [row.Participant for row in own]
    births = {person.date_of_birth for person in people if person.date_of_birth}
    ni_numbers = {person.ni_number for person in people if person.ni_number}
    names = {key for person in people for key in _turned(folded(person.name).split())}
    ways = [
        Case.id.in_([row.Case.id for row in own]),  # what is new has no line in the caseload yet
        Case.participant_id.in_({person.id for person in people}),
        Referral.prap_reference.in_({reference_key(row.Referral.prap_reference) for row in own}),
        CaseSummary.surname_key.in_(names),
        Participant.date_of_birth.in_(births),
        Participant.ni_number.in_(ni_numbers),
    ]
    return _records(db, or_(*ways))


def _turned(words: list[str]) -> Iterator[str]:
    """The name with its first and last parts exchanged, wherever one ends and the other begins."""
    for at in range(len(words)):
        yield " ".join(words[at:] + words[:at])


def _records(db: Session, where: ColumnElement[bool]) -> Sequence[_Record]:
    return db.execute(
        select(Case, Participant, Referral)
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .outerjoin(CaseSummary, CaseSummary.case_id == Case.id)
        .where(where)
    ).all()


def _reasons(own: _Record, other: _Record) -> Iterator[str]:
    """Why the other case is a hit, the surest reason first."""
    person, who = own.Participant, other.Participant
    if reference_key(other.Referral.prap_reference) == reference_key(own.Referral.prap_reference):
        yield _WHY[REFERENCE]
    if person.ni_number and who.ni_number == person.ni_number:
        yield _WHY[NI_NUMBER]
    if name_key(who.name) == name_key(person.name):
        both = person.date_of_birth and who.date_of_birth
        if both and person.date_of_birth == who.date_of_birth:
            yield _WHY[NAME_AND_BIRTH]
        elif not both:
            yield _WHY["name"]
