"""The parts of one Word file as trees, and what each of them points to."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from jfs_desktop.documents.page.walked import NotCarried
from jfs_desktop.documents.word.word_names import Element, local_name
from jfs_desktop.documents.word.word_package import safe_parser

_NEAR = 80


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a relation leads: a part, or an address outside."""

    target: str
    outside: bool


@dataclass(slots=True)
class Notes:
    """What is not carried, gathered while the walk goes on; ``near`` is the text where it is now, and
    ``source`` what its paragraph says of its place in a template."""

    near: str = ""
    source: str = ""
    found: list[NotCarried] = field(default_factory=list)

    def unknown(self, name: str) -> None:
        """A part of Word's own that nothing here reads, by the name that Word gives it."""
        self.add(f"a part of Word's that is unknown here ('{name}'; its text is carried)")

    def add(self, what: str) -> None:
        note = NotCarried(what, self.near[:_NEAR], self.source)
        if note not in self.found:
            self.found.append(note)


class WordParts:
    """Trees and relations, each read when it is first asked for."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._pointers: dict[str, dict[str, Pointer]] = {}

    def content(self, part: str) -> bytes | None:
        return self._parts.get(part)

    def tree(self, part: str) -> Element | None:
        """The root of a part, None where the file has no such part."""
        content = self._parts.get(part)
        return None if content is None else etree.fromstring(content, safe_parser())

    def pointers(self, part: str) -> Mapping[str, Pointer]:
        """What the relations of a part lead to, by their identifier."""
        known = self._pointers.get(part)
        if known is None:
            known = self._pointers[part] = self._read_pointers(part)
        return known

    def _read_pointers(self, part: str) -> dict[str, Pointer]:
        folder, _, file = part.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = {}
        for relation in () if tree is None else tree:
            target = str(relation.get("Target") or "")
            outside = relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[str(relation.get("Id"))] = Pointer(target, outside)
        return found


def attribute(element: Element, name: str) -> str:
    """An attribute by its bare name, in whatever namespace it stands, or empty."""
    return next((str(said) for key, said in element.attrib.items() if local_name(key) == name), "")
