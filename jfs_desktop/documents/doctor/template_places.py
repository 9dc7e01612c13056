"""Where in a template each paragraph of its filled sample comes from.

The paragraphs are numbered in a copy of the template before that is filled: what a loop writes ten times
keeps the number, and a paragraph that is one field is told from any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree

from jfs_desktop.documents.marks.template_findings import Place, quoted
from jfs_desktop.documents.marks.template_reading import Para
from jfs_desktop.documents.page.walked import NotCarried, Paragraph
from jfs_desktop.documents.word.word_names import SOURCE, W


class Places:
    """The paragraphs of a template, to be found again once they are filled in."""

    def __init__(self, parts: Mapping[str, bytes], read: Mapping[str, Sequence[Para]]) -> None:
        self._known: dict[str, Place] = {}
        self.numbered = dict(parts)
        """The parts of the template, whose paragraphs say where they stand."""
        for name, paragraphs in read.items():
            self.numbered[name] = self._numbered(paragraphs)

    def _numbered(self, paragraphs: Sequence[Para]) -> bytes:
        tree = paragraphs[0].element.getroottree()
        copied = deepcopy(tree)
        places = {para.element: para.place for para in paragraphs}
        for own, copy in zip(tree.iter(W + "p"), copied.iter(W + "p"), strict=True):
            if own in places:
                number = str(len(self._known) + 1)
                self._known[number] = places[own]
                copy.set(SOURCE, number)
        content: bytes = etree.tostring(copied, xml_declaration=True, encoding="UTF-8", standalone=True)
        return content

    def of(self, found: Paragraph | NotCarried) -> Place:
        """Where it comes from, quoting it; without a number for what stands in no paragraph."""
        near = quoted(found.near if isinstance(found, NotCarried) else found.text)
        place = self._known.get(found.source, Place())
        return Place(place.part, place.paragraph, place.cell, near)
