"""The words of a form in a Word document or a PDF, row by row: a label, a tab, what stands beside it.

A form has its labels at the left and its values at the right, so that a PDF is read across, not down its
columns as a CV is.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import Final

import pypdfium2

from jfs_desktop.documents.cv_import import form_of
from jfs_desktop.documents.cv_import_word import word_lines
from jfs_desktop.documents.cv_pdf_guard import MOST_PAGES, checked_pdf, damaged, too_large, trap
from jfs_desktop.documents.cv_pdf_marks import filled_in
from jfs_desktop.documents.file_kinds import FileKind
from jfs_desktop.documents.word_refusals import WordFileRefused, shown

MOST_PIECES: Final = 2_000
"""Pieces of lines on one page; a form has some fifty."""
LONGEST_SECONDS: Final = 5
"""For all pages."""
Piece = tuple[float, float, float, str]
"""Left, bottom, top, in points from the lower left corner, and the text."""


def form_text(content: bytes, name: str) -> str:
    """The text of a form; ``name`` is for a refusal. Raises WordFileRefused or PdfRefused (both UserError) in
    one plain sentence for what is neither, is locked, or could do harm."""
    kind = form_of(content)
    if kind is FileKind.WORD:
        return "\n".join(line.text for line in word_lines(content, name)[0])
    if kind is FileKind.PDF:
        return "\n".join(_pdf_rows(content, name))
    raise WordFileRefused(
        f"{shown(name)} is neither a Word document nor a PDF.",
        remedy="Open it, copy its text, and paste that.",
    )


def _pdf_rows(content: bytes, name: str) -> Iterator[str]:
    try:
        document = pypdfium2.PdfDocument(checked_pdf(content, name))
    except pypdfium2.PdfiumError:
        raise damaged(name) from None
    try:
        if len(document) > MOST_PAGES:
            raise too_large(name, f"{len(document)} pages long")
        started = monotonic()
        for number in range(len(document)):
            yield from _rows(document[number], name)
            if monotonic() - started > LONGEST_SECONDS:
                raise trap(name)
    except pypdfium2.PdfiumError:
        raise damaged(name) from None
    finally:
        document.close()


def _rows(page: pypdfium2.PdfPage, name: str) -> Iterator[str]:
    """The rows of a page from the top; then what was typed into fields of the form."""
    text = page.get_textpage()
    try:
        count = text.count_rects()
        if count > MOST_PIECES:
            raise too_large(name, "longer than any form")
        pieces = []
        for at in range(count):
            left, bottom, right, top = text.get_rect(at)
            pieces.append((left, bottom, top, text.get_text_bounded(left, bottom, right, top)))
        yield from _unbroken(["\t".join(row) for row in _gathered(pieces)])
        yield from filled_in(page)
    finally:
        text.close()
        page.close()


def _gathered(pieces: list[Piece]) -> Iterator[list[str]]:
    """Pieces on one height, from left to right."""
    rows: list[tuple[float, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda one: -one[2]):
        middle = (piece[1] + piece[2]) / 2
        if rows and rows[-1][1] and rows[-1][1][0][1] <= middle <= rows[-1][1][0][2]:
            rows[-1][1].append(piece)
        else:
            rows.append((middle, [piece]))
    for _, row in rows:
        said = [" ".join(one[3].split()) for one in sorted(row)]
        yield [one for one in said if one]


def _unbroken(rows: list[str]) -> Iterator[str]:
    """Rows whose label goes on below, as a bracket that is not closed tells, put together again."""
    at = 0
    while at < len(rows):
        label, _, value = rows[at].partition("\t")
        while label.count("(") > label.count(")") and at + 1 < len(rows):
            at += 1
            more, _, rest = rows[at].partition("\t")
            label, value = f"{label} {more}", f"{value} {rest}".strip()
        yield f"{label}\t{value}" if value else label
        at += 1
