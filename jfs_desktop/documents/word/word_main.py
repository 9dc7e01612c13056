"""Where the text of a Word file stands: its own list of parts says so, and not all programs call it alike."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final

from lxml import etree

MAIN: Final = "word/document.xml"
_ROOT, _TYPES = "_rels/.rels", "[Content_Types].xml"
_FOLDER: Final = "word/"
_KIND: Final = "/officeDocument"
_LONGEST: Final = 64 * 1024
"""Bytes of a list of parts, which names some five."""


class TwoTexts(Exception):
    """The file has a text under the usual name, and opens with another one."""


def under_usual_name(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with the text as 'word/document.xml': Word for the web calls it 'word/document2.xml'.

    Raises TwoTexts where a reader would see another text than the one that stands under that name.
    """
    told = _told(parts.get(_ROOT, b""))
    called = posixpath.normpath(str(told.get("Target")).lstrip("/")) if told is not None else MAIN
    if told is None or called == MAIN or called not in parts or not called.startswith(_FOLDER):
        return dict(parts)
    if MAIN in parts:
        raise TwoTexts
    told.set("Target", MAIN)
    new = {called: MAIN, _pointers(called): _pointers(MAIN)}
    found = {new.get(part, part): content for part, content in parts.items()}
    found[_ROOT] = _written(told.getroottree().getroot())
    found[_TYPES] = parts.get(_TYPES, b"").replace(f'"/{called}"'.encode(), f'"/{MAIN}"'.encode())
    return found


def _told(relations: bytes) -> etree._Element | None:
    """What names the text in the list of the whole file; None where nothing does."""
    if len(relations) > _LONGEST:
        return None
    try:
        root = etree.fromstring(relations, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None  # the file is refused as damaged where all of it is read
    return next((one for one in root.iter(etree.Element) if one.get("Type", "").endswith(_KIND)), None)


def _pointers(part: str) -> str:
    """'word/_rels/document.xml.rels' of 'word/document.xml'."""
    folder, _, file = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
