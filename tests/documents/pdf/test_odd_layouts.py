"""Layouts that Word allows and that no careful person makes on purpose: each gets its pages, with every word
(P2: a provider's own template; P9)."""

from __future__ import annotations

import io

import pypdf
import pytest

from jfs_desktop.documents.page import walked
from jfs_desktop.documents.pdf.typeset import pdf_of_word, typeset
from tests.documents import made_word as made
from tests.documents.made_pages import MADE_AT
from tests.documents.pdf.test_typeset import as_one, pages, tags


def words_of(content: bytes) -> str:
    return as_one(" ".join(pages(content)))


@pytest.mark.parametrize("tabs", [(), (walked.Tab(451.3, "right"),), (walked.Tab(200.0, "center", True),)])
def test_p2_a_heading_with_a_tab_is_a_heading_with_its_words(tabs: tuple[walked.Tab, ...]) -> None:
    """'1.' and a tab before the words, or a date at the right edge beside them."""
    heading = walked.Paragraph((walked.Run("1.\tWhat we agreed \U000f0000"),), walked.Manner(tabs=tabs), 1)
    after = walked.Paragraph((walked.Run("The text."),))
    content = typeset(walked.Walked((heading, after), title="Plan"), MADE_AT).content
    assert [name for name, _ in tags(content) if name.startswith("/H")] == ["/H1"]
    (listed,) = pypdf.PdfReader(io.BytesIO(content)).outline
    assert isinstance(listed, pypdf.generic.Destination)
    assert listed.title is not None and listed.title.startswith("1. What we agreed")
    assert words_of(content).count("What we agreed") == 1


@pytest.mark.parametrize("inlines", [(walked.Run("  \t "),), (walked.PageNumber(walked.Number.PAGE),)])
def test_p2_a_heading_without_a_word_is_none(inlines: tuple[walked.Inline, ...]) -> None:
    blocks = (
        walked.Paragraph((walked.Run("Plan"),), level=1),
        walked.Paragraph(inlines, level=2),
        walked.Paragraph((walked.Run("Steps"),), level=2),
    )
    content = typeset(walked.Walked(blocks, title="Plan"), MADE_AT).content
    assert [name for name, _ in tags(content) if name.startswith("/H")] == ["/H1", "/H2"]


def test_p2_words_that_begin_beyond_the_page_leave_the_rest_of_it() -> None:
    far = walked.Paragraph((walked.Run(" far out"),), walked.Manner(left=1500.0))
    content = typeset(walked.Walked((walked.Paragraph((walked.Run("Here"),)), far), title="Far"), MADE_AT)
    assert "Here" in words_of(content.content)


LINK = walked.Run("www.northgate.example", link="https://www.northgate.example")


def in_table(*paragraphs: walked.Paragraph) -> walked.Table:
    rows = (walked.Row(((0, walked.Cell((one,))),)) for one in paragraphs)
    return walked.Table((200.0,), tuple(rows), headers=1)


@pytest.mark.parametrize(
    "block",
    [
        walked.Paragraph((LINK,), level=2),
        in_table(walked.Paragraph((LINK,), level=2)),
        walked.Listing((walked.Item("•", walked.Paragraph((LINK,)), 0, ordered=False),)),
    ],
)
def test_p2_a_letterhead_with_an_address_of_the_web_is_printed_without_its_link(block: walked.Block) -> None:
    """As a table in the header of most letterheads has it: what every page repeats is not clicked on."""
    text = walked.Paragraph((walked.Run("Dear Priya,"),), level=1)
    sheet = walked.Sheet(header=(block,), footer=(block,))
    content = typeset(walked.Walked((text,), sheet, title="Letter"), MADE_AT).content
    assert words_of(content).count("www.northgate.example") == 2
    assert [name for name, _ in tags(content) if name.startswith("/H")] == ["/H1"]
    assert not [name for name, _ in tags(content) if name == "/Link"]


def test_p2_a_link_in_a_row_that_every_page_repeats_is_words_and_elsewhere_a_link() -> None:
    long = walked.Paragraph((walked.Run("word " * 900),))
    blocks = (in_table(walked.Paragraph((LINK,)), long, long), walked.Paragraph((LINK,)))
    content = typeset(walked.Walked(blocks, title="Table"), MADE_AT).content
    assert words_of(content).count("www.northgate.example") == len(pages(content)) + 1 > 3
    assert len([name for name, _ in tags(content) if name == "/Link"]) == 1


@pytest.mark.parametrize(
    "run",
    [
        walked.Run("old", walked.Face(underline=True, struck=True)),
        walked.Run("old", walked.Face(struck=True), link="https://www.gov.uk"),
        walked.Run("old", language="x-none"),
        walked.Run("old\u00ad", language="i-klingon"),
    ],
)
def test_p2_words_as_word_may_mark_them_stand_on_the_page(run: walked.Run) -> None:
    """Struck out and underlined at once, or in no language ('x-none': 'do not check')."""
    hidden = walked.Run("\u00ad", link="https://www.gov.uk")
    line = walked.Paragraph((walked.Run("The "), run, hidden, walked.Run(" way")))
    content = typeset(walked.Walked((line,), title="Marks", language="x-none"), MADE_AT).content
    assert words_of(content).replace("\u00ad", "").split() == ["The", "old", "way"]


def table(*rows: str) -> bytes:
    grid = "<w:gridCol w:w='2000'/>" * 3
    return made.saying(f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>")


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(text: str, across: int = 1, joins: str = "") -> str:
    merge = {"": "", "from": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[joins]
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{made.paragraph(text)}</w:tc>'


@pytest.mark.parametrize(
    "rows",
    [
        (row(cell("One", 2, "from"), cell("Two")), row(cell("Three", 1, "on"), cell("Four"), cell("Five"))),
        (row(cell("One", 1, "from"), cell("Two", 2)), row(cell("Three", 2, "on"), cell("Four Five"))),
        (row(cell("One", 1, "on"), cell("Two", 2)), row(cell("Three Four", 1, "on"), cell("Five", 2))),
        (row(cell("One Two")), row(cell("Three", 1, "on"), cell("Four", 1, "on"), cell("Five"))),
    ],
)
def test_p2_cells_that_join_in_part_keep_every_word(rows: tuple[str, ...]) -> None:
    said = words_of(pdf_of_word(table(*rows), MADE_AT).content)
    assert all(word in said for word in ("One", "Two", "Three", "Four", "Five")), said


def test_p2_cells_that_join_as_word_joins_them_are_one() -> None:
    content = table(
        row(cell("One", 2, "from"), cell("Two")), row(cell("", 2, "on"), cell("Three")), row(cell("Four", 3))
    )
    assert words_of(pdf_of_word(content, MADE_AT).content).split() == ["One", "Two", "Three", "Four"]
