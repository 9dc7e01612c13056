"""Signs for which the computer has no font: a box and a word about it, and never a document without pages
(P9: the one way to paper holds for whatever somebody writes)."""

from __future__ import annotations

import json

import pytest
import typst

from jfs_desktop.documents.page import walked
from jfs_desktop.documents.page.page_words import parted
from jfs_desktop.documents.page.signs import signs
from jfs_desktop.documents.pdf.typeset import typeset
from jfs_desktop.documents.pdf.unshown import STAND_IN, named_in, replaced
from tests.documents.made_pages import MADE_AT
from tests.documents.pdf.test_typeset import pages

COOK = "\U0001f468\u200d\U0001f373"
KEYCAP = "1\ufe0f\u20e3"
BUILT = {
    "a cook": COOK,
    "a thumb of a colour": "\U0001f44d\U0001f3fd",
    "a head of hair": "\U0001f469\U0001f3fd\u200d\U0001f9b1",
    "the key of a telephone": KEYCAP,
    "another key": "#\ufe0f\u20e3",
    "a letter in a circle": "a\u20dd",
    "a letter with a rare accent": "e\u1ab0",
    "a quotation mark in a circle": '"\u20dd',
    "a flag": "\U0001f1ec\U0001f1e7",
    "Tamil": "வணக்கம்",
    "Thai": "สวัสดี",
    "Bengali": "নমস্কার",
    "a sign without a name": "\U000f0000",
}


def set_out(text: str) -> tuple[str, list[str]]:
    """What stands on the page, and what is told of it."""
    made = typeset(walked.Walked((walked.Paragraph((walked.Run(text),)),), title="Signs"), MADE_AT)
    return pages(made.content)[0], [note.what for note in made.not_carried]


@pytest.mark.parametrize("name", BUILT)
def test_p9_a_sign_that_no_font_has_leaves_everything_else_on_the_page(name: str) -> None:
    said, told = set_out(f'Ring 1 agency, "ABC" #3, a bee {BUILT[name]} end')
    assert 'Ring 1 agency, "ABC" #3, a bee' in said and said.rstrip().endswith("end")
    assert (STAND_IN in said) is any("no font" in what for what in told)
    assert len([what for what in told if "no font" in what]) == len(set(told))


def test_p9_a_page_of_a_script_without_a_font_is_set() -> None:
    letters = "".join(map(chr, range(0x1200, 0x1260)))
    said, told = set_out(f"Before {letters} after")
    assert said.startswith("Before") and said.rstrip().endswith("after")
    assert len(told) == said.count(STAND_IN)


def complained(text: str) -> frozenset[str]:
    """What the typesetter itself says of a text that has the shipped fonts alone."""
    compiler = typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))
    files = {"main.typ": b'#set document(title: "x")\n#json("t.json")', "t.json": json.dumps(text).encode()}
    with pytest.raises(typst.TypstError) as caught:
        compiler.compile(files, format="pdf", pdf_standards=["ua-1"])  # type: ignore[type-var]
    return named_in(caught.value.diagnostic)


def test_every_point_that_the_typesetter_names_is_read_as_it_is() -> None:
    assert complained(f"{COOK} x") >= set(COOK)
    assert complained('"\u20dd x') == {'"', "\u20dd"}
    assert complained("\\\u20dd x") == {"\\", "\u20dd"}
    assert named_in("error: expected a colon") == frozenset()


def test_a_plain_sign_that_is_part_of_a_built_one_stays_where_it_stands_alone() -> None:
    values = {"font": "1", "blocks": [{"text": f"{KEYCAP} 1 12", "kind": "run"}, {"marker": "1."}], "at": 1}
    assert replaced(values, frozenset(KEYCAP)) == [KEYCAP]
    assert values == {
        "font": "1",
        "blocks": [{"text": "□ 1 12", "kind": "run"}, {"marker": "1."}],
        "at": 1,
    }


def test_what_only_part_of_a_sign_lacks_is_replaced_as_a_whole_and_then_nothing_is_left_to_replace() -> None:
    values = {"text": "e\u1ab0 e", "marker": STAND_IN}
    assert replaced(values, frozenset({"\u1ab0"})) == ["e\u1ab0"]
    assert values["text"] == "□ e"
    assert replaced(values, frozenset({STAND_IN, "\u1ab0"})) == []


def test_signs_are_what_a_reader_counts() -> None:
    assert signs(f"a{COOK}e\u0301 ŵ") == ["a", COOK, "e\u0301", " ", "ŵ"]
    assert signs("\U0001f1ec\U0001f1e7\U0001f1ec\U0001f1e7") == ["\U0001f1ec\U0001f1e7"] * 2
    assert signs("क्\u200dष") == ["क्\u200d", "ष"]


def test_a_word_that_is_too_wide_is_never_parted_inside_a_sign() -> None:
    word = "e\u0301" * 30
    assert set(parted(word, walked.Face(), 40.0)) == {"e\u0301"}
