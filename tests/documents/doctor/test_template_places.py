"""What is found in the filled sample is named by the paragraph of the template that it comes from (P2)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from jfs_desktop.documents.marks.template_findings import Examination
from jfs_desktop.paths import resource
from tests.documents import made_templates as made
from tests.documents.blank_word import blank_word
from tests.documents.doctor.test_template_doctor import checked
from tests.documents.made_templates import saved


def shipped() -> Document:
    return docx.Document(str(resource("documents", "jfap.docx")))


def every(document: Document) -> Iterator[Paragraph]:
    return (Paragraph(one, document.element.body) for one in document.element.body.iter(qn("w:p")))


def whitened(text: str, which: int = 0) -> Examination:
    """The check of the shipped plan in which that paragraph alone is white."""
    document = shipped()
    paragraph = [one for one in every(document) if one.text.strip() == text][which]
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor(255, 255, 255)
    return checked(saved(document))


@pytest.mark.parametrize(
    ("text", "which", "where"),
    [
        ("{{ lead }}", 0, "Paragraph 3,"),
        ("{{ row.number }}. {{ row.objective }}", 0, "Table 1, row 3, column 1,"),
        ("{{ row.measure }}", 0, "Table 1, row 3, column 2,"),
        ("{{ row.who }}", 0, "Table 1, row 3, column 3,"),
        ("{{ line }}", 0, "Paragraph 52,"),
        ("{{ line }}", -1, "Paragraph 109,"),
        ("{{ heading.status }}", 0, "Paragraph 67,"),
        ("{{ row.text }}", 0, "Table 2, row 3, column 2,"),
    ],
)
def test_p2_a_paragraph_that_is_one_field_is_named_rightly(text: str, which: int, where: str) -> None:
    found = [one for one in whitened(text, which).findings if one.key == "pale-text"]
    assert found and all(one.place.words.startswith(where) for one in found), found


def test_p2_a_field_with_a_heading_too_deep_is_named_rightly() -> None:
    document = shipped()
    next(one for one in document.paragraphs if one.text == "{{ lead }}").style = document.styles["Heading 3"]
    found = [one for one in checked(saved(document)).findings if one.key == "heading-skipped"]
    assert [one.place.paragraph for one in found] == [3]


def test_p2_what_the_pdf_cannot_carry_is_named_rightly_beside_a_field() -> None:
    document, other = shipped(), blank_word()
    made.drawn_shape(other)
    last = next(one for one in document.paragraphs if one.text == "{{ jobcentre_note }}")
    last._p.append(other.paragraphs[-1].runs[-1]._r)
    found = [one for one in checked(saved(document)).findings if one.key == "not-carried"]
    assert [one.place.paragraph for one in found] == [112]


def test_b1_a_name_that_only_the_later_pages_bear_is_said_to_stand_there() -> None:
    """JFS 1.38: what is told of the name is true wherever it stands."""
    document = shipped()
    document.paragraphs[0].clear().add_run("From {{ provider }}")
    document.sections[0].footer.paragraphs[0].text = "Job Finding Support"
    (found,) = [one for one in checked(saved(document)).findings if one.paragraph == "JFS 1.38"]
    assert found.key == "name-missing" and "only at the head of the pages after the first" in found.text
    assert found.place.words.startswith("Header, paragraph 1, near ‘Job Finding Support, delivered")


def test_b1_a_name_in_small_letters_at_the_head_of_the_page_is_not_nowhere() -> None:
    document = made.jfap()
    made.instead(made.NAME_LINE, "Our plan")(document)
    document.sections[0].header.paragraphs[0].add_run(made.NAME_LINE).font.size = Pt(8)
    (found,) = [one for one in checked(saved(document)).findings if one.paragraph == "JFS 1.38"]
    assert "is not prominent" in found.text and found.place.words.startswith("Header, paragraph 1")


def test_p2_the_sample_itself_bears_no_mark_of_the_check() -> None:
    seen = checked(saved(shipped()))
    body = docx.Document(io.BytesIO(seen.sample)).element
    assert all("source" not in one.attrib for one in body.iter(qn("w:p")))
