"""Which other cases may be the same referral or the same person, however they are spelt (R5, JFS 3.37)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, union
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.journey.journey import is_open, stage_of
from jfs_desktop.rules.person.checks import reference_key
from jfs_desktop.rules.person.same_person import name_key
from jfs_desktop.rules.programme.questions import written
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name

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
    own = _records(db, case_ids)
    others = _Others([*own, *_records(db, _may_match(db, own))])
    matched = {row.case_id: others.of(row) for row in own}
    found = {other.case_id for pairs in matched.values() for other, _ in pairs}
    facts = case_facts.load_many(db, found) if found else {}
    return {
        row.case_id: _found(
            row,
            tuple(
                _hit(workspace, row, other, reasons, facts[other.case_id])
                for other, reasons in matched[row.case_id]
            ),
        )
        for row in own
    }


def may_match(db: Session, case_id: UUID) -> set[UUID]:
    """The other cases that a search made now would look at: those of the same participant, PRaP reference,
    NI number or name."""
    return _may_match(db, _records(db, [case_id]))


class _Record:
    """One case as far as it is compared."""

    __slots__ = (
        "born",
        "case_id",
        "made_on",
        "name",
        "name_key",
        "ni_number",
        "participant_id",
        "reference",
        "reference_key",
    )

    def __init__(self, row: Row[*tuple[Any, ...]]) -> None:
        self.case_id, self.participant_id, first, last, self.ni_number, self.born, reference, made_on = row
        self.name, self.reference, self.made_on = whole_name(first, last), reference, made_on
        self.name_key, self.reference_key = name_key(self.name), reference_key(reference)


class _Others:
    """Cases by what they may be found by, so that each of many is compared with few."""

    def __init__(self, records: Iterable[_Record]) -> None:
        self._by: dict[tuple[str, object], list[_Record]] = {}
        for record in records:
            for key in _keys(record):
                self._by.setdefault(key, []).append(record)

    def of(self, row: _Record) -> list[tuple[_Record, tuple[str, ...]]]:
        """Those that match, the newest referral first, with the reasons."""
        near = {other.case_id: other for key in _keys(row) for other in self._by.get(key, ())}
        near.pop(row.case_id, None)
        matched = [(other, reasons) for other in near.values() if (reasons := tuple(_reasons(row, other)))]
        return sorted(matched, key=lambda one: one[0].made_on, reverse=True)


def _keys(record: _Record) -> Iterator[tuple[str, object]]:
    yield NAME_AND_BIRTH, record.name_key
    yield REFERENCE, record.reference_key
    if record.ni_number:
        yield NI_NUMBER, record.ni_number


def _found(row: _Record, hits: tuple[Hit, ...]) -> DuplicateSearch:
    compared = {
        NI_NUMBER: bool(row.ni_number),
        NAME_AND_BIRTH: bool(row.born),
        REFERENCE: bool(row.reference),
    }
    return DuplicateSearch(
        row.case_id,
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
        other.case_id,
        other.name,
        other.reference,
        other.born,
        other.made_on,
        programme.stage_names[stage.value],
        is_open(stage),
        reasons,
        other.participant_id == row.participant_id,
    )


def _may_match(db: Session, own: Sequence[_Record]) -> set[UUID]:
    """The few other cases that an index finds for any of the ways; one query with all ways in it would look
    through the whole vault."""
    of_referral = select(Case.id).join(Referral, Referral.id == Case.referral_id)
    of_person = select(Case.id).join(Participant, Participant.id == Case.participant_id)
    ways = [
        select(Case.id).where(Case.participant_id.in_({row.participant_id for row in own})),
        of_referral.where(Referral.prap_reference.in_({row.reference_key for row in own})),
        select(CaseSummary.case_id).where(CaseSummary.name_key.in_({row.name_key for row in own})),
        of_person.where(Participant.ni_number.in_({row.ni_number for row in own if row.ni_number})),
    ]
    found = {case_id for (case_id,) in db.connection().execute(union(*ways))}
    return found - {row.case_id for row in own}


def _records(db: Session, case_ids: Collection[UUID]) -> list[_Record]:
    db.flush()  # what is new comes first; plain rows come quicker from the connection
    rows = db.connection().execute(
        select(
            Case.id,
            Case.participant_id,
            Participant.first_name,
            Participant.last_name,
            Participant.ni_number,
            Participant.date_of_birth,
            Referral.prap_reference,
            Referral.referral_made_on,
        )
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .where(Case.id.in_(case_ids))
    )
    return [_Record(row) for row in rows]


def _reasons(own: _Record, other: _Record) -> Iterator[str]:
    """Why the other case is a hit, the surest reason first."""
    if other.reference_key == own.reference_key:
        yield _WHY[REFERENCE]
    if own.ni_number and other.ni_number == own.ni_number:
        yield _WHY[NI_NUMBER]
    if other.name_key == own.name_key:
        both = own.born and other.born
        if both and own.born == other.born:
            yield _WHY[NAME_AND_BIRTH]
        elif not both:
            yield _WHY["name"]
