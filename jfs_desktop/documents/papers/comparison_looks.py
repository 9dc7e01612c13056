"""The looks of a comparison: the styles of the template in use where it has them, plain ones where not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_TABLES: Final = ("Plan table", "Table Grid")
_HEADINGS: Final[Mapping[str, tuple[int, int]]] = {"Heading 1": (1, 18), "Heading 2": (2, 14)}
"""Level and points, where the template has no such style."""
_BOLD: Final = frozenset({"Heading 1", "Heading 2", "Table head"})
_IN_TABLES: Final = frozenset({"Table head", "Table text"})
_LEFT: Final = 0.265
"""Of the width of the page's text, for the column that names the row."""


def paragraph(word: Document, text: str, style: str) -> Paragraph:
    """A paragraph at the end of the body."""
    made = word.add_paragraph()
    dress(word, made, style, text)
    return made


def dress(word: Document, made: Paragraph, style: str, text: str = "") -> None:
    """Give a paragraph a style by its name and, where there is any, its text."""
    known = _known(word, style, WD_STYLE_TYPE.PARAGRAPH)
    if known:
        made.style = word.styles[style]
    elif style in _IN_TABLES:
        made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(2)
    run = made.add_run(text) if text else None
    if known or run is None:
        return
    run.bold = True if style in _BOLD else None
    if style in _HEADINGS:
        level, size = _HEADINGS[style]
        run.font.size = Pt(size)
        made.paragraph_format.keep_with_next = True
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(size), Pt(size / 3)
        mark = OxmlElement("w:outlineLvl")
        mark.set(qn("w:val"), str(level - 1))
        made._p.get_or_add_pPr().append(mark)


def speak(run: Run, language: str) -> None:
    """Mark words as being in a language ('cy'), so that they are read aloud as such; '' as all else."""
    if language:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), f"{language}-GB")
        run._r.get_or_add_rPr().append(mark)


def table(word: Document, caption: str) -> Table:
    """A table of two columns that reads aloud well: its first row is a header on every page, and it says what
    it holds."""
    made: Table = word.add_table(rows=1, cols=2)
    style = next((name for name in _TABLES if _known(word, name, WD_STYLE_TYPE.TABLE)), None)
    if style is not None:
        made.style = word.styles[style]
    else:
        made._tbl.tblPr.find(qn("w:tblLook")).addprevious(_borders())
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), caption)
    made._tbl.tblPr.append(description)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.autofit = False
    room = _room(word)
    for column, share in zip(made.columns, (_LEFT, 1 - _LEFT), strict=True):
        column.width = Length(int(room * share))
    return made


def row(made: Table) -> tuple[_Cell, _Cell]:
    """The two cells of one more row."""
    left, right = made.add_row().cells  # type: ignore[no-untyped-call]
    return left, right


def _known(word: Document, style: str, kind: WD_STYLE_TYPE) -> bool:
    return any(one.name == style and one.type == kind for one in word.styles)


def _room(word: Document) -> int:
    """The width of the page's text, in Word's smallest measure."""
    sheet = word.sections[-1]
    wide, left, right = sheet.page_width, sheet.left_margin, sheet.right_margin
    if wide is None or left is None or right is None or wide <= left + right:
        return int(Pt(450))
    return wide - left - right


def _borders() -> Any:
    made = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        for name, said in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "595959")):
            line.set(qn(f"w:{name}"), said)
        made.append(line)
    return made
