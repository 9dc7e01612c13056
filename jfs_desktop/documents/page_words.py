"""Words that are wider than the place they stand in, and where they may go on in the next line.

An e-mail address in a narrow column would else run through the column beside it: the page breaks between
words alone. It is parted only where it has to be: after a sign that parts it anyhow, else anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

WIDE, USUAL = 0.6, 0.52
"""The width of a letter in the size of the face, on the average of a long word of wide letters and of a usual
one: a word is parted after its signs as soon as it may be too wide, between letters only where it must be."""
_WORD: Final = re.compile(r"(\s+)")
_AFTER: Final = re.compile(r"(?<=[@._/\\,:;?&=+-])(?=\w)")


def parted(text: str, size: float, room: float) -> Iterator[str]:
    """The text in pieces: between two of them a line may end. One piece where every word has the room;
    ``size`` and ``room`` in points."""
    kept = ""
    for word in _WORD.split(text):
        if word.isspace() or len(word) * size * WIDE <= room:
            kept += word
            continue
        pieces = [*_pieces(word, size, room)]
        yield kept + pieces[0]
        yield from pieces[1:-1]
        kept = pieces[-1] if len(pieces) > 1 else ""
    if kept:
        yield kept


def _pieces(word: str, size: float, room: float) -> Iterator[str]:
    for part in _AFTER.split(word):
        if len(part) * size * USUAL <= room:
            yield part
        else:
            yield from part
