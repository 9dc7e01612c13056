"""The comparison of two versions as a Word document: words added and removed are told by words, underline and
strike-through (P9)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from jfs_desktop.documents.page.walked import paragraphs_of
from jfs_desktop.documents.papers import comparison
from jfs_desktop.documents.papers.comparison import ComparedState, ComparisonDocument, Standing
from jfs_desktop.documents.papers.comparison_words import in_words
from jfs_desktop.documents.papers.plan import PlanDocument
from jfs_desktop.documents.papers.template import WordTemplate
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.wording.hard_spaces import HARD_SPACE
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan import plan_difference
from jfs_desktop.rules.plan.plan import HeadingEntry, HeadingStatus, Objective, ObjectiveStatus, PlanContent
from jfs_desktop.rules.plan.plan_difference import PlanDifference
from tests.documents import made_templates
from tests.documents.made_plans import plan_of

STAYS, GOES, COMES = uuid4(), uuid4(), uuid4()
OLD = PlanContent(
    (
        Objective(STAYS, "Find work in a warehouse", "Apply", "Two a week", target_on=date(2021, 6, 2)),
        Objective(GOES, "Course", "Ask the college", "A place"),
    ),
    (HeadingEntry("cv"),),
    next_steps="Ring the agency.",
)
NEW = PlanContent(
    (
        Objective(STAYS, "Find work in a big warehouse", "Apply", "Two a week", status=ObjectiveStatus.DONE),
        Objective(COMES, "Forklift licence", "Book the test", "Date booked", "adviser"),
    ),
    (HeadingEntry("cv", HeadingStatus.DONE, "A first CV."),),
    next_steps="Ring the agency on Monday.",
)

PLAN = plan_of(NEW)
BEFORE = ComparedState(2, date(2021, 5, 28), Standing.KEPT)
NOW = ComparedState(3, date(2021, 6, 4), Standing.AGREED)
WELSH = replace(PLAN, language=DocumentLanguage.WELSH)


def made(difference: PlanDifference, plan: PlanDocument = PLAN, using: WordTemplate | None = None) -> bytes:
    return comparison.render(ComparisonDocument(plan, BEFORE, NOW, difference), using)


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in walk(content).paragraphs()).replace(HARD_SPACE, " ")


def test_each_word_that_came_or_went_is_told_in_words_and_by_a_line() -> None:
    word = Document(BytesIO(made(plan_difference.compare(OLD, NEW))))
    runs = [
        run
        for table in word.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    came, went = (
        [run.text for run in runs if run.font.underline],
        [run.text for run in runs if run.font.strike],
    )
    assert {"big", "on Monday", "Forklift licence", "Rukhsana Khan", "Done", "A first CV."} <= set(came)
    assert {"Course", "Ask the college", f"2{HARD_SPACE}June 2021", "Mòrag NicDhòmhnaill"} <= set(went)
    said = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "Find work in a [added: big] warehouse" in said
    assert "[removed: Course]" in said and "Objective 2\nremoved" in said
    assert "Apply" not in said, "what stayed the same is left out"
    assert all(run.font.color.rgb is None for run in runs), "nothing rests on colour"


STATES = {
    Standing.OPEN: ("the plan as it stands on 4 June 2021.", "y cynllun fel y mae ar 4 Mehefin 2021."),
    Standing.KEPT: (
        "version 3, kept on 4 June 2021 and not agreed.",
        "fersiwn 3, cadwyd 4 Mehefin 2021, heb ei gytuno.",
    ),
    Standing.AGREED: ("version 3, agreed on 4 June 2021.", "fersiwn 3, cytunwyd 4 Mehefin 2021."),
    Standing.FINAL: (
        "final version 3, agreed on 4 June 2021.",
        "fersiwn terfynol 3, cytunwyd 4 Mehefin 2021.",
    ),
}


@pytest.mark.parametrize("standing", Standing)
def test_p9_it_says_what_is_compared_which_version_of_which_day_and_as_what(standing: Standing) -> None:
    number = None if standing is Standing.OPEN else 3
    difference = plan_difference.compare(OLD, NEW)
    for plan, before, now in (
        (PLAN, "Before: version 2, kept on 28 May 2021 and not agreed.", "Now: "),
        (WELSH, "Cynt: fersiwn 2, cadwyd 28 Mai 2021, heb ei gytuno.", "Nawr: "),
    ):
        state = ComparedState(number, date(2021, 6, 4), standing)
        said = words_of(comparison.render(ComparisonDocument(plan, BEFORE, state, difference)))
        assert before in said and now + STATES[standing][plan is WELSH] in said
    assert "hyd yma" not in said and "Yr hyn y gweithiwyd arno" in said


def test_it_reads_aloud_well() -> None:
    content = made(plan_difference.compare(OLD, NEW))
    walked = walk(content)
    levels = [paragraph.level for paragraph in walked.paragraphs() if paragraph.level]
    assert levels == [1, 2, 2, 2] and walked.language == "en-GB" and walked.not_carried == ()
    assert "version 2 compared with version 3" in walked.title
    for table in Document(BytesIO(content)).tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")) is not None
    assert "{{" not in "".join(paragraph.text for paragraph in walked.paragraphs())
    section = Document(BytesIO(content)).sections[0]
    for edge in (section.footer, section.first_page_footer):
        assert "Mòrag NicDhòmhnaill, version 2 compared with version 3" in edge.paragraphs[0].text


def test_the_service_stands_out_in_its_head_as_in_every_document() -> None:
    head = Document(BytesIO(made(plan_difference.compare(OLD, NEW)))).paragraphs[0]
    assert head.text == "Job Finding Support, delivered by Northgate Skills"
    assert [run.text for run in head.runs if run.bold] == ["Job Finding Support"]


def of_head_office(*changes: made_templates.Change) -> WordTemplate:
    """A provider's own JFAP, in whose header and footer the program fills in."""
    document = made_templates.jfap()
    document.sections[0].header.paragraphs[0].text = "{{ service }} for {{ participant }}"
    for change in changes:
        change(document)
    return WordTemplate(made_templates.saved(document), "own.docx")


def without_styles(document: Any) -> None:
    for style in list(document.styles):
        if style.name in ("Heading 1", "Heading 2", "Table Grid"):
            style.delete()
    for paragraph in document.paragraphs:
        paragraph.style = document.styles["Normal"]


def ending_across(document: Any) -> None:
    """A last section that lies on its side and takes header and footer over from the one before it."""
    document.add_section().orientation = WD_ORIENT.LANDSCAPE
    document.sections[1].page_width, document.sections[1].page_height = Mm(297), Mm(210)


@pytest.mark.parametrize("change", [lambda _: None, without_styles, ending_across])
def test_p9_it_is_on_the_paper_of_the_template_in_use(change: made_templates.Change) -> None:
    content = made(plan_difference.compare(OLD, NEW), using=of_head_office(change))
    walked = walk(content)
    assert [one.level for one in walked.paragraphs() if one.level] == [1, 2, 2, 2]
    assert walked.not_carried == () and "{{" not in words_of(content)
    assert "What we agreed" in words_of(content) and "Tell your adviser" not in words_of(content)
    (head,) = paragraphs_of(walked.sheet.header)
    assert head.text == "Job Finding Support for Mòrag NicDhòmhnaill"
    (foot,) = paragraphs_of(walked.sheet.footer)
    assert foot.text == "Job Finding Action Plan, version 2 compared with version 3"
    pages = pdf_of_word(content, PLAN.made_at)
    assert pages.not_carried == () and b"<pdfuaid:part>1</pdfuaid:part>" in pages.content


def test_b1_it_is_in_the_language_of_the_person() -> None:
    """What the program wrote is in Welsh, what was typed stays as it was typed."""
    difference = plan_difference.compare(OLD, in_words(WELSH.labels, NEW))
    content = made(difference, WELSH)
    text = words_of(content)
    assert walk(content).language == "cy-GB"
    for told in (
        "Amcan 2",
        "[ychwanegwyd: big]",
        "[tynnwyd: 2 Mehefin 2021]",
        "Wedi'i wneud",
        "Y camau nesaf",
    ):
        assert told in text, text
    assert "Iaith: Cymraeg; mae'r hyn" in text, "which language is which is named"
    assert "fersiwn 2" in text and "a ddarperir gan Northgate Skills" in text
    spoken = {(one.text, one.language) for para in walk(content).paragraphs() for one in para.inlines}
    assert ("big", "en-GB") in spoken and ("Course", "en-GB") in spoken, "read aloud as what they are in"
    english = set(re.findall(r"\b(?:added|removed|changed|Objective|Progress|version|June|What)\b", text))
    assert not english


def test_two_that_are_alike_say_so() -> None:
    text = [paragraph.text for paragraph in walk(made(plan_difference.compare(OLD, OLD))).paragraphs()]
    assert "Nothing differs between these two." in text


def test_what_became_bold_is_told_in_words_and_no_mark_is() -> None:
    older = PlanContent(next_steps="Ring **Anna**.")
    newer = PlanContent(next_steps="Ring Anna **today**.", further_support="A **bus** pass")
    word = Document(BytesIO(made(plan_difference.compare(older, newer))))
    support, cell = [row.cells[1] for table in word.tables for row in table.rows[1:]]
    assert support.text == "[added: A bus pass]"
    assert cell.text == "Ring [removed in bold: Anna] [added: Anna today]."
    bold = [run.text for paragraph in cell.paragraphs for run in paragraph.runs if run.bold]
    assert bold == ["Anna", "today"]
