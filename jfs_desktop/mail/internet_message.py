"""A message as mail servers carry it (.eml): its parts, and the messages that hang on it as files (I17)."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable
from email import message_from_string
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import default
from itertools import islice
from typing import Final

from jfs_desktop.mail.message_words import (
    MOST_FORWARDED,
    Plain,
    attached,
    head,
    of_html,
    one_line,
    told,
)

_IN_TURN: Final = ("multipart/mixed", "multipart/signed")
"""What is shown part by part."""


def files(content: bytes) -> Iterable[bytes]:
    """The bytes of the files within it, and of those within the messages that hang on it."""
    message = _parsed(content)
    for one in (message, *islice(_forwarded(message), MOST_FORWARDED)):
        yield from (_bytes_of(part) for part in _attachments(one))


def html(content: bytes) -> str:
    """The words of its HTML; '' where it has none."""
    return _html(_parsed(content))


def _parsed(content: bytes) -> EmailMessage:
    """A message as it was saved; some programs put the mark of UTF-8 before its head."""
    return BytesParser(EmailMessage, policy=default).parsebytes(content.removeprefix(BOM_UTF8))


def read(content: bytes) -> Plain:
    """The message as plain values. Raises ValueError where it has no head."""
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
    files = [
        attached(part.get_filename() or "", part.get_content_type(), _bytes_of(part))
        for part in _attachments(message)
    ]
    return head(message) | told(_text(message), _text(message, shown=True)) | {"attached": files}


def _forwarded(message: EmailMessage) -> Iterable[EmailMessage]:
    """The messages that hang on it as files."""
    for part in _attachments(message):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            yield from (one for one in inner if isinstance(one, EmailMessage))


def _text(message: EmailMessage, *, shown: bool = False) -> str:
    """All that somebody wrote: what stands behind a picture that they put between their words is a part of
    its own. Of one part its plain text, or its HTML in words where it has none that says anything; the other
    way round for what is ``shown``."""
    if message.get_content_type() in _IN_TURN:
        return "\n".join(_text(part, shown=shown) for part in _written(message))
    body = message.get_body(("plain",))
    plain = _decoded(body) if body is not None else ""
    return plain if plain.strip() and not shown else _html(message) or plain


def _html(message: EmailMessage) -> str:
    parts = [] if message.get_content_maintype() != "multipart" else list(_written(message))
    if message.get_content_type() in _IN_TURN:
        return "\n".join(words for part in parts if (words := _html(part)))
    apart = next((part for part in parts if part.get_content_type() in _IN_TURN), None)
    body = message.get_body(("html",))
    if body is None:
        return ""
    return of_html(_decoded(body)) if apart is None else _html(apart)


def _written(message: EmailMessage) -> Iterable[EmailMessage]:
    """The parts of a message, in their order, that are shown as its text and are no files."""
    for number, part in enumerate(message.iter_parts()):
        named = number > 0 and part.get_filename() is not None
        is_text = part.get_content_maintype() in ("text", "multipart")
        if isinstance(part, EmailMessage) and is_text and not (named or part.is_attachment()):
            yield part


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
        found = one_line(heads.get("Message-ID")) if isinstance(heads, Message) else ""
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
