"""Bold, lists and links in the finished Word file and its PDF, by other readers (P2, P11)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from uuid import UUID

import docx
import pdfplumber
import pypdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from jfs_desktop.documents.papers.cv import CvDocument
from jfs_desktop.documents.papers.cv import render as render_cv
from jfs_desktop.documents.papers.cv_text import render_text
from jfs_desktop.documents.papers.plan import render
from jfs_desktop.documents.papers.template import WordTemplate
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.word.properties import Properties
from jfs_desktop.documents.wording.rich_lines import BOLD, BULLET, LINK, SIGNS, marked_block, rich_lines
from jfs_desktop.rules.cv.cv import CvContent, Position
from jfs_desktop.rules.cv.cv_styles import CvStyle
from jfs_desktop.rules.plan.plan import Activity, HeadingEntry, PlanContent
from jfs_desktop.rules.writing.rich_text import plain_lines
from tests.documents.blank_word import blank_word
from tests.documents.made_plans import MADE, plan_of

RICH = (
    "Ring **Tesco** and see [Find a job](https://www.gov.uk/find-a-job).\n"
    "- bring **two** papers\n- write to [Mòrag](mailto:morag@example.org)\n"
    "Then:\n1. read\n2. apply\nand again:\n1. rest"
)
PLAN = plan_of(
    PlanContent(
        headings=(HeadingEntry("cv", text="- **one**\n- two"),),
        activities=(Activity(UUID(int=1), MADE, "Call", "Agreed:\n- **first**\n- second", "Rosa Khan"),),
        further_support="1. only",
        next_steps=RICH,
    ),
    participant="Gwenllian Ŵyn",
)


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def paragraphs(document: Document) -> list[docx.text.paragraph.Paragraph]:
    found = list(document.paragraphs)
    for table in document.tables:
        found += [one for row in table.rows for cell in row.cells for one in cell.paragraphs]
    return found


def list_of(document: Document, text: str) -> tuple[int, str]:
    """The list that a paragraph of this text stands in, and of what kind the list is."""
    found = next(one for one in paragraphs(document) if one.text == text)
    properties = found._p.pPr
    if properties is None or properties.numPr is None:
        return 0, ""
    number = properties.numPr.numId.val
    numbering = document.part.numbering_part.element
    num = next(one for one in numbering.findall(qn("w:num")) if one.numId == number)
    abstract = next(
        one
        for one in numbering.findall(qn("w:abstractNum"))
        if int(one.get(qn("w:abstractNumId"))) == num.abstractNumId.val
    )
    kind = abstract.find(qn("w:lvl")).find(qn("w:numFmt")).get(qn("w:val"))
    return number, kind


@pytest.fixture(scope="module")
def made() -> bytes:
    return render(PLAN)


def test_bold_words_are_bold_runs(made: bytes) -> None:
    document = opened(made)
    bold = {run.text for one in paragraphs(document) for run in one.runs if run.bold}
    assert {"Tesco", "two", "one", "first"} <= bold
    assert not any(sign in one.text for one in paragraphs(document) for sign in SIGNS)


def test_lists_are_lists_of_word_and_each_begins_with_one(made: bytes) -> None:
    document = opened(made)
    first, kind = list_of(document, "read")
    assert kind == "decimal"
    assert list_of(document, "apply")[0] == first
    assert list_of(document, "rest")[0] not in {0, first}
    assert list_of(document, "only")[1] == "decimal"
    assert list_of(document, "bring two papers")[1] == "bullet"
    assert list_of(document, "second")[1] == "bullet"
    assert list_of(document, "Then:") == (0, "")


def test_links_lead_to_their_address(made: bytes) -> None:
    codes = [one.text for one in opened(made).element.iter(qn("w:instrText"))]
    assert ' HYPERLINK "https://www.gov.uk/find-a-job" ' in codes
    assert ' HYPERLINK "mailto:morag@example.org" ' in codes


def test_paper_tells_the_address_behind_the_words_once(made: bytes) -> None:
    """P9, V1: nobody can click what is printed; where the words are the address it is told already."""
    said = [one.text for one in paragraphs(opened(made))]
    assert "Ring Tesco and see Find a job (https://www.gov.uk/find-a-job)." in said
    assert "write to Mòrag (morag@example.org)" in said
    (line,) = rich_lines(
        "**Our** [**whole** site](https://www.gov.uk/jobs), [GOV.UK/jobs](https://www.gov.uk/jobs/)"
    )
    assert line == "Our whole site (https://www.gov.uk/jobs), GOV.UK/jobs"
    assert line.signed.count("(https") == 1 and line.signed.count(LINK) == 2


def test_the_pdf_has_the_same_lists_letters_and_links(made: bytes) -> None:
    pages = pdf_of_word(made, MADE)
    read = pypdf.PdfReader(io.BytesIO(pages.content))
    links = {
        note.get_object()["/A"]["/URI"]
        for page in read.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert {"https://www.gov.uk/find-a-job", "mailto:morag@example.org"} <= links
    with pdfplumber.open(io.BytesIO(pages.content)) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
        letters = [one for page in pdf.pages for one in page.chars]
    assert "• bring two papers" in text
    assert "• write to Mòrag (morag@example.org)" in text
    assert "2. apply" in text
    assert "1. rest" in text
    assert "**" not in text
    faces = {one["fontname"] for one in letters}
    assert any("Bold" in face for face in faces)


def test_a_template_without_lists_gets_them() -> None:
    holder = blank_word()
    holder.add_paragraph("{%p for line in lines %}")
    holder.add_paragraph("{{ line }}")
    holder.add_paragraph("{%p endfor %}")
    holder.add_paragraph("Before {{ block }}")
    file = io.BytesIO()
    holder.save(file)
    bare = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b'<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-'
                    b'officedocument.wordprocessingml.numbering+xml"/>',
                    b"",
                )
            elif name.endswith("document.xml.rels"):
                root = docx.oxml.parse_xml(data)
                for one in list(root):
                    if one.get("Target") == "numbering.xml":
                        root.remove(one)
                data = docx.opc.oxml.serialize_part_xml(root)
            if name != "word/numbering.xml":
                new.writestr(name, data)
    template = WordTemplate(bare.getvalue(), "bare.docx")
    content = template.fill(
        {"lines": rich_lines("- one\n1. two"), "block": marked_block("a\n- b")},
        Properties("T", "P", MADE, "en-GB"),
    )
    document = opened(content)
    assert list_of(document, "one")[1] == "bullet"
    assert list_of(document, "two")[1] == "decimal"
    assert list_of(document, "b")[1] == "bullet"
    assert "Before a" in [one.text for one in document.paragraphs]


def test_signs_that_somebody_typed_are_taken_out() -> None:
    typed = f"{BULLET}no list, {BOLD}no bold"
    document = opened(render(replace(PLAN, participant=typed, content=PlanContent(next_steps=typed))))
    assert "no list, no bold" in [one.text for one in document.paragraphs]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ab *-[]().1\n\t<&ŵ" + SIGNS, max_size=60))
def test_any_text_makes_a_file_that_says_it(text: str) -> None:
    document = opened(render(replace(PLAN, content=PlanContent(next_steps=text))))
    said = "".join(one.text for one in document.paragraphs)
    clean = "".join(letter for letter in text if letter not in SIGNS)
    for line in rich_lines(clean):
        words = str(line).lstrip("- 0123456789.").split("(")[0].strip()
        assert words.replace("\t", "") in said.replace("\t", "")
    assert plain_lines(clean)


@pytest.mark.parametrize("style", list(CvStyle))
def test_a_cv_prints_bold_words_and_lists_and_its_plain_text_has_no_marks(style: CvStyle) -> None:
    """V1: the profile and the duties."""
    job = Position(UUID(int=2), "Porter", "Ysbyty Gwynedd", duties=("Moved **beds**", "- Kept a log"))
    cv = CvContent("Siân Ŵyn", profile="Calm and **exact**.\n- early shifts\n- late shifts", work=(job,))
    document = opened(render_cv(CvDocument(cv, style, MADE)))
    bold = {run.text for one in paragraphs(document) for run in one.runs if run.bold}
    assert "exact" in bold
    assert list_of(document, "early shifts")[1] == "bullet"
    assert "**" not in "".join(one.text for one in paragraphs(document))
    text = render_text(cv, style)
    assert "**" not in text
    assert "- early shifts" in text
    if "beds" in text:
        assert "beds" in bold
        assert "- - Kept" not in text
