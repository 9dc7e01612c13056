"""The properties of a Word file: who issues it and what it is called, never whose computer made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree

LANGUAGE: Final = "en-GB"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


@dataclass(frozen=True, slots=True)
class Properties:
    """``title`` names the document in full (B2), ``author`` is the provider, ``made_at`` an aware instant.

    ``organisation`` is named as the company: None for the author, '' for a person's own document.
    """

    title: str
    author: str
    made_at: datetime
    language: str = LANGUAGE
    organisation: str | None = None


for _prefix, _space in (("cp", _CORE), ("dc", _DC), ("dcterms", _TERMS), ("xsi", _XSI)):
    ElementTree.register_namespace(_prefix, _space)


def core_xml(properties: Properties) -> bytes:
    """The part docProps/core.xml."""
    root = ElementTree.Element(f"{{{_CORE}}}coreProperties")
    moment = f"{properties.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    for space, name, text in (
        (_DC, "title", properties.title),
        (_DC, "creator", properties.author),
        (_CORE, "lastModifiedBy", properties.author),
        (_CORE, "revision", "1"),
        (_DC, "language", properties.language),
    ):
        ElementTree.SubElement(root, f"{{{space}}}{name}").text = text
    for name in ("created", "modified"):
        made = ElementTree.SubElement(root, f"{{{_TERMS}}}{name}")
        made.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        made.text = moment
    return _bytes(root)


def app_xml(properties: Properties) -> bytes:
    """The part docProps/app.xml: the issuing organisation and nothing else."""
    root = ElementTree.Element(f"{{{_APP}}}Properties")
    company = properties.author if properties.organisation is None else properties.organisation
    if company:
        ElementTree.SubElement(root, f"{{{_APP}}}Company").text = company
    return _bytes(root)


def _bytes(root: ElementTree.Element) -> bytes:
    data: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data
