"""The words of a form in a Word document or a PDF, row by row: a label, a tab, what stands beside it.

A form has its labels at the left and its values at the right, so that a PDF is read across, not down its
columns as a CV is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import monotonic
from typing import Final

import pypdfium2

from jfs_desktop.documents.cv_import.cv_import import form_of
from jfs_desktop.documents.cv_pdf.cv_pdf_margin import Run
from jfs_desktop.documents.cv_pdf.cv_pdf_marks import filled_in
from jfs_desktop.documents.cv_pdf.pdf_ruling import Row, ruled_rows
from jfs_desktop.documents.cv_pdf.pdf_runs import Letter, letters_of, runs_of
from jfs_desktop.documents.cv_word.cv_import_word import word_lines
from jfs_desktop.documents.files.cv_pdf_guard import MOST_PAGES, checked_pdf, damaged, too_large, trap
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.documents.files.word_refusals import WordFileRefused, shown

MOST_PIECES: Final = 2_000
"""Pieces of lines on one page; a form has some fifty."""
LONGEST_SECONDS: Final = 5
"""For all pages."""
_ADDRESS: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LABEL_AND_VALUE: Final = 2
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
        ruled, rest = ruled_rows(page, letters_of(page, name, "form"))
        rows: dict[float, list[Run]] = {}
        for run in runs_of(rest):
            rows.setdefault(run.base, []).append(run)
        if sum(map(len, rows.values())) + sum(map(len, ruled)) > MOST_PIECES:
            raise too_large(name, "longer than any form")
        told = [(base, "\t".join(run.text for run in _from_left(rows[base]) if run.text)) for base in rows]
        told += [(row[0][0].top, "\t".join(_cells(row))) for row in ruled]
        yield from _unbroken([text for _, text in sorted(told, key=lambda one: -one[0])])
        yield from filled_in(page)
    finally:
        page.close()


def _from_left(row: list[Run]) -> list[Run]:
    return sorted(row, key=lambda run: run.left)


def _cells(row: Row) -> Iterator[str]:
    """The text of each cell; of the last in a row of two, beside the number of its item perhaps, in lines."""
    texts = [_lines(held) for _, held in row]
    in_lines = sum(not _is_number(lines) for lines in texts) == _LABEL_AND_VALUE
    for at, lines in enumerate(texts, 1):
        yield ("\n" if in_lines and at == len(texts) else " ").join(lines)


def _lines(letters: list[Letter]) -> list[str]:
    """The lines of one cell; an address of e-mail that was broken in it is whole."""
    lines: dict[float, list[Run]] = {}
    for run in runs_of(letters):
        lines.setdefault(run.base, []).append(run)
    found = [" ".join(run.text for run in _from_left(lines[base])) for base in sorted(lines, reverse=True)]
    whole = "".join(found)
    return [whole] if _ADDRESS.fullmatch(whole) and not any(" " in line for line in found) else found


def _is_number(lines: list[str]) -> bool:
    return len(lines) == 1 and lines[0].strip("().").isdecimal()


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
