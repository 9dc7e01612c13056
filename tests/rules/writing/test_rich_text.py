"""Text with a little form survives as text (P5, P11, V1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.writing.rich_text import (
    Line,
    LineKind,
    Span,
    address,
    parse,
    plain,
    tidy,
    words,
    write,
)

ODD = st.text(alphabet="a bŵé*-[]()1.2\\\u2060", max_size=12)
ANY = st.text(max_size=40)
LINKS = st.sampled_from(["", "https://www.gov.uk/jobs", "mailto:gwen@example.org", "javascript:alert(1)"])
SPANS = st.builds(Span, ODD | ANY, st.booleans(), LINKS)
LINES = st.lists(
    st.builds(Line, st.lists(SPANS, max_size=4).map(tuple), st.sampled_from(LineKind)), min_size=1
)


@given(LINES)
def test_what_is_written_is_read_back(lines: list[Line]) -> None:
    assert parse(write(lines)) == tuple(map(tidy, lines))


@given(ODD | ANY)
def test_reading_twice_changes_nothing_more(text: str) -> None:
    once = write(parse(text))
    assert write(parse(once)) == once
    assert parse(once) == parse(text)


@given(
    st.text(
        alphabet=st.characters(exclude_characters="*[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\u2060"), max_size=60
    )
)
def test_an_old_plain_text_stays_to_the_letter(text: str) -> None:
    assert write(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "5 ** 3 and \\\\server\\share",
        "2. not a list",
        "[see file](C:\\x)",
        "3 * 4 * 5",
        "* star",
        "a **b",
        "1.5 hours",
    ],
)
def test_signs_that_are_no_marks_stay(text: str) -> None:
    assert write(parse(text)) == text
    spans = [span for line in parse(text) for span in line.spans]
    assert not any(span.bold or span.link for span in spans)
    assert {line.kind for line in parse(text)} == {LineKind.PLAIN}


def test_the_marks() -> None:
    text = (
        "Ring **Tesco** today\n- CV\n- [Find a job](https://www.gov.uk/jobs)\n1. Read\n2. Apply\n4. not one"
    )
    lines = parse(text)
    assert [line.kind.value for line in lines] == ["plain", "bullet", "bullet", "number", "number", "plain"]
    assert lines[0].spans == (Span("Ring "), Span("Tesco", True), Span(" today"))
    assert lines[2].spans == (Span("Find a job", False, "https://www.gov.uk/jobs"),)
    assert write(lines) == text
    assert plain(text).splitlines()[:3] == [
        "Ring Tesco today",
        "- CV",
        "- Find a job (https://www.gov.uk/jobs)",
    ]
    assert "https" not in words(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.gov.uk", "https://www.gov.uk"),
        ("gwen@example.org", "mailto:gwen@example.org"),
        ("https://a.org/b(c)", "https://a.org/b%28c%29"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_are_links(typed: str, kept: str) -> None:
    assert address(typed) == kept
