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
from jfs_desktop.documents.cv_pdf_margin import Run
from jfs_desktop.documents.cv_pdf_marks import filled_in
from jfs_desktop.documents.file_kinds import FileKind
from jfs_desktop.documents.pdf_runs import letters_of, runs_of
from jfs_desktop.documents.word_refusals import WordFileRefused, shown

MOST_PIECES: Final = 2_000
"""Pieces of lines on one page; a form has some fifty."""
LONGEST_SECONDS: Final = 5
"""For all pages."""
_MOST_BROKEN: Final = 2
"""Rows below its first that the label of an item takes."""


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
    try:
        rows: dict[float, list[Run]] = {}
        for run in runs_of(letters_of(page, name, "form")):
            rows.setdefault(run.base, []).append(run)
        if sum(map(len, rows.values())) > MOST_PIECES:
            raise too_large(name, "longer than any form")
        from_top = (sorted(rows[base], key=lambda run: run.left) for base in sorted(rows, reverse=True))
        yield from _unbroken(["\t".join(run.text for run in row if run.text) for row in from_top])
        yield from filled_in(page)
    finally:
        page.close()


def _unbroken(rows: list[str]) -> Iterator[str]:
    """Rows whose label goes on below, as a bracket that is closed there tells, put together again."""
    at = 0
    while at < len(rows):
        label, _, value = rows[at].partition("\t")
        for number in range(at + 1, min(at + 1 + _MOST_BROKEN, len(rows))):
            if label.count("(") <= label.count(")"):
                break
            whole = [row.partition("\t") for row in rows[at : number + 1]]
            joined = " ".join(one for one, _, _ in whole)
            if joined.count("(") <= joined.count(")"):
                label, value = joined, " ".join(one for _, _, one in whole if one)
                at = number
        yield f"{label}\t{value}" if value else label
        at += 1
