"""The caseload as a list that can be searched and sorted as fast as somebody types.

Slim columns of every line are held in memory; whole rows are fetched in pages.
A search scans folded strings, which finds parts of words and reference numbers
that a word index cannot.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, select

from jfs_desktop.casework import summaries
from jfs_desktop.casework.worklist import DAYS_AHEAD
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import CaseloadRow
from jfs_desktop.rules.folding import folded, tokens
from jfs_desktop.rules.journey import Stage
from jfs_desktop.store.unit_of_work import Verb

REDATE = Verb("caseload.redate", "")
_NEVER = date.max


class Due(StrEnum):
    """The filter by what is due."""

    LATE = "late"
    TODAY = "today"
    COMING = "coming"


class Sort(StrEnum):
    """The columns that the list can be sorted by."""

    NAME = "name"
    REFERENCE = "reference"
    JOBCENTRE = "jobcentre"
    STAGE = "stage"
    NEXT_DUE = "next_due"
    MINUTES = "minutes"
    REFERRED = "referred"
    ADVISER = "adviser"


class _Line(NamedTuple):
    """What is held of one case in memory: slim, since there may be 100,000."""

    case_id: UUID
    folded: str
    surname: str
    stage: str
    open: bool
    next_due: date
    minutes: int
    reference: str
    jobcentre: str
    made_on: date
    adviser: str


_STAGE_RANK = {stage.value: rank for rank, stage in enumerate(Stage)}

_KEYS: dict[Sort, Callable[[_Line], tuple[object, ...]]] = {
    Sort.NAME: lambda line: (line.surname,),
    Sort.REFERENCE: lambda line: (line.reference,),
    Sort.JOBCENTRE: lambda line: (line.jobcentre, line.surname),
    Sort.STAGE: lambda line: (_STAGE_RANK[line.stage], line.next_due, line.surname),
    Sort.NEXT_DUE: lambda line: (line.next_due, line.surname),
    Sort.MINUTES: lambda line: (line.minutes, line.surname),
    Sort.REFERRED: lambda line: (line.made_on, line.surname),
    Sort.ADVISER: lambda line: (line.adviser, line.surname),
}


class Caseload:
    """Searches and sorts all cases of one workspace. Not for two threads at once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lines: dict[UUID, _Line] = {}
        self._orders: dict[Sort, list[_Line]] = {}
        self.reload()

    def reload(self) -> None:
        """Read every line anew."""
        self._lines = {line.case_id: line for line in self._read(None)}
        self._orders.clear()

    def refresh(self, case_ids: Collection[UUID]) -> None:
        """Read the lines of some cases anew; with none named, all of them."""
        if not case_ids:
            self.reload()
            return
        for case_id in case_ids:
            self._lines.pop(case_id, None)
        self._lines.update((line.case_id, line) for line in self._read(case_ids))
        self._orders.clear()

    def __len__(self) -> int:
        return len(self._lines)

    def search(
        self,
        text: str = "",
        *,
        stage: str | None = None,
        due: Due | None = None,
        only_open: bool = False,
        sort: Sort = Sort.NEXT_DUE,
        descending: bool = False,
    ) -> tuple[UUID, ...]:
        """The ids of the cases that hold every word of ``text``, in order.

        Names, NI number, PRaP reference and Jobcentre are searched; accents,
        case, apostrophes and spaces inside an NI number do not matter.
        """
        lines: Iterable[_Line] = self._ordered(sort)
        for word in _words(text):
            lines = [line for line in lines if word in line.folded]
        if stage is not None:
            lines = [line for line in lines if line.stage == stage]
        if only_open:
            lines = [line for line in lines if line.open or line.next_due is not _NEVER]
        if due is not None:
            first, last = self._window(due)
            lines = [line for line in lines if first <= line.next_due <= last]
        found = [line.case_id for line in lines]
        return tuple(reversed(found) if descending else found)

    def rows(self, case_ids: Sequence[UUID]) -> tuple[CaseloadRow, ...]:
        """Whole rows of up to a few hundred cases, in the order asked for."""
        if not case_ids:
            return ()
        with self._workspace.reading() as db:
            found = {row.case_id: row for row in db.execute(_row_query(case_ids))}
        return tuple(self._view(found[case_id]) for case_id in case_ids if case_id in found)

    def stages(self) -> tuple[tuple[str, str, int], ...]:
        """The stages that occur: key, name, how many."""
        counts: dict[str, int] = {}
        for line in self._lines.values():
            counts[line.stage] = counts.get(line.stage, 0) + 1
        names = self._workspace.programme.stage_names
        return tuple(
            (stage.value, names[stage.value], counts[stage.value]) for stage in Stage if stage.value in counts
        )

    def _ordered(self, sort: Sort) -> list[_Line]:
        if sort not in self._orders:
            self._orders[sort] = sorted(self._lines.values(), key=_KEYS[sort])
        return self._orders[sort]

    def _window(self, due: Due) -> tuple[date, date]:
        today, calendar = self._workspace.today(), self._workspace.calendar
        if due is Due.LATE:
            return date.min, date.fromordinal(today.toordinal() - 1)
        if due is Due.TODAY:
            return today, today
        return date.fromordinal(today.toordinal() + 1), calendar.add(today, DAYS_AHEAD)

    def _read(self, case_ids: Collection[UUID] | None) -> list[_Line]:
        query = _line_query()
        if case_ids is not None:
            query = query.where(CaseSummary.case_id.in_(list(case_ids)))
        with self._workspace.reading() as db:
            return [_line(row) for row in db.execute(query)]

    def _view(self, row: Row[*tuple[Any, ...]]) -> CaseloadRow:
        programme, today = self._workspace.programme, self._workspace.today()
        due = row.next_due
        return CaseloadRow(
            case_id=row.case_id,
            name=f"{row.first_name} {row.last_name}",
            reference=row.prap_reference,
            ni_number=row.ni_number or "",
            jobcentre=row.jobcentre,
            stage=row.stage,
            stage_name=programme.stage_names[row.stage],
            next_clock=row.next_clock,
            next_clock_name=programme.clock(row.next_clock).name if row.next_clock else "",
            next_due=due,
            days_left=self._workspace.calendar.count_between(today, due) if due else None,
            minutes=row.minutes,
            adviser=row.adviser or "",
            open=row.open,
            referral_made_on=row.referral_made_on,
        )


def redate(workspace: Workspace, *, batch: int = 500) -> Iterator[tuple[int, int]]:
    """Work out anew the lines that were worked out on another day; yields (done, total).

    One short transaction a batch. Nothing goes into the journal: the lines are derived.
    """
    with workspace.reading() as db:
        behind = list(summaries.stale(db, workspace.today()))
    for begin in range(0, len(behind), batch):
        with workspace.changing(REDATE) as change:
            change.case_ids.update(behind[begin : begin + batch])
        yield min(begin + batch, len(behind)), len(behind)


def _words(text: str) -> tuple[str, ...]:
    """Words to look for; an NI number typed with spaces is put together again."""
    together = folded(text).replace(" ", "")
    if len(together) == 9 and together[:2].isalpha() and together[2:8].isdigit():
        return (together,)
    return tokens(text)


def _line_query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaseSummary.case_id,
            CaseSummary.folded,
            CaseSummary.surname_key,
            CaseSummary.stage,
            CaseSummary.open,
            CaseSummary.next_due,
            CaseSummary.minutes,
            Referral.prap_reference,
            Referral.jobcentre,
            Referral.referral_made_on,
            Staff.name,
        )
        .join(Case, Case.id == CaseSummary.case_id)
        .join(Referral, Referral.id == Case.referral_id)
        .outerjoin(Staff, Staff.id == CaseSummary.adviser_id)
    )


def _line(row: Row[*tuple[Any, ...]]) -> _Line:
    case_id, text, surname, stage, is_open, due, minutes, reference, jobcentre, made_on, adviser = row
    return _Line(
        case_id,
        text,
        surname,
        sys.intern(stage),
        is_open,
        due or _NEVER,
        minutes,
        reference,
        sys.intern(jobcentre),
        made_on,
        sys.intern(adviser or ""),
    )


def _row_query(case_ids: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaseSummary.case_id,
            Participant.first_name,
            Participant.last_name,
            Participant.ni_number,
            Referral.prap_reference,
            Referral.jobcentre,
            Referral.referral_made_on,
            CaseSummary.stage,
            CaseSummary.open,
            CaseSummary.next_clock,
            CaseSummary.next_due,
            CaseSummary.minutes,
            Staff.name.label("adviser"),
        )
        .join(Case, Case.id == CaseSummary.case_id)
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .outerjoin(Staff, Staff.id == CaseSummary.adviser_id)
        .where(CaseSummary.case_id.in_(list(case_ids)))
    )
