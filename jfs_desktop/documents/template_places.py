"""Where in a template a piece of its filled sample comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from jfs_desktop.documents.template_findings import Place, quoted
from jfs_desktop.documents.template_reading import Para

MARK: Final = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
"""A whole mark. It never looks past the next brace, so that no text makes it slow."""


class Places:
    """The paragraphs of a template by what they say once they are filled in."""

    def __init__(self, read: Mapping[str, Sequence[Para]]) -> None:
        self._known: list[tuple[int, list[str], Place]] = []
        for para in (para for paragraphs in read.values() for para in paragraphs):
            kept = [" ".join(piece.split()) for piece in MARK.split(para.text)]
            self._known.append((sum(map(len, kept)), kept, para.place))
        # What says more of its own is likelier; among equals the first.
        self._known.sort(key=lambda one: -one[0])

    def of(self, text: str, part: str = "") -> Place:
        """The paragraph that became ``text``, quoting it; without a number where none is found."""
        plain = " ".join(text.split())
        for literal, kept, place in self._known:
            if plain and literal and (not part or place.part == part) and _became(kept, plain):
                return Place(place.part, place.paragraph, place.cell, quoted(text))
        return Place(part or "text", 1 if part else 0, near=quoted(text))


def _became(kept: Sequence[str], text: str) -> bool:
    """Whether these pieces stand in a text in their order, the first and the last at its ends."""
    if len(kept) == 1:
        return text == kept[0]
    first, *between, last = kept
    at, end = len(first), len(text) - len(last)
    if at > end or not (text.startswith(first) and text.endswith(last)):
        return False
    for piece in between:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True
