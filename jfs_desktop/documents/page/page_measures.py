"""The measures behind a page: what stands for a font, how high a line is, how far blocks stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from jfs_desktop.documents.page.walked import (
    Block,
    Edges,
    Inline,
    Item,
    Line,
    Listing,
    Manner,
    Paragraph,
    Row,
    Run,
    Tab,
    Table,
)

Plain = dict[str, Any]
"""What the page's layout is told, ready for JSON."""

USUAL_FONT: Final = "Liberation Sans"
SERIF_FONT: Final = "Libertinus Serif"
_SERIF: Final = SERIF_FONT
_MONO: Final = "DejaVu Sans Mono"
_FONTS: Final = {
    "inter": "Inter", "times new roman": _SERIF, "times": _SERIF, "georgia": _SERIF, "cambria": _SERIF,
    "garamond": _SERIF, "book antiqua": _SERIF, "palatino linotype": _SERIF, "liberation serif": _SERIF,
    "courier new": _MONO, "courier": _MONO, "consolas": _MONO, "liberation mono": _MONO,
}  # fmt: skip
"""What stands for the fonts that documents name; any other is set in the usual one, which is as wide as
Arial."""
_LINE_HEIGHTS: Final = {
    "calibri": 1.2207, "carlito": 1.2207, "cambria": 1.1724, "inter": 1.21, "verdana": 1.215,
    "tahoma": 1.207, "segoe ui": 1.33, "georgia": 1.136, "consolas": 1.17, "courier new": 1.133,
}  # fmt: skip
"""The height of a line in the font itself, in its size."""
_LINE_HEIGHT: Final = 1.149
_DEPTH: Final = 0.212
"""How far the usual font reaches below its line, in its size."""
_SIDES: Final = ("top", "right", "bottom", "left")


def font_for(named: str) -> str:
    """The font that stands for one that a document names."""
    return _FONTS.get(named.lower(), USUAL_FONT)


def grouped(given: Sequence[Block]) -> list[list[Block]]:
    """Blocks that share a frame, or the lack of one, together; a new page begins a new frame."""
    found: list[list[Block]] = []
    for block in given:
        if (
            found
            and frame_of(found[-1][-1]) == frame_of(block)
            and not (frame_of(block) and begins_page(block))
        ):
            found[-1].append(block)
        else:
            found.append([block])
    return found


def begins_page(block: Block) -> bool:
    """Whether a paragraph asks for a new page before it."""
    return isinstance(block, Paragraph) and block.manner.new_page


def on_one_page(blocks: list[Plain]) -> list[Plain]:
    """Without the starts of new pages, which Word heeds in the text alone, not in cells and headers."""
    return [block for block in blocks if block["kind"] != "new page"]


def topped(blocks: list[Plain]) -> list[Plain]:
    """The space above what stands first as room of its own: a mere gap would be left out there."""
    found: list[Plain] = []
    for block in blocks:
        first = not found or found[-1]["kind"] == "new page"
        if first and block.get("above"):
            found += [space(block["above"]), {**block, "above": 0.0}]
        else:
            found.append(block)
    return found


def space(height: float) -> Plain:
    """Room of its own, so many points high."""
    return {"kind": "gap", "above": 0.0, "height": height, "sticky": True}


def bare(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks as they stand on several pages, where nothing can be clicked on and nothing is a heading: what
    is repeated is read aloud once at most."""
    return tuple(_bare(block) for block in blocks)


def _bare(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return _bare_paragraph(block)
    if isinstance(block, Listing):
        items = (replace(item, paragraph=_bare_paragraph(item.paragraph)) for item in block.items)
        return replace(block, items=tuple(items))
    if isinstance(block, Table):
        return replace(block, rows=tuple(bare_row(row) for row in block.rows))
    return block


def bare_row(row: Row) -> Row:
    """The same of a row of a table."""
    return replace(row, cells=tuple((at, replace(cell, blocks=bare(cell.blocks))) for at, cell in row.cells))


def _bare_paragraph(paragraph: Paragraph) -> Paragraph:
    pieces = (replace(one, link="") if isinstance(one, Run) else one for one in paragraph.inlines)
    return replace(paragraph, inlines=tuple(pieces), level=0)


def spoken(tag: str) -> str:
    """The language of a tag ('en-GB' gives 'en'); empty for none, as Word's 'x-none' is."""
    language = tag.partition("-")[0].lower()
    return language if language.isascii() and language.isalpha() and len(language) in (2, 3) else ""


def text_of(piece: Inline) -> str:
    """The text of a run, empty for anything else."""
    return piece.text if isinstance(piece, Run) else ""


def tabs_from(start: float, manner: Manner) -> tuple[Tab, ...]:
    """The tab stops of a paragraph that is set within something, from where its text begins there."""
    return tuple(replace(tab, at=tab.at - start) for tab in manner.tabs if tab.at > start)


def gap_between(before: Manner | None, manner: Manner, left: float) -> float:
    """The space between two paragraphs, the larger of what both ask for: ``left`` is what the upper one
    leaves."""
    if before is not None and before.style == manner.style and manner.joined and before.joined:
        return 0.0
    return max(left, manner.before)


def line_of(manner: Manner) -> tuple[float, float, bool]:
    """How far a line reaches above and below its letters' foot: in points where exact, else in their size."""
    if manner.exact:
        depth = _DEPTH * manner.plain.size
        return max(manner.line, manner.plain.size) - depth, depth, True
    natural = _LINE_HEIGHTS.get(manner.plain.font.lower(), _LINE_HEIGHT)
    return natural * manner.line - _DEPTH, _DEPTH, False


def frame_of(block: Block) -> tuple[object, ...] | None:
    """What paragraphs must share to stand in one box; None where there is none."""
    if not isinstance(block, Paragraph):
        return None
    manner = block.manner
    if not manner.ground and manner.edges == Edges():
        return None
    return (manner.ground, manner.edges, min(manner.left, manner.left + manner.first), manner.right)


def edges_of(edges: Edges) -> Plain:
    """The rules of a paragraph or cell by side."""
    lines = (edges.top, edges.right, edges.bottom, edges.left)
    return {side: _edge_of(line) for side, line in zip(_SIDES, lines, strict=True)}


def _edge_of(line: Line | None) -> Plain | None:
    return None if line is None else {"width": line.width, "colour": line.colour}


def list_kind(item: Item) -> tuple[object, ...]:
    """What items must share to stand in one list."""
    return (item.ordered, item.whose, "" if item.ordered else item.marker)


def nested(items: Sequence[Item]) -> list[tuple[Item, list[Item]]]:
    """Each item with those that follow it further in, whatever list Word counts them to."""
    found: list[tuple[Item, list[Item]]] = []
    ground = min(item.paragraph.manner.left for item in items)
    for item in items:
        if not found or item.paragraph.manner.left <= ground + 1.0:
            found.append((item, []))
        else:
            found[-1][1].append(item)
    return found
