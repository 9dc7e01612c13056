"""A walked document as a PDF that reads aloud well: tagged, PDF/UA-1, the same bytes for the same input.

What the document says reaches the typesetter as JSON and is printed as it is. No package is fetched and no
file is read but the shipped layout and fonts; the moment that the file bears is given by the caller.
"""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jfs_desktop.documents.page.page_layout import PageLayout
from jfs_desktop.documents.page.page_measures import Plain
from jfs_desktop.documents.page.walked import NotCarried, Walked
from jfs_desktop.documents.pdf import left_out
from jfs_desktop.documents.pdf.unshown import named_in, replaced
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.errors import UserError
from jfs_desktop.paths import resource
from jfs_desktop.rules.writing.discreet import Discreet

if TYPE_CHECKING:  # the library is loaded with the first document
    import typst

_MAIN: Final = "main.typ"
_MOST_TRIES: Final = 20
"""Each but the first puts a box for at least one more sign; two do for almost every document."""
_LOCK: Final = threading.Lock()
"""One document is set at a time: the compiler keeps what it learns from one for the next."""


class PageProblem(UserError):
    """A document cannot be put on pages."""

    default_title = "The PDF cannot be made"


class Pages(Discreet):
    """A PDF, and what of the Word file does not stand in it as it stood there; ``told`` is that for a PDF
    that is kept, in the words of the day it was made."""

    __slots__ = ("content", "not_carried", "told")

    def __init__(
        self, content: bytes, not_carried: tuple[NotCarried, ...], told: tuple[str, ...] = ()
    ) -> None:
        self.content = content
        self.not_carried = not_carried
        self.told = told

    @property
    def left_out(self) -> tuple[str, ...]:
        """The same for a person: each thing once, in plain words."""
        return self.told or left_out.told(self.not_carried)


def pdf_of_word(content: bytes, made_at: datetime, name: str = "") -> Pages:
    """A .docx as a PDF: the one way from Word to paper. ``made_at`` is an aware instant.

    Raises WordFileRefused for a file that the door refuses, PageProblem where it cannot be set.
    """
    return typeset(walk(content, name), made_at)


def typeset(document: Walked, made_at: datetime) -> Pages:
    """A walked document as a PDF. Raises PageProblem where it cannot be set."""
    layout = PageLayout(replace(document, title=document.title or _first_words(document)))
    content, unshown = _set(layout.values(), made_at)
    return Pages(content, document.not_carried + tuple(map(_without_font, unshown)))


def _without_font(sign: str) -> NotCarried:
    points = " ".join(f"U+{ord(point):04X}" for point in sign)
    shown = f"‘{sign}’ ({points})" if sign[0].isprintable() else points
    return NotCarried(f"the sign {shown}, for which there is no font (a box stands for it)")


def _first_words(document: Walked) -> str:
    """A title for a document whose properties give none: its first heading, else its first words."""
    paragraphs = [paragraph for paragraph in document.paragraphs() if paragraph.text.strip()]
    headings = [paragraph for paragraph in paragraphs if paragraph.level] or paragraphs
    return " ".join(headings[0].text.split())[:120] if headings else "Document"


def _set(values: Plain, made_at: datetime) -> tuple[bytes, list[str]]:
    """The PDF, and the signs for which no font was found.

    The shipped fonts alone are tried first, so that the same document looks the same everywhere; then, for
    a name in another script, those of the computer.
    """
    import typst

    unshown: list[str] = []
    for tried in range(_MOST_TRIES):
        try:
            said = json.dumps(values, ensure_ascii=False)
            return _compiled(said, made_at, everywhere=tried > 0), unshown
        except typst.TypstError as problem:
            points = named_in(problem.diagnostic)
            if not points:
                break
            if tried:
                lacking = replaced(values, points)
                if not lacking:
                    break
                unshown += lacking
    raise PageProblem(
        "This document could not be put on pages.",
        remedy="Save it as a Word file instead, and make the PDF with Word.",
    )


def _compiled(said: str, made_at: datetime, *, everywhere: bool) -> bytes:
    files = {_MAIN: _page(), "document.json": said.encode()}
    with _LOCK:
        made = _compiler(everywhere).compile(
            files,  # type: ignore[type-var]  # files by name, which its hints leave out
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=made_at.astimezone(UTC).replace(microsecond=0),  # it takes whole seconds alone
        )
    return bytes(made)  # type: ignore[arg-type]  # one format, one file


@lru_cache(maxsize=1)
def _page() -> bytes:
    return resource("typeset", "document.typ").read_bytes()


@lru_cache(maxsize=2)
def _compiler(everywhere: bool) -> typst.Compiler:
    import typst

    place = resource("typeset")
    fonts = typst.Fonts(
        include_system_fonts=everywhere,
        include_embedded_fonts=True,
        font_paths=[str(resource("fonts"))],
    )
    # Below its root there is nothing but the layout, and no package is found there.
    return typst.Compiler(
        root=str(place), font_paths=fonts, package_path=str(place), package_cache_path=str(place)
    )
