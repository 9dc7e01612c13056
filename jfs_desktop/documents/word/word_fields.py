"""The fields of Word in a file, and which of them do nothing but show: all others are told by name and place.

A field may run a program, fetch a file, ask the reader something or write down who opened the file, and
there are some ninety of them: so those that are let through are listed, and not those that are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from jfs_desktop.documents.word.word_form_fields import runs_macro
from jfs_desktop.documents.word.word_names import MC, Element, W, local, value

HARMLESS: Final = frozenset(
    {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "STYLEREF", "SEQ", "REF", "PAGEREF", "NOTEREF"}
    | {"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"}
    | {"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}
    | {"MERGEFIELD"}
)
"""What shows a number, a date, words of the document itself or a box of its form. Fields of a mail merge do
nothing without its list, and are told one by one by the check of a template."""
CLICKED: Final = ("http://", "https://", "mailto:", "tel:")
"""How an address begins that a reader may click on."""
STRANGE_LINK: Final = "a link to something that is no web page, e-mail address or telephone number"
_LINK: Final = "HYPERLINK"
_TAKES_WORDS: Final = frozenset({"\\l", "\\o", "\\t"})
"""Switches of a link that are followed by a place, a hint or a window, and by no address."""
_SWITCH: Final = re.compile(r"\\[a-zA-Z*#@!]")
_PIECE: Final = re.compile(r'"[^"]*"|“[^”]*”|[^\s"“”]+')
_NAME: Final = re.compile(r"[A-Za-z]+")
_LONGEST: Final = 40
_PART: Final = re.compile(r"word/(document|header|footer)\d*\.xml")


@dataclass(slots=True)
class _Field:
    at: Element
    code: str = ""
    shows: bool = False
    written_by_another: bool = False


@dataclass(slots=True)
class _Found:
    done: list[_Field] = field(default_factory=list)
    open: list[_Field] = field(default_factory=list)
    loose: dict[Element | None, _Field] = field(default_factory=dict)
    """Codes that stand in no field, by paragraph: a reader may take them for one."""


def refused(part: str, root: Element) -> Iterator[str]:
    """Each field of a part that does more than show, as 'a field … (‘DDEAUTO’, paragraph 14)'."""
    places = _numbers(root)
    for found in _fields(root):
        called = _name(found.code)
        if runs_macro(found.at):
            yield f"a field of Word that runs a macro ({_where(part, found.at, places)})"
        elif found.written_by_another:
            yield f"a field of Word whose code another field writes ({_where(part, found.at, places)})"
        elif called == _LINK and "{" not in found.code:
            for address in _addresses(found.code):
                if not may_be_clicked(address):
                    yield f"{STRANGE_LINK} (‘{quoted(address)}’, {_where(part, found.at, places)})"
        elif called not in HARMLESS or "{" in found.code:
            said = f"‘{called or quoted(found.code)}’, {_where(part, found.at, places)}"
            yield f"a field of Word that may fetch, ask or give away something ({said})"


def may_be_clicked(address: str) -> bool:
    """Whether an address leads to a web page, an e-mail, a telephone call or a place of the document."""
    return address.startswith("#") or address.lower().startswith(CLICKED)


def where(part: str, root: Element, element: Element) -> str:
    """The paragraph of an element of a part, as a sentence names it: 'header, paragraph 2'."""
    return _where(part, element, _numbers(root))


def place_of(part: str, root: Element, identifier: str) -> str:
    """The same of the first thing that refers to a relation."""
    refers = (one for one in root.iter(etree.Element) if identifier in one.attrib.values())
    return where(part, root, next(refers, root))


def quoted(text: str) -> str:
    """An address or a code as a sentence can quote it."""
    plain = " ".join("".join(letter for letter in text if letter.isprintable()).split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _fields(root: Element) -> list[_Field]:
    found = _Found()
    for element in root.iter(W + "fldChar", W + "instrText", W + "delInstrText", W + "fldSimple"):
        name = local(element)
        if name == "fldSimple":
            _inside_another(found)
            found.done.append(_Field(element, value(element, "instr")))
        elif name == "fldChar":
            _mark(found, element, value(element, "fldCharType"))
        elif found.open and not found.open[-1].shows:
            found.open[-1].code += element.text or ""
        else:
            paragraph = next(element.iterancestors(W + "p"), None)
            found.loose.setdefault(paragraph, _Field(element)).code += element.text or ""
    every = [*found.done, *found.open, *found.loose.values()]
    return [one for one in every if one.code.strip() or one.written_by_another]


def _mark(found: _Found, element: Element, kind: str) -> None:
    if kind == "begin":
        _inside_another(found)
        found.open.append(_Field(element))
    elif found.open and kind == "separate":
        found.open[-1].shows = True
    elif found.open and kind == "end":
        found.done.append(found.open.pop())


def _inside_another(found: _Found) -> None:
    if found.open and not found.open[-1].shows:
        found.open[-1].written_by_another = True


def _name(code: str) -> str:
    begins = _NAME.match(code.strip())
    return begins[0].upper() if begins else ""


def _addresses(code: str) -> Iterator[str]:
    pieces = iter(_PIECE.findall(code.strip()[len(_LINK) :]))
    for piece in pieces:
        if not _SWITCH.fullmatch(piece):
            yield piece.strip('"“”').strip()
        elif piece.lower() in _TAKES_WORDS:
            next(pieces, None)


def _numbers(root: Element) -> Mapping[Element, int]:
    """Paragraphs as the check of a template counts them: of a thing written in two ways, the newer way."""
    kept = (one for one in root.iter(W + "p") if next(one.iterancestors(MC + "Fallback"), None) is None)
    return {one: number for number, one in enumerate(kept, 1)}


def _where(part: str, element: Element, places: Mapping[Element, int]) -> str:
    named = _PART.fullmatch(part)
    number = next((places[one] for one in element.iterancestors(W + "p") if one in places), 0)
    if named is None or not number:
        return f"in ‘{part.rpartition('/')[2]}’"
    return f"paragraph {number}" if named[1] == "document" else f"{named[1]}, paragraph {number}"
