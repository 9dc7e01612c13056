"""Words that are wider than the place they stand in, and where they may go on in the next line.

An e-mail address in a narrow column would else run through the column beside it: the page breaks between
words alone. It is parted only where it has to be: after a sign that parts it anyhow, else anywhere. A name
that has the room of a line of its own is never cut: it goes to the next line whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jfs_desktop.documents.page.page_measures import SERIF_FONT, USUAL_FONT, font_for
from jfs_desktop.documents.page.signs import signs
from jfs_desktop.documents.page.walked import Face
from jfs_desktop.paths import resource

if TYPE_CHECKING:  # the library is loaded with the first word that may be too wide
    from PIL.ImageFont import FreeTypeFont

WIDE, USUAL = 0.6, 0.52
"""The width of a letter in the size of the face, on the average of a long word of wide letters and of a usual
one: a word is parted after its signs as soon as it may be too wide, between letters only where it must be."""
_WORD: Final = re.compile(r"(\s+)")
_AFTER: Final = re.compile(r"(?<=[@._/\\,:;?&=+-])(?=\w)")
_SITE: Final = re.compile(r"(?:https?://|www\.)[^/\s]+/?|(?:[\w-]+\.)+[^\W\d_]{2,}/", re.IGNORECASE)
"""How an address on the web begins: its name is not cut in two where it has the room."""
_MEASURED: Final = re.compile(r"[!-~\u00a1-\u024f\u2010-\u201f]+")
"""Letters and signs of Western Europe, which the usual font has."""
_UNITS: Final = 1000
_SPARE: Final = 0.5
"""Points by which a measured word has to have room to spare."""


def parted(text: str, face: Face, room: float) -> Iterator[str]:
    """The text in pieces: between two of them a line may end. One piece where every word has the room, which
    is in points."""
    kept = ""
    for word in _WORD.split(text):
        fits = len(word) * face.size * WIDE <= room
        if not word.strip() or fits or (_is_measured(word, face) and _has_room(word, face, room)):
            kept += word
            continue
        pieces = [*_pieces(word, face, room)]
        yield kept + pieces[0]
        yield from pieces[1:-1]
        kept = pieces[-1] if len(pieces) > 1 else ""
    if kept:
        yield kept


def _pieces(word: str, face: Face, room: float) -> Iterator[str]:
    begins = _SITE.match(word)
    if begins and _has_room(begins[0], face, room):
        yield begins[0]
        word = word[begins.end() :]
    for part in _AFTER.split(word):
        if _has_room(part, face, room):
            yield part
        else:
            yield from signs(part)


def _is_measured(part: str, face: Face) -> bool:
    """In the usual font itself, or in the one with serifs, whose words are narrower."""
    return font_for(face.font) in {USUAL_FONT, SERIF_FONT} and bool(_MEASURED.fullmatch(part))


def _has_room(part: str, face: Face, room: float) -> bool:
    """Whether it stands in one line: measured in the font in which it is set, where that is known."""
    if _is_measured(part, face):
        shown = part.upper() if face.capitals else part
        return _font(bold=face.bold).getlength(shown) / _UNITS * face.size + _SPARE <= room
    return len(part) * face.size * USUAL <= room


@lru_cache(maxsize=2)
def _font(*, bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    name = "LiberationSans-Bold.ttf" if bold else "LiberationSans-Regular.ttf"
    return ImageFont.truetype(str(resource("fonts", "liberation", name)), _UNITS)
