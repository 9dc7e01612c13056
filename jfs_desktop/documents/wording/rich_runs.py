"""The signs of rich lines in a filled Word file, turned into runs, link fields and list paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from jfs_desktop.documents.word.word_names import SOURCE
from jfs_desktop.documents.wording.rich_lines import (
    BOLD,
    BULLET,
    ENGLISH,
    FIRST,
    LINK,
    LINKED,
    LIST_SIGNS,
    NEXT,
    OWN,
    SIGNS,
    THIN,
    UNLINK,
    WELSH,
)

Element = Any  # lxml tells no types of its elements
_PIECES = re.compile(f"([{SIGNS}])")
_ANY = re.compile(f"[{SIGNS}]")
_TAGS = {ENGLISH: "en-GB", WELSH: "cy-GB", OWN: ""}
NUMBERING = "word/numbering.xml"
_TYPES, _POINTERS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_POINTERS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NUMBERING_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_INDENT, _HANGING = 360, 260  # twentieths of a point
_SAFE = str.maketrans({'"': "%22", "\\": "%5C", "{": "%7B", "}": "%7D"})


class RichRuns:
    """Works on one finished file, over all its parts. ``numbering`` is the part of lists as it was."""

    def __init__(self, numbering: bytes | None) -> None:
        self._numbering: Element = parse_xml(numbering or _EMPTY_NUMBERING.encode())
        self._bullets = 0
        self._counted = 0
        self.lists = False

    def numbering(self) -> bytes:
        """The part of list definitions as the file now needs it."""
        made: bytes = serialize_part_xml(self._numbering)
        return made

    def expand(self, tree: Element) -> None:
        """Turn every sign of a part into what it stands for."""
        for paragraph in list(tree.iter(qn("w:p"))):
            texts = [text.text or "" for text in paragraph.iter(qn("w:t"))]
            if any(_ANY.search(text) for text in texts):
                listed = any(sign in text for text in texts for sign in LIST_SIGNS)
                self._paragraph(paragraph, listed=listed)

    def _paragraph(self, paragraph: Element, *, listed: bool) -> None:
        lines: list[tuple[str, list[Element]]] = [("", [])]
        for child in list(paragraph):
            if child.tag == qn("w:pPr"):
                continue
            paragraph.remove(child)
            pieces = _pieces(child) if child.tag == qn("w:r") else iter([child])
            for piece in pieces:
                self._gather(piece, lines, listed=listed)
        here = paragraph
        for place, (_, elements) in enumerate(lines):
            if place:
                before, here = here, OxmlElement("w:p")
                if source := paragraph.get(SOURCE):
                    here.set(SOURCE, source)
                own = paragraph.find(qn("w:pPr"))
                if own is not None:
                    here.append(_without_number(own))
                before.addnext(here)
            for element in elements:
                here.append(element)
        self._number(paragraph, [sign for sign, _ in lines])

    def _gather(self, piece: Element | str, lines: list[tuple[str, list[Element]]], *, listed: bool) -> None:
        if isinstance(piece, str):
            if not lines[-1][1]:  # a list begins with a line; behind a template's own words there is none
                lines[-1] = (piece, [])
            return
        if listed and piece.tag == qn("w:r") and _is_break(piece):
            lines.append(("", []))
            return
        lines[-1][1].append(piece)

    def _number(self, first: Element, signs: list[str]) -> None:
        paragraph = first
        for place, sign in enumerate(signs):
            if place:
                paragraph = paragraph.getnext()
            if sign:
                self._set_number(paragraph, self._list_of(sign))

    def _set_number(self, paragraph: Element, number: int) -> None:
        properties = paragraph.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = number

    def _list_of(self, sign: str) -> int:
        self.lists = True
        if sign == BULLET:
            self._bullets = self._bullets or self._new_list("bullet", "•")
            return self._bullets
        if sign == FIRST or not self._counted:
            self._counted = self._new_list("decimal", "%1.")
        return self._counted

    def _new_list(self, kind: str, text: str) -> int:
        abstract = 1 + max(self._ids("w:abstractNum", "w:abstractNumId"), default=-1)
        number = 1 + max(self._ids("w:num", "w:numId"), default=0)
        made = parse_xml(_ABSTRACT.format(space=nsdecls("w"), id=abstract, kind=kind, text=text))
        first_num = self._numbering.find(qn("w:num"))
        if first_num is None:
            self._numbering.append(made)
        else:
            first_num.addprevious(made)  # Word wants every abstract list before the first that uses one
        self._numbering.append(parse_xml(_NUM.format(space=nsdecls("w"), id=number, abstract=abstract)))
        return number

    def _ids(self, tag: str, name: str) -> Iterator[int]:
        return (int(one.get(qn(name))) for one in self._numbering.findall(qn(tag)))


def with_numbering(parts: Mapping[str, bytes], numbering: bytes) -> dict[str, bytes]:
    """The parts of a file with its list definitions; a file that had none is told of them."""
    found = dict(parts)
    if NUMBERING not in found:
        types, pointers = parse_xml(found[_TYPES]), parse_xml(found[_POINTERS])
        kind = types.makeelement(f"{{{_TYPES_SPACE}}}Override")
        kind.set("PartName", f"/{NUMBERING}")
        kind.set("ContentType", _NUMBERING_KIND)
        types.append(kind)
        pointer = pointers.makeelement(f"{{{_POINTERS_SPACE}}}Relationship")
        pointer.set("Id", "rIdOfLists")
        pointer.set("Type", f"{_OFFICE}/numbering")
        pointer.set("Target", "numbering.xml")
        pointers.append(pointer)
        found[_TYPES], found[_POINTERS] = serialize_part_xml(types), serialize_part_xml(pointers)
    found[NUMBERING] = numbering
    return found


def _pieces(run: Element) -> Iterator[Element | str]:
    """A run cut at its signs and line breaks: runs that look as it does, bold, linked and in the language
    that the signs say."""
    look = run.find(qn("w:rPr"))
    bold = link = False
    spoken = ""
    for child in run:
        if child.tag == qn("w:rPr"):
            continue
        if child.tag != qn("w:t"):
            yield _run(look, deepcopy(child), bold=bold, link=link)
            continue
        address = False
        for piece in _PIECES.split(child.text or ""):
            if piece in (BOLD, THIN):
                bold = piece == BOLD
            elif piece in _TAGS:
                spoken = _TAGS[piece]
            elif piece == LINK:
                address = True
            elif piece in (BULLET, FIRST, NEXT):
                yield piece
            elif piece == LINKED:
                address, link = False, True
            elif piece == UNLINK:
                link = False
                yield _mark(look, "end")
            elif address and piece:
                yield _mark(look, "begin")
                yield _run(look, _code(piece), bold=False, link=False)
                yield _mark(look, "separate")
            elif piece:
                yield _run(look, _text(piece), bold=bold, link=link, spoken=spoken)


def _run(look: Element | None, inner: Element, *, bold: bool, link: bool, spoken: str = "") -> Element:
    made = OxmlElement("w:r")
    if look is not None:
        made.append(deepcopy(look))
    made.append(inner)
    if bold:
        made.get_or_add_rPr().get_or_add_b()
    if link:
        properties = made.get_or_add_rPr()
        properties.get_or_add_u().set(qn("w:val"), "single")
    if spoken:
        _speak(made.get_or_add_rPr(), spoken)
    return made


def _speak(properties: Element, tag: str) -> None:
    """Name the language of a run, at the place that Word's order of properties has for it."""
    for before in properties.findall(qn("w:lang")):
        properties.remove(before)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    properties.insert_element_before(language, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _mark(look: Element | None, kind: str) -> Element:
    char = OxmlElement("w:fldChar")
    char.set(qn("w:fldCharType"), kind)
    return _run(look, char, bold=False, link=False)


def _code(address: str) -> Element:
    made = OxmlElement("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f' HYPERLINK "{address.translate(_SAFE)}" '
    return made


def _text(text: str) -> Element:
    made = OxmlElement("w:t")
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def _is_break(run: Element) -> bool:
    inner = [child for child in run if child.tag != qn("w:rPr")]
    return len(inner) == 1 and inner[0].tag == qn("w:br") and inner[0].get(qn("w:type")) is None


def _without_number(properties: Element) -> Element:
    made = deepcopy(properties)
    for number in made.findall(qn("w:numPr")):
        made.remove(number)
    return made


_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_EMPTY_NUMBERING = f"<w:numbering {_SPACE}/>"
_ABSTRACT = (
    '<w:abstractNum {space} w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_INDENT}" w:hanging="{_HANGING}"/></w:pPr></w:lvl>'
    "</w:abstractNum>"
)
_NUM = '<w:num {space} w:numId="{id}"><w:abstractNumId w:val="{abstract}"/></w:num>'
