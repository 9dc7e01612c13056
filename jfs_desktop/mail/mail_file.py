"""What stands in a message that came as a file: the parts that matter, read in a process of its own.

This module is what that process runs; it reads a file that a stranger wrote, so nothing of it is trusted and
nothing is fetched, run or opened.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice
from typing import Any, Final

from jfs_desktop.mail import delivery_report, outlook_rtf, sender
from jfs_desktop.rules import pasted_text, rich_text

MOST_TEXT: Final = 200_000
"""Letters of the text that are kept; the file itself is kept whole."""
MEMORY: Final = 768 * 2**20
"""Bytes that this process may take."""
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a message of Outlook begins."""
_RTF, _SENDER_SMTP = 0x1009, 0x5D01
"""Properties of such a message: its text in compressed RTF, and the sender's address on the Internet."""
MOST_FORWARDED: Final = 2
"""Messages within a message that are read: of two nobody knows which is meant."""
MOST_QUOTATIONS: Final = 100
"""Marks of a quotation that are looked at; true messages have a few."""
_QUOTATION: Final = re.compile(r"<(/?)blockquote\b[^>]*>", re.IGNORECASE)
IN_HTML: Final = "html"
"""Asks for the words of a message's HTML."""
_MACHINES: Final = ("auto-replied", "auto-generated", "auto-notified")

Plain = dict[str, Any]


def read(content: bytes) -> Plain:
    """The message as plain values. Raises ValueError where it cannot be read as one."""
    return _outlook(content) if content.startswith(OLE) else _internet(content)


def attached_file(content: bytes, sha256: str) -> bytes:
    """The bytes of one file within a message. Raises ValueError where none of them has that hash."""
    if content.startswith(OLE):
        import oxmsg

        files = oxmsg.Message.load(io.BytesIO(content)).attachments
        held: Iterable[bytes] = (one.file_bytes or b"" for one in files)
    else:
        message = _parsed(content)
        held = (_bytes_of(part) for part in _attachments(message))
    for one in held:
        if hashlib.sha256(one).hexdigest() == sha256:
            return one
    raise ValueError("no such file")


def in_html(content: bytes) -> str:
    """The words of the form with letters and tables that a message has beside its plain text; '' for none."""
    if content.startswith(OLE):
        import oxmsg

        return _plain(oxmsg.Message.load(io.BytesIO(content)).html_body or "")[:MOST_TEXT]
    body = _parsed(content).get_body(("html",))
    return _seen(_plain(_decoded(body))[:MOST_TEXT]) if body is not None else ""


def _parsed(content: bytes) -> EmailMessage:
    """A message as it was saved; some programs put the mark of UTF-8 before its head."""
    return BytesParser(EmailMessage, policy=default).parsebytes(content.removeprefix(BOM_UTF8))


def _internet(content: bytes) -> Plain:
    message = _parsed(content)
    if not (message.get("From") or message.get("Received") or message.get("Message-ID")):
        raise ValueError("no head")
    found = _whole(message)
    if found["report"]:
        found["references"] = [*found["references"], *_reported_on(message)][:100]
    else:
        found["forwarded"] = [_whole(one) for one in islice(_forwarded(message), MOST_FORWARDED)]
    return found


def _whole(message: EmailMessage) -> Plain:
    attached = [
        _attached(part.get_filename() or "", part.get_content_type(), _bytes_of(part))
        for part in _attachments(message)
    ]
    return _head(message) | {"text": _seen(_text(message)[:MOST_TEXT]), "attached": attached}


def _forwarded(message: EmailMessage) -> Iterable[EmailMessage]:
    """The messages that hang on it as files."""
    for part in _attachments(message):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            yield from (one for one in inner if isinstance(one, EmailMessage))


def _text(message: EmailMessage) -> str:
    """Its plain text, or its HTML in words where it has none that says anything."""
    body = message.get_body(("plain",))
    plain = _decoded(body) if body is not None else ""
    if plain.strip():
        return plain
    body = message.get_body(("html",))
    return _plain(_decoded(body)) if body is not None else plain


def _reported_on(message: EmailMessage) -> Iterable[str]:
    """The ids of the messages that a mail server's report gives back, whole or their heads alone: it names
    them nowhere else."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            heads: object = message_from_string(_decoded(part), policy=default)
        elif kind == "message/rfc822" and part is not message:
            inner = part.get_payload()
            heads = inner[0] if isinstance(inner, list) and inner else None
        else:
            continue
        found = _one_line(heads.get("Message-ID")) if isinstance(heads, Message) else ""
        if found:
            yield found


def _attachments(message: EmailMessage) -> Iterable[EmailMessage]:
    """Those of the message and those of its parts; of a message within it only the whole."""
    for part in message.iter_attachments():
        if part.get_content_maintype() == "multipart":
            yield from _attachments(part)
        else:
            yield part


def _bytes_of(part: EmailMessage) -> bytes:
    if part.get_content_maintype() == "message" and part.is_multipart():
        return b"".join(within.as_bytes() for within in part.iter_parts())
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _decoded(body: Message) -> str:
    """The text of a part, whatever its sender says of its letters."""
    raw = body.get_payload(decode=True)
    held = raw if isinstance(raw, bytes) else b""
    for name in (body.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return held.decode(name)
        except (LookupError, ValueError):
            continue
    return held.decode("latin-1")


def _head(message: Message) -> Plain:
    name, address = sender.of(message)
    to = [one for _, one in getaddresses([str(one) for one in message.get_all("To", [])]) if one]
    return {
        "from_name": _one_line(name),
        "from_address": _one_line(address),
        "to": [_one_line(one) for one in to[:50]],
        "subject": _one_line(message.get("Subject")),
        "at": _moment(message.get("Date")),
        "message_id": _one_line(message.get("Message-ID")),
        "in_reply_to": _one_line(message.get("In-Reply-To")),
        "references": _one_line(message.get("References")).split()[:100],
        "automatic": _by_machine(message),
        "report": delivery_report.kind_of(message),
    }


def _by_machine(message: Message) -> bool:
    automatic = _one_line(message.get("Auto-Submitted")).lower().partition(";")[0].strip()
    precedence = _one_line(message.get("Precedence")).lower()
    said = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Loop"))
    # Nobody is to answer what a machine wrote: it has no address to go back to (RFC 3834).
    nowhere = _one_line(message.get("Return-Path")) == "<>"
    of_many = precedence in ("auto_reply", "auto-reply", "bulk", "junk", "list")
    return said or automatic in _MACHINES or of_many or nowhere or delivery_report.says_it_was_read(message)


def _outlook(content: bytes) -> Plain:
    """A message of Outlook; its head is the one it was carried with, where it has that still."""
    import oxmsg

    message = oxmsg.Message.load(io.BytesIO(content))
    head = "".join(f"{name}: {value}\n" for name, value in _pairs(message.message_headers))
    found = _head(message_from_string(head + "\n", policy=default))
    if not found["from_address"]:
        smtp = message.properties.str_prop_value(_SENDER_SMTP) or ""
        name, address = sender.read([message.sender or ""])
        address = smtp if smtp and "@" not in address else address  # within an office it is a path
        found["from_name"], found["from_address"] = _one_line(name), _one_line(address)
    if not found["to"]:
        found["to"] = [_one_line(one.email_address) for one in message.recipients if one.email_address][:50]
    found["subject"] = found["subject"] or _one_line(message.subject)
    if not found["at"] and message.sent_date is not None:
        found["at"] = message.sent_date.replace(tzinfo=message.sent_date.tzinfo or UTC).isoformat()
    found["report"] = delivery_report.of_class(message.message_class or "") or found["report"]
    text = str(message.body or "")
    text = text if text.strip() else _plain(message.html_body or "")
    text = text if text.strip() else _rich(message)
    attached = [
        _attached(one.file_name or "", one.mime_type or "", one.file_bytes or b"")
        for one in message.attachments
    ]
    if not (found["from_address"] or found["subject"] or text):
        raise ValueError("nothing in it")
    return found | {"text": _seen(text[:MOST_TEXT]), "attached": attached}


def _rich(message: Any) -> str:
    """The text where it stands in Outlook's own form alone."""
    held = message.properties.binary_prop_value(_RTF)
    if not held:
        return ""
    text, is_html = outlook_rtf.read(held)
    return _plain(text) if is_html else text


def _pairs(headers: Mapping[str, str] | None) -> Iterable[tuple[str, str]]:
    """Heads of one line each: a line end in one would begin another."""
    return ((name, _one_line(value)) for name, value in (headers or {}).items())


def _attached(name: str, media_type: str, content: Any) -> Plain:
    held = content if isinstance(content, bytes) else b""
    return {
        "name": _one_line(name)[:200],
        "media_type": _one_line(media_type)[:100],
        "size": len(held),
        "sha256": hashlib.sha256(held).hexdigest(),
    }


def _plain(html: str) -> str:
    """The words of a message in HTML; what it quotes is marked as in one without."""
    lines: list[str] = []
    depth = at = 0
    for mark in islice(_QUOTATION.finditer(html), MOST_QUOTATIONS):
        lines += _lines(html[at : mark.start()], quoted=depth > 0)
        depth, at = max(0, depth + (-1 if mark[1] else 1)), mark.end()
        lines += [""] if mark[1] and not depth else []  # it ends for certain: what follows is theirs
    quoted = depth > 0 or _QUOTATION.search(html, at) is not None
    return "\n".join([*lines, *_lines(html[at:], quoted=quoted)])


def _lines(html: str, *, quoted: bool) -> list[str]:
    said = rich_text.plain(rich_text.write(pasted_text.of_html(html).lines)).splitlines()
    return [f"> {line}" for line in said] if quoted else said


def _one_line(value: object) -> str:
    return " ".join(_seen(str(value or "")).split())[:2000]


def _seen(text: str) -> str:
    """The text without what no table nor screen can hold: half letters and NUL."""
    whole = text.encode("utf-8", "surrogateescape") if _is_escaped(text) else text.encode("utf-8", "replace")
    return whole.decode("utf-8", "replace").replace("\0", "")


def _is_escaped(text: str) -> bool:
    """Whether its half letters are bytes that the head was read with."""
    return all(not 0xD800 <= ord(sign) <= 0xDFFF or 0xDC80 <= ord(sign) <= 0xDCFF for sign in text)


def _moment(value: object) -> str:
    """ISO in UTC, '' for a date that is none."""
    try:
        found = parsedate_to_datetime(str(value))
        aware: datetime = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def main(words: Sequence[str]) -> int:
    """Read one file from standard input, write what stands in it to standard output, or with a hash as the
    second word the file within it that has that hash, or with ``IN_HTML`` the words of its HTML; the first
    word says how many seconds that may take in the processor. Whatever a stranger's file does to a library
    ends this process, and tells the one that began it that it is no message."""
    _limit(int(words[0]))
    content = sys.stdin.buffer.read()
    if words[1:] == [IN_HTML]:
        sys.stdout.buffer.write(in_html(content).encode())
    elif words[1:]:
        sys.stdout.buffer.write(attached_file(content, words[1]))
    else:
        sys.stdout.write(json.dumps(read(content)))
    return 0


def limits(platform: str, seconds: int) -> Mapping[str, int]:
    """The bounds that a system holds this process to, of memory and of so many ``seconds`` of work, by the
    names of the ``resource`` module.

    macOS takes no bound on memory below what it has set aside for every process, and would end the reading
    with an error: there the process watches itself. Windows has a way of its own.
    """
    if platform == "win32":
        return {}
    memory = {} if platform == "darwin" else {"RLIMIT_AS": MEMORY}
    return {**memory, "RLIMIT_CPU": seconds}


def _limit(seconds: int) -> None:
    """Take no more than a share of memory and time, where the system can see to it."""
    if sys.platform != "win32":
        import resource

        for name, most in limits(sys.platform, seconds).items():
            resource.setrlimit(getattr(resource, name), (most, most))
        if sys.platform == "darwin":
            from jfs_desktop.mail import memory_watch

            memory_watch.begin(MEMORY)
    else:
        from jfs_desktop.mail import windows_bounds

        windows_bounds.hold(MEMORY, seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
