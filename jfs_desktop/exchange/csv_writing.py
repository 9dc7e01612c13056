"""Tables as CSV that a spreadsheet program opens as they are and never works out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"
"""By it, spreadsheet programs know the text for UTF-8."""


def plain_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ")[:1] in _SIGNS else text


def table_as_csv(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The rows in UTF-8 with a byte order mark, commas and CRLF; texts are guarded, numbers stay numbers."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in (headings, *rows):
        writer.writerow([plain_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return (BOM + stream.getvalue()).encode()
