"""Text of a template that is too pale or too small to be read: white on white is as good as not there, and so
are letters of two points (JFS 1.38)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jfs_desktop.documents.doctor.template_places import Places
from jfs_desktop.documents.marks.template_findings import Finding, Place, Severity, quoted
from jfs_desktop.documents.page.walked import Block, Listing, Paragraph, Run, Table, Walked

LEAST: Final = 4.5
"""The contrast of text and ground that a reader with weak sight needs (WCAG 2.1, 1.4.3)."""
LEAST_LARGE: Final = 3.0
"""The same of large letters, and of headings, which Word sets large and bold."""
SMALLEST: Final = 8.0
"""Points: nobody reads smaller letters at arm's length."""
_LARGE, _LARGE_BOLD = 18.0, 14.0
_PAPER: Final = "#ffffff"


def contrast(colour: str, ground: str) -> float:
    """From 1 (alike) to 21 (black on white), of two colours '#rrggbb'."""
    lighter, darker = sorted((_light(colour), _light(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_ground(blocks: tuple[Block, ...], ground: str = "") -> Iterator[tuple[Paragraph, str]]:
    """Every paragraph with the shading of the cell that it stands in, '' for the paper's white."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block, ground
        elif isinstance(block, Listing):
            yield from ((item.paragraph, ground) for item in block.items)
        elif isinstance(block, Table):
            for row in block.rows:
                for _, cell in row.cells:
                    yield from on_ground(cell.blocks, cell.ground or ground)


def is_readable(run: Run, para: Paragraph, ground: str) -> bool:
    """Whether a run stands out from its own shading, that of its paragraph or cell, or the paper."""
    under = run.face.ground or para.manner.ground or ground or _PAPER
    large = para.level > 0 or run.face.size >= (_LARGE_BOLD if run.face.bold else _LARGE)
    least = LEAST_LARGE if large else LEAST
    return not run.face.colour or contrast(run.face.colour, under) >= least


def pale(walked: Walked, places: Places) -> Iterator[Finding]:
    """A finding for each paragraph with words that hardly stand out."""
    for para, ground in _everywhere(walked):
        faint = "".join(run.text for run in _said(para) if not is_readable(run, para, ground))
        if faint:
            yield _finding(faint, places.of(para))


def tiny(walked: Walked, places: Places) -> Iterator[Finding]:
    """A finding for each paragraph with words in letters that are too small."""
    for para, _ in _everywhere(walked):
        small = [run for run in _said(para) if run.face.size < SMALLEST]
        if small:
            words = quoted("".join(run.text for run in small))
            yield Finding(
                "tiny-text",
                Severity.MEND,
                f"‘{words}’ stands in letters of {min(run.face.size for run in small):g} points, which "
                "are too small to be read.",
                f"Give it {SMALLEST:g} points or more in Word (Font Size), or take it out.",
                places.of(para),
            )


def _everywhere(walked: Walked) -> Iterator[tuple[Paragraph, str]]:
    """Every paragraph with the ground behind it, those of headers and footers too."""
    sheet = walked.sheet
    parts = (sheet.header, sheet.first_header, walked.blocks, sheet.footer, sheet.first_footer)
    return (found for blocks in parts for found in on_ground(blocks))


def _said(para: Paragraph) -> Iterator[Run]:
    return (piece for piece in para.inlines if isinstance(piece, Run) and piece.text.strip())


def _finding(words: str, place: Place) -> Finding:
    return Finding(
        "pale-text",
        Severity.MEND,
        f"‘{quoted(words)}’ hardly stands out from what is behind it, so not everybody can read it.",
        "Give it a darker colour in Word (Font Colour, Automatic), or a lighter one on a dark ground.",
        place,
    )


def _light(colour: str) -> float:
    """The relative luminance of WCAG 2.1."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
