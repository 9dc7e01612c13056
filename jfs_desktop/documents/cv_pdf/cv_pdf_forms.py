"""Forms of four columns in a PDF: label, value, label, value. What was broken in its cell is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Final

from jfs_desktop.documents.cv_pdf.cv_pdf_joins import joined_text
from jfs_desktop.documents.cv_pdf.cv_pdf_margin import Run
from jfs_desktop.documents.cv_terms.cv_labels import tells

_COLUMNS: Final = 4
_OFF: Final = 4
"""Points by which the lines of a cell may begin apart."""
_MOST_BROKEN: Final = 8
"""Lines of a cell."""


def with_whole_cells(rows: Sequence[list[Run]]) -> list[list[Run]]:
    """The rows of a page, each from left to right; each row of such a form as one of four runs."""
    done: list[list[Run]] = []
    at = 0
    while at < len(rows):
        cells = _cells(rows[at:])
        if cells and tells(_text(cells[0])) and tells(_text(cells[2])):
            done.append([_whole(cell) for cell in cells])
            at += max(map(len, cells))
        else:
            done.append(rows[at])
            at += 1
    return done


def _cells(rows: Sequence[list[Run]]) -> list[list[Run]]:
    """The lines of each cell of the row with which some begin; nothing where that has no four columns."""
    if len(rows[0]) != _COLUMNS:
        return []
    cells = [[run] for run in rows[0]]
    for row in rows[1:_MOST_BROKEN]:
        places = [_place(run, rows[0]) for run in row]
        if None in places or _begins(cells[0], row[places.index(0)] if 0 in places else None):
            break
        for place, run in zip(places, row, strict=True):
            cells[place or 0].append(run)
    return cells


def _place(run: Run, first: Sequence[Run]) -> int | None:
    return next((at for at, above in enumerate(first) if abs(above.left - run.left) <= _OFF), None)


def _begins(label: Sequence[Run], run: Run | None) -> bool:
    """Whether what stands at the left begins another row: the label above is whole without it."""
    if run is None or not tells(_text(label)):
        return False
    return bool(tells(run.text)) or not tells(_text([*label, run]))


def _text(lines: Sequence[Run]) -> str:
    return reduce(joined_text, (line.text for line in lines))


def _whole(lines: Sequence[Run]) -> Run:
    return replace(lines[0], text=_text(lines), right=max(line.right for line in lines))
