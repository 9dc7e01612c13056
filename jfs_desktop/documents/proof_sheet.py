"""Names and values under headings on pages of their own: what proves something, for an auditor (I18, P9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jfs_desktop.documents.typeset import Pages, typeset
from jfs_desktop.documents.walked import (
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
from jfs_desktop.rules.discreet import Discreet

_NAMES, _VALUES = 118.0, 341.0
"""Widths of the two columns in points."""
_MARGINS: Final = (56.0, 68.0, 60.0, 68.0)
_SIZE, _SMALL = 9.5, 8.0
_LONGEST, _HASH = 60, 72
"""Letters of a word that a line of the column surely holds, and as many in the smaller size: a hash stays on
one line, for it is copied from there to be compared. A longer word is broken."""


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
        rows = tuple(_row(name, value) for name, value in section.lines)
        yield Table((_NAMES, _VALUES), rows, says=section.title)


def _row(name: str, value: str) -> Row:
    lines = value.splitlines() or [""]
    said = tuple(_paragraph(_parted(line), Face(size=_size_of(line)), Manner()) for line in lines)
    first = Cell(
        (_paragraph(name, Face(size=_SIZE, colour="#4a5560"), Manner()),), inset=(2.0, 6.0, 2.0, 0.0)
    )
    return Row(((0, first), (1, Cell(said, inset=(2.0, 0.0, 2.0, 0.0)))), whole=len(lines) < 12)


def _size_of(line: str) -> float:
    return _SMALL if max(map(len, line.split(" "))) > _LONGEST else _SIZE


def _parted(text: str) -> str:
    """Words broken that no line holds."""
    return " ".join(
        " ".join(word[at : at + _HASH] for at in range(0, len(word), _HASH)) for word in text.split(" ")
    )


def _paragraph(text: str, face: Face, manner: Manner, level: int = 0) -> Paragraph:
    return Paragraph((Run(text, face),), manner, level)


def _foot() -> Paragraph:
    face = Face(size=8.5, colour="#4a5560")
    return Paragraph(
        (Run("Page ", face), PageNumber(Number.PAGE, face), Run(" of ", face), PageNumber(Number.PAGES, face))
    )
