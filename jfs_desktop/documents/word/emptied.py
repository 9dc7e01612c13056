"""The body of a Word document emptied, so that another can be put together on the same paper: its page, its
header and its footer stay."""

from __future__ import annotations

from lxml import etree

from jfs_desktop.documents.word.word_names import Element, W, local, value
from jfs_desktop.documents.word.word_package import safe_parser

_EDGES = ("headerReference", "footerReference")


def emptied(main: bytes) -> bytes:
    """A main part without its body. The page is that of the last section; a header or footer that it takes
    over from a section before it is its own from now on."""
    root = etree.fromstring(main, safe_parser())
    body = root.find(W + "body")
    if body is None:
        return main
    sections: list[Element] = list(body.iter(W + "sectPr"))
    last = sections[-1] if sections else etree.Element(W + "sectPr")
    _inherit(sections[:-1], last)
    for child in list(body):
        body.remove(child)
    body.append(last)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _inherit(before: list[Element], last: Element) -> None:
    has = {(local(edge), value(edge, "type")) for edge in last if local(edge) in _EDGES}
    for section in reversed(before):
        for edge in [one for one in section if local(one) in _EDGES]:
            if (local(edge), value(edge, "type")) not in has:
                has.add((local(edge), value(edge, "type")))
                last.insert(0, edge)
