"""What every kind of message is told in, as plain values: its head, its text as far as it is kept, and the
names and hashes of the files that hang on it."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice
from typing import Any, Final

from jfs_desktop.mail import delivery_report, sender, style_sheets
from jfs_desktop.rules.writing import pasted_text, rich_text

MOST_TEXT: Final = 200_000
"""Letters of the text that are kept; the file itself is kept whole."""
MOST_FORWARDED: Final = 2
"""Messages within a message that are read: of two nobody knows which is meant."""
MOST_QUOTATIONS: Final = 100
"""Marks of a quotation that are looked at; true messages have a few."""
_QUOTATION: Final = re.compile(r"<(/?)blockquote\b[^>]*>", re.IGNORECASE)
_WITHIN: Final = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,[\w+/=%]*", re.IGNORECASE)
"""A picture that stands in the page itself: it may be longer than all that is read of one."""
_MACHINES: Final = ("auto-replied", "auto-generated", "auto-notified")

Plain = dict[str, Any]


def head(message: Message) -> Plain:
    """Who wrote to whom and when, by its heads, and whether a machine did."""
    name, address = sender.of(message)
    to = [one for _, one in getaddresses([str(one) for one in message.get_all("To", [])]) if one]
    return {
        "from_name": one_line(name),
        "from_address": one_line(address),
        "to": [one_line(one) for one in to[:50]],
        "subject": one_line(message.get("Subject")),
        "at": _moment(message.get("Date")),
        "message_id": one_line(message.get("Message-ID")),
        "in_reply_to": one_line(message.get("In-Reply-To")),
        "references": one_line(message.get("References")).split()[:100],
        "automatic": _by_machine(message),
        "report": delivery_report.kind_of(message),
    }


def _by_machine(message: Message) -> bool:
    automatic = one_line(message.get("Auto-Submitted")).lower().partition(";")[0].strip()
    precedence = one_line(message.get("Precedence")).lower()
    said = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Loop"))
    # Nobody is to answer what a machine wrote: it has no address to go back to (RFC 3834).
    nowhere = one_line(message.get("Return-Path")) == "<>"
    of_many = precedence in ("auto_reply", "auto-reply", "bulk", "junk", "list")
    return said or automatic in _MACHINES or of_many or nowhere or delivery_report.says_it_was_read(message)


def attached(name: str, media_type: str, content: Any) -> Plain:
    """A file within a message, told by its hash: its bytes stay in the message."""
    held = content if isinstance(content, bytes) else b""
    return {
        "name": one_line(name)[:200],
        "media_type": one_line(media_type)[:100],
        "size": len(held),
        "sha256": hashlib.sha256(held).hexdigest(),
    }


def told(text: str, shown: str) -> Plain:
    """Its text, and what mail programs show, '' where that is the same."""
    text, shown = (seen(one[:MOST_TEXT]) for one in (text, shown))
    return {"text": text, "shown": "" if shown == text else shown}


def of_html(html: str) -> str:
    """The words of a message in HTML; what it quotes is marked as in one without."""
    html = style_sheets.hidden_marked(_WITHIN.sub("", html))
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


def one_line(value: object) -> str:
    """A value of a head on one line, of a length that a row can hold."""
    return " ".join(seen(str(value or "")).split())[:2000]


def seen(text: str) -> str:
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
