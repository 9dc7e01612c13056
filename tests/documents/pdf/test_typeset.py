"""The PDF as independent readers see it: tagged, titled, in order, with every word as it is (PDF/UA-1)."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdf
import pytest
import typst

from jfs_desktop.documents.page import walked
from jfs_desktop.documents.pdf.typeset import _compiler, pdf_of_word, typeset
from jfs_desktop.paths import resource
from tests.documents import made_pages, made_pictures
from tests.documents import made_word as made
from tests.documents.blank_word import blank_word
from tests.documents.made_pages import HOSTILE, MADE_AT, NAMES
from tests.documents.pdf_tags import tags


@pytest.fixture(scope="module")
def letter() -> bytes:
    return pdf_of_word(made_pages.everything(), MADE_AT).content


def pages(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def as_one(text: str) -> str:
    return " ".join(text.split())


def test_the_file_says_that_it_is_tagged_and_what_it_is(letter: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(letter))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", root["/Metadata"].get_data())
    facts = reader.metadata
    assert facts is not None
    assert (facts.title, facts.author) == ("A letter about Job Finding Support", "Northgate Skills")
    assert facts.creation_date == MADE_AT


def test_headings_come_in_order_and_lists_are_lists(letter: bytes) -> None:
    found = [name for name, _ in tags(letter)]
    assert [name for name in found if name.startswith("/H")] == ["/H1", "/H2", "/H3", "/H2"]
    assert found.count("/LI") == found.count("/Lbl") == found.count("/LBody") == 5
    assert "/Link" in found


def test_the_header_rows_of_a_table_are_headers(letter: bytes) -> None:
    found = [name for name, _ in tags(letter)]
    assert found.count("/TH") == 5 and found.count("/TD") == 7 and found.count("/THead") == 1
    spans = [
        int(facts["/ColSpan"]) if "/ColSpan" in facts else -int(facts["/RowSpan"])
        for name, element in tags(letter)
        if name in ("/TH", "/TD")
        for facts in element["/A"]
        if "/ColSpan" in facts or "/RowSpan" in facts
    ]
    assert spans == [2, -3]


def test_a_picture_says_what_it_shows(letter: bytes) -> None:
    assert [element["/Alt"] for name, element in tags(letter) if name == "/Figure"] == [
        "A red and a blue field"
    ]


def test_a_decorative_picture_is_silent_and_one_without_words_is_named() -> None:
    drawn = walked.Picture(made_pictures.png(), walked.FileKind.PNG, 50, 30, decorative=True)
    bare = walked.Picture(made_pictures.png(), walked.FileKind.PNG, 50, 30)
    document = walked.Walked((walked.Paragraph((walked.Run("x"), drawn)), walked.Paragraph((bare,))))
    content = typeset(document, MADE_AT).content
    assert [element["/Alt"] for name, element in tags(content) if name == "/Figure"] == ["Picture"]


def test_no_empty_paragraph_stands_for_space(letter: bytes) -> None:
    empty = [name for name, element in tags(letter) if name in ("/P", "/H1", "/H2") and "/K" not in element]
    assert empty == []


def test_every_word_stands_in_the_order_of_the_word_file(letter: bytes) -> None:
    said = as_one(" ".join(pages(letter)))
    words = ["Dear Priya", "Ring the bakery", "ask for Siân", "Write to", "Print", "Take it"]
    words += ["In the middle", "r0c0", "r4c2", "Next page", "The end."]
    places = [said.index(one) for one in words]
    assert places == sorted(places)
    assert "Page 1 of 2" in pages(letter)[0] and "Page 2 of 2" in pages(letter)[1]


def test_names_of_many_languages_keep_every_letter(letter: bytes) -> None:
    """Welsh, Gaelic, Polish, Turkish, Romanian, Greek, Ukrainian: none falls to a box."""
    assert NAMES in as_one(pages(letter)[0])


def test_what_looks_like_markup_prints_as_it_is(letter: bytes) -> None:
    assert as_one(HOSTILE) in as_one(pages(letter)[0])
    assert "root:" not in pages(letter)[0]


@pytest.mark.parametrize("field", ["title", "author", "alt", "header"])
def test_markup_stays_text_wherever_it_stands(field: str) -> None:
    """In the properties, a description and the header too."""
    drawn = walked.Picture(
        made_pictures.png(), walked.FileKind.PNG, 50, 30, HOSTILE if field == "alt" else "A field"
    )
    head = (walked.Paragraph((walked.Run(HOSTILE),)),) if field == "header" else ()
    content = typeset(
        walked.Walked(
            (walked.Paragraph((walked.Run("Text"), drawn)),),
            walked.Sheet(header=head),
            title=HOSTILE if field == "title" else "A title",
            author=HOSTILE if field == "author" else "",
        ),
        MADE_AT,
    ).content
    facts = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert facts is not None
    told = {
        "title": facts.title,
        "author": facts.author,
        "alt": next(element["/Alt"] for name, element in tags(content) if name == "/Figure"),
        "header": as_one(pages(content)[0]),
    }
    assert HOSTILE in str(told[field])


def test_the_same_document_gives_the_same_bytes(letter: bytes) -> None:
    assert pdf_of_word(made_pages.everything(), MADE_AT).content == letter
    for trace in (b"/root", b"/home", b"python", b"liberation/"):
        assert trace not in letter


def test_levels_that_jump_are_put_in_order() -> None:
    given = [(2, "One"), (5, "Two"), (3, "Three"), (1, "Four")]
    blocks = tuple(walked.Paragraph((walked.Run(text),), level=level) for level, text in given)
    content = typeset(walked.Walked(blocks, title="Order"), MADE_AT).content
    assert [name for name, _ in tags(content) if name.startswith("/H")] == ["/H1", "/H2", "/H3", "/H1"]


def test_a_document_without_a_title_takes_its_first_heading() -> None:
    content = pdf_of_word(made.whole("Annwyl Siân,"), MADE_AT).content
    facts = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert facts is not None and facts.title


def test_a_sign_that_no_font_has_is_told_and_the_rest_is_printed() -> None:
    document = walked.Walked(
        (walked.Paragraph((walked.Run("Before \U0001e030\U000f0000\x00\ufeff after"),)),)
    )
    made_pages_ = typeset(document, MADE_AT)
    assert "Before" in pages(made_pages_.content)[0] and "after" in pages(made_pages_.content)[0]
    assert any("no font" in note.what for note in made_pages_.not_carried)


def test_a_table_over_three_pages_repeats_its_header() -> None:
    cell = walked.Cell((walked.Paragraph((walked.Run("word " * 30),)),))
    head = walked.Cell((walked.Paragraph((walked.Run("Heading of the column"),)),))
    rows = (walked.Row(((0, head),)), *(walked.Row(((0, cell),), whole=True) for _ in range(40)))
    document = walked.Walked((walked.Table((400.0,), rows, headers=1),), title="Long")
    said = pages(typeset(document, MADE_AT).content)
    assert len(said) >= 3 and all("Heading of the column" in page for page in said)


def test_what_hangs_and_what_stands_right_lies_where_word_puts_it() -> None:
    manner = walked.Manner(left=142.0, first=-132.0, tabs=(walked.Tab(400.0, "right"),))
    line = walked.Paragraph((walked.Run("Participant\tPriya\tend"),), manner)
    content = typeset(walked.Walked((line,), title="Tabs"), MADE_AT).content
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        words = {word["text"]: word for word in pdf.pages[0].extract_words()}
    assert words["Participant"]["x0"] == pytest.approx(72 + 10, abs=1)
    assert words["Priya"]["x0"] == pytest.approx(72 + 142, abs=1)
    assert words["end"]["x1"] == pytest.approx(72 + 400, abs=1)


@pytest.mark.parametrize(("stop", "ends"), [(451.3, 451.3), (451.0, 451.0), (468.0, 468.0), (540.0, 511.3)])
@pytest.mark.parametrize("dotted", [False, True])
def test_a_right_tab_ends_where_word_ends_it_at_the_margin_and_beyond(
    stop: float, ends: float, dotted: bool
) -> None:
    """P2: an American template has its right tab at 468 points, in the margin of A4."""
    tabs = walked.Manner(tabs=(walked.Tab(225.0, "center"), walked.Tab(stop, "right", dotted)))
    lines = walked.Paragraph((walked.Run("Name\tmid\tTo AV.\nNext\tmid\tof it"),), tabs)
    content = typeset(walked.Walked((lines,), title="Tabs"), MADE_AT).content
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        ends_at = {round(word["x1"] - 72, 2) for word in pdf.pages[0].extract_text_lines()}
    assert ends_at == {ends}


def test_a_right_tab_in_a_cell_stays_in_the_cell() -> None:
    line = walked.Paragraph((walked.Run("Name\tend"),), walked.Manner(tabs=(walked.Tab(250.0, "right"),)))
    cell = walked.Table((200.0,), (walked.Row(((0, walked.Cell((line,))),)),))
    content = typeset(walked.Walked((cell,), title="Tabs"), MADE_AT).content
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        (said,) = pdf.pages[0].extract_text_lines()
    assert said["x1"] == pytest.approx(72 + 200 - 5.4, abs=0.01)


def test_a_tab_in_a_list_leads_where_word_leads_it() -> None:
    """P2: of a provider's own template; in a list within a list as well."""
    right = (walked.Tab(300.0, "left"), walked.Tab(451.0, "right"))
    manner = walked.Manner(left=36.0, first=-18.0, tabs=right)
    below = walked.Manner(left=72.0, first=-18.0, tabs=right)
    one, two = walked.Run("Ring\tTesco\tFriday"), walked.Run("Write\tAsda\tMonday")
    items = (
        walked.Item("•", walked.Paragraph((one,), manner), 0, ordered=False),
        walked.Item("–", walked.Paragraph((two,), below), 1, ordered=False),
    )
    content = typeset(walked.Walked((walked.Listing(items),), title="Tabs"), MADE_AT).content
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        words = {word["text"]: word for word in pdf.pages[0].extract_words()}
    for first, middle, last in (("Ring", "Tesco", "Friday"), ("Write", "Asda", "Monday")):
        assert words[middle]["x0"] == pytest.approx(72 + 300, abs=1)
        assert words[last]["x1"] == pytest.approx(72 + 451, abs=1)
        assert words[first]["top"] == pytest.approx(words[last]["top"], abs=1)


def test_a_new_page_begins_where_word_begins_one_and_nowhere_else() -> None:
    """Before a paragraph, a list and a box, and not inside a cell or a header, where Word heeds none."""
    new = walked.Manner(new_page=True)
    boxed = walked.Manner(new_page=True, ground="#eeeeee")
    asked = (("One", new), ("Two", new), ("Three", boxed))
    said = [walked.Paragraph((walked.Run(text),), how) for text, how in asked]
    item = walked.Item("•", walked.Paragraph((walked.Run("Four"),), new), 0, ordered=False)
    cell = walked.Cell((walked.PageBreak(), walked.Paragraph((walked.Run("five"),), new)))
    table = walked.Table((200.0,), (walked.Row(((0, cell),)),))
    head = (walked.PageBreak(), walked.Paragraph((walked.Run("Head"),), new))
    blocks = (*said, walked.Listing((item,)), table)
    content = typeset(walked.Walked(blocks, walked.Sheet(header=head), title="New pages"), MADE_AT).content
    assert [as_one(page) for page in pages(content)] == [
        "Head One", "Head Two", "Head Three", "Head • Four five"
    ]  # fmt: skip


def test_the_typesetter_reads_nothing_but_the_shipped_layout() -> None:
    """Even markup, if ever any came in, would find no file of this computer below its root."""
    for path in ("/etc/passwd", "../fonts/OFL.txt", "../../pyproject.toml", "C:/Windows/win.ini"):
        with pytest.raises(typst.TypstError, match=r"not found|escape"):
            _compiler(False).compile({"main.typ": f'#read("{path}")'.encode()}, format="pdf")
    layout = resource("typeset", "document.typ").read_text("utf-8")
    assert re.findall(r'(?:json|read|image|import|include|plugin)\s*\(?\s*"[^"]*"', layout) == [
        'json("document.json"'
    ]
    assert "@preview" not in layout and "eval" not in layout


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells its memory there")
def test_a_batch_does_not_grow() -> None:
    """A hundred different documents after some to warm up (the measurement makes a thousand)."""

    def resident() -> int:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    def make(number: int) -> None:
        rows = tuple(
            walked.Paragraph((walked.Run(f"Row {number} {row} " + "word " * 30),)) for row in range(60)
        )
        assert typeset(walked.Walked(rows, title=f"Document {number}"), MADE_AT).content

    for number in range(40):
        make(number)
    before = resident()
    for number in range(40, 140):
        make(number)
    assert resident() - before < 20 * 1024


def test_a_word_of_one_letter_and_a_hyphen_is_not_broken() -> None:
    """'e-mail' and 'e-bost' stay on one line, wherever on it they come, and are read as they were written."""
    widths = range(20, 44)
    word = made.whole(*(f"{'long ' * width}drwy e-bost neu e-mail." for width in widths))
    said = "\n".join(pages(pdf_of_word(word, MADE_AT).content))
    assert (said.count("e-bost"), said.count("e-mail")) == (len(widths), len(widths))
    content = pdf_of_word(made.whole(f"e-{'m' * 3_000} end"), MADE_AT).content
    assert as_one("".join(pages(content))).endswith("end"), "a word that fills pages is broken as any other"


def test_v1_an_address_that_has_room_in_a_line_is_not_broken_in_two() -> None:
    """Wherever on the line it comes: neither behind 'www.' nor at a hyphen, which whoever copies it loses."""
    addresses = (
        "https://www.linkedin-wales.example.org/in/ann-marie-griffiths-2021",
        "www.linkedin.com/in/ann-marie-griffiths-carer-2021",
        "github.example.org/ann-marie/care-notes",
        "ann-marie.griffiths-jones@portfolio-wales.example.org",
    )
    widths = range(0, 19, 3)
    word = made.whole(*(f"{'long ' * width}at {one}, as told." for width in widths for one in addresses))
    said = "".join(pages(pdf_of_word(word, MADE_AT).content))
    assert [said.count(f"{one},") for one in addresses] == [len(widths)] * len(addresses)


def test_a_word_wider_than_its_column_goes_on_in_the_next_line_and_runs_through_nothing() -> None:
    """P2: an e-mail address beside a name, and a place of 58 letters; each letter has a place of its own."""
    mail, place = (
        "careers@northgateskills.org.uk",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    )
    document = blank_word()
    table = document.add_table(rows=2, cols=4)
    for at, words in enumerate((f"Write to {mail}", f"A reply from {place}", "Gwenllian", "4 June 2021")):
        table.cell(0, at).text = ("Objective", "Measure", "Who", "By")[at]
        table.cell(1, at).text = words
    document.add_paragraph(f"{place}{place} manager")
    held = io.BytesIO()
    document.save(held)
    with pdfplumber.open(io.BytesIO(pdf_of_word(held.getvalue(), MADE_AT).content)) as pdf:
        (page,) = pdf.pages
        letters = [one for one in page.chars if not one["text"].isspace()]
        lines = page.extract_text_lines()
    assert all(one["x0"] > 0 and one["x1"] < page.width - 30 for one in letters)
    for line in lines:
        own = sorted(line["chars"], key=lambda one: one["x0"])
        assert all(left["x1"] <= right["x0"] + 0.5 for left, right in pairwise(own)), line["text"]
    for column in ("careers@", "northgateskills."):
        assert any(column in line["text"] for line in lines), "parted after a sign"
    assert "\u200b" not in "".join(one["text"] for one in letters)
