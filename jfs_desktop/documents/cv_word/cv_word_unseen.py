"""What of a CV in Word nobody sees who opens it: hidden words, and prompts of a form not filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from jfs_desktop.documents.walk.word_styles import Styles
from jfs_desktop.documents.word.word_names import Element, Properties, W, flat, is_on, merged, value
from jfs_desktop.documents.word.word_package import WordPackage, safe_parser

_HIDDEN: Final = "words that are hidden"
_PROMPTS: Final = "prompts of a form that were not filled in"
_READ: Final = re.compile(r"word/(document|(header|footer|footnotes|endnotes)\d*)\.xml")


def without_unseen(package: WordPackage) -> tuple[WordPackage, tuple[str, ...]]:
    """The package without what nobody sees, and in a person's words what that was.

    A run is hidden by its own setting, by its style, or by the style of its paragraph.
    """
    styles = _styles_of(package)
    parts, told = dict(package.parts), set[str]()
    for name in filter(_READ.fullmatch, package.parts):
        root = etree.fromstring(package.parts[name], safe_parser())
        found = [*_prompts(root), *_hidden(root, styles)]
        if not found:
            continue
        for element in found:
            if _has_words(element):
                told.add(_PROMPTS if element.tag == f"{W}sdt" else _HIDDEN)
            if (above := element.getparent()) is not None:
                above.remove(element)
        parts[name] = bytes(etree.tostring(root))
    return replace(package, parts=parts), tuple(one for one in (_HIDDEN, _PROMPTS) if one in told)


def _styles_of(package: WordPackage) -> Styles:
    content = package.parts.get("word/styles.xml")
    return Styles(etree.fromstring(content, safe_parser()) if content is not None else None, None)


def _prompts(root: Element) -> Iterator[Element]:
    for control in root.iter(f"{W}sdt"):
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            yield control


def _hidden(root: Element, styles: Styles) -> Iterator[Element]:
    for run in root.iter(f"{W}r"):
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if is_on(styles.said_of(_plain(paragraph, styles), flat(run.find(f"{W}rPr"))), "vanish"):
            yield run


def _plain(paragraph: Element | None, styles: Styles) -> Properties:
    """What every run of a paragraph says before its own style and settings."""
    style = value(paragraph.find(f"{W}pPr/{W}pStyle")) if paragraph is not None else ""
    return merged(styles.plain_run, styles.run(style or styles.usual("paragraph")))


def _has_words(element: Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(f"{W}t"))
