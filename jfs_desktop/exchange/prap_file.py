"""Read a list exported from PRaP, CSV or XLSX: its titles and its rows as text (W16).

Nobody knows beforehand which columns such a list has, so that they are told by who reads it. The file is
judged like any other that comes from outside (``referral_file``): its size, its kind, its cells.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange.raw_rows import LARGEST_CELL, MOST_ROWS
from jfs_desktop.exchange.referral_file import ReadProgress, open_table
from jfs_desktop.rules.person.checks import as_text, hidden_character
from jfs_desktop.rules.writing.discreet import Discreet

_ROWS_A_STEP = 200
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True, repr=False)
class PrapRow(Discreet):
    """One row: its number as a spreadsheet shows it, its cells as text, and what is wrong with it."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class PrapTable(Discreet):
    """The whole list, without blank rows."""

    titles: tuple[str, ...]
    rows: tuple[PrapRow, ...]


def read(path: Path) -> Generator[ReadProgress, None, PrapTable]:
    """Read the file in steps; returns the list. Raises BadInput with what to do."""
    titles: tuple[str, ...] | None = None
    rows: list[PrapRow] = []
    waiting = 0
    for step in open_table(path):
        if step.cells is not None:
            cells = tuple(as_text(cell) for cell in step.cells)
            if titles is None:
                titles = _titles(cells)
            elif any(cells):
                if len(rows) == MOST_ROWS:
                    raise BadInput(f"The file has more than {MOST_ROWS:,} rows.", remedy="Split it.")
                fault = next(iter(step.faults.values()), "") or _fault(cells)
                rows.append(PrapRow(step.row, () if fault else cells, fault))
        waiting += 1
        if waiting >= _ROWS_A_STEP:
            waiting = 0
            yield ReadProgress(len(rows), step.part)
    if titles is None or not rows:
        raise BadInput("The list has no rows.", remedy="Export it from PRaP again, with its titles.")
    return PrapTable(titles, tuple(rows))


def _titles(cells: tuple[str, ...]) -> tuple[str, ...]:
    titles = tuple("".join(sign for sign in cell if sign.isprintable()).strip()[:60] for cell in cells)
    named = [title.casefold() for title in titles if title]
    if len(named) < 2 or len(titles) > MOST_COLUMNS:
        raise BadInput("The first row does not hold the titles of the columns.", remedy="Export it again.")
    if len(set(named)) != len(named):
        raise BadInput("Two columns have the same title.", remedy="Rename one of them in the first row.")
    return titles


def _fault(cells: tuple[str, ...]) -> str:
    for cell in cells:
        if len(cell) > LARGEST_CELL:
            return f"a cell holds more than {LARGEST_CELL // 1024} KB of text"
        if hidden := hidden_character(cell):
            return f"a cell holds {hidden}"
    return ""
