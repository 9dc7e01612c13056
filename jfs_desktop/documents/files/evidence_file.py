"""A file given as evidence: what it really is, and whether it can be shown again from the vault (I6).

A picture is looked at where it is written anew; here a PDF is opened once, so that none is kept which nobody
can read later, and every other kind is refused by its name.
"""

from __future__ import annotations

from typing import Final

from jfs_desktop.documents.files import picture, preview
from jfs_desktop.documents.files.cv_pdf_guard import PdfRefused, checked_pdf
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.documents.files.word_refusals import stranger
from jfs_desktop.errors import BadInput

MOST_PAGES: Final = 200
"""Of a PDF: a longer one is a binder, and what shows something is a few pages of it."""
MOST_UNPACKED: Final = 32 * 1024 * 1024
"""Bytes of all that is packed in a PDF besides its pictures."""


def kind_of_evidence(content: bytes, *, pdf: bool) -> FileKind:
    """What a file is; ``pdf`` says whether a PDF is kept for the purpose as well as a picture.

    Raises BadInput (``field`` 'picture') in one plain sentence for anything that is not taken.
    """
    wanted = "a picture (JPEG, PNG or WEBP)" + (" or a PDF" if pdf else "")
    called = stranger(content)
    if called:
        as_pdf = "Save it as a PDF" if pdf else "Take a picture of what it shows"
        raise _bad(f"This is {called}, and evidence is {wanted}.", f"{as_pdf}, then choose that.")
    kind = picture.checked_kind(content)
    if kind is FileKind.PDF:
        if not pdf:
            raise _bad("A PDF is not kept for this purpose.", "Choose a picture of it.")
        _refuse_unreadable(content)
    return kind


def _refuse_unreadable(content: bytes) -> None:
    again = "Save it as a PDF again without protection, or take a picture of what it shows."
    try:
        checked_pdf(content, "", largest=picture.MOST_BYTES, most=MOST_UNPACKED)
        pages = len(preview.page_sizes(content))
    except (PdfRefused, preview.UnreadablePdf) as refused:
        raise _bad(refused.text, again) from None
    if pages > MOST_PAGES:
        raise _bad(
            f"This PDF has {pages:,} pages, and at most {MOST_PAGES} are kept.",
            "Save the pages that show it as a PDF of their own.",
        )


def _bad(text: str, remedy: str) -> BadInput:
    return BadInput(text, field="picture", remedy=remedy)
