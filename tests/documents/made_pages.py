"""A Word file with one of everything that the walk carries, made by python-docx as a person would."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from tests.documents import made_pictures
from tests.documents.blank_word import blank_word

MADE_AT = datetime(2021, 6, 14, 9, 0, tzinfo=UTC)
NAMES = "Siân Ŵyn ŷ Ẁ, Màiri Òg, Łukasz Żółć Dąbrowski, Ğüven, Ñandú, Ștefan, Ελένη, Олена"
HOSTILE = '#import "@preview/x" #read("/etc/passwd") $x^2$ @ref <label> \\ *bold* _it_ `raw` // ~ -- "q" = h'


def new() -> Any:
    made = blank_word()
    made.core_properties.title = "A letter about Job Finding Support"
    made.core_properties.author = "Northgate Skills"
    return made


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def field(paragraph: Any, code: str) -> None:
    """A field as Word writes it: three marks with the code and the last result between."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            said = OxmlElement("w:instrText")
            said.text = f" {code} "
            paragraph.add_run()._r.append(said)
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "separate":
            paragraph.add_run("99")


def link(paragraph: Any, text: str, address: str) -> None:
    identifier = paragraph.part.relate_to(
        address, docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), identifier)
    run = paragraph.add_run(text)
    element.append(run._r)
    paragraph._p.append(element)


def picture(made: Any, alt: str) -> None:
    made.add_picture(io.BytesIO(made_pictures.png()), width=Cm(4))
    made.inline_shapes[-1]._inline.docPr.set("descr", alt)


def table(made: Any) -> Any:
    """Two header rows, a cell over two columns, one over three rows."""
    made_table = made.add_table(rows=5, cols=3)
    made_table.style = "Table Grid"
    for number, row in enumerate(made_table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"r{number}c{column}"
        if number < 2:
            mark = OxmlElement("w:tblHeader")
            row._tr.get_or_add_trPr().append(mark)
    made_table.cell(0, 1).merge(made_table.cell(0, 2))
    made_table.cell(2, 0).merge(made_table.cell(4, 0))
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="E4EFED"/>')
    made_table.cell(0, 0)._tc.get_or_add_tcPr().append(shade)
    return made_table


def header_and_footer(made: Any) -> None:
    section = made.sections[0]
    section.header.paragraphs[0].text = "Job Finding Support, delivered by Northgate Skills"
    foot = section.footer.paragraphs[0]
    foot.add_run("Page ")
    field(foot, "PAGE")
    foot.add_run(" of ")
    field(foot, "NUMPAGES")


def everything() -> bytes:
    """Headings, faces, links, lists of three depths, tabs, a table, a picture, breaks, header and footer."""
    made = new()
    made.add_heading("A letter about Job Finding Support", 1)
    first = made.add_paragraph("Dear Priya, this is ")
    first.add_run("bold").bold = True
    first.add_run(", ")
    first.add_run("slanted").italic = True
    first.add_run(" and ")
    first.add_run("underlined").underline = True
    first.add_run(". See ")
    link(first, "the guidance", "https://www.gov.uk/job-finding")
    first.add_run(".")
    made.add_heading("What we agreed", 2)
    for style, text in (
        ("List Bullet", "Ring the bakery"),
        ("List Bullet 2", "ask for Siân"),
        ("List Bullet", "Write to the college"),
        ("List Number", "Print the letter"),
        ("List Number", "Take it there"),
    ):
        made.add_paragraph(text, style)
    made.add_heading("Names", 3)
    made.add_paragraph(NAMES)
    made.add_paragraph(HOSTILE)
    lined = made.add_paragraph("Place:\tNewport\tend")
    lined.paragraph_format.tab_stops.add_tab_stop(Cm(4))
    lined.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)
    middle = made.add_paragraph("In the middle\nand below it")
    middle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    middle.runs[0].font.color.rgb = RGBColor(0x0B, 0x5F, 0x58)
    middle.runs[0].font.size = Pt(14)
    made.add_paragraph("")
    table(made)
    picture(made, "A red and a blue field")
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    made.add_heading("Next page", 2)
    made.add_paragraph("The end.")
    header_and_footer(made)
    return saved(made)
