"""Jobs in three columns of a PDF page without titles: when, where and as what, each cell in lines of its own.

They are read job by job: what stands beside the time is the head, then comes the rest of each cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jfs_desktop.documents.cv_pdf.cv_pdf_margin import Run, whole_runs
from jfs_desktop.documents.cv_terms.cv_labels import tells
from jfs_desktop.documents.cv_terms.cv_titles import title_of
from jfs_desktop.rules.cv.cv_dates import find_span, tells_only_time

_OFF: Final = 3
"""Points by which what stands in one line, or in one column, may be off."""
_COLUMNS: Final = 3
_LAST_ROW: Final = 8
"""Sizes of the letters, from the last time down to the last line of its cells."""


@dataclass(frozen=True, slots=True)
class DatedTable:
    """Such a table: its rows from top to bottom, each its head and the rest of each cell; and what stands
    ``above`` and ``below`` it."""

    rows: tuple[tuple[Sequence[Run], ...], ...]
    above: Sequence[Run]
    below: Sequence[Run]


def dated_table(runs: Sequence[Run]) -> DatedTable | None:
    """The first table of three columns among some runs, one of which tells when; None where there is none, or
    where each cell is one line and so needs no care."""
    for first in [run for run in runs if find_span(run.text)]:
        below = [run for run in runs if abs(run.left - first.left) <= _OFF and run.base <= first.base]
        column = [run for run in whole_runs(below) if tells_only_time(run.text)]
        lefts = _lefts(column, runs)
        if len(column) < 2 or len(lefts) != _COLUMNS or _is_titled(first, lefts, runs):
            continue
        within: set[int] = set()
        rows = tuple(_rows(column, lefts, runs, within))
        if len(rows) > 1 and any(len(row) > 1 for row in rows):
            others = [run for run in runs if id(run) not in within]
            above = [run for run in others if run.base > first.base]
            return DatedTable(rows, above, [run for run in others if run.base <= first.base])
    return None


def _lefts(column: Sequence[Run], runs: Sequence[Run]) -> list[float]:
    """Where the three columns begin, if they stand beside most of the times alike."""
    beside = [sorted(one.left for one in runs if abs(one.base - run.base) <= _OFF) for run in column]
    alike = [one for one in beside if len(one) == _COLUMNS and _near(one, beside[0])]
    return beside[0] if len(alike) * 3 >= len(beside) * 2 and len(alike) > 1 else []


def _near(some: Sequence[float], others: Sequence[float]) -> bool:
    return len(some) == len(others) and all(
        abs(one - other) <= _OFF for one, other in zip(some, others, strict=True)
    )


def _is_titled(first: Run, lefts: Sequence[float], runs: Sequence[Run]) -> bool:
    """Whether titles stand above the columns, by which they are read then."""
    return any(
        run.base > first.base + _OFF and tells(run.text) and any(abs(run.left - x) <= _OFF for x in lefts)
        for run in runs
    )


def _rows(
    column: Sequence[Run], lefts: Sequence[float], runs: Sequence[Run], within: set[int]
) -> Iterator[tuple[Sequence[Run], ...]]:
    """Row by row, up to what belongs to no column; the runs that they hold go into ``within``."""
    at = min(range(_COLUMNS), key=lambda place: abs(lefts[place] - column[0].left))
    for place, time in enumerate(column):
        last = place + 1 == len(column)
        ends = time.base - _LAST_ROW * time.size if last else column[place + 1].base + _OFF
        band = [run for run in runs if ends < run.base <= time.base + _OFF]
        stop = max((run.base for run in band if title_of(run.text) or _cell(run, lefts) is None), default=0.0)
        cells = [
            [run for run in band if _cell(run, lefts) == one and run.base > stop] for one in range(_COLUMNS)
        ]
        rest = [one for one in cells[at] if not _is_of(one, time)]
        if not cells[at] or rest:
            return
        head = [time, *(run for one in cells if one is not cells[at] for run in one if _in_line(run, time))]
        below = ([run for run in one if not _in_line(run, time)] for one in cells if one is not cells[at])
        within.update(id(run) for one in cells for run in one)
        yield (head, *(one for one in below if one))
        if stop:
            return


def _in_line(run: Run, time: Run) -> bool:
    return abs(run.base - time.base) <= _OFF


def _is_of(run: Run, time: Run) -> bool:
    """Whether a run is a piece of a time that was broken."""
    return run.text in time.text


def _cell(run: Run, lefts: Sequence[float]) -> int | None:
    """Which column a run stands in; None where it goes over more than one, or begins before the first."""
    at = max((place for place, left in enumerate(lefts) if left <= run.left + _OFF), default=-1)
    ends = lefts[at + 1] if at + 1 < len(lefts) else run.right
    return None if at < 0 or run.right > ends else at
