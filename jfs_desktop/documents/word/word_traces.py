"""What a Word file tells of those who made it, beside its text: names of people, values of other programs,
a picture of its first page, and the ties by which Word puts such values in place of the text. No document
that is made from a template carries any of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from lxml import etree

from jfs_desktop.documents.word.word_names import Element, W, local
from jfs_desktop.documents.word.word_package import safe_parser

_SETTINGS: Final = "word/settings.xml"
_TYPES: Final = "[Content_Types].xml"
_OF_PEOPLE: Final = re.compile(r"docProps/(?:custom\.xml|thumbnail\.\w+)|word/people\.xml")


def without_traces(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without it. What pointed to a part that goes, goes with it."""
    gone = {part for part in parts if _OF_PEOPLE.fullmatch(part)}
    kept = {part: content for part, content in parts.items() if part not in gone}
    if b"docVars" in kept.get(_SETTINGS, b""):
        settings = _tree(kept[_SETTINGS])
        kept[_SETTINGS] = _without(settings, settings.findall(W + "docVars"))
    for part in [part for part in kept if part.endswith(".xml") and b"dataBinding" in kept[part]]:
        kept[part] = _unbound(kept[part])
    if not gone:
        return kept
    types = _tree(kept[_TYPES])
    kept[_TYPES] = _without(types, [one for one in types if str(one.get("PartName")).lstrip("/") in gone])
    for part in [part for part in kept if part.endswith(".rels")]:
        tree, folder = _tree(kept[part]), part.rpartition("_rels/")[0]
        kept[part] = _without(tree, [one for one in tree if _target(folder, one) in gone])
    return kept


def _unbound(content: bytes) -> bytes:
    """A part whose content controls say what stands in them, and not what a property of the file says."""
    tree = _tree(content)
    for tie in [one for one in tree.iter(etree.Element) if local(one) == "dataBinding"]:
        parent = tie.getparent()
        if parent is not None:
            parent.remove(tie)
    return _without(tree, [])


def _tree(content: bytes) -> Element:
    return etree.fromstring(content, safe_parser())


def _without(tree: Element, gone: list[Element]) -> bytes:
    for one in gone:
        tree.remove(one)
    content: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _target(folder: str, relation: Element) -> str:
    """The part that a relation leads to, empty for an address outside."""
    if relation.get("TargetMode") == "External":
        return ""
    target = unquote(str(relation.get("Target") or ""))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
