"""A PDF as pictures of its pages, and the text of a page, from memory alone.

The library behind it serves one thread at a time, so each call takes its turn, opens the file, and closes
it again before the next: nothing of it stays open.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jfs_desktop.errors import UserError
from jfs_desktop.rules.writing.discreet import Discreet

if TYPE_CHECKING:  # the library is loaded with the first page
    import pypdfium2

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_PAGES: Final = 1_000
WIDEST: Final = 6_000
"""Pixels of a page's width: an A4 sheet at 720 dots per inch."""
MOST_PIXELS: Final = 60_000_000
"""Of one page, however long it is."""
_LOCKED: Final = 4
"""What the library answers where a password is asked for."""
_TURN: Final = threading.Lock()


class UnreadablePdf(UserError):
    """A PDF cannot be shown."""

    default_title = "This PDF cannot be shown"


@dataclass(frozen=True, slots=True, repr=False)
class PageImage(Discreet):
    """One page: three bytes a pixel (red, green, blue), ``stride`` bytes a row."""

    pixels: bytes = field(repr=False)
    width: int
    height: int
    stride: int


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points. Raises UnreadablePdf."""
    with _opened(content) as pdf:
        return tuple(pdf.get_page_size(number) for number in range(len(pdf)))


def page_image(content: bytes, number: int, width: int) -> PageImage:
    """A page, counted from 1, drawn ``width`` pixels wide. Raises UnreadablePdf."""
    import pypdfium2

    with _opened(content) as pdf:
        page = _page(pdf, number)
        try:
            wide, high = page.get_size()
            scale = min(max(1, width), WIDEST) / max(wide, 1.0)
            if wide * high * scale * scale > MOST_PIXELS:
                raise _bad("This PDF has a page that is too large to draw.")
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            try:
                drawn = bytes(bitmap.buffer)
                return PageImage(drawn, bitmap.width, bitmap.height, bitmap.stride)
            finally:
                bitmap.close()
        except pypdfium2.PdfiumError:
            raise _bad("A page of this PDF is damaged, so it cannot be drawn.") from None
        finally:
            page.close()


def page_text(content: bytes, number: int) -> str:
    """The text of a page, counted from 1, in the order of the file. Raises UnreadablePdf."""
    with _opened(content) as pdf:
        page = _page(pdf, number)
        try:
            with closing(page.get_textpage()) as text:
                return str(text.get_text_range()).replace("\r\n", "\n")
        finally:
            page.close()


def _page(pdf: pypdfium2.PdfDocument, number: int) -> Any:
    import pypdfium2

    if not 1 <= number <= len(pdf):
        raise _bad(f"This PDF has no page {number}.")
    try:
        return pdf[number - 1]
    except pypdfium2.PdfiumError:
        raise _bad("A page of this PDF is damaged, so it cannot be drawn.") from None


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    if len(content) > MOST_BYTES:
        raise _bad(f"This PDF is larger than {MOST_BYTES // 1024**2} MB.")
    if b"%PDF-" not in content[:1024]:
        raise _bad("This file is damaged or is not a PDF.")
    import pypdfium2

    with _TURN:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as problem:
            if getattr(problem, "err_code", None) == _LOCKED:
                raise _bad("This PDF is protected with a password.") from None
            raise _bad("This file is damaged or is not a PDF.") from None
        try:
            if not 0 < len(pdf) <= MOST_PAGES:
                raise _bad(f"This PDF has no pages, or more than {MOST_PAGES:,}.")
            yield pdf
        finally:
            pdf.close()


def _bad(text: str) -> UnreadablePdf:
    return UnreadablePdf(text, remedy="Save it anew as a PDF without a password, then choose that file.")
