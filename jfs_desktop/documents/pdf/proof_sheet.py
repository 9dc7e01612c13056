"""Names and values under headings on pages of their own: what proves something, for an auditor (I18, P9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jfs_desktop.documents.page.walked import (
    Block,
    Cell,
    Face,
    Manner,
    Number,
    PageNumber,
    Paragraph,
    Row,
    Run,
    Sheet,
    Table,
    Walked,
)
from jfs_desktop.documents.pdf.typeset import Pages, typeset
from jfs_desktop.rules.writing.discreet import Discreet

_NAMES, _VALUES = 118.0, 341.0
"""Widths of the two columns in points."""
_MARGINS: Final = (56.0, 68.0, 60.0, 68.0)
_SIZE, _SMALL = 9.5, 8.0
_LONGEST: Final = 60
"""Letters of a word that a line of the column surely holds. A line with a longer one is set smaller: a hash
stays on one line, for it is copied from there to be compared. No blank ever stands in an address or a
Message-ID: it would be another one."""
_HEADS: Final = ("Detail", "Entry")
_QUIET: Final = "#4a5560"


@dataclass(frozen=True, slots=True, repr=False)
class Section(Discreet):
    """One heading and what stands below it, each line with its name; a value may have several lines."""

    title: str
    lines: tuple[tuple[str, str], ...]


def pages(title: str, told: str, sections: Sequence[Section], made_at: datetime, author: str) -> Pages:
    """The sheet as a PDF: ``told`` stands below the title. Raises PageProblem."""
    blocks = tuple(_blocks(title, told, sections))
    return typeset(Walked(blocks, Sheet(margins=_MARGINS, footer=(_foot(),)), title, author), made_at)


def _blocks(title: str, told: str, sections: Sequence[Section]) -> Iterator[Block]:
    yield _paragraph(title, Face(size=17, bold=True), Manner(after=4), level=1)
    yield _paragraph(told, Face(size=10), Manner(after=6))
    for section in sections:
        heading = Manner(before=10, after=3, keep_next=True)
        yield _paragraph(section.title, Face(size=12, bold=True), heading, level=2)
        rows = (_head(), *(_row(name, value) for name, value in section.lines))
        yield Table((_NAMES, _VALUES), rows, headers=1, says=section.title)


def _head() -> Row:
    """Whoever hears the page is told with each value which column it stands in."""
    face = Face(size=8.5, bold=True, colour=_QUIET)
    cells = (
        Cell((_paragraph(text, face, Manner(keep_next=True)),), inset=(0.0, 6.0, 2.0, 0.0)) for text in _HEADS
    )
    return Row(tuple(enumerate(cells)), whole=True)


def _row(name: str, value: str) -> Row:
    lines = value.splitlines() or [""]
    said = tuple(_paragraph(line, Face(size=_size_of(line)), Manner()) for line in lines)
    first = Cell((_paragraph(name, Face(size=_SIZE, colour=_QUIET), Manner()),), inset=(2.0, 6.0, 2.0, 0.0))
    return Row(((0, first), (1, Cell(said, inset=(2.0, 0.0, 2.0, 0.0)))), whole=len(lines) < 12)


def _size_of(line: str) -> float:
    return _SMALL if max(map(len, line.split(" "))) > _LONGEST else _SIZE


def _paragraph(text: str, face: Face, manner: Manner, level: int = 0) -> Paragraph:
    return Paragraph((Run(text, face),), manner, level)


def _foot() -> Paragraph:
    face = Face(size=8.5, colour=_QUIET)
    return Paragraph(
        (Run("Page ", face), PageNumber(Number.PAGE, face), Run(" of ", face), PageNumber(Number.PAGES, face))
    )
