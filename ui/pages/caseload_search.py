"""What is asked of the caseload and what comes back, worked out on the reader thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData

from jfs_desktop.casework.cases.caseload import Caseload, Due, Sort
from ui.pages.caseload_model import PAGE, ShownRow, shown


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the list: words, filters and order."""

    text: str = ""
    stage: str | None = None
    due: Due | None = None
    only_open: bool = True
    sort: Sort = Sort.NEXT_DUE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: ids in order, the pages of rows in sight, where the chosen case now stands
    (-1: nowhere), the stages that occur among the cases that 'Open cases only' leaves, and why nobody is
    found where the list is closed."""

    question: Question
    ids: tuple[UUID, ...]
    pages: Mapping[int, tuple[ShownRow, ...]]
    chosen: int
    stages: tuple[tuple[str, str, int], ...]
    total: int
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is in sight as a question is asked: the chosen case and the first row at the top."""

    case_id: UUID | None
    first: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stood in the list as the vault locked: the case chosen, the row at the top, and how
    far the list was scrolled, in pixels."""

    case_id: UUID | None = None
    first: int = 0
    scrolled: int = 0


def answer(caseload: Caseload, question: Question, sight: Sight) -> Found:
    """Search and sort, and make the rows that will be in sight ready for painting."""
    ids = caseload.search(
        question.text,
        stage=question.stage,
        due=question.due,
        only_open=question.only_open,
        sort=question.sort,
        descending=question.descending,
    )
    number = min(sight.first, max(len(ids) - 1, 0)) // PAGE
    wanted = range(number, number + 2) if sight.first % PAGE > PAGE // 2 else range(number, number + 1)
    pages = {one: ready_rows(caseload, ids[one * PAGE : (one + 1) * PAGE]) for one in wanted}
    chosen = (
        next((place for place, one in enumerate(ids) if one == sight.case_id), -1) if sight.case_id else -1
    )
    stages = caseload.stages(only_open=question.only_open)
    closed = "" if ids else caseload.closed()
    return Found(question, ids, pages, chosen, stages, len(caseload), closed)


def ready_rows(caseload: Caseload, ids: Sequence[UUID]) -> tuple[ShownRow, ...]:
    """Rows made ready for painting, in the order asked for."""
    return tuple(shown(row) for row in caseload.rows(ids))


def dropped_file(data: QMimeData) -> Path | None:
    """The one referral file that is dragged, if it is one."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.suffix.lower() in (".csv", ".xlsx") else None
