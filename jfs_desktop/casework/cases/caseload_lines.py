"""The slim columns of the caseload that are held in memory: one array or list a column.

They stand in the order of surnames, so the place of a line is its rank by name, and
every other order is a stable sort of the places.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.cases.packed_texts import PackedTexts
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.cv.cv_progress import CvState
from jfs_desktop.rules.journey.journey import Stage

NEVER = date.max.toordinal()
STAGES = tuple(stage.value for stage in Stage)
_CV_RANK = {state.value: rank for rank, state in enumerate(CvState)}
_STAGE_RANK = {stage: rank for rank, stage in enumerate(STAGES)}
_ROWS_AT_ONCE = 2000


class Sort(StrEnum):
    """The columns that the list can be sorted by."""

    NAME = "name"
    REFERENCE = "reference"
    JOBCENTRE = "jobcentre"
    STAGE = "stage"
    NEXT_DUE = "next_due"
    NEXT = "next"
    MINUTES = "minutes"
    REFERRED = "referred"
    ADVISER = "adviser"
    CV = "cv"


class Lines:
    """Every line of the caseload by its place. Days are ordinals, stages their rank in the journey."""

    def __init__(self, clock_names: Mapping[str, str]) -> None:
        self._clock_names = clock_names
        self.ids: list[UUID] = []
        self.texts: list[str] = []
        """What a search looks through, folded to plain letters."""
        self.stages = array("B")
        self.shown = bytearray()
        """1 where the case is open or still asks for something."""
        self.dues = array("i")
        self.clocks = array("I")
        self.minutes = array("i")
        self.made = array("i")
        self.references = PackedTexts()
        self.jobcentres = array("I")
        self.advisers = array("I")
        self.cvs = array("B")
        self._names: list[str] = []
        """The names of Jobcentres, advisers and next clocks, which the lines hold by their number here."""
        self._numbers: dict[str, int] = {}
        self._orders: dict[Sort, Sequence[int]] = {}

    @classmethod
    def of_vault(cls, db: Session, clock_names: Mapping[str, str]) -> Lines:
        """Every line, read in batches so that no second copy stands in memory.

        Read as the store has them and sorted here: walking the rows by an index would
        decrypt a page for nearly every row.
        """
        lines = cls(clock_names)
        advisers = _advisers(db)
        joined: list[str] = []  # a small text a line, let go among those that stay, would leave holes
        found = db.execute(_query(), execution_options={"yield_per": _ROWS_AT_ONCE})
        for rows in found.partitions():
            joined.append("\n".join(row.surname_key for row in rows))
            for row in rows:
                lines._put(len(lines.ids), row, advisers)
        surnames = [surname for batch in joined for surname in batch.split("\n")]
        places = sorted(range(len(lines)), key=surnames.__getitem__)
        del surnames, joined
        for column in lines._columns():
            _arrange(column, places)
        return lines

    def __len__(self) -> int:
        return len(self.ids)

    def refresh(self, db: Session, case_ids: Collection[UUID]) -> None:
        """Read the lines of some cases anew; a case that is no longer there leaves."""
        fresh: list[Row[*tuple[Any, ...]]] = []
        wanted = list(case_ids)
        for begin in range(0, len(wanted), _ROWS_AT_ONCE):
            batch = wanted[begin : begin + _ROWS_AT_ONCE]
            fresh += db.execute(_query().where(CaseSummary.case_id.in_(batch)))
        known = set(wanted)
        old = [place for place, case_id in enumerate(self.ids) if case_id in known]
        for place in reversed(old):
            for column in self._columns():
                del column[place]
        advisers = _advisers(db)
        for row in fresh:
            places = range(len(self))
            place = bisect_left(places, row.surname_key, key=lambda one: _surname(db, self.ids[one]))
            self._put(place, row, advisers)
        self._orders.clear()

    def order(self, sort: Sort) -> Sequence[int]:
        """The places in the order of a column; equal ones by surname, and those of one stage or with the same
        to do by the day on which it is due."""
        if sort not in self._orders:
            base: Iterable[int] = range(len(self))
            if sort in (Sort.STAGE, Sort.NEXT):
                base = self.order(Sort.NEXT_DUE)
            keys: dict[Sort, Callable[[int], Any]] = {
                Sort.REFERENCE: self.references.__getitem__,
                Sort.JOBCENTRE: lambda place: self._names[self.jobcentres[place]],
                Sort.STAGE: self.stages.__getitem__,
                Sort.NEXT_DUE: self.dues.__getitem__,
                Sort.NEXT: self._to_do,
                Sort.MINUTES: self.minutes.__getitem__,
                Sort.REFERRED: self.made.__getitem__,
                Sort.ADVISER: lambda place: self._names[self.advisers[place]],
                Sort.CV: self.cvs.__getitem__,
            }
            key = keys.get(sort)
            self._orders[sort] = array("I", sorted(base, key=key)) if key else range(len(self))
        return self._orders[sort]

    def _to_do(self, place: int) -> tuple[bool, str]:
        """What is next on a line, by its words; lines with nothing to do stand last."""
        clock_id = self._names[self.clocks[place]]
        return not clock_id, self._clock_names.get(clock_id, clock_id)

    def _columns(self) -> tuple[Any, ...]:
        return (
            self.ids,
            self.texts,
            self.stages,
            self.shown,
            self.dues,
            self.clocks,
            self.minutes,
            self.made,
            self.references,
            self.jobcentres,
            self.advisers,
            self.cvs,
        )

    def _put(self, place: int, row: Row[*tuple[Any, ...]], advisers: dict[UUID, str]) -> None:
        case_id, text, _, stage, is_open, due, clock, minutes, adviser, cv, reference, jobcentre, made_on = (
            row
        )
        values = (
            case_id,
            text,
            _STAGE_RANK[stage],
            1 if is_open or due is not None else 0,
            due.toordinal() if due is not None else NEVER,
            self._number(clock or ""),
            minutes,
            made_on.toordinal(),
            reference,
            self._number(jobcentre),
            self._number(advisers.get(adviser, "")),
            _CV_RANK[cv],
        )
        for column, value in zip(self._columns(), values, strict=True):
            column.insert(place, value)

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self._names)
            self._names.append(name)
        return self._numbers[name]


def _arrange(column: Any, places: list[int]) -> None:
    """Put a column into the order of these places."""
    if isinstance(column, PackedTexts):
        column.arrange(places)
        return
    typecode = (column.typecode,) if isinstance(column, array) else ()
    column[:] = type(column)(*typecode, map(column.__getitem__, places))


def stage_rank(stage: str) -> int:
    """The rank of a stage; one that no case can have for an unknown stage."""
    return _STAGE_RANK.get(stage, len(STAGES))


def _surname(db: Session, case_id: UUID) -> str:
    """The surname by which a line is placed: asked for where it is needed, and not held for every line."""
    found = db.scalar(select(CaseSummary.surname_key).where(CaseSummary.case_id == case_id))
    return found or ""


def _advisers(db: Session) -> dict[UUID, str]:
    return {person.id: person.name for person in db.execute(select(Staff.id, Staff.name))}


def _query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaseSummary.case_id,
            CaseSummary.folded,
            CaseSummary.surname_key,
            CaseSummary.stage,
            CaseSummary.open,
            CaseSummary.next_due,
            CaseSummary.next_clock,
            CaseSummary.minutes,
            CaseSummary.adviser_id,
            CaseSummary.cv,
            Referral.prap_reference,
            Referral.jobcentre,
            Referral.referral_made_on,
        )
        .join(Case, Case.id == CaseSummary.case_id)
        .join(Referral, Referral.id == Case.referral_id)
    )
