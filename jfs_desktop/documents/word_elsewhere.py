"""What a Word file fetches from elsewhere or carries of other programs: found, named, and left out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from lxml import etree

_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_REFERENCE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES: Final = "[Content_Types].xml"
_FETCHING: Final = re.compile(
    r"(?:^|\s)(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\s", re.IGNORECASE
)
_FOREIGN: Final = ("oleObject", "package", "control", "activeXControlBinary", "aFChunk")
_CLICKED: Final = "hyperlink"

_WORDS: Final = {
    "attachedTemplate": "a template that lies elsewhere",
    "image": "a picture that lies elsewhere",
    "oleObject": "an object of another program",
    "package": "a workbook or other file inside",
    "control": "a button or field that runs code",
    "activeXControlBinary": "a button or field that runs code",
    "aFChunk": "another file to be inserted",
    "subDocument": "a part that lies in another file",
    "field": "a field that fetches from elsewhere",
}
_OTHER: Final = "something that lies elsewhere"


def found_in(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Each kind of it once, in a person's words."""
    kinds = [_kind(relation) for _, tree in _relations(parts) for relation in tree if _is_foreign(relation)]
    kinds += ["field" for part, content in parts.items() if _has_fetching_field(part, content)]
    return _in_words(kinds)


def without(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The parts without it, and each kind of what was left out once, in a person's words.

    What referred to it goes with it, so that the file stays whole. Fields that would fetch stay as the
    text that they last showed: nothing here runs a field.
    """
    kept = dict(parts)
    kinds: list[str] = []
    for part, tree in _relations(parts):
        gone = [relation for relation in tree if _is_foreign(relation)]
        if not gone:
            continue
        source = _source_of(part)
        for relation in gone:
            kinds.append(_kind(relation))
            if relation.get("TargetMode") != "External":
                kept.pop(_target(source, relation.get("Target", "")), None)
            tree.remove(relation)
        kept[part] = _written(tree)
        if source in kept:
            kept[source] = _without_references(kept[source], {relation.get("Id", "") for relation in gone})
    if len(kept) < len(parts):
        kept[_TYPES] = _types_of(kept)
    return kept, _in_words(kinds)


def _relations(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    for part, content in parts.items():
        if part.endswith(".rels"):
            yield part, etree.fromstring(content)


def _is_foreign(relation: etree._Element) -> bool:
    kind = _kind(relation)
    return kind in _FOREIGN or (relation.get("TargetMode") == "External" and kind != _CLICKED)


def _kind(relation: etree._Element) -> str:
    return str(relation.get("Type", "")).rpartition("/")[2]


def _in_words(kinds: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORDS.get(kind, _OTHER) for kind in kinds))


def _source_of(relations: str) -> str:
    """The part that a relations part belongs to: 'word/_rels/document.xml.rels' to 'word/document.xml'."""
    folder, _, file = relations.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), file.removesuffix(".rels"))


def _target(source: str, target: str) -> str:
    place = unquote(target)
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), place)).lstrip("/")


def _without_references(content: bytes, identifiers: set[str]) -> bytes:
    root = etree.fromstring(content)
    for element in list(root.iter(etree.Element)):
        for attribute, value in list(element.attrib.items()):
            if not str(attribute).startswith(_REFERENCE) or value not in identifiers:
                continue
            if attribute == _REFERENCE + "link":
                del element.attrib[attribute]
            elif (parent := element.getparent()) is not None:
                parent.remove(element)
                break
    return _written(root)


def _types_of(parts: Mapping[str, bytes]) -> bytes:
    tree = etree.fromstring(parts[_TYPES])
    for entry in list(tree):
        name = entry.get("PartName")
        if name is not None and str(name).lstrip("/") not in parts:
            tree.remove(entry)
    return _written(tree)


def _has_fetching_field(part: str, content: bytes) -> bool:
    if not part.startswith("word/") or not part.endswith(".xml"):
        return False
    if b"instrText" not in content and b"fldSimple" not in content:
        return False
    root = etree.fromstring(content)
    simple = [str(field.get(_W + "instr", "")) for field in root.iter(_W + "fldSimple")]
    spread = [
        "".join(piece.text or "" for piece in paragraph.iter(_W + "instrText"))
        for paragraph in root.iter(_W + "p")
    ]
    return any(_FETCHING.search(code + " ") for code in (*simple, *spread))


def _written(tree: etree._Element) -> bytes:
    content: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
