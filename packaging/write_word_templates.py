"""Writes the Word templates that ship with the product, from the texts in packaging/word_templates.

Run ``python packaging/write_word_templates.py`` after changing a text. The English plan and CVs are made by
hand; the plan's styles, header and footer are the pattern of every other template, and the Welsh plan and CVs
are the same with each text replaced, so that none can be forgotten. One line of a text is one paragraph:

    # and ##, ###   headings            > a leading paragraph      - a bullet          ~ a note
    = label | text  a detail            * field: the lines of a field, one paragraph each
                                        & field: the same, on the page of what comes after them
    | a | b         a row of a table, the first its header         ! caption | description of the table
                                        !! the same of one whose first column is the narrow one
    ? tag           a paragraph that holds a template's tag        ?tr tag: a row that holds one
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "word_templates"
TARGET = HERE.parent / "resources" / "documents"
CVS = ("chronological", "skills", "combined", "first-job", "short")
PLAN = TARGET / "jfap.docx"
WELSH = "cy"
FOOTERS = {"en": ("Page\u00a0", "\u00a0of\u00a0"), WELSH: ("Tudalen\u00a0", "\u00a0o\u00a0")}
"""Held together: beside a long name they go to the next line whole."""
BRANDS = {"en": ", delivered by {{ provider }}", WELSH: ", a ddarperir gan {{ provider }}"}
MARKS = {
    "#": "heading 1",
    "##": "heading 2",
    "###": "heading 3",
    ">": "Lead",
    "-": "List Bullet",
    "~": "Note",
}
CLOSINGS = ("Yours sincerely,", "Yn gywir,")
SIGNATURE = 42
"""Points between the closing and the name: room to sign by hand."""
EPOCH = (2021, 6, 1, 0, 0, 0)
_TAGS = re.compile(r"(\{[{%].*?[}%]\}|[\s.])*")
"""A text that is nothing but fields and tags."""
WIDTH = 9864
"""Of the text on A4 with the plan's margins, in twentieths of a point."""


def main() -> int:
    """Write them all."""
    plan = PLAN.read_bytes()
    (TARGET / "jfap.cy.docx").write_bytes(translated(plan, phrases("jfap")))
    for style in CVS:
        pattern = (TARGET / f"cv-{style}.docx").read_bytes()
        (TARGET / f"cv-{style}.cy.docx").write_bytes(translated(pattern, phrases("cv")))
    for language in ("en", WELSH):
        for name, lines in sections((TEXTS / f"{language}.txt").read_text("utf-8")):
            ending = "" if language == "en" else f".{language}"
            (TARGET / f"{name}{ending}.docx").write_bytes(made(plan, lines, language))
    return 0


def sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The name and the lines of each template in a file."""
    for part in text.split("=== ")[1:]:
        name, *lines = part.splitlines()
        yield name.strip(), [line for line in lines if line.strip()]


def phrases(name: str) -> dict[str, str]:
    """The Welsh of each text of the plan ('jfap') or of the CVs ('cv')."""
    lines = (TEXTS / f"{name}-cy.txt").read_text("utf-8").splitlines()
    return dict(line.split(" => ", 1) for line in lines if line.strip())


def made(pattern: bytes, lines: list[str], language: str) -> bytes:
    """A template of these lines."""
    opened = docx.Document(io.BytesIO(pattern))
    body = opened.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _brand(opened.add_paragraph(style="Brand"), language)
    rows: list[str] = []
    before = ""
    for line in lines:
        mark, _, text = line.partition(" ")
        if mark in {"|", "?tr"}:
            rows.append(line)
            continue
        if mark in {"!", "!!"}:
            _table(opened, rows, text, narrow_first=mark == "!!")
            rows = []
        else:
            _paragraphs(opened, mark, text, line, after=before)
        if mark != "?":
            before = line if line in CLOSINGS else mark
    _edges(opened, language)
    return _sealed(opened, language)


def translated(pattern: bytes, known: dict[str, str]) -> bytes:
    """The template with every text replaced. Raises SystemExit for one that has no Welsh."""
    opened = docx.Document(io.BytesIO(pattern))
    section = opened.sections[0]
    roots = [opened.element.body, *(part._element for part in _edges_of(section))]
    missing = []
    for root in roots:
        for node in root.iter(qn("w:t")):
            text = (node.text or "").strip()
            if text in known:
                node.text = (node.text or "").replace(text, known[text])
            elif text and not text.isdigit() and not _TAGS.fullmatch(text):
                missing.append(text)
        for name in ("w:tblCaption", "w:tblDescription"):
            for node in root.iter(qn(name)):
                said = node.get(qn("w:val"))
                if said in known:
                    node.set(qn("w:val"), known[said])
                else:
                    missing.append(said)
    if missing:
        raise SystemExit(f"No Welsh for: {missing}")
    return _sealed(opened, WELSH)


def _paragraphs(opened: Document, mark: str, text: str, line: str, *, after: str) -> None:
    if mark == "=":
        name, _, value = text.partition(" | ")
        detail = opened.add_paragraph(style="Detail")
        if after == "#":
            detail.paragraph_format.space_before = Pt(10)
        detail.add_run(name, style="Strong")
        detail.add_run("\t")
        detail.add_run(value)
    elif mark in {"*", "&"}:
        for part in (f"{{%p for line in {text} %}}", "{{ line }}", "{%p endfor %}"):
            made = opened.add_paragraph(part)
            if mark == "&":
                made.paragraph_format.keep_with_next = True
    elif mark == "?":
        opened.add_paragraph(text)
    elif mark in MARKS:
        made = opened.add_paragraph(text, style=MARKS[mark])
        if mark == "~":
            made.paragraph_format.space_before = Pt(14)
    else:
        plain = opened.add_paragraph(line)
        if after == "=" or line in CLOSINGS:
            each = line == "{{ line }}"  # what is repeated stands apart from the box, and hardly from itself
            plain.paragraph_format.space_before = Pt(5 if each else 14)
        if line in CLOSINGS:
            plain.paragraph_format.keep_with_next = True
        elif after in CLOSINGS:
            plain.paragraph_format.space_before = Pt(SIGNATURE)


def _brand(paragraph: Paragraph, language: str) -> None:
    paragraph.add_run("Job Finding Support", style="Strong")
    paragraph.add_run(BRANDS[language])


def _table(opened: Document, rows: list[str], told: str, *, narrow_first: bool) -> None:
    head = [cell.strip() for cell in rows[0].removeprefix("| ").split(" | ")]
    table = opened.add_table(rows=0, cols=len(head), style="Plan table")
    caption, _, description = told.partition(" | ")
    for name, value in (("w:tblCaption", caption), ("w:tblDescription", description)):
        node = OxmlElement(name)
        node.set(qn("w:val"), value)
        table._tbl.tblPr.append(node)
    widths = _widths(len(head), narrow_first=narrow_first)
    for at, row in enumerate(rows):
        tag = row.startswith("?tr")
        cells = [row.removeprefix("?tr ")] if tag else [one.strip() for one in row[2:].split(" | ")]
        _row(table, cells, widths, header=at == 0)
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Pt(width / 20)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for name, value in (("firstRow", "1"), ("lastRow", "0"), ("firstColumn", "0"), ("noHBand", "1")):
        look.set(qn(f"w:{name}"), value)
    look.set(qn("w:val"), "0020")


def _row(table: Table, cells: list[str], widths: list[int], *, header: bool) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    for at, cell in enumerate(row.cells):
        cell.width = Pt(widths[at] / 20)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table head" if header else "Table text"
        paragraph.add_run(cells[at] if at < len(cells) else "")


def _widths(columns: int, *, narrow_first: bool) -> list[int]:
    """Of each column, in twentieths of a point: the first takes two thirds, or one where it is narrow."""
    first = WIDTH // 3 if narrow_first else WIDTH * 2 // 3
    return [first, *[(WIDTH - first) // (columns - 1)] * (columns - 1)]


def _edges_of(section: docx.section.Section) -> list[docx.section._Header | docx.section._Footer]:
    heads = [edge for edge in (section.header, section.first_page_header) if not edge.is_linked_to_previous]
    feet = [edge for edge in (section.footer, section.first_page_footer) if not edge.is_linked_to_previous]
    return [*heads, *feet]


def _edges(opened: Document, language: str) -> None:
    """The header and footer of the plan, for this title and language."""
    page, of = FOOTERS[language]
    for edge in _edges_of(opened.sections[0]):
        for node in edge._element.iter(qn("w:t")):
            text = node.text or ""
            if text.startswith("{{ title }}"):
                node.text = "{{ title }}"
            elif text.startswith(", delivered"):
                node.text = BRANDS[language]
            elif text in FOOTERS["en"]:
                node.text = page if text == FOOTERS["en"][0] else of


def _sealed(opened: Document, language: str) -> bytes:
    """The bytes, in the language, the same on every computer."""
    tag = f"{language}-GB"
    for element in (opened.styles.element, opened.settings.element, opened.element):
        for node in [*element.iter(qn("w:lang")), *element.iter(qn("w:themeFontLang"))]:
            node.set(qn("w:val"), tag)
    core = opened.core_properties
    core.language, core.title = tag, ""
    held = io.BytesIO()
    opened.save(held)
    return _alike(held.getvalue())


def _alike(content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in package.namelist():
            new.writestr(zipfile.ZipInfo(name, EPOCH), package.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
