"""A Word document as it was walked through: what it says in order, and what its layout needs.

Every measure is in points (1/72 inch); colours are '#rrggbb'. Nothing here knows of Word's parts or of
how a page is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.rules.writing.discreet import Discreet

A4 = (595.3, 841.9)


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look. ``font`` is the family that the document names, ``size`` its height."""

    font: str = ""
    size: float = 11.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    capitals: bool = False
    colour: str = ""
    ground: str = ""
    """What it is shaded or highlighted with."""
    raised: int = 0
    """1 for superscript, -1 for subscript."""


@dataclass(frozen=True, slots=True, repr=False)
class Run(Discreet):
    """Text of one face; '\\n' is a line break inside the paragraph and '\\t' a tab.

    ``link`` is the address that it leads to, or empty.
    """

    text: str
    face: Face = Face()
    link: str = ""
    language: str = ""
    """Where it is another than the document's ('cy-GB')."""


class Number(StrEnum):
    """A number that only the page knows."""

    PAGE = "page"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page's own number, or how many pages there are."""

    which: Number
    face: Face = Face()


@dataclass(frozen=True, slots=True, repr=False)
class Picture(Discreet):
    """A picture in the line. ``alt`` says what it shows; ``decorative`` that it says nothing."""

    content: bytes
    kind: FileKind
    width: float
    height: float
    alt: str = ""
    decorative: bool = False


Inline = Run | PageNumber | Picture


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFIED = "justify"


@dataclass(frozen=True, slots=True)
class Line:
    """A rule: ``width`` of the stroke, ``gap`` between it and the text."""

    width: float
    colour: str
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Edges:
    """The rules on the four sides of a paragraph or cell, None where there is none."""

    top: Line | None = None
    right: Line | None = None
    bottom: Line | None = None
    left: Line | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab stop, ``at`` from the left margin. ``align`` is 'left', 'center' or 'right'."""

    at: float
    align: str = "left"
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is laid out.

    ``line`` is the height of a line as a multiple of the font's own, or, with ``exact``, in points.
    ``first`` is the shift of the first line against ``left``, negative where it hangs.
    """

    align: Align = Align.LEFT
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: bool = False
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    ground: str = ""
    edges: Edges = Edges()
    tabs: tuple[Tab, ...] = ()
    plain: Face = Face()
    """The face of the paragraph itself: an empty line is as high as it."""
    joined: bool = False
    """Whether no space stands between it and its like (contextual spacing)."""
    style: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Paragraph(Discreet):
    """``level`` is 0 for text and 1 to 9 for a heading; ``source`` says where in a template it comes from,
    while that is checked."""

    inlines: tuple[Inline, ...]
    manner: Manner = Manner()
    level: int = 0
    source: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """Its words as they are read and searched for, where a hyphen that does not break is a hyphen."""
        told = "".join(piece.text for piece in self.inlines if isinstance(piece, Run))
        return told.replace("\u2011", "-")


@dataclass(frozen=True, slots=True, repr=False)
class Item(Discreet):
    """An item of a list. ``marker`` is what Word prints before it ('•', '2.', 'b)'); ``depth`` from 0."""

    marker: str
    paragraph: Paragraph
    depth: int
    ordered: bool
    face: Face = Face()
    """That of the marker."""
    whose: int = 0
    """The list that it belongs to, as Word numbers them."""


@dataclass(frozen=True, slots=True, repr=False)
class Listing(Discreet):
    """Items that follow each other without anything between."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Cell(Discreet):
    """``across`` and ``down`` say how many columns and rows it takes; ``inset`` top, right, bottom, left."""

    blocks: tuple[Block, ...]
    across: int = 1
    down: int = 1
    ground: str = ""
    edges: Edges = Edges()
    inset: tuple[float, float, float, float] = (0.0, 5.4, 0.0, 5.4)
    upright: str = "top"
    """'top', 'horizon' or 'bottom'."""


@dataclass(frozen=True, slots=True, repr=False)
class Row(Discreet):
    """``cells`` stand with the column at which each begins; ``least`` is the least height."""

    cells: tuple[tuple[int, Cell], ...]
    whole: bool = False
    """Whether it may not run over the end of a page."""
    least: float = 0.0


@dataclass(frozen=True, slots=True, repr=False)
class Table(Discreet):
    """``headers`` rows at the top are repeated on every page. ``says`` is its description, if any."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    headers: int = 0
    align: Align = Align.LEFT
    indent: float = 0.0
    says: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Paragraph | Listing | Table | PageBreak


@dataclass(frozen=True, slots=True, repr=False)
class Sheet(Discreet):
    """The page. Margins are top, right, bottom, left; ``head`` and ``foot`` are the distances of header and
    footer from the edge. The first page has its own header and footer where ``own_first``."""

    width: float = A4[0]
    height: float = A4[1]
    margins: tuple[float, float, float, float] = (72.0, 72.0, 72.0, 72.0)
    head: float = 35.4
    foot: float = 35.4
    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()
    own_first: bool = False
    first_header: tuple[Block, ...] = ()
    first_footer: tuple[Block, ...] = ()


PAGE_TURNED = "a section whose pages are turned against the others"
"""What is noted of upright pages beside others that lie on their side; the PDF sets all like the last."""

ROW_CUT = "a row of a fixed height, in which Word cuts words off (the PDF shows all of them)"
"""What is noted of a cell whose words do not fit into the height that the Word file gives its row."""


@dataclass(frozen=True, slots=True, repr=False)
class NotCarried(Discreet):
    """Something of the Word file that the walk does not carry: ``what`` in a person's words, ``near`` the
    text around it, ``source`` as of a paragraph. Its own text, where it has any, stands in the walked
    document all the same."""

    what: str
    near: str = ""
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, repr=False)
class Walked(Discreet):
    """A whole document. ``language`` is a BCP 47 tag; ``title`` and ``author`` are its properties."""

    blocks: tuple[Block, ...]
    sheet: Sheet = field(default_factory=Sheet)
    title: str = ""
    author: str = ""
    language: str = "en-GB"
    not_carried: tuple[NotCarried, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the body in order, those of lists and cells too."""
        return paragraphs_of(self.blocks)


def paragraphs_of(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph in these blocks, in the order in which they are read."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Listing):
            yield from (item.paragraph for item in block.items)
        elif isinstance(block, Table):
            for row in block.rows:
                for _, cell in row.cells:
                    yield from paragraphs_of(cell.blocks)
