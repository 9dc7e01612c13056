"""What counts as a reason wherever one is asked for (JFS 7.04)."""

from __future__ import annotations

import pytest

from jfs_desktop.rules.programme.questions import AnswerKind, Question, all_unanswered
from jfs_desktop.rules.writing.reasons import says_why


@pytest.mark.parametrize(
    "text", ["Ill", "In A&E", "IT fault", "Yn sâl", "PRaP was down", "No, she was away", "ok, the line broke"]
)
def test_words_that_tell_something_are_a_reason(text: str) -> None:
    assert says_why(text)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "ok", "OK.", "Okay!", "yes", "n/a", "N.A.", "-", "...", "x", "xxxx", "123", "none", "ok ok"],
)
def test_a_sign_of_assent_or_a_filler_is_no_reason(text: str) -> None:
    assert not says_why(text)


def test_a_question_for_a_reason_takes_none_of_these() -> None:
    """C4, T10, V3, X13: the profile says which of its questions ask why."""
    why = Question("telephone_reason", "Why not online", AnswerKind.TEXT, required=True, why=True)
    (asked,) = all_unanswered([why], {"telephone_reason": "ok"}, {})
    assert (asked.key, asked.text) == ("telephone_reason", "This says nothing yet: give the reason in words.")
    assert not all_unanswered([why], {"telephone_reason": "No camera"}, {})
