"""The lines of a CV that comes as a Word document: paragraphs, tables, text boxes, headers, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from jfs_desktop.documents.cv_terms.cv_lines import COLUMN, Look, SourceLine
from jfs_desktop.documents.cv_word.cv_word_tables import lines_of_table
from jfs_desktop.documents.cv_word.cv_word_unseen import without_unseen
from jfs_desktop.documents.files.cv_pdf_guard import MOST_PAGES
from jfs_desktop.documents.files.word_refusals import WordFileRefused, fetches, shown
from jfs_desktop.documents.word.word_package import Elsewhere, WordPackage, open_word, safe_parser

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BORNE: Final = "a template that lies elsewhere"
"""Left out without a refusal: Word writes the path of its template into ordinary letters."""
_SAID: Final = {"word/comments": "comments beside the text", "word/charts/": "a chart"}
"""Parts that are not read, by the beginning of their names, in a person's words."""
_NEW_PAGE: Final = re.compile(rb"<w:br\s[^>]*type=[\"']page")
_LOOSE: Final = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")


@dataclass(frozen=True, slots=True)
class _Style:
    level: int = 0
    size: float = 0
    bold: bool = False
    bullet: bool = False


def word_lines(content: bytes, name: str) -> tuple[list[SourceLine], tuple[str, ...]]:
    """The lines in reading order, and what the file held besides words. Raises WordFileRefused."""
    package, unseen = without_unseen(open_word(content, name, elsewhere=Elsewhere.DROP))
    foreign = [what for what in package.dropped if what != _BORNE]
    if foreign:
        raise fetches(name, foreign[0])
    _refuse_long(package, name)
    styles = _styles(package)
    loose: dict[str, list[SourceLine]] = {}
    for part in sorted(package.parts):
        found = _LOOSE.fullmatch(part)
        if found:
            lines = list(_lines(package.parts[part], styles, found[1]))
            seen = [[line.text for line in other] for other in loose.values()]
            if [line.text for line in lines] not in seen:  # the first page repeats the others' header
                loose[part] = lines
    above = [line for part, lines in loose.items() if "header" in part for line in lines]
    below = [line for part, lines in loose.items() if "header" not in part for line in lines]
    body = list(_lines(_linked(package), styles, "paragraph"))
    return [*above, *body, *_of_diagrams(package), *below], _besides(package, unseen)


def _refuse_long(package: WordPackage, name: str) -> None:
    """A Word file begins its pages by hand, or notes where Word last began one."""
    body = package.parts["word/document.xml"]
    pages = 1 + max(len(_NEW_PAGE.findall(body)), body.count(b"lastRenderedPageBreak"))
    if pages > MOST_PAGES:
        raise WordFileRefused(
            f"{shown(name)} is {pages} pages long, so it is not read as a CV.",
            remedy="Bring in the CV alone, without annexes.",
        )


def _besides(package: WordPackage, unseen: tuple[str, ...]) -> tuple[str, ...]:
    pictures = sum(part.startswith("word/media/") for part in package.parts)
    told = ["a picture" if pictures == 1 else f"{pictures} pictures"] if pictures else []
    told += [what for part, what in _SAID.items() if any(name.startswith(part) for name in package.parts)]
    return (*told, *unseen, *package.dropped)


def _of_diagrams(package: WordPackage) -> Iterator[SourceLine]:
    """The words in drawn diagrams, which lie in parts of their own."""
    for part in sorted(package.parts):
        if re.fullmatch(r"word/diagrams/data\d*\.xml", part):
            root = etree.fromstring(package.parts[part], safe_parser())
            for number, paragraph in enumerate(root.iter(f"{_A}p"), 1):
                text = "".join(one.text or "" for one in paragraph.iter(f"{_A}t"))
                if text.strip():
                    yield SourceLine(_written(text), f"diagram {number}", bullet=True)


def _styles(package: WordPackage) -> Mapping[str, _Style]:
    if "word/styles.xml" not in package.parts:
        return {}
    root = etree.fromstring(package.parts["word/styles.xml"], safe_parser())
    found: dict[str, _Style] = {}
    parents: dict[str, str] = {}
    for element in root.iter(f"{_W}style"):
        ident = element.get(f"{_W}styleId", "")
        parents[ident] = _value(element, "basedOn")
        own = _drawn(element, _Style())
        heading = re.fullmatch(r"(?:heading|title)\s*(\d?)", _value(element, "name").casefold())
        found[ident] = replace(own, level=int(heading[1] or 1)) if heading else own
    return {ident: _inherited(ident, found, parents) for ident in found}


def _inherited(ident: str, found: Mapping[str, _Style], parents: Mapping[str, str]) -> _Style:
    style = found[ident]
    at = parents.get(ident, "")
    for _ in range(10):
        above = found.get(at)
        if above is None:
            break
        style = _Style(
            style.level or above.level,
            style.size or above.size,
            style.bold or above.bold,
            style.bullet or above.bullet,
        )
        at = parents.get(at, "")
    return style


def _drawn(element: etree._Element, base: _Style) -> _Style:
    """What an element's own properties add to a style."""
    size = _value(element, "rPr/sz") or _value(element, "pPr/rPr/sz")
    outline = _value(element, "pPr/outlineLvl")
    return _Style(
        base.level or (int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0),
        int(size) / 2 if size.isdecimal() else base.size,
        base.bold or _is_on(element, "rPr/b"),
        base.bullet or element.find(_path("pPr/numPr")) is not None,
    )


def _value(element: etree._Element, path: str) -> str:
    found = element.find(_path(path))
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _is_on(element: etree._Element, path: str) -> bool:
    found = element.find(_path(path))
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")


def _path(path: str) -> str:
    return "/".join(_W + step for step in path.split("/"))


def _linked(package: WordPackage) -> bytes:
    """The body with the address behind each link that does not say it itself."""
    relations = package.parts.get("word/_rels/document.xml.rels", b"<none/>")
    targets = {
        str(one.get("Id")): str(one.get("Target", "")).removeprefix("mailto:")
        for one in etree.fromstring(relations, safe_parser())
        if str(one.get("Type", "")).endswith("/hyperlink")
    }
    root = etree.fromstring(package.parts["word/document.xml"], safe_parser())
    for link in root.iter(f"{_W}hyperlink"):
        told = "".join(text.text or "" for text in link.iter(f"{_W}t"))
        target = targets.get(str(link.get(f"{_R}id", "")), "")
        bare = (target.partition("://")[2] or target).rstrip("/")
        if bare and bare not in told:
            run = etree.SubElement(etree.SubElement(link, f"{_W}r"), f"{_W}t")
            run.text = f" {target}"
    return bytes(etree.tostring(root))


def _lines(content: bytes, styles: Mapping[str, _Style], where: str) -> Iterator[SourceLine]:
    root = etree.fromstring(content, safe_parser())
    for number, line in enumerate(_of_blocks(root, styles), 1):
        yield replace(line, place=f"{where} {number}")


def _of_blocks(parent: Iterable[etree._Element], styles: Mapping[str, _Style]) -> Iterator[SourceLine]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _of_paragraph(child, styles)
        elif child.tag == f"{_W}tbl":
            yield from lines_of_table(child, lambda blocks: _of_blocks(blocks, styles))
        elif child.tag == f"{_MC}AlternateContent":
            yield from _of_blocks(child[0], styles)
        elif isinstance(child.tag, str) and child.tag not in (f"{_W}sectPr", f"{_W}del", f"{_W}moveFrom"):
            yield from _of_blocks(child, styles)


def _of_paragraph(paragraph: etree._Element, styles: Mapping[str, _Style]) -> Iterator[SourceLine]:
    boxes: list[etree._Element] = []
    texts = "".join(_words(paragraph, boxes)).split("\n")
    style = _drawn(paragraph, styles.get(_value(paragraph, "pPr/pStyle"), _Style()))
    runs = [run for run in paragraph.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    drawn = [_drawn(run, style) for run in runs]
    for text in texts:
        if text.strip():
            bold = style.bold or (bool(drawn) and all(run.bold for run in drawn))
            size = max((run.size for run in drawn), default=style.size)
            look = Look(style.level, size, bold, text.isupper())
            yield SourceLine(_written(text), "", style.bullet and not style.level, look)
    for box in boxes:
        yield from _of_blocks(box, styles)


def _written(text: str) -> str:
    """As a person reads it: without soft hyphens, each accent on its letter, columns of blanks as tabs."""
    return COLUMN.sub("\t", unicodedata.normalize("NFC", text.replace("\u00ad", "")))


def _words(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The text of a paragraph; text boxes are put aside, struck-out text and field codes left out."""
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield (child.text or "").replace("\n", " ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            yield "\t"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag == f"{_MC}AlternateContent":
            if len(child):
                yield from _words(child[0], boxes)
        elif isinstance(tag, str) and tag not in (
            f"{_W}pPr",
            f"{_W}rPr",
            f"{_W}del",
            f"{_W}moveFrom",
            f"{_W}instrText",
        ):
            yield from _words(child, boxes)
