"""Lines of rich text in a QTextDocument, and read from one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextList,
    QTextListFormat,
)

from jfs_desktop.rules.writing.rich_text import Line, LineKind, Span, tidy

_STYLES = {
    LineKind.BULLET: QTextListFormat.Style.ListDisc,
    LineKind.NUMBER: QTextListFormat.Style.ListDecimal,
}
_OBJECT = "\ufffc"
HEAVY = int(QFont.Weight.DemiBold)


def char_format(*, bold: bool = False, link: str = "") -> QTextCharFormat:
    """How letters of a span stand in the document."""
    made = QTextCharFormat()
    if bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    if link:
        made.setAnchor(True)
        made.setAnchorHref(link)
        made.setFontUnderline(True)
        made.setToolTip(f"{link.removeprefix('mailto:')}\nCtrl+click opens it")
    return made


def is_bold(form: QTextCharFormat) -> bool:
    """Whether letters of this format are bold."""
    return form.hasProperty(QTextCharFormat.Property.FontWeight) and form.fontWeight() >= HEAVY


def kind_of(block: QTextBlock) -> LineKind:
    """What line a block is."""
    listing = cast("QTextList | None", block.textList())
    if listing is None:
        return LineKind.PLAIN
    numbered = listing.format().style() == QTextListFormat.Style.ListDecimal
    return LineKind.NUMBER if numbered else LineKind.BULLET


def set_kind(cursor: QTextCursor, kind: LineKind) -> None:
    """Make the block of the cursor a line of this kind; it joins the list right before it."""
    block = cursor.block()
    held = cast("QTextList | None", block.textList())
    if held is not None:
        held.remove(block)
        cursor.setBlockFormat(QTextBlockFormat())
    if kind is LineKind.PLAIN:
        return
    before = block.previous()
    listing = before.textList() if before.isValid() and kind_of(before) is kind else None
    if listing is not None:
        listing.add(block)
        return
    form = QTextListFormat()
    form.setStyle(_STYLES[kind])
    form.setIndent(1)
    cursor.createList(form)


def put(cursor: QTextCursor, lines: Sequence[Line]) -> None:
    """Put lines in at the cursor as one step of undo; the first one joins the words that stand there."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for place, line in enumerate(lines):
        if place:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        if place or not cursor.block().text():
            set_kind(cursor, line.kind)
        for span in line.spans:
            cursor.insertText(span.text, char_format(bold=span.bold, link=span.link))
    cursor.endEditBlock()


def read(document: QTextDocument) -> tuple[Line, ...]:
    """The lines as they stand."""
    found: list[Line] = []
    block = document.begin()
    while block.isValid():
        found += _lines_of(block)
        block = block.next()
    return tuple(found)


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """The stretches of one look in a block."""
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _lines_of(block: QTextBlock) -> Iterator[Line]:
    """One line, or several where a line break stands inside the block."""
    spans: list[Span] = []
    for fragment in fragments(block):
        form = fragment.charFormat()
        link = form.anchorHref() if form.isAnchor() else ""
        first, *rest = fragment.text().replace(_OBJECT, "").replace("\xa0", " ").split("\u2028")
        spans.append(Span(first, is_bold(form), link))
        for text in rest:
            yield tidy(Line(tuple(spans), kind_of(block)))
            spans = [Span(text, is_bold(form), link)]
    yield tidy(Line(tuple(spans), kind_of(block)))
