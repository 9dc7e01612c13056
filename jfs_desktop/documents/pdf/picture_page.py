"""A picture on a page of its own, so that it is looked at and printed as any document is (P9, I6)."""

from __future__ import annotations

from datetime import datetime

from jfs_desktop.documents.files.file_kinds import FileKind, kind_of
from jfs_desktop.documents.page.walked import A4, Align, Manner, Paragraph, Picture, Sheet, Walked
from jfs_desktop.documents.pdf.typeset import PageProblem, Pages, typeset

_MARGIN = 42.0
_DENSE = 150
"""Dots per inch at which a small picture is printed: larger it would only be coarse."""


def pdf_of_picture(content: bytes, pixels: tuple[int, int], made_at: datetime, title: str) -> Pages:
    """One page of A4, upright or lying as the picture is; ``pixels`` are its width and height, ``title`` is
    what a screen reader says of it. Raises PageProblem for what is no picture."""
    kind = kind_of(content)
    if kind is None or not kind.is_picture or not all(pixels):
        raise PageProblem("This is no picture that can be put on a page.")
    width, height = (A4[1], A4[0]) if pixels[0] > pixels[1] else A4
    room = (width - 2 * _MARGIN, height - 2 * _MARGIN - 12)
    scale = min(72 / _DENSE, room[0] / pixels[0], room[1] / pixels[1])
    picture = Picture(content, FileKind(kind), pixels[0] * scale, pixels[1] * scale, alt=f"Picture: {title}")
    sheet = Sheet(width, height, (_MARGIN, _MARGIN, _MARGIN, _MARGIN))
    paragraph = Paragraph((picture,), Manner(align=Align.CENTRE))
    return typeset(Walked((paragraph,), sheet, title=title), made_at)
