"""Pictures of every kind of document that the program makes, of invented people.

The first page of each is kept in docs/pictures/documents/. Every page, as this program and as LibreOffice
set it, side by side, is written to build/pictures/documents/ to be looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from PIL import Image, ImageDraw

from jfs_desktop.documents.files import preview
from jfs_desktop.documents.pdf import office_pdf
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.samples.specimens import Specimen, specimens
from jfs_desktop.documents.samples.template_samples import MADE_AT
from jfs_desktop.store.profiles import load_programme

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "pictures" / "documents"
LOOKED_AT = ROOT / "build" / "pictures" / "documents"
PROGRAMME, PROVIDER = "jfs-2021", "Northgate Skills"
KEPT_WIDTH, LOOKED_WIDTH = 600, 800
"""Pixels."""
SHADES = 24
"""Few colours make a light file, and paper has few."""
WELSH = ("jfap", "first_contact_letter")
"""Kinds of which the Welsh page is kept, too."""


def main() -> int:
    """Make them all."""
    offices = [office for office in office_pdf.found() if office.name == "LibreOffice"]
    if not offices:
        print("LibreOffice is not installed: its pages are left out.")
    for folder in (KEPT, LOOKED_AT):
        folder.mkdir(parents=True, exist_ok=True)
    for one in specimens(load_programme(PROGRAMME), PROVIDER):
        ours = pdf_of_word(one.docx, MADE_AT).content
        if one.language.value == "en" or one.kind in WELSH:
            _keep(one, ours)
        theirs = office_pdf.pdf_by(offices[0], one.docx) if offices else b""
        _lay_out(one, ours, theirs)
    return 0


def _keep(one: Specimen, pdf: bytes) -> None:
    page = _page(pdf, 1, KEPT_WIDTH)
    ending = "" if one.language.value == "en" else f"-{one.language.value}"
    file = KEPT / f"{one.kind.replace('_', '-')}{ending}.png"
    page.quantize(SHADES).save(file, optimize=True)
    print(file.relative_to(ROOT), flush=True)


def _lay_out(one: Specimen, ours: bytes, theirs: bytes) -> None:
    """Our pages beside theirs, one sheet a page."""
    for number, (left, right) in enumerate(zip_longest(_pages(ours), _pages(theirs)), 1):
        sheet = Image.new("RGB", (2 * LOOKED_WIDTH + 30, 1160), "#8a8f98")
        for place, (page, whose) in enumerate(((left, "this program"), (right, "LibreOffice"))):
            if page is not None:
                sheet.paste(page, (10 + place * (LOOKED_WIDTH + 10), 24))
            ImageDraw.Draw(sheet).text((12 + place * (LOOKED_WIDTH + 10), 6), f"{one.name} by {whose}")
        file = LOOKED_AT / f"{one.name}-{number}.png"
        sheet.save(file)
    print((LOOKED_AT / one.name).relative_to(ROOT), flush=True)


def _pages(pdf: bytes) -> Iterator[Image.Image]:
    for number in range(1, len(preview.page_sizes(pdf)) + 1 if pdf else 1):
        yield _page(pdf, number, LOOKED_WIDTH)


def _page(pdf: bytes, number: int, width: int) -> Image.Image:
    drawn = preview.page_image(pdf, number, width)
    return Image.frombuffer("RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "RGB", drawn.stride, 1)


if __name__ == "__main__":
    sys.exit(main())
