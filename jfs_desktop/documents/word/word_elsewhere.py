"""What a Word file fetches from elsewhere or carries of other programs: found, named, and left out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final, cast
from urllib.parse import unquote

from lxml import etree

from jfs_desktop.documents.word import word_fields

_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_REFERENCE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPES: Final = "[Content_Types].xml"
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
}
_OTHER: Final = "something that lies elsewhere"
_MERGED: Final = "a list for Word's mail merge"
_DRAWN: Final = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_IS_DRAWN: Final = " or ".join(f"namespace-uri({{0}}) = '{space}'" for space in _DRAWN)
_LEADING: Final = etree.XPath(
    "//@*[local-name() = 'href' or local-name() = 'src' or local-name() = 'althref']"
    f"[{_IS_DRAWN.format('')} or namespace-uri() = '' and ({_IS_DRAWN.format('..')})]"
)
"""Attributes of Word's older drawings that lead somewhere without a relation."""


def found_in(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Each kind of it once, in a person's words; fields and links with the paragraph in which they stand."""
    kinds = [_kind(relation) for _, tree in _relations(parts) for relation in tree if _is_foreign(relation)]
    found = [*_in_words(kinds), *_strange_links(parts)]
    for part, content in parts.items():
        if part.lower().endswith(".xml"):
            root = etree.fromstring(content)
            found += [*word_fields.refused(part, root), *_drawn_links(part, root)]
            found += [_MERGED for _ in root.iter(_W + "mailMerge")]
    return tuple(dict.fromkeys(found))


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


def _strange_links(parts: Mapping[str, bytes]) -> Iterator[str]:
    for relations, tree in _relations(parts):
        source = _source_of(relations)
        for relation in tree:
            address = relation.get("Target", "").strip()
            outside = relation.get("TargetMode") == "External" and _kind(relation) == _CLICKED
            if not outside or word_fields.may_be_clicked(address):
                continue
            where = ""
            if source in parts and source.endswith(".xml"):
                root = etree.fromstring(parts[source])
                where = ", " + word_fields.place_of(source, root, relation.get("Id", ""))
            yield f"{word_fields.STRANGE_LINK} (‘{word_fields.quoted(address)}’{where})"


def _drawn_links(part: str, root: etree._Element) -> Iterator[str]:
    for address in cast("list[etree._ElementUnicodeResult]", _LEADING(root)):
        element = address.getparent()
        name = str(address.attrname).rpartition("}")[2]
        if element is not None and not _leads_to_page(name, str(address)):
            where = word_fields.where(part, root, element)
            yield f"{word_fields.STRANGE_LINK} (‘{word_fields.quoted(str(address))}’, {where})"


def _leads_to_page(name: str, address: str) -> bool:
    """What is drawn may be clicked on; a picture of it that lies elsewhere is fetched."""
    return not address or (name == "href" and word_fields.may_be_clicked(address))


def _written(tree: etree._Element) -> bytes:
    content: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
