"""The caseload as a list that can be searched and sorted as fast as somebody types.

Slim columns of every line are held in memory; whole rows are fetched in pages.
A search scans folded strings, which finds parts of words and reference numbers
that a word index cannot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Generator, Sequence
from datetime import date
from enum import StrEnum
from itertools import compress
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from jfs_desktop.casework.cases.caseload_lines import STAGES, Lines, Sort, stage_rank
from jfs_desktop.casework.cases.worklist import DAYS_AHEAD
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import CaseloadRow
from jfs_desktop.rules.clocks.clock_state import days_left
from jfs_desktop.rules.cv.cv_progress import WORDS, CvState
from jfs_desktop.rules.person.folding import folded, tokens
from jfs_desktop.rules.writing.wording import whole_name

__all__ = ["Caseload", "Due", "Sort", "how_many"]

MOST_ONE_BY_ONE = 50
"""More changed lines than this are read with all the others, which then is quicker."""


class Due(StrEnum):
    """The filter by what is due."""

    LATE = "late"
    TODAY = "today"
    COMING = "coming"


class Caseload:
    """Searches and sorts all cases of one workspace. Not for two threads at once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stages: dict[bool, tuple[tuple[str, str, int], ...]] = {}
        self.reload()

    def reload(self) -> None:
        """Read every line anew."""
        self._stages = {}
        programme = self._workspace.programme
        names = {clock_id: programme.clock(clock_id).name for clock_id in programme.clock_ids()}
        with self._workspace.reading() as db:
            self._lines = Lines.of_vault(db, names)

    def refresh(self, case_ids: Collection[UUID]) -> None:
        """Read the lines of some cases anew; with none named, all of them."""
        if not case_ids or len(case_ids) > MOST_ONE_BY_ONE:
            self.reload()
            return
        self._stages = {}
        with self._workspace.reading() as db:
            self._lines.refresh(db, case_ids)

    def prepare(self) -> Generator[Sort, None, None]:
        """Work out every order ahead of the first click on its heading, one a step."""
        for sort in Sort:
            self._lines.order(sort)
            yield sort

    def closed(self) -> str:
        """Why nobody is found: the provider waits for a staff check of whoever is here (G5); '' otherwise."""
        with self._workspace.reading() as db:
            return staff_checks.closed(db, self._workspace)

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
        case, apostrophes and spaces inside an NI number do not matter. None is found by somebody whose
        staff check the provider waits for (G5).
        """
        if self.closed():
            return ()
        lines = self._lines
        places: Sequence[int] = lines.order(sort)
        if only_open:  # first, as the texts are what takes long to look through
            places = list(compress(places, map(lines.shown.__getitem__, places)))
        for word in _words(text):
            texts = lines.texts
            places = [place for place in places if word in texts[place]]
        if stage is not None:
            rank, stages = stage_rank(stage), lines.stages
            places = [place for place in places if stages[place] == rank]
        if due is not None:
            first, last = self._window(due)
            dues = lines.dues
            places = [place for place in places if first <= dues[place] <= last]
        return tuple(map(lines.ids.__getitem__, reversed(places) if descending else places))

    def rows(self, case_ids: Sequence[UUID]) -> tuple[CaseloadRow, ...]:
        """Whole rows of up to a few hundred cases, in the order asked for."""
        if not case_ids:
            return ()
        with self._workspace.reading() as db:
            found = {row.case_id: row for row in db.execute(_row_query(case_ids))}
        return tuple(self._view(found[case_id]) for case_id in case_ids if case_id in found)

    def stages(self, *, only_open: bool = False) -> tuple[tuple[str, str, int], ...]:
        """The stages that occur: key, name, how many; of those that ``only_open`` leaves, as in a search."""
        if only_open not in self._stages:
            lines, names = self._lines, self._workspace.programme.stage_names
            counts = Counter(compress(lines.stages, lines.shown) if only_open else lines.stages)
            self._stages[only_open] = tuple(
                (stage, names[stage], counts[rank]) for rank, stage in enumerate(STAGES) if rank in counts
            )
        return self._stages[only_open]

    def _window(self, due: Due) -> tuple[int, int]:
        """The first and last day, as ordinals, on which the next clock may be due."""
        today, calendar = self._workspace.today(), self._workspace.calendar
        if due is Due.LATE:
            return date.min.toordinal(), today.toordinal() - 1
        if due is Due.TODAY:
            return today.toordinal(), today.toordinal()
        return today.toordinal() + 1, calendar.add(today, DAYS_AHEAD).toordinal()

    def _view(self, row: Row[*tuple[Any, ...]]) -> CaseloadRow:
        programme, today = self._workspace.programmes[row.programme], self._workspace.today()
        due = row.next_due
        return CaseloadRow(
            case_id=row.case_id,
            name=whole_name(row.first_name, row.last_name),
            reference=row.prap_reference,
            ni_number=row.ni_number or "",
            jobcentre=row.jobcentre,
            stage=row.stage,
            stage_name=programme.stage_names[row.stage],
            next_clock=row.next_clock,
            next_clock_name=programme.clock(row.next_clock).name_on(today, due) if row.next_clock else "",
            next_due=due,
            days_left=days_left(due, self._workspace.calendar, today) if due else None,
            minutes=row.minutes,
            adviser=row.adviser or "",
            open=row.open,
            referral_made_on=row.referral_made_on,
            cv=WORDS[CvState(row.cv)],
            at_once=programme.clock(row.next_clock).at_once if row.next_clock else False,
        )


def how_many(workspace: Workspace) -> int:
    """How many cases there are, without reading their lines."""
    with workspace.reading() as db:
        return db.scalar(select(func.count()).select_from(CaseSummary)) or 0


def _words(text: str) -> tuple[str, ...]:
    """Words to look for; an NI number typed with spaces is put together again."""
    together = folded(text).replace(" ", "")
    if len(together) == 9 and together[:2].isalpha() and together[2:8].isdigit():
        return (together,)
    return tokens(text)


def _row_query(case_ids: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaseSummary.case_id,
            Case.programme,
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
            CaseSummary.cv,
            Staff.name.label("adviser"),
        )
        .join(Case, Case.id == CaseSummary.case_id)
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .outerjoin(Staff, Staff.id == CaseSummary.adviser_id)
        .where(CaseSummary.case_id.in_(list(case_ids)))
    )
