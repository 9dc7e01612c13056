"""The page of a Word document, and what its properties say of the whole."""

from __future__ import annotations

import re
from typing import Final

from jfs_desktop.documents.page.walked import A4, Sheet
from jfs_desktop.documents.walk.word_parts import Notes, WordParts
from jfs_desktop.documents.walk.word_styles import Styles
from jfs_desktop.documents.word.word_names import Element, W, flat, local, number, points, value

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_USUAL: Final = "en-GB"
_LEAST_SIDE, _MOST_SIDE = 100.0, 2_000.0


def sheet_of(section: Element | None, notes: Notes) -> Sheet:
    """The page without header and footer; A4 with Word's margins where the file does not say."""
    said = flat(section)
    width = points(said.get("pgSz/w")) or A4[0]
    height = points(said.get("pgSz/h")) or A4[1]
    if not (_LEAST_SIDE <= width <= _MOST_SIDE and _LEAST_SIDE <= height <= _MOST_SIDE):
        width, height = A4
    top, right, bottom, left = (
        abs(points(said.get(f"pgMar/{side}"), 72.0)) for side in ("top", "right", "bottom", "left")
    )
    if left + right > width - 50 or top + bottom > height - 50:
        top = right = bottom = left = 36.0
    if number(said.get("cols/num"), 1) > 1:
        notes.add("columns (the text runs over the whole width)")
    if any(key.startswith("pgBorders/") for key in said):
        notes.add("a frame round the page")
    if any(key.startswith("lnNumType/") for key in said):
        notes.add("numbers of lines")
    return Sheet(
        width=width,
        height=height,
        margins=(top, right, bottom, left),
        head=max(0.0, min(points(said.get("pgMar/header"), 35.4), height / 3)),
        foot=max(0.0, min(points(said.get("pgMar/footer"), 35.4), height / 3)),
    )


def core_property(parts: WordParts, name: str) -> str:
    """A property of the document ('title', 'creator', 'language'), or empty."""
    tree = parts.tree("docProps/core.xml")
    for child in () if tree is None else tree:
        if local(child) == name:
            return " ".join((child.text or "").split())
    return ""


def language_of(parts: WordParts, styles: Styles) -> str:
    """The document's language: as its properties say, else as its plain text is marked, else British
    English."""
    normal = styles.run(styles.usual("paragraph"))
    settings = parts.tree("word/settings.xml")
    themed = value(None if settings is None else settings.find(W + "themeFontLang"))
    for said in (
        core_property(parts, "language"),
        normal.get("lang/val", ""),
        styles.plain_run.get("lang/val", ""),
        themed,
    ):
        if _LANGUAGE.fullmatch(said):
            return said
    return _USUAL
