"""The runs of letters on a page of a PDF, as a person sees them side by side: a gap parts two, a blank in
between does not, however the file holds them."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from jfs_desktop.documents.cv_pdf.cv_pdf_margin import Run
from jfs_desktop.documents.files.cv_pdf_guard import too_large

MOST_LETTERS: Final = 100_000
"""On one page; nothing that people fill in or send has so many."""
_BOLD: Final = 600
_BOLD_NAMES: Final = ("bold", "black", "heavy", "semibold", "demi")
_BESIDE: Final = 0.45
"""Of the size of the letters: a gap wider than between words, where a column begins behind it."""
_APART: Final = 1.2
"""Of the size, where blanks are written: a gap besides them wider than what fills a line to its edge."""
_CLEAR: Final = 1.0
"""Points between two letters, of which less is left where no line of a table can stand."""
Ruled = Callable[[float, float, float], bool]
"""Whether a line that is drawn upright stands between two places at a height, in points."""
_FEWEST_EDGES: Final = 4
_WRITTEN_BLANKS: Final = 0.05
"""Of all letters: from so many blanks on a gap without one is a tab or another column."""
_HYPHEN: Final = 2
"""What PDFium gives for a hyphen at the end of a line."""


@dataclass(slots=True)
class Letter:
    """One letter from ``left`` to ``right`` on its base line, in points, and the size of its type."""

    letter: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


def letters_of(page: pypdfium2.PdfPage, name: str, paper: str) -> list[Letter]:
    """The letters of a page, in the order in which it holds them. Raises PdfRefused, for the file of that
    ``name``, where they are more than any such ``paper`` has ('CV')."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MOST_LETTERS:
            raise too_large(name, f"longer than any {paper}")
        return list(_letters(text, count))
    finally:
        text.close()


def _letters(text: pypdfium2.PdfTextPage, count: int) -> Iterator[Letter]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    half = 0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00) if half else 0xFFFD
            half = 0
        code = ord("-") if code == _HYPHEN else code
        if code in (0, 0xFFFE, 0xFFFF) or pdfium.FPDFText_IsGenerated(text, at):
            continue
        pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        # A letter is as wide as its advance, where its ink may be narrower.
        begins = min(left.value, x.value)
        yield Letter(chr(code), begins, right.value, y.value, _size(text, at), _is_bold(text, at))


def _size(text: pypdfium2.PdfTextPage, at: int) -> float:
    matrix = pdfium.FS_MATRIX()
    size: float = pdfium.FPDFText_GetFontSize(text, at)
    if pdfium.FPDFText_GetMatrix(text, at, matrix):
        size *= abs(matrix.d) or abs(matrix.b) or 1.0
    return round(size * 2) / 2


def _is_bold(text: pypdfium2.PdfTextPage, at: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(text, at) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, at, name, 128, flags)
    return any(word in name.value.lower().decode("latin-1") for word in _BOLD_NAMES)


def runs_of(letters: list[Letter], ruled: Ruled | None = None) -> list[Run]:
    """Letters that follow one another on a line, with a blank where a gap says so; those of one line have the
    same ``base``. ``ruled`` tells where a line of a table parts two."""
    return list(_runs(letters, ruled))


def _runs(letters: list[Letter], ruled: Ruled | None) -> Iterator[Run]:
    edges = _edges(letters)
    blanks = sum(letter.letter.isspace() for letter in letters) > _WRITTEN_BLANKS * len(letters)
    rows: dict[int, list[Letter]] = {}
    for letter in letters:
        near = round(letter.base)
        key = next((base for base in (near, near - 1, near + 1) if base in rows), near)
        rows.setdefault(key, []).append(letter)
    for row in rows.values():
        base = row[0].base
        row.sort(key=lambda letter: letter.left)
        tabs = blanks and not _is_wide_set(row)
        current: list[Letter] = []
        for letter in row:
            gap = letter.left - current[-1].right if current else 0.0
            unwritten = tabs and not any(one.letter.isspace() for one in (letter, *current[-1:]))
            apart = _APART * letter.size if tabs else max(2.2 * letter.size, 14)
            beside = unwritten or round(letter.left) in edges
            parted = ruled is not None and gap > _CLEAR and ruled(current[-1].right, letter.left, base)
            if gap > apart or (gap > _BESIDE * letter.size and beside) or parted:
                yield from _run(current, base)
                current = []
            current.append(letter)
        yield from _run(current, base)


def _is_wide_set(row: list[Letter]) -> bool:
    """Whether the letters of a line stand apart, so that a gap between two says nothing."""
    gaps = [two.left - one.right > 0.2 * two.size for one, two in pairwise(row)]
    return sum(gaps) * 5 > len(gaps)


def _edges(letters: list[Letter]) -> frozenset[int]:
    """Where a second column begins: to the right of wide gaps or of nothing, line after line."""
    starts: Counter[int] = Counter()
    rights: dict[int, float] = {}
    for letter in sorted(letters, key=lambda one: one.left):
        row = round(letter.base)
        if letter.left - rights.get(row, -1000.0) > max(2.2 * letter.size, 14):
            starts[round(letter.left)] += 1
        if not letter.letter.isspace():
            rights[row] = letter.right
    return frozenset(
        near
        for edge, count in starts.items()
        if count >= _FEWEST_EDGES
        for near in (edge - 1, edge, edge + 1)
    )


def _run(letters: list[Letter], base: float) -> Iterator[Run]:
    text = ""
    before: Letter | None = None
    for letter in letters:
        gap = letter.left - before.right if before else 0.0
        if letter.letter.isspace() or letter.letter == "\xa0":
            text += " "
        else:
            text += (" " if gap > 0.22 * letter.size and not text.endswith(" ") else "") + letter.letter
        before = letter
    inked = [letter for letter in letters if not letter.letter.isspace()]
    if inked:
        size = median(letter.size for letter in inked)
        bold = sum(letter.bold for letter in inked) * 2 > len(inked)
        yield Run(_written(text), inked[0].left, inked[-1].right, base, size, bold)


def _written(text: str) -> str:
    """As a person reads it: a soft hyphen counts at the end of a line alone, an accent is on its letter."""
    words = " ".join(text.split())
    return unicodedata.normalize("NFC", words[:-1].replace("\u00ad", "") + words[-1:])
