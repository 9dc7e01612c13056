"""The comparison of two versions as a Word document: words added and removed are told by words, underline and
strike-through (P9)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

from docx import Document
from docx.oxml.ns import qn

from jfs_desktop.documents import comparison
from jfs_desktop.documents.comparison import ComparisonDocument
from jfs_desktop.documents.walker import walk
from jfs_desktop.rules import plan_difference
from jfs_desktop.rules.plan import HeadingEntry, HeadingStatus, Objective, ObjectiveStatus, PlanContent
from jfs_desktop.rules.plan_difference import PlanDifference

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


def made(difference: PlanDifference) -> bytes:
    return comparison.render(
        ComparisonDocument(
            "Job Finding Support",
            "Job Finding Action Plan",
            "Northgate Skills",
            "Mòrag NicDhòmhnaill",
            "Rukhsana Khan",
            "version 2",
            "version 3",
            difference,
            {"cv": "CV creation"},
            datetime(2021, 6, 4, 9, tzinfo=UTC),
        )
    )


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
    assert {"Course", "Ask the college", "2 June 2021", "Mòrag NicDhòmhnaill"} <= set(went)
    said = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "Find work in a [added: big] warehouse" in said
    assert "[removed: Course]" in said and "Objective 2\nremoved" in said
    assert "Apply" not in said, "what stayed the same is left out"
    assert all(run.font.color.rgb is None for run in runs), "nothing rests on colour"


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


def test_two_that_are_alike_say_so() -> None:
    text = [paragraph.text for paragraph in walk(made(plan_difference.compare(OLD, OLD))).paragraphs()]
    assert "Nothing differs between these two." in text
