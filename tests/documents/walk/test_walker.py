"""The walk over a Word document: everything is carried or named, and nothing is dropped in silence."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.shared import Pt
from lxml import etree

from jfs_desktop.documents.page import walked
from jfs_desktop.documents.page.walked import Listing, Paragraph, Run, Table, Walked, paragraphs_of
from jfs_desktop.documents.papers.plan import template
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.walk.word_numbers import Numbers
from jfs_desktop.paths import resource
from tests.documents import made_pages
from tests.documents import made_word as made
from tests.documents.blank_word import blank_word

W = f"{{{made.W}}}"


def everything_said(document: Walked) -> str:
    """All text of body, header and footer as one, the page numbers as the sign that Word left."""
    sheet = document.sheet
    parts = (document.blocks, sheet.header, sheet.footer, sheet.first_header, sheet.first_footer)
    return "\n".join(paragraph.text for part in parts for paragraph in paragraphs_of(part))


def words_of_word(content: bytes) -> list[str]:
    """Each w:t of body, headers and footers, read by the standard library alone."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in package.namelist():
            if part.startswith(("word/document", "word/header", "word/footer")) and part.endswith(".xml"):
                found += [text.text or "" for text in etree.fromstring(package.read(part)).iter(W + "t")]
    return found


@pytest.mark.parametrize(
    "content", [made_pages.everything(), resource("documents", "jfap.docx").read_bytes()]
)
def test_every_word_of_the_file_stands_in_the_walk(content: bytes) -> None:
    said = everything_said(walk(content))
    missing = [text for text in words_of_word(content) if text.strip() and text not in said]
    # The numbers of pages are the page's own: what Word last wrote there is not text.
    assert set(missing) <= {"99", "1"}


def test_the_plan_s_template_is_carried_whole() -> None:
    walk_of_it = walk(resource("documents", "jfap.docx").read_bytes())
    assert walk_of_it.not_carried == ()
    assert template().name == "jfap.docx"


@pytest.fixture(scope="module")
def whole() -> Walked:
    return walk(made_pages.everything())


def paragraph_saying(document: Walked, words: str) -> Paragraph:
    return next(one for one in document.paragraphs() if words in one.text)


def test_properties_and_headings(whole: Walked) -> None:
    assert (whole.title, whole.author) == ("A letter about Job Finding Support", "Northgate Skills")
    assert whole.language == "en-US"
    headings = [(one.level, one.text) for one in whole.paragraphs() if one.level]
    assert headings == [
        (1, "A letter about Job Finding Support"),
        (2, "What we agreed"),
        (3, "Names"),
        (2, "Next page"),
    ]


def test_faces_and_links(whole: Walked) -> None:
    runs = {one.text: one for one in paragraph_saying(whole, "Dear Priya").inlines if isinstance(one, Run)}
    assert runs["bold"].face.bold and runs["slanted"].face.italic and runs["underlined"].face.underline
    assert not runs["Dear Priya, this is "].face.bold
    assert runs["the guidance"].link == "https://www.gov.uk/job-finding"
    middle = paragraph_saying(whole, "In the middle")
    assert middle.manner.align is walked.Align.CENTRE and middle.text == "In the middle\nand below it"
    (run,) = middle.inlines
    assert isinstance(run, Run) and (run.face.size, run.face.colour) == (14.0, "#0b5f58")


def test_lists_bear_the_marks_that_word_prints(whole: Walked) -> None:
    items = [item for block in whole.blocks if isinstance(block, Listing) for item in block.items]
    assert [(item.marker, item.ordered, item.paragraph.text) for item in items] == [
        ("•", False, "Ring the bakery"),
        ("•", False, "ask for Siân"),
        ("•", False, "Write to the college"),
        ("1.", True, "Print the letter"),
        ("2.", True, "Take it there"),
    ]
    assert items[1].paragraph.manner.left > items[0].paragraph.manner.left


def test_a_table_keeps_header_rows_and_merged_cells(whole: Walked) -> None:
    (table,) = (block for block in whole.blocks if isinstance(block, Table))
    assert table.headers == 2 and len(table.widths) == 3
    shapes = [[(at, cell.across, cell.down) for at, cell in row.cells] for row in table.rows]
    assert shapes == [
        [(0, 1, 1), (1, 2, 1)],
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
        [(0, 1, 3), (1, 1, 1), (2, 1, 1)],
        [(1, 1, 1), (2, 1, 1)],
        [(1, 1, 1), (2, 1, 1)],
    ]
    first = table.rows[0].cells[0][1]
    assert first.ground == "#e4efed" and first.edges.top is not None and first.edges.left is not None


def test_tabs_pictures_breaks_and_page_numbers(whole: Walked) -> None:
    lined = paragraph_saying(whole, "Place:")
    assert [(round(tab.at), tab.align) for tab in lined.manner.tabs] == [(113, "left"), (425, "right")]
    pictures = [
        piece for one in whole.paragraphs() for piece in one.inlines if isinstance(piece, walked.Picture)
    ]
    assert [(one.alt, round(one.width)) for one in pictures] == [("A red and a blue field", 113)]
    assert any(isinstance(block, walked.PageBreak) for block in whole.blocks)
    (foot,) = paragraphs_of(whole.sheet.footer)
    numbers = [piece.which for piece in foot.inlines if isinstance(piece, walked.PageNumber)]
    assert numbers == [walked.Number.PAGE, walked.Number.PAGES] and foot.text == "Page  of "
    assert whole.not_carried == ()


RUN = "<w:r><w:t>{}</w:t></w:r>"
KEPT = RUN.format("kept")


def in_a_row(row: str, cell: str, text: str) -> str:
    return (
        f"<w:tbl><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid><w:tr><w:trPr>{row}</w:trPr>"
        f"<w:tc><w:tcPr>{cell}</w:tcPr>{made.paragraph(text)}</w:tc></w:tr></w:tbl>"
    )


NAMED = {
    "a tracked change that was put in": f"<w:p><w:ins>{KEPT}</w:ins></w:p>",
    "a tracked change that was taken out": (
        f"<w:p>{KEPT}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    ),
    "a comment": f"<w:p>{KEPT}<w:r><w:commentReference w:id='1'/></w:r></w:p>",
    "a box of text": (
        "<w:p><w:r><w:pict><w:txbxContent>" + made.paragraph("kept") + "</w:txbxContent></w:pict></w:r></w:p>"
    ),
    "hidden text": f"<w:p>{KEPT}<w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r></w:p>",
    "a table of contents": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{KEPT}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "columns": f"{made.paragraph('kept')}<w:sectPr><w:cols w:num='2'/></w:sectPr>",
    "a frame round the page": (
        f"{made.paragraph('kept')}<w:sectPr><w:pgBorders><w:top w:val='single'/></w:pgBorders></w:sectPr>"
    ),
    "a link to a place in the": f"<w:p><w:hyperlink w:anchor='x'>{KEPT}</w:hyperlink></w:p>",
    "a part of Word's that is unknown here ('novelty'": f"<w:p><w:novelty>{KEPT}</w:novelty></w:p>",
    "a part of Word's that is unknown here ('surprise'": f"<w:surprise>{made.paragraph('kept')}</w:surprise>",
    "a formula": (
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r>'
        "<m:t>kept</m:t></m:r></m:oMath></w:p>"
    ),
    "a first letter over several": (
        f"<w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='3'/></w:pPr>{KEPT}</w:p>"
    ),
    "a frame with a place of its own": (
        f"<w:p><w:pPr><w:framePr w:w='2000' w:x='100' w:y='100'/></w:pPr>{KEPT}</w:p>"
    ),
    "lines that are lower than": (
        f"<w:p><w:pPr><w:spacing w:line='40' w:lineRule='exact'/></w:pPr>{KEPT}</w:p>"
    ),
    "words that run upwards": in_a_row("", "<w:textDirection w:val='btLr'/>", "kept"),
    "a row of a fixed height": in_a_row("<w:trHeight w:val='200' w:hRule='exact'/>", "", "kept " * 20),
    "a sign of the font Webdings": (f"<w:p>{KEPT}<w:r><w:sym w:font='Webdings' w:char='F0D1'/></w:r></w:p>"),
}


@pytest.mark.parametrize("what", NAMED)
def test_what_is_not_carried_is_named_and_its_text_is_kept(what: str) -> None:
    document = walk(made.saying(NAMED[what]))
    assert any(note.what.startswith(what) for note in document.not_carried), document.not_carried
    said = everything_said(document)
    assert "kept" in said and "gone" not in said


@pytest.mark.parametrize(
    "written",
    [
        in_a_row("<w:trHeight w:val='200' w:hRule='atLeast'/>", "", "kept " * 20),
        in_a_row("<w:trHeight w:val='400' w:hRule='exact'/>", "<w:textDirection w:val='lrTb'/>", "kept"),
        f"<w:p><w:pPr><w:spacing w:line='240' w:lineRule='exact'/></w:pPr>{KEPT}</w:p>",
        f"<w:p><w:pPr><w:spacing w:line='40' w:lineRule='atLeast'/></w:pPr>{KEPT}</w:p>",
    ],
)
def test_what_is_carried_as_word_shows_it_is_not_told(written: str) -> None:
    assert walk(made.saying(written)).not_carried == ()


def test_lines_that_may_be_lower_than_their_letters_stand_as_high_as_any() -> None:
    low, any_ = (
        walk(made.saying(f"<w:p><w:pPr><w:spacing w:line='{line}'/></w:pPr>{KEPT}</w:p>")).blocks[0]
        for line in ("100' w:lineRule='atLeast", "240")
    )
    assert isinstance(low, walked.Paragraph) and isinstance(any_, walked.Paragraph)
    assert (low.manner.line, low.manner.exact) == (any_.manner.line, any_.manner.exact) == (1.0, False)


@pytest.mark.parametrize(
    ("font", "letters", "shown"),
    [
        ("Wingdings", "o þ", "□ ☑"),
        ("Wingdings 2", "R\uf0a3", "☑☐"),
        ("Symbol", "\u00b7", "•"),
        ("Arial", "o þ", "o þ"),
    ],
)
def test_letters_of_a_symbol_font_stand_as_the_signs_that_word_shows(
    font: str, letters: str, shown: str
) -> None:
    run = f"<w:r><w:rPr><w:rFonts w:ascii='{font}' w:hAnsi='{font}'/></w:rPr><w:t>{letters}</w:t></w:r>"
    document = walk(made.saying(f"<w:p>{run}<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r></w:p>"))
    assert document.blocks[0].text == f"{shown}□" and document.not_carried == ()


def test_the_text_around_is_told() -> None:
    document = walk(made.saying(f"<w:p>{RUN.format('Ring the bakery')}<w:novelty/></w:p>"))
    assert [note.near for note in document.not_carried] == ["Ring the bakery"]


def test_footnotes_stand_at_the_end_with_their_mark() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{made.W}"><w:footnote w:id="2">{made.paragraph("The small print")}'
        "</w:footnote></w:footnotes>"
    )
    parts = made.parts_of(
        made.saying(f"<w:p>{RUN.format('Text')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>")
    )
    document = walk(made.zipped({**parts, "word/footnotes.xml": notes.encode()}))
    assert [one.text for one in document.paragraphs()] == ["Text[2]", "[2] The small print"]
    assert document.not_carried[0].what.startswith("the place of a footnote")


def test_a_thing_written_in_two_ways_is_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<w:p><w:r><mc:AlternateContent {mc}><mc:Choice>{RUN.format('newer')}</mc:Choice>"
        f"<mc:Fallback>{RUN.format('older')}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert everything_said(walk(made.saying(both))).strip() == "newer"


def test_numbers_are_written_as_word_writes_them() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (start, form, text) in enumerate(
            [(1, "decimal", "%1."), (3, "lowerLetter", "%2)"), (9, "upperRoman", "%1.%2.%3")]
        )
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    listed = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="7"/>{again}</w:num>'
        for number, again in ((1, ""), (2, restart))
    )
    kind = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
    numbering = f'<w:numbering xmlns:w="{made.W}">{kind}{listed}</w:numbering>'
    numbers = Numbers(etree.fromstring(numbering))
    steps = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("2", 0), ("2", 0)]
    marks = [numbers.next(listed, depth) for listed, depth in steps]
    assert [mark.text for mark in marks if mark] == ["1.", "c)", "d)", "1.d.IX", "2.", "c)", "1.", "2."]
    assert numbers.next("99", 0) is None


def test_a_style_s_measures_reach_the_paragraph() -> None:
    document = blank_word()
    style = document.styles.add_style("Lead", 1)
    style.font.size, style.font.name = Pt(13), "Georgia"
    style.paragraph_format.space_after, style.paragraph_format.keep_with_next = Pt(9), True
    paragraph = document.add_paragraph("Lead", "Lead")
    paragraph.paragraph_format.left_indent = Pt(20)
    paragraph.paragraph_format.first_line_indent = Pt(-8)
    (found,) = walk(made_pages.saved(document)).paragraphs()
    assert (found.manner.after, found.manner.keep_next) == (9.0, True)
    assert (found.manner.left, found.manner.first) == (20.0, -8.0)
    (run,) = found.inlines
    assert isinstance(run, Run) and (run.face.size, run.face.font) == (13.0, "Georgia")


def test_nothing_of_a_person_stands_in_a_repr(whole: Walked) -> None:
    assert "Priya" not in repr(whole) and "Priya" not in repr(whole.blocks)
