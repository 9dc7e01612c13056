"""A workbook that DWP issues, as it stands: its tabs, what they say, and the same on pages to be looked at.

It is read and never written: what comes into the library goes out to the byte, so that the tab with DWP's
instructions is carried unchanged (MI2, JFS 8.03). Whatever comes from outside passes the guard of
``exchange.spreadsheet_guard`` before it is read here.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final

from jfs_desktop.documents.page.walked import (
    Block,
    Cell,
    Edges,
    Face,
    Line,
    Manner,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Sheet,
    Table,
    Walked,
)
from jfs_desktop.documents.pdf.typeset import Pages, typeset
from jfs_desktop.documents.workbook import workbook_formulas
from jfs_desktop.errors import UserError
from jfs_desktop.rules.writing.discreet import Discreet

if TYPE_CHECKING:  # it comes with the first workbook
    from openpyxl.workbook.workbook import Workbook

MOST_ROWS, MOST_COLUMNS, MOST_TABS = 500, 40, 40
"""Of a template so much is read; a larger one holds somebody's figures."""
_SAVE_AGAIN: Final = "Save it in Excel as 'Excel Workbook (.xlsx)', then choose that file."
# What openpyxl raises on XML that is well packed and makes no sense. SyntaxError is the parent of both XML
# parsers' errors.
_SENSELESS: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, SyntaxError, TypeError,
    ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_MACROS: Final = (b"macroenabled", b"vbaproject", b"macrosheet")
_OTHER_FILES: Final = (b"externallink+xml", b"connections+xml", b"querytable+xml")
_ELSEWHERE: Final = (
    "xl/externallinks/",
    "xl/embeddings/",
    "xl/activex/",
    "xl/querytables/",
    "xl/connections",
)
_SIZES: Final = (18.0, 14.0, 11.0)
"""Of headings by their level."""
_WIDTH: Final = 493.0
"""Of the text on A4 with its margins, in points."""


class WorkbookRefused(UserError):
    """A file from outside is not taken as a workbook: the text says why, the remedy what to do."""

    default_title = "This file cannot be taken"


@dataclass(frozen=True, slots=True, repr=False)
class Tab(Discreet):
    """One tab. ``rows`` are its cells as text without the empty ones at the end, ``bold`` the places of those
    that begin in bold; ``hidden`` says that Excel does not show it."""

    title: str
    hidden: bool
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    bold: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not any(any(row) for row in self.rows)


def tabs_of(content: bytes, name: str = "") -> tuple[Tab, ...]:
    """The tabs in their order. Raises WorkbookRefused for macros, for what fetches anything from elsewhere,
    for a formula or link that reaches outside, and for a damaged file."""
    _refuse(content, name)
    try:
        book = _opened(content)
        try:
            return tuple(_tab(sheet) for sheet in islice(book.worksheets, MOST_TABS))
        finally:
            book.close()
    except _SENSELESS as error:
        raise WorkbookRefused(f"{_shown(name)} is damaged.", remedy=_SAVE_AGAIN) from error


def walked(tabs: Sequence[Tab], title: str) -> Walked:
    """The tabs as pages: each under its title, rows of several cells as tables."""
    blocks: list[Block] = [_heading(title, 1)]
    for number, tab in enumerate(tabs):
        if number:
            blocks.append(PageBreak())
        blocks.append(_heading(tab.title, 2))
        blocks += _body(tab)
    margin = (841.9 - 733.9) / 2
    return Walked(tuple(blocks), Sheet(margins=(margin, 51.0, margin, 51.0)), title=title)


def pages(content: bytes, title: str, at: datetime) -> Pages:
    """A workbook as a PDF to be looked at. Raises WorkbookRefused, PageProblem."""
    return typeset(walked(tabs_of(content), title), at)


def _refuse(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part.lower() for part in package.namelist()]
            types = package.read("[Content_Types].xml").lower()
    except (KeyError, *_SENSELESS) as error:
        raise WorkbookRefused(f"{_shown(name)} is not an Excel workbook.", remedy=_SAVE_AGAIN) from error
    if any(mark in types for mark in _MACROS) or any(part.endswith("vbaproject.bin") for part in parts):
        raise WorkbookRefused(
            f"{_shown(name)} contains macros, which this program never takes in.", remedy=_SAVE_AGAIN
        )
    if any(part.startswith(_ELSEWHERE) for part in parts) or any(mark in types for mark in _OTHER_FILES):
        raise WorkbookRefused(
            f"{_shown(name)} brings with it links to other files or objects of other programs.",
            remedy="Take them out in Excel (Data, Edit Links), save it, and try again.",
        )
    _refuse_reaching(content, name)


def _refuse_reaching(content: bytes, name: str) -> None:
    try:
        found = next(workbook_formulas.reaching(content), None)
    except _SENSELESS as error:
        raise WorkbookRefused(f"{_shown(name)} is damaged.", remedy=_SAVE_AGAIN) from error
    if found is not None:
        raise WorkbookRefused(
            f"{_shown(name)} holds a formula or link that reaches outside it ({found}).",
            remedy="Put the value itself there, save it, and try again.",
        )


def _opened(content: bytes) -> Workbook:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)


def _tab(sheet: Any) -> Tab:
    sheet.reset_dimensions()
    rows: list[tuple[str, ...]] = []
    bold: set[int] = set()
    for place, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)):
        values = (cell.value for cell in row)
        rows.append(_trimmed("" if value is None else str(value).strip() for value in values))
        if rows[-1] and row[0].value is not None and row[0].font.b:
            bold.add(place)
    while rows and not rows[-1]:
        rows.pop()
    return Tab(sheet.title, sheet.sheet_state != "visible", tuple(rows), frozenset(bold))


def _trimmed(cells: Iterator[str]) -> tuple[str, ...]:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _shown(name: str) -> str:
    plain = "".join(sign for sign in name if sign.isprintable()).strip()[:80]
    return f"'{plain}'" if plain else "This file"


def _heading(text: str, level: int) -> Paragraph:
    face = Face(size=_SIZES[level - 1], bold=True)
    manner = Manner(before=10.0 if level > 1 else 0.0, after=5.0, keep_next=True, plain=face)
    return Paragraph((Run(text, face),), manner, level)


def _body(tab: Tab) -> Iterator[Block]:
    if tab.empty:
        yield _text("This tab is empty.", italic=True)
        return
    said = ((place, row) for place, row in enumerate(tab.rows) if any(row))
    for is_table, rows in groupby(said, key=lambda one: len(one[1]) > 1):
        if is_table:
            yield _table([row for _, row in rows], tab.title)
        else:
            yield from (_heading(row[0], 3) if place in tab.bold else _text(row[0]) for place, row in rows)


def _text(text: str, *, italic: bool = False) -> Paragraph:
    face = Face(size=10.0, italic=italic)
    return Paragraph((Run(text, face),), Manner(after=5.0, line=1.15, plain=face))


def _table(rows: list[tuple[str, ...]], says: str) -> Table:
    columns = max(len(row) for row in rows)
    longest = [max((len(row[at]) if at < len(row) else 0) for row in rows) for at in range(columns)]
    share = [min(max(one, 11), 48) for one in longest]
    widths = tuple(_WIDTH * one / sum(share) for one in share)
    return Table(
        widths,
        tuple(_row(row, columns, header=number == 0) for number, row in enumerate(rows)),
        headers=1,
        says=says,
    )


def _row(row: tuple[str, ...], columns: int, *, header: bool) -> Row:
    line = Line(0.5, "#8a8f98")
    face = Face(size=9.0, bold=header)
    cells = (
        Cell(
            (Paragraph((Run(row[at] if at < len(row) else "", face),), Manner(plain=face)),),
            ground="#e8ebef" if header else "",
            edges=Edges(line, line, line, line),
            inset=(3.0, 5.4, 3.0, 5.4),
        )
        for at in range(columns)
    )
    return Row(tuple(enumerate(cells)), whole=True)
