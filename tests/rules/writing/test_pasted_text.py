"""Text from Word and from the web: only words, bold, lists and links come in."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.writing.pasted_text import MOST, of_html, of_text
from jfs_desktop.rules.writing.rich_text import parse, tidy, write

WORD = (Path(__file__).resolve().parents[2] / "example_files" / "pasted" / "word.html").read_text("utf-8")


def test_a_piece_of_word() -> None:
    pasted = of_html(WORD)
    assert write(pasted.lines) == (
        "**Further support**\n"
        "Gwenllian ŵyr rang the [Find a job](https://www.gov.uk/find-a-job) service.\n"
        "- Budgeting **course**\n"
        "1. Read the form\n"
        "Monday | 10am"
    )
    assert pasted.told == "Pictures were left out. A table became lines."


def test_a_page_of_the_web() -> None:
    page = (
        "<b style='font-weight:normal' id='docs-internal-guid'><h2>Shifts</h2><p>Early<br>Late</p>"
        "<ul><li>Mon<ul><li>am</li></ul></li><li><span style='font-weight:700'>Tue</span></li></ul>"
        "<ol><li>one</li><li>two</li></ol><p style='color:red;font-family:Comic Sans MS'>Red</p></b>"
    )
    pasted = of_html(page)
    assert write(pasted.lines) == "**Shifts**\nEarly\nLate\n- Mon\n- am\n- **Tue**\n1. one\n2. two\nRed"
    assert pasted.told == "Lists within lists became one list."


def test_the_bold_of_word_is_told_from_its_bold_for_other_scripts() -> None:
    """Word writes 'mso-bidi-font-weight' beside most of its bold, with the opposite of it."""
    page = (
        "<p>You will <b style='mso-bidi-font-weight:normal'>call</b> now "
        "<span style='mso-bidi-font-weight:bold'>about it</span></p>"
    )
    assert write(of_html(page).lines) == "You will **call** now about it"


def test_items_of_a_list_that_hold_paragraphs_stay_items() -> None:
    """As Google Docs, LibreOffice and Word for the web write them."""
    page = (
        "<ul><li>\n<p>Ring <b>three</b> agencies</p><p>by noon</p></li><li></li></ul>"
        "<ol><li><div><p>First</p></div></li></ol><p>After</p>"
    )
    assert write(of_html(page).lines) == "- Ring **three** agencies\nby noon\n1. First\nAfter"


def test_what_a_colleague_commented_in_word_is_left_out_and_said() -> None:
    """The words that the comment is about stay; its mark and its text go to nobody."""
    pasted = of_html(
        "<p class=MsoNormal>She <a style='mso-comment-reference:JB_1'>worked in a"
        " <b>kitchen</b></a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if"
        " !supportAnnotations]><a class=msocomanchor id='_anchor_1' href='#_msocom_1'>[JB1]"
        "</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span> in Leeds.</p>"
        "<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff><![endif]>"
        "<div style='mso-element: comment'><div id='_com_1' class=msocomtxt><a name='_msocom_1'></a>"
        "<p class=MsoCommentText><a href='#_msoanchor_1' class=msocomoff>[JB1]</a>She was sacked, do not"
        " mention</p></div></div></div>"
    )
    assert write(pasted.lines) == "She worked in a **kitchen** in Leeds."
    assert pasted.told == "Comments were left out."


def test_comments_without_their_frame_and_words_about_comments() -> None:
    pasted = of_html("<p class='MsoNormal'>Comment: late</p><p class='MsoCommentText x'>She was sacked</p>")
    assert (write(pasted.lines), pasted.told) == ("Comment: late", "Comments were left out.")


def test_a_word_comes_in_without_the_places_where_a_page_may_part_it() -> None:
    parted = "seven\xadeight six\u200bseven \ufeffnine\u2060ten"
    whole = "seveneight sixseven nineten"
    assert write(of_html(f"<p>{parted} ele&shy;ven twe&#8203;lve</p>").lines) == f"{whole} eleven twelve"
    assert write(of_text(parted).lines) == whole
    kept = "می\u200cخواهم \U0001f468\u200d\U0001f373"
    assert write(of_html(f"<p>{kept}</p>").lines) == kept


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<script>alert(1)</script>hello", "hello"),
        ("<a href='javascript:alert(1)'>press</a>", "press"),
        ("<a href='file:///etc/passwd'>press</a>", "press"),
        ("<img src=x onerror=alert(1)>hi", "hi"),
        ("<iframe src='http://evil.example'></iframe>hi", "hi"),
        ("<style>@import 'http://evil.example'</style>hi", "hi"),
        ("<p style='display:none'>hidden</p>seen", "seen"),
        ("<![if lt IE 9]><p>x</p><![endif]><![CDATA[ y ]]>", "x"),
        ("<p>**no** [x](y)", "**no** [x](y)"),
        ("<p>a</p><!--[if gte mso 9]><xml>o</xml><![endif]--><p>b</p>", "a\nb"),
        ("<!--[if mso]>I have received both<![endif]-->b", "b"),
        ("<!--[if !mso]><!-->seen<!--<![endif]-->", "seen"),
        ("a<![endif]-->", "a"),
        ("a<!-->b<!-- c --!>d<!-- never closed", "abd"),
    ],
)
def test_nothing_hostile_comes_in(html: str, kept: str) -> None:
    lines = of_html(html).lines
    assert "\n".join(line.text for line in lines) == kept
    assert parse(write(lines)) == lines
    assert not any(span.link for line in lines for span in line.spans)


def test_a_bomb_of_tags_is_read_in_a_moment() -> None:
    begun = time.process_time()
    pasted = of_html("<div><b>" * 100_000 + "x")
    assert time.process_time() - begun < 5
    assert "too long" in pasted.told
    assert len("<div><b>" * 100_000) > MOST


def test_many_open_comments_are_read_in_a_moment() -> None:
    begun = time.process_time()
    assert of_html("a" + "<!-- <![" * 50_000).lines[0].text == "a"
    assert time.process_time() - begun < 1


@given(st.text(alphabet="<>/abp liuo!-[]=\"'&;#1.\n*", max_size=80))
def test_any_letters_are_read(html: str) -> None:
    lines = of_html(html).lines
    assert all(tidy(line) == line for line in lines)


def test_typed_bullets_become_bullets() -> None:
    assert write(of_text("Needs:\r\n• CV\r\n– ID").lines) == "Needs:\n- CV\n- ID"


def test_words_that_were_struck_out_do_not_come_back() -> None:
    """What somebody deleted in Word, or struck out, is no part of the plan; it is said."""
    html = (
        "<p>Ring <s>old</s> <span style='text-decoration:line-through'>older</span> agency</p>"
        "<p><del>deleted</del><ins>inserted</ins></p>"
        "<p style='mso-list:l0 level2 lfo1'>Second level</p>"
    )
    pasted = of_html(html)
    assert [line.text.split() for line in pasted.lines] == [
        ["Ring", "agency"],
        ["inserted"],
        ["Second", "level"],
    ]
    assert "struck out" in pasted.told and "Lists within lists" in pasted.told
