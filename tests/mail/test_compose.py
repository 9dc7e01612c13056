"""A message has one recipient, one sender and the names that were meant, or it is not made (D3, X6)."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jfs_desktop.errors import BadInput
from jfs_desktop.mail.compose import UNSENT, compose, recipients
from jfs_desktop.mail.letter import Letter, Mailbox, Part

AT = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
FROM, TO = Mailbox("carys@provider.example", "Carys Llŷr"), Mailbox("rhys@example.org", "Rhys Penhale")
HIDDEN = (
    "\r",
    "\n",
    "\r\n",
    "\v",
    "\f",
    "\x85",
    "\u2028",
    "\u2029",
    "\0",
    "\x1b",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\ud800",
)
PIECES = st.sampled_from(
    [*HIDDEN, "a, b", '"good@x" <evil@y>', "evil@y", "<evil@y>", ";", ":", "Bcc: evil@y",
     "=?utf-8?q?=0D=0A?=",
     "=?utf-8?b?ZXZpbEB5?=", "\\", '"', "(", ")", "../../run.exe", "C:\\w.txt", "CON", "x.txt:ads",
     "%0d%0aBcc:", "  ", " ", "ŵ", "日本", "👍", "e\u0301", "'", "*", "%27", "''", ";name=x", "utf-8''x",
     "@", "[", "]",
     "."]
)  # fmt: skip
WORDS = st.one_of(
    st.text(max_size=60), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join)
)


def _letter(subject: str = "Your plan", to: Mailbox = TO, name: str = "plan.pdf", **more: str) -> Letter:
    parts = (Part(name, "application/pdf", b"%PDF-1.7"), Part("pack.pdf", "application/pdf", b"%PDF-1.7"))
    return Letter(FROM, to, subject, more.get("text", "Hello"), "<a@b.example>", AT, parts, "en")


def _read_back(message: EmailMessage) -> EmailMessage:
    found = message_from_string(message.as_bytes().decode("utf-8"), EmailMessage, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def _is_as_meant(letter: Letter) -> None:
    """What another reader finds is what was meant, and nothing beside it."""
    read = _read_back(compose(letter))
    heads = [name.lower() for name in read]
    assert len(heads) == len(set(heads)) == (9 if letter.in_reply_to else 7)
    assert not {"cc", "bcc", "reply-to", "sender"} & set(heads)
    assert recipients(read) == (_as_carried(letter.to.address),)
    assert [one.addr_spec for one in read["From"].addresses] == [letter.sender.address]
    assert str(read["To"].addresses[0].display_name) == _single(letter.to.name)
    assert str(read["Subject"]) == _single(letter.subject)
    assert [one.get_filename() for one in read.iter_attachments()] == [
        _single(one.name) for one in letter.parts
    ]


def _as_carried(address: str) -> str:
    """Places beyond ASCII have a second spelling of their own."""
    local, _, place = address.rpartition("@")
    return address if place.isascii() else f"{local}@{place.encode('idna').decode('ascii')}"


def _single(text: str) -> str:
    return " ".join(text.split())


def test_a_plain_letter() -> None:
    _is_as_meant(_letter())
    message = compose(_letter(text="Helo Siân\r\n\r\nHwyl"))
    body = _read_back(message).get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["Helo Siân", "", "Hwyl"]
    assert body["Content-Language"] == "en"
    assert message["Date"] == "Fri, 04 Jun 2021 09:00:00 +0000"
    assert message["Message-ID"] == "<a@b.example>"
    assert message[UNSENT] is None
    assert compose(_letter(), unsent=True)[UNSENT] == "1"


@given(WORDS)
@example("a" * 200)
@example("ŵ" * 200)
@example(
    "Eich cynllun gweithredu a'ch pecyn sefydlu, Siân Llŷr-Penhale o Ynys Môn, yn ôl eich cais [JFS-7K2M9Q]"
)
def test_any_subject(subject: str) -> None:
    try:
        _is_as_meant(_letter(subject))
    except BadInput as refused:
        assert refused.field == "subject"


@given(WORDS)
@example("a, b")
@example('"good@x" <evil@y>')
def test_any_name(name: str) -> None:
    try:
        _is_as_meant(_letter(to=Mailbox(TO.address, name)))
    except BadInput as refused:
        assert refused.field == "to"


@given(st.one_of(WORDS, st.tuples(WORDS, WORDS).map("@".join)))
@example("good@x.example, evil@y.example")
@example('"good@x" <evil@y>')
@example("good@x.example\0")
def test_any_address(address: str) -> None:
    try:
        _is_as_meant(_letter(to=Mailbox(address, "Rhys")))
    except BadInput as refused:
        assert refused.field == "to"
        assert refused.remedy


@given(WORDS)
@example("a" * 196 + ".pdf")
@example("ŵ" * 196 + ".pdf")
def test_any_file_name(name: str) -> None:
    try:
        _is_as_meant(_letter(name=name))
    except BadInput as refused:
        assert refused.field == "attachment"


@given(st.text(max_size=300))
def test_any_text_arrives(text: str) -> None:
    """Nothing that is written in a message becomes a head or ends it."""
    message = compose(_letter(text=f"Hello\n{text}"))
    _is_as_meant(_letter(text=f"Hello\n{text}"))
    assert b"\r" not in message.as_bytes().replace(b"\r\n", b"")
    assert b"\n" not in message.as_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize("sign", HIDDEN, ids=ascii)
@pytest.mark.parametrize(
    "where", ["subject", "to", "name", "attachment", "sender", "message_id", "in_reply_to"]
)
def test_what_cannot_be_seen_is_refused_everywhere(sign: str, where: str) -> None:
    text = f"a{sign}b"
    letter = {
        "subject": lambda: _letter(text),
        "to": lambda: _letter(to=Mailbox(f"{text}@example.org")),
        "name": lambda: _letter(to=Mailbox(TO.address, text)),
        "attachment": lambda: _letter(name=text),
        "sender": lambda: Letter(Mailbox(FROM.address, text), TO, "s", "t", "<a@b>", AT),
        "message_id": lambda: Letter(FROM, TO, "s", "t", f"<{text}@b>", AT),
        "in_reply_to": lambda: Letter(FROM, TO, "s", "t", "<a@b>", AT, in_reply_to=f"<{text}@b>"),
    }[where]()
    with pytest.raises(BadInput):
        compose(letter)


def test_an_answer_names_what_it_answers() -> None:
    letter = Letter(FROM, TO, "s", "t", "<a@b.example>", AT, in_reply_to="<c@d.example>")
    message = _read_back(compose(letter))
    assert (message["In-Reply-To"], message["References"]) == ("<c@d.example>", "<c@d.example>")


def test_an_address_beyond_ascii_is_kept() -> None:
    _is_as_meant(_letter(to=Mailbox("siân@example.org", "Siân")))
    assert recipients(compose(_letter(to=Mailbox("a@bücher.example")))) == ("a@xn--bcher-kva.example",)
