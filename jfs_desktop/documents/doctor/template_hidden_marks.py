"""Marks that stand where nobody looks: in the words of a picture, which are filled as any text, and in the
address of a link, where no field is filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from jfs_desktop.documents.marks.template_findings import Finding, Severity, quoted
from jfs_desktop.documents.marks.template_marks import MARK
from jfs_desktop.documents.marks.template_reading import Para
from jfs_desktop.documents.walk.word_parts import WordParts
from jfs_desktop.documents.word.word_names import Element, R, W, local

_WORDS: Final = ("descr", "alt", "title")
"""Attributes in which Word keeps what is said for a picture."""
_DRAWN: Final = frozenset({"docPr", "shape", "rect"})


def with_pictures(paragraphs: Sequence[Para]) -> list[Para]:
    """The paragraphs, each followed by the words of its pictures, as far as those hold a mark."""
    found = []
    for para in paragraphs:
        found.append(para)
        for drawn in para.element.iter(W + "drawing", W + "pict"):
            found += [_said(para, text) for text in _alt_texts(drawn) if "{" in text]
    return found


def marks_in_links(parts: Mapping[str, bytes], read: Mapping[str, Sequence[Para]]) -> Iterator[Finding]:
    """A finding for each link whose address holds a mark."""
    word = WordParts(parts)
    for part, paragraphs in read.items():
        pointers = word.pointers(part)
        for para in paragraphs:
            for link in para.element.iter(W + "hyperlink"):
                pointer = pointers.get(str(link.get(R + "id") or ""))
                mark = MARK.search(unquote(pointer.target)) if pointer is not None else None
                if mark is not None:
                    yield Finding(
                        "mark-in-link",
                        Severity.MEND,
                        f"‘{mark[0]}’ stands in the address that a link leads to, where no field is filled.",
                        "Link to an address that is the same for everybody, or type it as text.",
                        para.place,
                    )


def _alt_texts(drawn: Element) -> Iterator[str]:
    for one in drawn.iter():
        if isinstance(one.tag, str) and local(one) in _DRAWN:
            yield from (str(one.get(name)) for name in _WORDS if one.get(name))


def _said(para: Para, text: str) -> Para:
    return replace(para, place=replace(para.place, near=quoted(text)), text=text, runs=())
