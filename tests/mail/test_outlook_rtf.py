"""A message of Outlook whose text stands in compressed RTF alone is read too (I17, I18)."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.errors import BadInput
from jfs_desktop.mail import outlook_rtf
from jfs_desktop.mail.received import Received, read_message
from jfs_desktop.rules.replies.reply_voice import own_words
from tests.mail.made_msg import SENDER_ADDRESS, SENDER_NAME, SUBJECT, made_msg

RTF, SENDER_SMTP = 0x1009, 0x5D01
OF_THE_BOOK = {
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0": (
        "hello world"
    ),
    "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0": "WXYZWXYZWXYZWXYZWXYZ",
}
"""The two streams that Microsoft's description gives as examples."""
HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\generator Riched20;}\pard "
HTML = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag64 <html><body><p>}"
    rb"\htmlrtf {\f0 \htmlrtf0 I have received {\*\htmltag84 <s>}both{\*\htmltag92 </s>} one "
    rb"\htmlrtf }\htmlrtf0{\*\htmltag72 </p><blockquote>}\htmlrtf \par \htmlrtf0 Your papers"
    rb"{\*\htmltag80 </blockquote></body></html>}}"
)


def packed(rtf: bytes) -> bytes:
    """The stream with each byte as it is, which is one of the ways to write it."""
    body = b"".join(b"\0" + rtf[at : at + 8] for at in range(0, len(rtf), 8))
    return struct.pack("<II4sI", len(body) + 12, len(rtf), b"LZFu", 0) + body


def whole(rtf: bytes) -> bytes:
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf


def of_outlook(rtf: bytes, **more: str) -> Received:
    return read_message(made_msg({SUBJECT: "Re: plan", SENDER_NAME: "Rhys", RTF: rtf, **_numbered(more)}))


def _numbered(said: dict[str, str]) -> dict[int, str]:
    names = {"address": SENDER_ADDRESS, "smtp": SENDER_SMTP}
    return {names[name]: value for name, value in said.items()}


@pytest.mark.parametrize(("stream", "text"), OF_THE_BOOK.items())
def test_the_examples_of_the_description_are_read(stream: str, text: str) -> None:
    assert outlook_rtf.read(bytes.fromhex(stream)) == (text, False)


@pytest.mark.parametrize("form", [packed, whole])
def test_i17_the_words_are_read_and_nothing_that_is_hidden_or_struck_out(
    form: Callable[[bytes], bytes],
) -> None:
    said = (
        rb"Helo Si\'e2n,\par I have {\strike both}{\v not}{\deleted all} the pack \emdash  only \u373?\par "
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt Rhys}} \u-10179?\u-9138?}"
    )
    found = of_outlook(form(HEAD + said))
    assert found.text == "Helo Siân,\nI have  the pack — only ŵ\nRhys 👎"


def test_i17_html_within_it_is_read_as_html_and_what_it_quotes_is_marked() -> None:
    found = of_outlook(packed(HTML))
    assert "both" not in found.text, "it is struck out"
    assert own_words(found.text).split() == ["I", "have", "received", "one"]
    assert "> Your papers" in found.text


def test_i17_within_an_office_the_sender_is_known_by_the_address_on_the_internet() -> None:
    path = "/O=EXCHANGELABS/OU=OFFICE/CN=RECIPIENTS/CN=RHYS"
    found = of_outlook(packed(HEAD + b"Both received.}"), address=path, smtp="rhys@example.org")
    assert (found.from_name, found.from_address) == ("Rhys", "rhys@example.org")
    assert found.text == "Both received."


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        b"short",
        whole(HEAD).replace(b"MELA", b"ABCD"),
        packed(HEAD)[:16] + b"\xff\x00",
        whole(b"{" * 500),
    ],
)
def test_a_damaged_stream_is_refused(stream: bytes) -> None:
    with pytest.raises(ValueError):
        outlook_rtf.read(stream)
    if stream:
        with pytest.raises(BadInput, match="damaged"):
            of_outlook(stream)


@given(st.binary(max_size=400))
def test_whatever_stands_in_it_it_is_read_or_refused(content: bytes) -> None:
    for stream in (content, whole(content), packed(content), packed(HEAD)[:16] + content):
        try:
            text, _ = outlook_rtf.read(stream)
        except ValueError:
            continue
        text.encode("utf-8")
