"""Word templates made for tests: whole ones of a provider's own, and each kind of mistake in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from tests.documents.blank_word import blank_word

NAME_LINE = "{{ service }}, delivered by {{ provider }}"
Change = Callable[[Document], Any]


def blank(language: str | None = "en-GB") -> Document:
    """An empty A4 document, marked as one language throughout."""
    made = blank_word()
    sheet = made.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    for mark in made.styles.element.iter(qn("w:lang")):
        if language is None:
            mark.getparent().remove(mark)
        else:
            mark.set(qn("w:val"), language)
    for mark in made.settings.element.findall(qn("w:themeFontLang")):
        made.settings.element.remove(mark)
    return made


def lines(made: Document, *texts: str) -> None:
    """Paragraphs; '# ' and '## ' before a heading."""
    for text in texts:
        if text.startswith("#"):
            made.add_heading(text.lstrip("# "), len(text) - len(text.lstrip("#")))
        else:
            made.add_paragraph(text)


def jfap() -> Document:
    """A provider's own JFAP with all that the guidance asks for, and nothing wrong."""
    made = blank()
    lines(
        made,
        NAME_LINE,
        "# {{ title }}",
        "For {{ participant }}, with {{ adviser }}. First met on {{ initial_meeting }}."
        "{% for line in summary %} {{ line }}{% endfor %} {{ language_note }}",
        "Agreed: {{ agreed_line }} {{ standing }}",
        "{%p for line in jobcentre %}",
        "Jobcentre: {{ line }}",
        "{%p endfor %}",
        "## What we agreed",
    )
    table = made.add_table(4, 4)
    for row, texts in enumerate(
        (
            ("What", "How we know", "Who", "By when"),
            ("{%tr for row in objectives %}", "", "", ""),
            ("{{ row.objective }}", "{{ row.measure }}", "{{ row.who }}", "{{ row.by }}"),
            ("{%tr endfor %}", "", "", ""),
        )
    ):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.paragraphs[0].add_run(text)
    first = table.rows[0]._tr.get_or_add_trPr()
    first.append(OxmlElement("w:tblHeader"))
    lines(
        made,
        "## Support so far",
        "{%p for heading in headings %}",
        "{{ heading.title }} {{ heading.status }}",
        "{%p for line in heading.lines %}",
        "{{ line }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{%p for row in activities %}",
        "{{ row.date }}: {{ row.kind }}. {{ row.text }}",
        "{%p endfor %}",
        "## Next steps",
        "{%p for line in next_steps %}",
        "{{ line }}",
        "{%p endfor %}",
        "{%p for line in further_support %}",
        "{{ line }}",
        "{%p endfor %}",
        "## Questions or changes",
        "Tell your adviser what you would like changed.",
    )
    made.sections[0].footer.paragraphs[0].text = "{{ title }}, {{ version }}"
    return made


def without_pages(made: Document, condition: str) -> bytes:
    """The same file, which cannot be set on pages where that holds: tables within tables."""
    made.add_paragraph(f"{{%p if {condition} %}}")
    block = made.add_table(1, 1)
    for _ in range(60):
        block = block.cell(0, 0).add_table(1, 1)
    made.add_paragraph("{%p endif %}")
    return saved(made)


def pack(*left_out: str) -> Document:
    """A provider's own induction pack, without the sections that are named."""
    made = blank()
    lines(made, NAME_LINE, "# {{ title }}", "Welcome, {{ first_name }}.")
    for key, heading, text in (
        ("complaints", "If you want to complain", "Write to the director. You hear from us within a week."),
        (
            "duties",
            "Data protection",
            "Under the Data Protection Act and the GDPR we keep your details safe.",
        ),
        ("contact", "How to contact us", "Ring 01632 960 400, or write in the chat."),
        ("expectations", "What we expect", "Be there, be civil, and try what you agreed to try."),
    ):
        if key not in left_out:
            lines(made, f"## {heading}", text)
    if "receivers" not in left_out:
        lines(made, "{%p for line in privacy_notice %}", "{{ line }}", "{%p endfor %}")
    if "person" not in left_out:
        lines(made, "## For you", "{%p for line in for_you %}", "{{ line }}", "{%p endfor %}")
    return made


def message(*texts: str) -> Document:
    """A covering message with the final plan."""
    made = blank()
    lines(made, NAME_LINE, "# {{ title }}", "Dear {{ participant }},", *texts)
    return made


def saved(made: Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_dotx(content: bytes) -> bytes:
    """The same as Word saves it under 'Word Template (.dotx)'."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            kind = b"wordprocessingml.document.main", b"wordprocessingml.template.main"
            part = before.read(name)
            after.writestr(name, part.replace(*kind) if name == "[Content_Types].xml" else part)
    return out.getvalue()


# ---- changes that break a whole JFAP


def says(text: str) -> Change:
    """One more paragraph of the body."""
    return lambda made: lines(made, *text.split("\n"))


def without(*pieces: str) -> Change:
    """Each paragraph that holds one of the pieces is gone, in tables the words of the cell."""

    def change(made: Document) -> None:
        for paragraph in list(made.element.body.iter(qn("w:p"))):
            text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
            if not any(piece in text for piece in pieces):
                continue
            if paragraph.getparent().tag == qn("w:tc"):
                for run in list(paragraph.iter(qn("w:r"))):
                    run.getparent().remove(run)
            else:
                paragraph.getparent().remove(paragraph)

    return change


def instead(old: str, new: str) -> Change:
    """Other words in the first paragraph that holds the old ones, wherever it stands."""

    def change(made: Document) -> None:
        parts = [made.element.body, made.sections[0].footer._element, made.sections[0].header._element]
        for part in parts:
            for piece in part.iter(qn("w:t")):
                if old in (piece.text or ""):
                    piece.text = (piece.text or "").replace(old, new)
                    return
        raise AssertionError(f"no {old}")

    return change


def in_header(text: str) -> Change:
    def change(made: Document) -> None:
        made.sections[0].header.paragraphs[0].text = text

    return change


def in_footer(text: str) -> Change:
    def change(made: Document) -> None:
        made.sections[0].footer.paragraphs[0].text = text

    return change


def in_cell(row: int, column: int, text: str) -> Change:
    def change(made: Document) -> None:
        made.tables[0].rows[row].cells[column].paragraphs[0].text = text

    return change


def in_pieces(*pieces: str, bold: int) -> Change:
    """A paragraph in runs, one of them bold."""

    def change(made: Document) -> None:
        paragraph = made.add_paragraph()
        for at, piece in enumerate(pieces):
            paragraph.add_run(piece).bold = at == bold or None

    return change


def wrapped(name: str) -> Change:
    """The last paragraph's run stands inside an element of change tracking."""

    def change(made: Document) -> None:
        paragraph = made.add_paragraph("Ring us on Mondays.")._p
        run = paragraph.find(qn("w:r"))
        mark = OxmlElement(name)
        mark.set(qn("w:id"), "7")
        mark.set(qn("w:author"), "Mr Evans")
        paragraph.remove(run)
        if name == "w:del":
            text = run.find(qn("w:t"))
            text.tag = qn("w:delText")
        mark.append(run)
        paragraph.append(mark)
        paragraph.append(_text_run("Or write."))

    return change


def tracked(name: str) -> Change:
    """Change tracking of the table, of its second row, of a cell of it, or of the page."""

    def change(made: Document) -> None:
        row = made.tables[0].rows[1]._tr
        holders = {
            "w:tblPrChange": made.tables[0]._tbl.tblPr,
            "w:ins": row.get_or_add_trPr(),
            "w:tcPrChange": row.tc_lst[0].get_or_add_tcPr(),
            "w:sectPrChange": made.sections[0]._sectPr,
        }
        mark = OxmlElement(name)
        mark.set(qn("w:id"), "7")
        mark.set(qn("w:author"), "Mr Evans")
        holders[name].append(mark)

    return change


def commented(made: Document) -> None:
    paragraph = made.add_paragraph("Ask for the bus pass.")._p
    run = OxmlElement("w:r")
    mark = OxmlElement("w:commentReference")
    mark.set(qn("w:id"), "1")
    run.append(mark)
    paragraph.append(run)


def prompting(text: str, *, block: bool = False, alias: str = "") -> Change:
    """A content control that still shows its prompt: inside a paragraph, or around one."""

    def change(made: Document) -> None:
        named = f'<w:alias w:val="{alias}"/>' if alias else ""
        run = f"<w:r><w:t>{text}</w:t></w:r>"
        inner = f"<w:p>{run}</w:p>" if block else run
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr>{named}<w:showingPlcHdr/><w:text/></w:sdtPr>"
            f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )
        last = made.add_paragraph("" if block else "Office: ")._element
        last.addnext(control) if block else last.append(control)
        if block:
            last.getparent().remove(last)

    return change


def in_control(text: str) -> Change:
    """A paragraph inside a content control that is filled in."""

    def change(made: Document) -> None:
        prompting(text, block=True)(made)
        for mark in made.element.body.findall(".//" + qn("w:showingPlcHdr")):
            mark.getparent().remove(mark)

    return change


def hidden(made: Document) -> None:
    made.add_paragraph().add_run("Internal: ring the manager.").font.hidden = True


def merge_field(made: Document) -> None:
    made.add_paragraph("Dear ")._p.append(field(" MERGEFIELD First_Name ", "«First_Name»"))


def field(code: str, shown: str = "") -> Any:
    """A field of Word's own, to be put into a paragraph."""
    one = OxmlElement("w:fldSimple")
    one.set(qn("w:instr"), code)
    one.append(_text_run(shown))
    return one


def picture(alt: str) -> Change:
    def change(made: Document) -> None:
        shape = made.add_paragraph("Our mark: ").add_run().add_picture(io.BytesIO(_png()), Mm(20))
        shape._inline.docPr.set("descr", alt)

    return change


def linked(address: str) -> Change:
    """One more paragraph that is a link there."""

    def change(made: Document) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), made.part.relate_to(address, kind, is_external=True))
        link.append(_text_run("Our page"))
        made.add_paragraph()._p.append(link)

    return change


def struck_name(made: Document) -> None:
    """The line with the service's name struck out."""
    for run in made.paragraphs[0].runs:
        run.font.strike = True


def large_line(text: str) -> Change:
    """A title by its looks alone, above all other text."""

    def change(made: Document) -> None:
        run = made.paragraphs[0].insert_paragraph_before().add_run(text)
        run.bold, run.font.size = True, Pt(28)

    return change


def no_header_row(made: Document) -> None:
    for mark in list(made.element.body.iter(qn("w:tblHeader"))):
        mark.getparent().remove(mark)


def no_headings(made: Document) -> None:
    for paragraph in made.paragraphs:
        paragraph.style = made.styles["Normal"]


def letter_paper(made: Document) -> None:
    made.sections[0].page_width, made.sections[0].page_height = Mm(216), Mm(279)


def turned(made: Document) -> None:
    made.sections[0].page_width, made.sections[0].page_height = Mm(297), Mm(210)


def turned_first(made: Document) -> None:
    """A first page that lies on its side, and upright ones behind it."""
    section = OxmlElement("w:sectPr")
    size = OxmlElement("w:pgSz")
    for name, value in (("w:w", "16838"), ("w:h", "11906"), ("w:orient", "landscape")):
        size.set(qn(name), value)
    section.append(size)
    made.paragraphs[3]._p.get_or_add_pPr().append(section)


def two_columns(made: Document) -> None:
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), "2")
    section = made.sections[0]._sectPr
    for old in section.findall(qn("w:cols")):
        section.remove(old)
    section.append(columns)


def drawn_shape(made: Document) -> None:
    """A shape drawn in Word, which no PDF of ours carries."""
    run = made.add_paragraph("Our seal: ").add_run()._r
    run.append(parse_xml(
        '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><v:rect style="width:9pt;height:9pt" alt="Seal"/></w:pict>'
    ))  # fmt: skip


def table(*rows: Sequence[str], lines: bool = True) -> Change:
    """A table of these rows; one of a single cell goes across."""

    def change(made: Document) -> None:
        across = max(map(len, rows))
        one = made.add_table(0, across)
        for texts in rows:
            cells = one.add_row().cells
            for cell, text in zip(cells, texts, strict=False):
                cell.paragraphs[0].add_run(text)
            if len(texts) == 1:
                cells[0].merge(cells[-1])
        if not lines:
            borders = OxmlElement("w:tblBorders")
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
                borders.append(OxmlElement(f"w:{edge}"))
                borders[-1].set(qn("w:val"), "nil")
            one._tbl.tblPr.append(borders)

    return change


def form() -> Document:
    """A JFS07 with all that the guidance asks for."""
    made = blank()
    lines(
        made,
        "# {{ title }}",
        "About {{ participant }}.",
        "{%p for line in change %}",
        "{{ line }}",
        "{%p endfor %}",
    )
    return made


def small_name(made: Document) -> None:
    made.paragraphs[0].runs[0].font.size = Pt(6)


def sized(points: float) -> Change:
    """One more paragraph in letters of that size."""

    def change(made: Document) -> None:
        made.add_paragraph("Ring us: ").add_run("we may pass it on.").font.size = Pt(points)

    return change


def pale_name(colour: str) -> Change:
    """The line with the service's name in another colour."""

    def change(made: Document) -> None:
        made.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(colour)

    return change


def coloured(colour: str, ground: str = "") -> Change:
    """One more paragraph in that colour, shaded where a ground is named."""

    def change(made: Document) -> None:
        run = made.add_paragraph().add_run("Ring us on Mondays.")
        run.font.color.rgb = RGBColor.from_string(colour)
        if ground:
            run._r.get_or_add_rPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{ground}"/>')
            )

    return change


def marked_as(language: str | None) -> Change:
    def change(made: Document) -> None:
        for mark in list(made.styles.element.iter(qn("w:lang"))):
            if language is None:
                mark.getparent().remove(mark)
            else:
                mark.set(qn("w:val"), language)

    return change


def over_table(made: Document) -> None:
    """A condition that begins before the table and ends in it."""
    made.tables[0]._tbl.addprevious(blank_word().add_paragraph("{% if agreed_line %}")._p)
    made.tables[0].rows[2].cells[0].paragraphs[0].add_run("{% endif %}")


def _text_run(text: str) -> Any:
    run, piece = OxmlElement("w:r"), OxmlElement("w:t")
    piece.text = text
    run.append(piece)
    return run


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (160, 60), (32, 64, 128)).save(out, "PNG")
    return out.getvalue()
