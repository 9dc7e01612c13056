"""The cells that are ruled on a page of a PDF: what stands in one belongs together, wherever in it (X4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from jfs_desktop.documents.cv_pdf.pdf_runs import Letter, Ruled

MOST_PATHS: Final = 5_000
"""Drawn on one page; a form has some hundreds."""
MOST_LINES: Final = 600
MOST_LOOKS: Final = 2_000_000
"""Letters times lines."""
HIGHEST: Final = 260
"""Points; a frame around half a page is no cell."""
_THIN: Final = 3
_SHORTEST: Final = 5
_NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line at a height, or upright at a place: from where to where."""

    at: float
    begin: float
    end: float

    def passes(self, where: float) -> bool:
        return self.begin - _NEAR <= where <= self.end + _NEAR


@dataclass(frozen=True, slots=True)
class Cell:
    """What lines enclose, in points."""

    top: float
    left: float
    bottom: float
    right: float

    def holds(self, letter: Letter) -> bool:
        across = self.left <= letter.left and letter.right <= self.right
        return across and self.bottom <= letter.base < self.top


Row = list[tuple[Cell, list[Letter]]]
"""Cells beside one another with their letters; none in a cell that is empty."""


def ruled_rows(page: pypdfium2.PdfPage, letters: Sequence[Letter]) -> tuple[list[Row], list[Letter]]:
    """The rows of ruled tables, from the top, and the letters that stand in none. A row has two cells at
    least, and nothing between them that is no part of it."""
    across, upright = _lines(page)
    if not across or len(across) + len(upright) > MOST_LINES:
        return [], list(letters)
    if len(letters) * (len(across) + len(upright)) > MOST_LOOKS:
        return [], list(letters)
    cells: dict[Cell, list[Letter]] = {}
    rest: list[Letter] = []
    cell: Cell | None = None
    for letter in letters:
        if cell is None or not cell.holds(letter):
            cell = _cell_of(letter, across, upright)
        (rest if cell is None else cells.setdefault(cell, [])).append(letter)
    rows: list[Row] = []
    outside = [letter.base for letter in rest if not letter.letter.isspace()]
    for row in _beside(cells):
        if len(row) > 1 and not any(row[0][0].bottom <= base <= row[0][0].top for base in outside):
            rows.append(row)
        else:
            rest += [letter for _, held in row for letter in held]
    return list(_filled(rows)), rest


def upright_between(page: pypdfium2.PdfPage) -> Ruled:
    """What tells where an upright line of a table parts two letters."""
    upright = sorted(_lines(page)[1], key=lambda one: one.at)
    places = [one.at for one in upright]

    def between(begin: float, end: float, base: float) -> bool:
        first, last = bisect_left(places, begin - _NEAR), bisect_right(places, end + _NEAR)
        return any(one.begin < base < one.end for one in upright[first:last])

    return between


def _lines(page: pypdfium2.PdfPage) -> tuple[list[Line], list[Line]]:
    """The lines across and upright that are drawn on a page itself, as lines, thin bars or frames; only those
    that meet one another, since a line below a word rules nothing."""
    across: list[Line] = []
    upright: list[Line] = []
    for drawn in islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1), MOST_PATHS):
        left, bottom, right, top = drawn.get_bounds()
        wide, high = right - left > _SHORTEST, top - bottom > _SHORTEST
        if wide and top - bottom <= _THIN:
            across.append(Line((top + bottom) / 2, left, right))
        elif high and right - left <= _THIN:
            upright.append(Line((left + right) / 2, bottom, top))
        elif wide and high:
            across += [Line(at, left, right) for at in (bottom, top)]
            upright += [Line(at, bottom, top) for at in (left, right)]
    if len(across) + len(upright) > MOST_LINES:
        return [], []
    meeting = [
        one for one in across if any(other.passes(one.at) and one.passes(other.at) for other in upright)
    ]
    return meeting, upright


def _cell_of(letter: Letter, across: Sequence[Line], upright: Sequence[Line]) -> Cell | None:
    x, y = (letter.left + letter.right) / 2, letter.base + letter.size / 4
    heights = [one.at for one in across if one.passes(x)]
    places = [one.at for one in upright if one.passes(y)]
    top = min((at for at in heights if at > y), default=None)
    bottom = max((at for at in heights if at <= y), default=None)
    left = max((at for at in places if at <= x), default=None)
    right = min((at for at in places if at > x), default=None)
    if top is None or bottom is None or left is None or right is None or top - bottom > HIGHEST:
        return None
    return Cell(top, left, bottom, right)


def _beside(cells: dict[Cell, list[Letter]]) -> Iterator[Row]:
    """The cells of each row from the left, the rows from the top; those in which something is written."""
    row: Row = []
    inked = [one for one in cells.items() if any(not letter.letter.isspace() for letter in one[1])]
    for cell, held in sorted(inked, key=lambda one: (-one[0].top, one[0].left)):
        if row and abs(row[0][0].top - cell.top) > _NEAR:
            yield sorted(row, key=lambda one: one[0].left)
            row = []
        row.append((cell, held))
    if row:
        yield sorted(row, key=lambda one: one[0].left)


def _filled(rows: Sequence[Row]) -> Iterator[Row]:
    """With the empty cells of a row that has fewer of them than the one above."""
    above: Row = []
    for row in rows:
        lefts = [cell.left for cell, _ in above]
        if len(row) < len(above) and all(
            any(abs(cell.left - at) <= _NEAR for at in lefts) for cell, _ in row
        ):
            found = [next((one for one in row if abs(one[0].left - at) <= _NEAR), None) for at in lefts]
            row = [held or (cell, []) for held, (cell, _) in zip(found, above, strict=True)]  # noqa: PLW2901
        yield row
        above = row
