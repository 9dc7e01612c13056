"""What Word would hide or cut of a template is told, and the pages never show what the Word file does not
(P2, P9: what leaves is what the screen showed)."""

from __future__ import annotations

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from jfs_desktop.documents.marks.template_findings import Severity
from jfs_desktop.documents.page.walked import ROW_CUT
from jfs_desktop.documents.walk.walker import walk
from tests.documents import made_templates as made
from tests.documents.doctor.test_template_doctor import checked
from tests.documents.made_templates import saved


def ghostly(kind: WD_STYLE_TYPE) -> docx.document.Document:
    """A good plan whose last paragraph is hidden by a style that is based on another one."""
    document = made.jfap()
    base = document.styles.add_style("Ghost", kind)
    base.font.hidden = True
    style = document.styles.add_style("Ghost of a ghost", kind)
    style.base_style = base
    last = document.paragraphs[-1]
    if kind is WD_STYLE_TYPE.PARAGRAPH:
        last.style = style
    else:
        last.runs[0].style = style
    return document


@pytest.mark.parametrize("kind", [WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER])
def test_p2_text_that_a_style_hides_is_found_and_stands_on_no_page(kind: WD_STYLE_TYPE) -> None:
    """P8 as well: how to question the plan would be on the screen and not on the paper."""
    content = saved(ghostly(kind))
    seen = checked(content)
    (found,) = [one for one in seen.findings if one.key == "hidden-text"]
    assert "Tell your adviser what you would" in found.place.near and "leaves it out" in found.text
    assert [one.paragraph for one in seen.findings if one.key == "part-missing"] == ["JFS 4.08"]
    assert not any("Tell your adviser" in para.text for para in walk(seen.sample).paragraphs())


def test_p2_what_a_run_shows_although_its_style_hides_is_text_like_any() -> None:
    document = ghostly(WD_STYLE_TYPE.PARAGRAPH)
    document.paragraphs[-1].runs[0].font.hidden = False
    seen = checked(saved(document))
    assert not [one for one in seen.findings if one.key == "hidden-text"]
    assert any("Tell your adviser" in para.text for para in walk(seen.sample).paragraphs())


@pytest.mark.parametrize("rule", [WD_ROW_HEIGHT_RULE.EXACTLY, WD_ROW_HEIGHT_RULE.AT_LEAST])
def test_p2_a_row_of_fixed_height_is_told_with_its_place_and_so_is_what_word_cuts(
    rule: WD_ROW_HEIGHT_RULE,
) -> None:
    document = made.jfap()
    row = document.tables[0].rows[2]
    row.height, row.height_rule = Pt(10), rule
    seen = checked(saved(document))
    cut = rule is WD_ROW_HEIGHT_RULE.EXACTLY
    assert [(one.key, one.severity) for one in seen.findings] == [("fixed-row", "advice")] * cut
    assert all(one.place.words.startswith("Table 1, row 3, column 1") for one in seen.findings)
    assert {note.what for note in walk(seen.sample).not_carried} == ({ROW_CUT} if cut else set())


LOOKS = {
    '<w:spacing w:val="-60"/>': "letters set closer together",
    '<w:w w:val="33"/>': "letters squeezed",
    '<w:position w:val="40"/>': "letters raised",
    '<w:spacing w:val="4"/><w:w w:val="100"/>': "",
}


@pytest.mark.parametrize("look", LOOKS)
def test_p2_letters_that_the_pdf_sets_otherwise_than_word_are_told(look: str) -> None:
    """Each construct that does not come through is named (DESIGN 6)."""
    document = made.jfap()
    last = document.paragraphs[-1]
    last.runs[0]._r.get_or_add_rPr().extend(parse_xml(f"<w:rPr {nsdecls('w')}>{look}</w:rPr>"))
    seen = checked(saved(document))
    told = LOOKS[look]
    assert [one.key for one in seen.findings] == ["not-carried"] * bool(told)
    assert all(told in one.text and "Tell your adviser" in one.place.near for one in seen.findings)


@pytest.mark.parametrize("left", [-31, -20])
def test_p2_words_at_the_edge_of_the_paper_are_told(left: int) -> None:
    """They must come out of one black-and-white printer: few print the last 4 mm. And no colour of a page."""
    document = made.jfap()
    document.paragraphs[-1].paragraph_format.left_indent = Mm(left)
    document.element.insert(0, parse_xml(f'<w:background {nsdecls("w")} w:color="FF0000"/>'))
    found = {one.key: one for one in checked(saved(document)).findings}
    assert found.keys() == {"not-carried"} | ({"at-edge"} if left == -31 else set())
    assert "a colour of the page" in found["not-carried"].text
    if left == -31:
        assert found["at-edge"].place.paragraph == 43 and found["at-edge"].severity is Severity.ADVICE
