"""The lines of a CV that comes as a PDF: letters with their places, put back into lines and columns."""

from __future__ import annotations

from time import monotonic
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from jfs_desktop.documents.cv_pdf.cv_pdf_lines import lines_of_page
from jfs_desktop.documents.cv_pdf.cv_pdf_marks import filled_in, with_addresses
from jfs_desktop.documents.cv_pdf.pdf_ruling import upright_between
from jfs_desktop.documents.cv_pdf.pdf_runs import MOST_LETTERS, letters_of, runs_of
from jfs_desktop.documents.cv_terms.cv_lines import SourceLine
from jfs_desktop.documents.files.cv_pdf_guard import (
    MOST_PAGES,
    PdfRefused,
    checked_pdf,
    damaged,
    empty,
    is_locked,
    locked,
    scanned,
    too_large,
    trap,
    unlocked,
)

MOST_RUNS: Final = 1_000
"""Pieces of lines on one page; a full page of a CV has some 150."""
LONGEST_SECONDS: Final = 5
"""For all pages; one of a CV takes a hundredth of it."""
_FEWEST_LETTERS: Final = 20
_PASSWORD: Final = 4


def pdf_lines(content: bytes, name: str) -> tuple[list[SourceLine], tuple[str, ...]]:
    """The lines in reading order, and what the file held besides words. Raises PdfRefused."""
    if is_locked(content) and b"%PDF-" in content[:1024]:
        content = unlocked(content, name)
    cleaned = checked_pdf(content, name)
    try:
        document = pypdfium2.PdfDocument(cleaned)
    except pypdfium2.PdfiumError as problem:
        raise (locked(name) if getattr(problem, "err_code", 0) == _PASSWORD else damaged(name)) from None
    try:
        return _read(document, name)
    except pypdfium2.PdfiumError:
        raise damaged(name) from None
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, name: str) -> tuple[list[SourceLine], tuple[str, ...]]:
    if pdfium.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise locked(name)
    pages = len(document)
    if pages > MOST_PAGES:
        raise too_large(name, f"{pages} pages long")
    lines: list[SourceLine] = []
    started = monotonic()
    letters = pictures = drawn = 0
    for number in range(pages):
        page = document[number]
        width = page.get_width()
        try:
            found = letters_of(page, name, "CV")
            typed = list(filled_in(page))
            runs = with_addresses(runs_of(found, upright_between(page)), page)
            drawn += any(True for _ in page.get_objects(max_depth=1))
            pictures += sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))
        finally:
            page.close()
        letters += len(found)
        if monotonic() - started > LONGEST_SECONDS:
            raise trap(name)
        if letters > MOST_LETTERS:
            raise too_large(name, "longer than any CV")
        if len(runs) > MOST_RUNS:
            raise too_large(name, "longer than any CV")
        place = f"page {number + 1}"
        lines += lines_of_page(runs, place, width)
        lines += [SourceLine(text, f"{place}, form field") for text in typed]
    if letters < _FEWEST_LETTERS:
        raise empty(name) if not drawn else scanned(name) if pictures or letters == 0 else damaged(name)
    return lines, (("a picture" if pictures == 1 else f"{pictures} pictures",) if pictures else ())


__all__ = ["PdfRefused", "pdf_lines"]
