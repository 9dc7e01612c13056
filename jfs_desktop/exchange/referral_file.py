"""Read a referral file, CSV or XLSX, row by row (R1).

The reader decides what is a row and where its cells stand; what a cell means
is for those who ask. Everything wrong with the file as a whole is one BadInput;
a fault of one row travels with that row.
"""

from __future__ import annotations

import stat
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange import csv_rows, workbook_rows
from jfs_desktop.exchange.raw_rows import COLUMNS, LARGEST_CELL, MOST_ROWS, NEEDED_COLUMNS, Step, Table
from jfs_desktop.rules.person.checks import Cell, as_text, hidden_character
from jfs_desktop.rules.writing.discreet import Discreet

LARGEST_FILE = 20 * 1024 * 1024
_ROWS_A_STEP = 200
_SAVE_AS = "Save it as CSV or .xlsx, and import that."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, repr=False)
class RawRow(Discreet):
    """One row. ``number`` is the row as a spreadsheet shows it, the header being row 1.

    ``values`` has every column of COLUMNS. ``field`` and ``fault`` say what the
    reader itself found wrong (a formula, a cell too large, cells missing).
    """

    number: int
    values: Mapping[str, Cell]
    field: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """How far a reading has come: rows so far, and the part of the file from 0 to 1."""

    rows: int
    part: float


@dataclass(frozen=True, slots=True)
class ReferralRows:
    """The whole file: its rows without the blank ones, columns that are not asked for, and columns
    that it does without, which are read as empty."""

    rows: tuple[RawRow, ...]
    extra_columns: tuple[str, ...]
    missing_columns: tuple[str, ...] = ()


def read(path: Path) -> Generator[ReadProgress, None, ReferralRows]:
    """Read the file in steps of a few milliseconds; returns the rows.

    Raises BadInput with one plain sentence and what to do.
    """
    table = open_table(path)
    rows: list[RawRow] = []
    header: _Header | None = None
    waiting = 0
    for step in table:
        if step.cells is not None:
            if header is None:
                header = _Header.of(step.cells)
            elif any(cell not in (None, "") for cell in step.cells):
                if len(rows) == MOST_ROWS:
                    raise _too_many_rows()
                rows.append(header.row(step))
        waiting += 1
        if step.cells is None or waiting >= _ROWS_A_STEP:
            waiting = 0
            yield ReadProgress(len(rows), step.part)
    if header is None:
        raise BadInput("The file is empty.", remedy="Choose the file of referrals again.")
    if not rows:
        raise BadInput(
            "The file has a header row and no referrals.",
            remedy="Export the referrals again, or type them in.",
        )
    return ReferralRows(tuple(rows), header.extra, header.missing)


def open_table(path: Path) -> Table:
    """The cells of the file, whatever its kind, told by its bytes and not by its name."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BadInput("This is a folder.", remedy="Choose the file in it.")
        if not stat.S_ISREG(status.st_mode):
            raise BadInput("This is not a file.", remedy="Choose a CSV or .xlsx file.")
        if status.st_size > LARGEST_FILE:
            raise BadInput(
                f"The file is larger than {LARGEST_FILE // (1024 * 1024)} MB.",
                remedy="Split it into smaller files, each with the header row.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput("There is no such file.", remedy="Choose the file again.") from error
    except PermissionError as error:
        raise BadInput(
            "The file may not be read.", remedy="Close it in other programs, or ask for access to it."
        ) from error
    except (OSError, ValueError) as error:
        raise BadInput(
            "The file cannot be read.", remedy="Copy it to this computer and try again."
        ) from error
    if not data.strip():
        raise BadInput("The file is empty.", remedy="Choose the file again.")
    if path.suffix.casefold() == ".xlsx" and data[:8] != _OLE and data[:2] != _ZIP:
        raise BadInput(
            "This spreadsheet is damaged.", remedy="Open it and save it again, or ask for it anew."
        )
    return _of_kind(data)


def _of_kind(data: bytes) -> Table:
    begin = data[:8]
    if begin == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadInput(
                "This workbook is protected by a password.",
                remedy="Save it without a password, and choose that.",
            )
        raise BadInput("This is an old Excel file (.xls).", remedy=_SAVE_AS)
    if begin[:2] == _ZIP:
        if b"opendocument" in data[:200]:
            raise BadInput("This is an OpenDocument file (.ods).", remedy=_SAVE_AS)
        return workbook_rows.table(data)
    if begin[:4] == b"%PDF":
        raise BadInput("This is a PDF, not a table.", remedy="Ask for the list as CSV or .xlsx.")
    if begin[:2] in _UTF_16:
        raise BadInput(
            "The file is saved as 'Unicode text'.", remedy="Save it as 'CSV UTF-8', and choose that."
        )
    return csv_rows.table(data)


def _too_many_rows() -> BadInput:
    return BadInput(
        f"The file has more than {MOST_ROWS:,} rows.",
        remedy="Split it into smaller files, each with the header row.",
    )


class _Header:
    """Which column stands where."""

    def __init__(self, places: Mapping[str, int], extra: tuple[str, ...], width: int) -> None:
        self.places = places
        self.extra = extra
        self.width = width
        self.missing = tuple(column for column in COLUMNS if column not in places)

    @classmethod
    def of(cls, cells: tuple[Cell, ...]) -> _Header:
        """Read the header row; BadInput when a needed column is missing or one stands twice."""
        titles = [as_text(cell) for cell in cells]
        places: dict[str, int] = {}
        extra: list[str] = []
        for place, title in enumerate(titles):
            column = "_".join(title.casefold().replace("-", " ").replace("_", " ").split())
            if column in places:
                raise BadInput(
                    f"The column '{column}' stands twice in the header.", remedy="Delete one of the two."
                )
            if column in COLUMNS:
                places[column] = place
            elif title:
                extra.append(_printable(title))
        missing = [column for column in COLUMNS if column in NEEDED_COLUMNS and column not in places]
        if not places:
            raise BadInput(
                "The first row does not name the columns of a referral file.",
                remedy=f"The first row must hold: {', '.join(COLUMNS)}.",
            )
        if missing:
            subject, verb = ("column", "is") if len(missing) == 1 else ("columns", "are")
            raise BadInput(
                f"The {subject} {', '.join(missing)} {verb} missing.",
                remedy="Add a title for each to the first row; the cells below may be empty.",
                field=missing[0],
            )
        return cls(places, tuple(extra), len(titles))

    def row(self, step: Step) -> RawRow:
        """The row's cells by column, with what the reader found wrong."""
        cells = step.cells or ()
        values: dict[str, Cell] = dict.fromkeys(self.missing)
        for column, place in self.places.items():
            values[column] = cells[place] if place < len(cells) else None
        field, fault = self._fault(step, cells, values)
        return RawRow(step.row, values, field, fault)

    def _fault(self, step: Step, cells: tuple[Cell, ...], values: dict[str, Cell]) -> tuple[str, str]:
        if step.faults:
            for column, place in self.places.items():
                if place in step.faults:
                    return column, step.faults[place]
        if step.ragged and len(cells) < self.width:
            beyond = (column for column, place in self.places.items() if place >= len(cells))
            return next(beyond, COLUMNS[-1]), f"the row has {len(cells)} cells and the header {self.width}"
        if any(cell not in (None, "") for cell in cells[self.width :]):
            return COLUMNS[
                -1
            ], "the row has more cells than the header; text with a comma needs quotation marks"
        for column, cell in values.items():
            if isinstance(cell, str):
                if len(cell) > LARGEST_CELL:
                    return column, f"the cell holds more than {LARGEST_CELL // 1024} KB of text"
                if hidden := hidden_character(cell):
                    return column, f"the cell holds {hidden}"
        return "", ""


def _printable(title: str) -> str:
    return "".join(sign for sign in title if sign.isprintable())[:60]
