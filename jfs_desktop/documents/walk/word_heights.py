"""How high the words of a cell stand at least: enough to tell that Word cuts some of them off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from jfs_desktop.documents.page.page_measures import line_of
from jfs_desktop.documents.page.walked import Block, Cell, Listing, Paragraph, Run

_NARROW: Final = 0.45
"""The width of a letter in the size of its face, on the average of a narrow font."""
_SPARE: Final = 1.0


def is_cut(cell: Cell, width: float, height: float) -> bool:
    """Whether a row that is exactly ``height`` points high hides some of the words of a cell as wide as
    ``width``. Tables in the cell are not counted."""
    top, right, bottom, left = cell.inset
    paragraphs = list(_own(cell.blocks))
    last = next((at for at in range(len(paragraphs), 0, -1) if paragraphs[at - 1].text.strip()), 0)
    room = width - left - right
    needed = sum(_least(paragraph, room) for paragraph in paragraphs[:last])
    return needed > height - top - bottom + _SPARE


def _own(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Listing):
            yield from (item.paragraph for item in block.items)


def _least(paragraph: Paragraph, room: float) -> float:
    manner = paragraph.manner
    runs = [piece for piece in paragraph.inlines if isinstance(piece, Run)]
    size = max((run.face.size for run in runs), default=manner.plain.size)
    above, below, exact = line_of(manner)
    wide = sum(len(run.text) * run.face.size * _NARROW for run in runs)
    lines = max(1, ceil(wide / max(room - manner.left - manner.right, 1.0)))
    return (lines + paragraph.text.strip().count("\n")) * (above + below) * (1.0 if exact else size)
