"""Messages that came as files: what stands in them, and that no file does any harm (I17, I18)."""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jfs_desktop.errors import BadInput
from jfs_desktop.mail import child, mail_file, windows_bounds
from jfs_desktop.mail.compose import compose
from jfs_desktop.mail.letter import Letter, Mailbox, Part
from jfs_desktop.mail.received import LARGEST, Reading, read_message
from jfs_desktop.rules.replies.reply_voice import forms, told_twice
from tests.mail.made_msg import (
    BODY,
    CODE_PAGE,
    FILE_CONTENT,
    FILE_NAME,
    FILE_TYPE,
    HEADS,
    HTML,
    NAME,
    SENDER_ADDRESS,
    SENDER_NAME,
    SMTP_ADDRESS,
    SUBJECT,
    SUBMITTED,
    made_msg,
)
from tests.patience import spent

AT = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
HEAD = b"From: Rhys <rhys@example.org>\r\nTo: carys@provider.example\r\nSubject: Re: plan\r\n"
OUTLOOK_HEADS = """Received: from a (b) by c; Fri, 4 Jun 2021 12:00:00 +0000
From: Rhys Penhale <rhys@example.org>
To: carys@provider.example
Subject: RE: Eich cynllun [JFS-7K2M9Q]
Date: Fri, 4 Jun 2021 13:00:00 +0100
Message-ID: <b1@example.org>
In-Reply-To: <a1@provider.example>
References: <z@provider.example>
 <a1@provider.example>
Auto-Submitted: auto-replied
"""
HOSTILE = (
    "..\\..\\Startup\\run.exe",
    "../../etc/passwd",
    "C:\\w.txt",
    "CON",
    "x.txt:ads",
    "a\u202egpj.exe",
    "a" * 900,
)


def _eml(text: str = "I have received both documents.") -> bytes:
    sender, to = Mailbox("siân@example.org", "Siân Tudur"), Mailbox("carys@provider.example", "Carys, Llŷr")
    parts = (Part("cynllun ŵ.pdf", "application/pdf", b"%PDF-1.7 x"),)
    letter = Letter(sender, to, "Re: Eich cynllun ŵ", text, "<b@c.example>", AT, parts, "cy", "<a@b.example>")
    return compose(letter).as_bytes()


def _msg(**more: bytes) -> bytes:
    return made_msg(
        {SUBJECT: "RE: Eich cynllun", BODY: "Wedi cyrraedd, diolch ŵ\r\n", HEADS: OUTLOOK_HEADS},
        [{NAME: "Carys", SMTP_ADDRESS: "carys@provider.example"}],
        [
            {FILE_NAME: "llun.png", FILE_TYPE: "image/png", FILE_CONTENT: more.get("content", b"PNG" * 9)},
            {FILE_NAME: HOSTILE[0], FILE_TYPE: "application/pdf", FILE_CONTENT: b"%PDF"},
        ],
    )


def test_a_message_of_our_own_kind_is_read_as_it_was_written() -> None:
    found = read_message(_eml())
    assert (found.from_address, found.from_name) == ("siân@example.org", "Siân Tudur")
    assert found.to == ("carys@provider.example",)
    assert (found.subject, found.at) == ("Re: Eich cynllun ŵ", AT)
    assert (found.message_id, found.in_reply_to) == ("<b@c.example>", "<a@b.example>")
    assert found.references == ("<a@b.example>",)
    assert found.text.strip() == "I have received both documents."
    (part,) = found.attached
    assert (part.name, part.media_type, part.size) == ("cynllun ŵ.pdf", "application/pdf", 10)
    assert part.sha256 == hashlib.sha256(b"%PDF-1.7 x").hexdigest()
    assert not (found.automatic or found.report)
    assert found.reply.text == found.text
    assert "Siân" not in repr(found)
    assert read_message(b"\xef\xbb\xbf" + _eml()) == found, "an editor put the mark of UTF-8 before it"


def test_a_message_of_outlook_is_read_with_the_head_it_was_carried_with() -> None:
    found = read_message(_msg(content=b"PNG" * 9000))
    assert (found.from_address, found.from_name) == ("rhys@example.org", "Rhys Penhale")
    assert (found.subject, found.at) == (
        "RE: Eich cynllun [JFS-7K2M9Q]",
        datetime(2021, 6, 4, 12, tzinfo=UTC),
    )
    assert (found.message_id, found.in_reply_to) == ("<b1@example.org>", "<a1@provider.example>")
    assert found.references == ("<z@provider.example>", "<a1@provider.example>")
    assert found.text == "Wedi cyrraedd, diolch ŵ\r\n"
    assert [(one.name, one.size) for one in found.attached] == [("llun.png", 27000), (HOSTILE[0], 4)]
    assert found.automatic


def test_a_message_of_outlook_without_a_head_of_its_own() -> None:
    properties = {SUBJECT: "Re: plan", SENDER_NAME: "Rhys P", SENDER_ADDRESS: "r@example.org", SUBMITTED: AT}
    html = "<p>Got <b>both</b> ŵ</p>".encode()
    content = made_msg({**properties, HTML: html, CODE_PAGE: 65001}, [{SMTP_ADDRESS: "c@p.example"}])
    found = mail_file.read(content)
    assert (found["from_name"], found["from_address"], found["to"]) == (
        "Rhys P",
        "r@example.org",
        ["c@p.example"],
    )
    assert (found["subject"], found["at"]) == ("Re: plan", AT.isoformat())
    assert found["text"].strip() == "Got both ŵ"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("Siân ŵ", "utf-8"), ("Siân", "iso-8859-1"), ("Siân’s", "windows-1252"), ("Siân ŵ", "utf-16"),
        ("Siân ŵ", "no-such-charset"), ("Siân ŵ", "undefined"), ("Siân", "idna"), ("Siân ŵ", "us-ascii"),
        ("Siân ŵ", "hex"), ("Siân ŵ", "a\\0b"),
    ],
)  # fmt: skip
def test_letters_are_read_whatever_is_said_of_them(content: str, charset: str) -> None:
    known = charset in ("iso-8859-1", "windows-1252", "utf-16")
    raw = content.encode(charset if known else "utf-8")
    message = HEAD + f'Content-Type: text/plain; charset="{charset}"\r\n'.encode()
    message += b"Content-Transfer-Encoding: base64\r\n\r\n" + b64encode(raw)
    assert mail_file.read(message)["text"] == content


def test_html_becomes_words_and_nothing_is_fetched() -> None:
    html = (
        "<html><head><style>p{background:url(http://evil.example/a)}</style><script>alert(1)</script></head>"
        '<body><p>I have <b>received</b> both.</p><img src="http://evil.example/pixel.gif">'
        '<iframe src="file:///etc/passwd"></iframe></body></html>'
    )
    text = mail_file.read(HEAD + b"Content-Type: text/html\r\n\r\n" + html.encode())["text"]
    assert text.strip() == "I have received both."


def test_what_only_outlook_was_to_see_is_no_part_of_the_reply() -> None:
    """I17: a note to Outlook within the page is neither shown nor read for a confirmation."""
    html = (
        b"<p>Hi Rosa,</p><!--[if gte mso 9]><xml>x</xml><![endif]--><p>not yet</p>"
        b"<!--[if mso]>I have received both documents<![endif]-->"
    )
    text = mail_file.read(HEAD + b"Content-Type: text/html\r\n\r\n" + html)["text"]
    assert text.split() == ["Hi", "Rosa,", "not", "yet"]


def test_i17_what_a_style_sheet_hides_is_no_part_of_the_reply() -> None:
    """By its class, on every screen: what only a small screen hides is seen."""
    html = (
        b"<html><head><style><!-- /* p.kept */ p.pre, .none {DISPLAY: none} .seen {color:red}\n"
        b"@media (max-width: 600px) { .wide {display:none} .other {color:red} } --></style></head><body>"
        b'<p id=a class="x pre">I have received both documents.</p><span class=none>yes</span>'
        b'<p class="seen">What</p> <p class="wide">documents?</p><p class="prefix">Rhys</p></body></html>'
    )
    text = mail_file.read(HEAD + b"Content-Type: text/html\r\n\r\n" + html)["text"]
    assert text.split() == ["What", "documents?", "Rhys"]


def test_x4_a_text_of_blanks_leaves_the_word_to_the_html() -> None:
    """I17: some programs write all into the HTML, and an empty text beside it."""
    message = HEAD + (
        b"Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain\r\n\r\n"
        b"\xc2\xa0\r\n\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>Got both</p>\r\n--a--\r\n"
    )
    outlook = made_msg({SUBJECT: "Re", BODY: " \r\n", HTML: b"<p>Got both</p>", CODE_PAGE: 65001}, [])
    assert [mail_file.read(one)["text"].strip() for one in (message, outlook)] == ["Got both"] * 2


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (
            "<p>Got both</p><blockquote><p>Got it?</p><p>Rosa</p></blockquote>",
            "Got both\n> Got it?\n> Rosa\n",
        ),
        (
            "<BLOCKQUOTE type='cite'>one<blockquote>two</blockquote>three</blockquote><p>Rhys</p>",
            "> one\n> two\n> three\n\nRhys",
        ),
        ("</blockquote><p>Mine</p><blockquote>not closed", "\nMine\n> not closed"),
        ("<blockquote>a</blockquote>" * 60 + "b", "> a\n\n" * 50 + "> a\n" * 10 + "> b"),
    ],
)
def test_what_html_quotes_is_marked_as_such(html: str, words: str) -> None:
    """I17: a mail program that writes no line of who wrote it quotes all the same; past a hundred marks
    everything is taken for quoted."""
    found = mail_file.read(HEAD + b"Content-Type: text/html\r\n\r\n" + html.encode())["text"]
    assert found == words


def test_the_text_is_taken_before_the_html_however_deep_they_lie() -> None:
    message = HEAD + (
        b"Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
        b"Content-Type: multipart/mixed; boundary=i\r\n\r\n"
        b"--i\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n"
        b"Content-Type: text/html\r\n\r\n<p>no</p>\r\n"
        b"--a\r\nContent-Type: text/plain\r\n\r\nyes\r\n--a--\r\n--i\r\nContent-Type: image/png\r\n"
        b"Content-Disposition: attachment; filename=in.png\r\n\r\nPNG\r\n--i--\r\n--o\r\n"
        b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nSubject: within\r\n\r\n"
        b"I have received both.\r\n--o--\r\n"
    )
    found = mail_file.read(message)
    assert found["text"].strip() == "yes"
    assert [(one["name"], one["media_type"]) for one in found["attached"]] == [
        ("in.png", "image/png"), ("", "message/rfc822"),
    ]  # fmt: skip
    assert all(one["size"] for one in found["attached"])


def parted(kind: bytes, mark: bytes, *parts: bytes) -> bytes:
    inner = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    return (
        b"Content-Type: multipart/"
        + kind
        + b"; boundary="
        + mark
        + b"\r\n\r\n"
        + inner
        + b"--"
        + mark
        + b"--"
    )


IN_PLAIN = b"Content-Type: text/plain\r\n\r\n"
IN_HTML = b"Content-Type: text/html\r\n\r\n"
PICTURE = b"Content-Type: image/png\r\nContent-Disposition: inline; filename=p.png\r\n\r\nPNG"
FILE = b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=n.txt\r\n\r\nof a file"


@pytest.mark.parametrize(
    "body",
    [
        parted(b"mixed", b"m", IN_PLAIN + b"Got both,", PICTURE, IN_PLAIN + b"but not the plan", FILE),
        parted(b"mixed", b"m", IN_HTML + b"<p>Got both,</p>", PICTURE, IN_HTML + b"<p>but not the plan</p>"),
        parted(
            b"signed", b"s", parted(b"mixed", b"m", IN_PLAIN + b"Got both,", IN_PLAIN + b"but not the plan")
        ),
        parted(
            b"alternative", b"a", IN_PLAIN + b" ",
            parted(b"mixed", b"m", IN_HTML + b"Got both,", PICTURE, IN_HTML + b"but not the plan"),
        ),
        parted(
            b"mixed", b"m", parted(b"alternative", b"a", IN_PLAIN + b"Got both,", IN_HTML + b"Got both,"),
            IN_PLAIN + b"but not the plan",
        ),
    ],
)  # fmt: skip
def test_i17_what_stands_behind_a_picture_is_read_too(body: bytes) -> None:
    """Some telephones put a picture between the words; what takes them back may stand below it."""
    assert mail_file.read(HEAD + body)["text"].split() == ["Got", "both,", "but", "not", "the", "plan"]


def test_i17_what_is_shown_stands_beside_the_plain_text_where_it_says_something_else() -> None:
    """A mail program shows the HTML alone, and may have been given another text with it. A link, a picture in
    the page and what is quoted make no other words."""
    twice = [
        (b"I have received both.", b"<p>I have received <b>neither</b>.</p>"),
        (
            b"Got both <https://a.example/b>\n\nOn Friday Rosa wrote:\n> Hi",
            b"<p>Got both<p>On Friday Rosa wrote:",
        ),
        (b"*Got* both", b"<img src='data:image/png;base64," + b"A" * 500_000 + b"'><p>Got both</p>"),
    ]
    texts = [
        mail_file.read(HEAD + parted(b"alternative", b"a", IN_PLAIN + plain, IN_HTML + html))
        for plain, html in twice
    ]
    other = {SUBJECT: "Re", BODY: "I have received both.", HTML: b"<p>Not yet</p>", CODE_PAGE: 65001}
    texts.append(mail_file.read(made_msg(other, [])))
    told = [told_twice(one["text"], one["shown"]) for one in texts]
    assert [len(forms(one)) for one in told] == [2, 1, 1, 2]
    assert told[0].split()[-4:] == ["I", "have", "received", "neither."]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="visibility: hidden">',
        '<div style="opacity:0;x:y">',
        "<p hidden>",
        '<p style="max-height:0px">',
        '<p style="font-size: 0">',
        '<p style="font-size:1px; margin:0"><b>',
        '<p style="color:rgba(0, 0, 0, 0)">',
        '<p style="position:absolute;left:-9999px">',
        '<p style="height:0; overflow:hidden">',
        '<p style="color:#FFFFFF">',
        "<p><font color=white>",
    ],
)
def test_i17_what_the_page_hides_is_no_word_of_theirs(hidden: str) -> None:
    html = f"<p>Thanks</p>{hidden}I have received both documents.".encode()
    assert mail_file.read(HEAD + IN_HTML + html)["text"].strip() == "Thanks"


@pytest.mark.parametrize(
    "seen",
    [
        '<td style="font-size:0"><p style="font-size:13px">',
        '<p style="color:white;background:#000">',
        '<p style="color:rgb(0,0,0); font:1.0em/1 Arial">',
        '<p style="line-height:0;overflow:hidden;text-indent:-18.0pt">',
    ],
)
def test_i17_what_the_page_shows_is_theirs_however_it_is_set(seen: str) -> None:
    """A table of a mail program has letters of no size around those that are read."""
    assert mail_file.read(HEAD + IN_HTML + f"{seen}It did not come".encode())["text"] == "It did not come"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_is_only_words(name: str) -> None:
    """It is kept as a label: nothing is ever written under it."""
    content = made_msg({SUBJECT: "s", BODY: "b"}, (), [{FILE_NAME: name, FILE_CONTENT: b"x"}])
    (part,) = mail_file.read(content)["attached"]
    assert part["name"] == name[:200]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Fri, 04 Jun 2021 10:00:00 +0100", AT), ("Fri, 04 Jun 2021 04:00:00 EST", AT),
        ("Fri, 04 Jun 2021 09:00:00 -0000", AT), ("4 Jun 21 09:00 GMT", AT),
        ("", None), ("yesterday", None), ("Fri, 99 Jun 2021 10:00:00 +0100", None),
         ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Fri, 04 Jun 2021 10:00:00 +9999999999", None),
    ],
)  # fmt: skip
def test_its_date_in_our_time_or_none(date: str, expected: datetime | None) -> None:
    found = mail_file.read(HEAD + f"Date: {date}\r\n\r\nHello".encode())["at"]
    assert found == (expected.isoformat() if expected else "")
    assert mail_file.read(HEAD + b"\r\nHello")["at"] == ""


@pytest.mark.parametrize(
    ("heads", "automatic", "report"),
    [
        ("Auto-Submitted: auto-replied; owner=x", True, ""), ("Auto-Submitted: no", False, ""),
        ("X-Autoreply: yes", True, ""), ("Precedence: bulk", True, ""),
        ("Return-Path: <>", True, ""),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=x", False, "bounce"),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", True, ""),
        ("X-Priority: 1", False, ""),
    ],
)  # fmt: skip
def test_what_a_machine_wrote(heads: str, automatic: bool, report: str) -> None:
    found = mail_file.read(HEAD + heads.encode() + b"\r\n\r\n--x\r\n\r\nHello\r\n--x--\r\n")
    assert (found["automatic"], found["report"]) == (automatic, report)


@pytest.mark.parametrize(
    ("subject", "text", "report"),
    [
        ("Delivery Status Notification (Delay)", "There was a temporary problem.", "delayed"),
        ("Delivery Status Notification (Failure)", "It was tried for two days.", "bounce"),
        ("Mail delivery", "It is late; the server will keep trying for two days.", "delayed"),
        ("Mail delivery", "The address was not found.", "bounce"),
    ],
)
def test_a_report_without_its_form_is_read_by_its_words(subject: str, text: str, report: str) -> None:
    heads = f"Subject: {subject}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x"
    head = f"From: mailer-daemon@mx.example.org\r\n{heads}"
    found = mail_file.read(f"{head}\r\n\r\n--x\r\n\r\n{text}\r\n--x--\r\n".encode())
    assert found["report"] == report


@pytest.mark.parametrize(
    ("actions", "kind"),
    [
        (["failed"], "bounce"), (["delayed"], "delayed"), (["Delivered (to the mailbox)"], "delivered"),
        (["relayed", "expanded"], "delivered"), (["delivered", "delayed"], "delayed"),
        (["delayed", "failed"], "bounce"), (["delivered", "failed"], "bounce"), (["lost"], "bounce"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["delivery-status", "global-delivery-status"])
def test_i17_what_a_mail_server_says_became_of_a_message(actions: list[str], kind: str, form: str) -> None:
    """Only by its own lines: never by those of the message that it gives back."""
    blocks = "".join(f"Final-Recipient: rfc822; a@b.example\r\nAction: {one}\r\n\r\n" for one in actions)
    heads = "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
    content = (
        f"{heads}--x\r\n\r\nAction: failed\r\n--x\r\nContent-Type: message/{form}\r\n\r\n"
        f"Reporting-MTA: dns; mx\r\n\r\n{blocks}--x\r\nContent-Type: message/rfc822\r\n\r\n"
        "Action: failed\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--x--\r\n"
    )
    assert mail_file.read(HEAD + content.encode())["report"] == kind


@pytest.mark.parametrize(
    ("of", "kind"),
    [
        ("REPORT.IPM.Note.NDR", "bounce"), ("REPORT.IPM.Note.Delayed", "delayed"),
        ("REPORT.IPM.Note.DR", "delivered"), ("REPORT.IPM.Note.IPNRN", None), ("IPM.Note", None),
    ],
)  # fmt: skip
def test_i17_a_report_that_outlook_keeps_is_known_by_its_class(of: str, kind: str | None) -> None:
    found = mail_file.read(made_msg({SUBJECT: "Delivered: Your plan", BODY: "b", 0x001A: of}))
    assert (found["report"] or None) == kind


def _nested(depth: int) -> bytes:
    return HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )


BOMBS = {
    "100 000 addresses": lambda: b"To: " + b"a@b.example, " * 100_000 + b"\r\n" + HEAD + b"\r\nHello",
    "addresses below the cap": lambda: b"To: " + b"<a@b,(" * 10_000 + b"\r\n" + HEAD + b"\r\nHello",
    "200 000 parts": lambda: (
        HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 200_000
    ),
    "2000 within one another": lambda: _nested(2000),
    "11 MB": lambda: HEAD + b"\r\n" + b"a" * 11 * 2**20,
    "no end of head": lambda: b"Subject: " + b"a" * LARGEST,
    "empty": lambda: b"",
    "a program": lambda: b"MZ\x90\0" + bytes(2000),
    "a web page": lambda: b"<html><body>From: x</body></html>",
    "only a head of Outlook": lambda: mail_file.OLE,
    "nothing of Outlook": lambda: mail_file.OLE + bytes(4096),
    "no sender": lambda: b"Subject: hello\r\n\r\nHello",
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_could_do_harm_is_refused_in_time(name: str) -> None:
    content = BOMBS[name]()
    began = spent()
    try:
        found = read_message(content)
    except BadInput as refused:
        assert refused.field == "file"
        assert refused.remedy
    else:
        assert name == "addresses below the cap"
        assert len(found.to) <= 50
    assert spent() - began < child.SECONDS


def test_what_takes_too_long_is_given_up() -> None:
    """Parts that are counted only once they are read: the limit of time holds where no other does."""
    content = HEAD + b"Content-Type: multipart/mixed; boundary*0=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 200_000
    began = spent()
    with pytest.raises(BadInput, match="longer to read"):
        read_message(content, seconds=1)
    assert spent() - began < 2, "of work: what else the computer does takes none of it"
    reading = Reading(content, patience=0.1)
    assert reading.wait(0.01) is None
    with pytest.raises(BadInput, match="could not be read in time") as refused:
        reading.wait(0.1)
    assert "Try it once more" in refused.value.remedy, "only what was waited counts, whatever work it took"
    reading.stop()


def _is_clean(found: dict[str, object]) -> None:
    """Every word can be kept in a table and shown."""
    text = json.dumps(found, ensure_ascii=False)
    text.encode("utf-8")
    assert "\\u0000" not in text


def _damaged() -> st.SearchStrategy[bytes]:
    whole = st.sampled_from([_eml(), _msg(), _msg(content=b"PNG" * 4000)])

    def harmed(content: bytes) -> st.SearchStrategy[bytes]:
        places = st.integers(0, len(content) - 1)
        cut = st.tuples(places, places).map(lambda at: content[: min(at)] + content[max(at) :])
        short = places.map(lambda at: content[:at])
        flips = st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=30)
        return st.one_of(cut, short, flips.map(lambda those: _flipped(content, those)))

    return whole.flatmap(harmed)


def _flipped(content: bytes, those: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for at, value in those:
        changed[at] = value
    return bytes(changed)


@settings(max_examples=25)
@given(_damaged())
def test_a_damaged_file_is_read_or_refused(content: bytes) -> None:
    try:
        found = read_message(content)
    except BadInput as refused:
        assert refused.field == "file"
    else:
        found.text.encode("utf-8")
        found.subject.encode("utf-8")


@settings(max_examples=150)
@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from([
    b"From: ", b"\r\n", b"\r\n\r\n", b"--x\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n",
    b"Subject: =?utf-8?b?",
    b"?=", b"To: ", b"Date: ", b"charset=utf-7", b"Content-Transfer-Encoding: base64\r\n", b"\xff\xfe", b"\0",
    b"Content-Disposition: attachment; filename*0*=utf-8''%ff\r\n", b"=?x?q?=ED=A0=80?=",
])), max_size=20).map(b"".join))  # fmt: skip
def test_whatever_stands_in_a_message_it_is_clean_words(content: bytes) -> None:
    try:
        found = mail_file.read(HEAD + content)
    except Exception as error:  # noqa: BLE001 (the process that reads takes any of them for a no)
        assert not isinstance(error, MemoryError | RecursionError)
    else:
        _is_clean(found)


def test_each_system_is_held_to_the_bounds_that_it_takes() -> None:
    """I17: macOS refuses a bound on memory, which must not end every reading; Windows takes them in a
    structure of 144 bytes, the memory behind 64 of times and counts and 48 of reading and writing."""
    assert mail_file.limits("win32", 5) == {}
    bounds = bytes(windows_bounds.limits(768 * 2**20, 6))
    assert struct.unpack("<qqIxxxxQQIxxxxQII48xQQQQ", bounds) == (
        *(60_000_000, 0, 0x10A, 0, 0, 1, 0, 0, 0),
        *(768 * 2**20, 0, 0, 0),
    )
    assert set(mail_file.limits("darwin", 5)) == {"RLIMIT_CPU"}
    assert mail_file.limits("linux", 5) == {"RLIMIT_CPU": 5, "RLIMIT_AS": mail_file.MEMORY}


def test_a_reading_that_nobody_waits_for_ends() -> None:
    """The window asks in short waits, and may give up at any moment."""
    reading = Reading(_eml())
    while (found := reading.wait(0.01)) is None:
        pass
    reading.stop()
    assert found.subject == "Re: Eich cynllun ŵ"
    left = Reading(_msg())
    left.wait(0.001)
    began = spent()
    left.stop()
    left.stop()
    assert spent() - began < child.SECONDS


@pytest.mark.parametrize("face", ["ui", "jfs_desktop.cli"])
def test_a_program_in_one_file_reads_messages_too(face: str) -> None:
    """I17: it has no Python beside it to run a module, so that it starts itself with a word of its own."""
    program, *words = child.command(frozen=True)
    assert (program, child.command()[1]) == (sys.executable, "-m")

    def said(*more: str) -> bytes:
        called = [program, "-m", face, *words, *more]
        return subprocess.run(
            called, input=_eml(), stdout=subprocess.PIPE, check=True, env=child.environment()
        ).stdout

    assert json.loads(said()) == mail_file.read(_eml())
    (file,) = read_message(_eml()).attached
    assert said(file.sha256) == b"%PDF-1.7 x"
