"""A Word template as its check reads it: every paragraph with its place, before anything is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from jfs_desktop.documents.marks.template_findings import Place, quoted
from jfs_desktop.documents.word.word_names import Element, W, inside, local, value
from jfs_desktop.documents.word.word_package import safe_parser

MAIN = "word/document.xml"
_READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_NAMES = {"document": "text", "header": "header", "footer": "footer"}
_APART = frozenset({"txbxContent"})
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. ``runs`` are the offsets at which a piece of other looks begins, with those looks.

    ``cell``, ``row`` and ``table`` are numbers of their own in the file, None outside a table; ``frame``
    is that of the innermost thing that holds it: a cell, a text box or the part itself.
    """

    place: Place
    text: str
    element: Element = field(repr=False, compare=False)
    runs: tuple[tuple[int, str], ...]
    frame: int
    row: int | None = None
    table: int | None = None

    def at(self, start: int, end: int) -> Place:
        """The place, quoting what stands around those letters."""
        near = quoted(self.text[max(0, start - 25) : end + 35])
        return Place(self.place.part, self.place.paragraph, self.place.cell, near)

    def is_split(self, start: int, end: int) -> bool:
        """Whether those letters stand in pieces that look different."""
        looks = [look for begin, look in self.runs if begin < end]
        before = [look for begin, look in self.runs if begin <= start]
        inner = looks[max(0, len(before) - 1) :]
        return len(set(inner)) > 1


@dataclass(slots=True)
class _Where:
    part: str
    frame: int
    row: int | None = None
    table: int | None = None
    cell: tuple[int, int, int] | None = None


@dataclass(slots=True)
class _Counting:
    frames: Iterator[int] = field(default_factory=count)
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    paragraphs: Iterator[int] = field(default_factory=lambda: count(1))


def parts_read(parts: Mapping[str, bytes]) -> dict[str, tuple[Para, ...]]:
    """The paragraphs of every part that is filled, the body first; a part without any is left out."""
    names = sorted((name for name in parts if _READ.fullmatch(name)), key=lambda name: (name != MAIN, name))
    found = {}
    for name in names:
        root = etree.fromstring(parts[name], safe_parser())
        counting = _Counting()
        stem = re.sub(r"\d+", "", name.removeprefix("word/").removesuffix(".xml"))
        where = _Where(_NAMES.get(stem, "notes"), next(counting.frames))
        paragraphs = tuple(_paragraphs(root, where, counting))
        if paragraphs:
            found[name] = paragraphs
    return found


def _paragraphs(element: Element, where: _Where, counting: _Counting) -> Iterator[Para]:
    for child in inside(element):
        name = local(child)
        if name == "p":
            yield _para(child, where, counting)
            for box in child.iter(W + "txbxContent"):
                if not _in_fallback(box):
                    yield from _paragraphs(box, _Where(where.part, next(counting.frames)), counting)
        elif name == "tbl":
            yield from _of_table(child, where, counting)
        else:
            yield from _paragraphs(child, where, counting)


def _of_table(table: Element, where: _Where, counting: _Counting) -> Iterator[Para]:
    number, shown = next(counting.frames), next(counting.tables)
    rows = (row for row in inside(table) if local(row) == "tr")
    for at, row in enumerate(rows, 1):
        row_id = next(counting.frames)
        cells = (cell for cell in inside(row) if local(cell) == "tc")
        for across, cell in enumerate(cells, 1):
            inner = _Where(where.part, next(counting.frames), row_id, number, (shown, at, across))
            yield from _paragraphs(cell, inner, counting)


def _para(element: Element, where: _Where, counting: _Counting) -> Para:
    text = ""
    runs: list[tuple[int, str]] = []
    for piece, look in _pieces(element):
        if not runs or runs[-1][1] != look:
            runs.append((len(text), look))
        text += piece
    place = Place(where.part, next(counting.paragraphs), where.cell, quoted(text))
    return Para(place, text, element, tuple(runs), where.frame, where.row, where.table)


def _pieces(element: Element) -> Iterator[tuple[str, str]]:
    for child in inside(element):
        name = local(child)
        if name in _APART or name in ("pPr", "drawing", "pict", "object"):
            continue
        if name == "r":
            look = _look(child)
            for inner in child:
                if local(inner) == "t":
                    yield inner.text or "", look
                elif local(inner) in _AS_TEXT:
                    yield _AS_TEXT[local(inner)], look
        else:
            yield from _pieces(child)


def _look(run: Element) -> str:
    """What of a run's look a reader sees; marks for spelling and language are none of it."""
    own = run.find(W + "rPr")
    seen = ("b", "i", "u", "color", "sz", "rStyle", "highlight", "caps", "vertAlign", "strike")
    return "".join(
        f"{name}={value(own.find(W + name)) or 'on'};"
        for name in seen
        if own is not None and own.find(W + name) is not None
    )


def _in_fallback(element: Element) -> bool:
    above = element.getparent()
    while above is not None:
        if local(above) == "Fallback":
            return True
        above = above.getparent()
    return False
