"""What a reply to the survey says is proposed, never guessed where two things stand against one another
(Q7, JFS 7.44)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.replies.survey_reply import ReplyForm, read

NAMES = {
    "very_satisfied": ("Very satisfied", "Bodlon iawn"),
    "fairly_satisfied": ("Fairly satisfied", "Eithaf bodlon"),
    "fairly_dissatisfied": ("Fairly dissatisfied", "Eithaf anfodlon"),
    "very_dissatisfied": ("Very dissatisfied", "Anfodlon iawn"),
}
FORM = ReplyForm(
    "How satisfied are you with the programme?",
    tuple(english for english, _ in NAMES.values()),
    "Please can you tell us more about why?",
)
SENT = f"Dear Priya\n\nWe would like to know how it was for you.\n\n{FORM.text}With best wishes\n\nRosa Khan"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def filled(name: str, mark: str, why: str) -> str:
    return SENT.replace(f"[ ] {name}", f"[{mark}] {name}").replace(
        FORM.follow_up, f"{FORM.follow_up}\n\n{why}"
    )


@given(st.sampled_from(sorted(NAMES)), st.sampled_from(["x", "X", " x ", "✓", "*", "yes"]), st.booleans())
def test_q7_a_marked_box_is_the_answer_in_any_mail_program(key: str, mark: str, quotes: bool) -> None:
    why = "My adviser rang every week and the CV got me two interviews."
    text = filled(NAMES[key][0], mark, why)
    found = read(quoted(text) if quotes else text, NAMES, SENT)
    assert (found.answer, found.why, found.doubt) == (key, why, "")


def test_q7_words_above_the_quoted_form_are_taken_with_a_doubt() -> None:
    text = "Fairly satisfied. It was too short.\n\nOn Fri, 4 Jun 2021, Rosa Khan wrote:\n" + quoted(SENT)
    found = read(text, NAMES, SENT)
    assert (found.answer, found.why) == ("fairly_satisfied", "Fairly satisfied. It was too short.")
    assert "No box is marked" in found.doubt


@pytest.mark.parametrize(
    "text", ["Very satisfied", "VERY SATISFIED!!!", "Bodlon iawn", "I did not mind.\n\nVery satisfied."]
)
def test_q7_the_answer_alone_above_the_form_is_theirs(text: str) -> None:
    """The commonest reply of all: its words stand in the form too, but with a box each."""
    found = read(f"{text}\n\n{quoted(SENT)}", NAMES, SENT)
    assert (found.answer, found.why) == ("very_satisfied", text)
    assert "No box is marked" in found.doubt


def test_q7_welsh_answers_are_read_too() -> None:
    assert read("[x] Eithaf anfodlon\n\nRhy fyr.", NAMES).answer == "fairly_dissatisfied"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks",
        "I was not very satisfied",
        "I am not at all very satisfied",
        "I can't say that I was very satisfied",
        "Very satisfied? Hardly.",
        "Far from fairly satisfied",
        "I would have been very satisfied if somebody had rung me.",
        "I wish I could say very satisfied",
        "I nearly put very satisfied",
        "My friend was very satisfied",
        "Very satisfied until Rosa left",
        "Very satisfied it was not",
        "\n".join(FORM.answers),
        "Very satisfied with Rosa, very dissatisfied with the Jobcentre",
        quoted(SENT),
        "[x] Very satisfied\n[x] Fairly satisfied",
        "",
    ],
)
def test_q7_what_is_not_clear_is_no_answer(text: str) -> None:
    found = read(text, NAMES, SENT)
    assert found.answer == "" and found.doubt


@pytest.mark.parametrize("key", sorted(NAMES))
def test_q7_the_only_answer_left_in_the_form_is_proposed_with_a_doubt(key: str) -> None:
    """Whoever deletes the others has answered too; a form cut off by a mail program has not."""
    others = [name for name in FORM.answers if name != NAMES[key][0]]
    kept = "\n".join(line for line in SENT.split("\n") if line.removeprefix("[ ] ") not in others)
    for text in (kept, quoted(kept), f"They rang every week.\n\n{quoted(kept)}"):
        found = read(text, NAMES, SENT)
        assert found.answer == key and "alone is left" in found.doubt
    denied = read(f"I was not {NAMES[key][0].lower()}, {others[0].lower()}.\n{kept}", NAMES, SENT)
    cut_off = read(quoted(kept[: kept.index(FORM.follow_up)]), NAMES, SENT)
    assert (denied.answer, cut_off.answer) == ("", "")


@pytest.mark.parametrize(
    "text", ["Hi Rosa, I was very satisfied, thanks.", "Overall I would say very satisfied with it all."]
)
def test_q7_an_answer_in_a_plain_sentence_is_theirs(text: str) -> None:
    assert read(text, NAMES, SENT).answer == "very_satisfied"


def test_dissatisfied_is_never_read_as_satisfied() -> None:
    assert read("Very dissatisfied, nobody rang.", NAMES).answer == "very_dissatisfied"


@given(st.text(max_size=400))
def test_nothing_that_a_stranger_writes_stops_the_reading(text: str) -> None:
    assert read(text, NAMES, SENT).answer in {"", *NAMES}
