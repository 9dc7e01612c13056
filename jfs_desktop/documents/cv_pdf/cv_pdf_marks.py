"""What lies over the words of a page of a PDF: addresses that are clicked on, forms that were filled in."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from jfs_desktop.documents.cv_pdf.cv_pdf_margin import Run

MOST: Final = 200
"""Of either on one page."""
_LONGEST: Final = 2_000
_FREE_TEXT, _WIDGET = pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET


def with_addresses(runs: Sequence[Run], page: pypdfium2.PdfPage) -> list[Run]:
    """The runs, each with the address behind it that leads on from there, unless it says that itself."""
    told = list(runs)
    for left, low, right, high, address in _addresses(page):
        shown = address.removeprefix("mailto:")
        bare = shown.partition("://")[2] or shown
        lie = [
            at
            for at, run in enumerate(told)
            if low - 2 <= run.base <= high and run.left < right and run.right > left
        ]
        if lie and not any(bare.rstrip("/") in told[at].text for at in lie):
            told[lie[-1]] = replace(told[lie[-1]], text=f"{told[lie[-1]].text} {shown}")
    return told


def filled_in(page: pypdfium2.PdfPage) -> Iterator[str]:
    """What was typed into the fields of a form or over the page: it is no part of its words."""
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST)):
        mark = pdfium.FPDFPage_GetAnnot(page, at)
        if not mark:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(mark)
            if kind == _WIDGET:
                name, value = _told(mark, b"T"), _told(mark, b"V")
                if value:
                    yield ": ".join(part for part in (name, value) if part)
            elif kind == _FREE_TEXT and (value := _told(mark, b"Contents")):
                yield value
        finally:
            pdfium.FPDFPage_CloseAnnot(mark)


def _addresses(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float, str]]:
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(MOST):
        if not pdfium.FPDFLink_Enumerate(page, place, link):
            return
        box = pdfium.FS_RECTF()
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, box):
            continue
        size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
        if 1 < size <= _LONGEST:
            held = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(page.pdf, action, held, size)
            address = held.value.decode("utf-8", "replace").strip()
            if address.partition(":")[0].lower() in ("http", "https", "mailto"):
                yield box.left, box.bottom, box.right, box.top, address


def _told(mark: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(mark, key, None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    held = ctypes.create_string_buffer(size)
    letters = ctypes.cast(held, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(mark, key, letters, size)
    return " ".join(held.raw[: size - 2].decode("utf-16-le", "replace").split())
