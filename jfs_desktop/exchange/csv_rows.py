"""The rows of a CSV file: UTF-8 with or without BOM, or Windows-1252; commas,
semicolons or tabs, told by the header."""

from __future__ import annotations

import csv
import io
import re

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange.raw_rows import COLUMNS, Step, Table

_DELIMITERS = ",;\t|"
_HINT = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
_NOT_A_TABLE = "This file is not a table."


def table(data: bytes) -> Table:
    """One step a row. Raises BadInput when the text cannot be decoded or a row not told from the next."""
    text = _decoded(data)
    hint = _HINT.match(text)
    if hint:
        text = text[hint.end() :]
    delimiter = hint[1] if hint and hint[1] in _DELIMITERS else _delimiter(text)
    # The library's own limit would drop the whole file; the length is judged cell by cell later.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return _rows(text, delimiter)


def _rows(text: str, delimiter: str) -> Table:
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    row = 0
    length = max(len(text), 1)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadInput(
                f"Row {row + 1} cannot be read: a quotation mark is missing or misplaced.",
                remedy="Correct that row in a spreadsheet program, save it as CSV, and import it again.",
            ) from error
        row += 1
        yield Step(row, tuple(cells), stream.tell() / length, ragged=True)


def _decoded(data: bytes) -> str:
    """UTF-8 where the bytes allow it, else Windows-1252."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise BadInput(
                "The file is neither UTF-8 nor Windows text.",
                remedy="Save it as 'CSV UTF-8' in a spreadsheet program, and import that.",
            ) from error
    first_line = text.split("\n", 1)[0]
    if "\0" in first_line or re.match(r"\s*<(!doctype|html|\?xml|table)", text, re.IGNORECASE):
        raise BadInput(_NOT_A_TABLE, remedy="Choose a CSV or .xlsx file with the header row first.")
    return text


def _delimiter(text: str) -> str:
    """The sign that parts the header into the most known columns, or into the most at all."""
    header = text.split("\n", 1)[0].casefold().replace('"', "").replace(" ", "_")

    def known(sign: str) -> int:
        return sum(title.strip("_\r\ufeff") in COLUMNS for title in header.split(sign))

    return max(_DELIMITERS, key=lambda sign: (known(sign), header.count(sign)))
