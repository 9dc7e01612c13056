"""The rows of an Excel workbook (.xlsx), values only: a formula is refused, never worked out."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange.raw_rows import COLUMNS, Step, Table
from jfs_desktop.exchange.spreadsheet_guard import guard
from jfs_desktop.rules.person.checks import Cell, as_text

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_ROWS_A_TIME = 200
_LAST_ROW_OF_A_SHEET = 1_048_576
_MOST_COLUMNS = 1_000
# What openpyxl raises on XML that is well packed and makes no sense. SyntaxError
# is the parent of both XML parsers' errors.
_SENSELESS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def table(data: bytes) -> Table:
    """One step a row of the first sheet that has the header, after the guard has passed the file.

    The guard and the reader see the same bytes: a file swapped in between changes nothing.
    """
    for number, _ in enumerate(guard(io.BytesIO(data))):
        if number % 16 == 0:
            yield Step(0, None, 0.0)
    book = _load(data)
    try:
        yield from _rows(book)
    finally:
        book.close()


def _load(data: bytes) -> Workbook:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except _SENSELESS as error:
        raise _damaged() from error


def _rows(book: Workbook) -> Table:
    sheet = _sheet(book)
    last = max(sheet.max_row or 1, 1)
    # The size that the sheet claims is only a hint for the progress bar.
    sheet.reset_dimensions()
    rows = sheet.iter_rows()
    row = 0
    while taken := _take(rows, _ROWS_A_TIME):
        for cells in taken:
            row += 1
            if row > _LAST_ROW_OF_A_SHEET:
                raise _damaged()
            yield _step(row, cells[:_MOST_COLUMNS], min(row / last, 1.0))


def _step(row: int, cells: tuple[Any, ...], part: float) -> Step:
    faults: dict[int, str] = {}
    values: list[Cell] = []
    for place, cell in enumerate(cells):
        value: Any = cell.value
        if value is None:
            values.append(None)
            continue
        kind = cell.data_type
        if kind == "f":
            faults[place] = "the cell holds a formula; paste its value instead"
        elif kind == "e":
            faults[place] = "the cell holds an error of the spreadsheet"
        elif not isinstance(value, str | int | float | bool | datetime | date | time):
            value = str(value)
        # A cell with a fault keeps no text: what a formula says is nobody's value.
        values.append("" if place in faults else value)
    if faults and not any(value not in (None, "") for value in values):
        values[next(iter(faults))] = " "
    while values and values[-1] is None:
        values.pop()
    return Step(row, tuple(values), part, faults)


def _sheet(book: Workbook) -> Any:
    """The first worksheet whose first row names a column, or else the first."""
    sheets = book.worksheets
    if not sheets:
        raise BadInput("The workbook has no sheet.", remedy="Choose the file of referrals again.")
    for sheet in sheets[:50]:
        for cells in _take(sheet.iter_rows(min_row=1, max_row=1, max_col=_MOST_COLUMNS), 1):
            titles = {as_text(cell.value).casefold().replace(" ", "_") for cell in cells if cell.value}
            if titles & set(COLUMNS):
                return sheet
    return sheets[0]


def _take(rows: Iterator[tuple[Any, ...]], most: int) -> list[tuple[Any, ...]]:
    """The next rows; the cells are read-only ones or empty ones."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(islice(rows, most))
    except _SENSELESS as error:
        raise _damaged() from error


def _damaged() -> BadInput:
    return BadInput(
        "This workbook is damaged and cannot be read.",
        remedy="Open it in a spreadsheet program, save it again as .xlsx or CSV, and import that.",
    )
