"""A message as Outlook saves it (.msg): a compound file of properties, in which a message that hangs on it is
a folder of its own (I17; MS-OXMSG)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from email import message_from_string
from email.policy import default
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from oxmsg import Message
from oxmsg.attachment import Attachment
from oxmsg.properties import Properties

if TYPE_CHECKING:
    from oxmsg.storage import Storage

from jfs_desktop.mail import delivery_report, outlook_rtf, sender
from jfs_desktop.mail.message_words import (
    MOST_FORWARDED,
    Plain,
    attached,
    head,
    of_html,
    one_line,
    told,
)

_RTF, _SENDER_SMTP, _SHOWN_AS = 0x1009, 0x5D01, 0x3001
"""Properties: the text in compressed RTF, the sender's address on the Internet, what a file is shown as."""
_WITHIN: Final = "__substg1.0_3701000D"
"""The folder in which a message stands that hangs on another."""
_HEAD_WITHIN: Final = 24
"""Bytes before its properties: eight fewer than a message by itself has."""


class _Saved(Message):
    """A message that was saved as a file by itself."""

    def within(self) -> Iterator[Message]:
        """The messages that hang on it, each in a folder of its own."""
        for hung_on in self._storage.iter_attachment_storages():
            held_in = cast("Storage", hung_on)
            yield from (_Within(one) for one in held_in.storages if one.name == _WITHIN)


class _Within(Message):
    """A message that hangs on another: it is laid out as one by itself but for the length of its head."""

    @property
    def properties(self) -> Properties:
        """Its properties."""
        return Properties(self._storage, properties_header_offset=_HEAD_WITHIN)


def read(content: bytes) -> Plain:
    """The message as plain values. Raises ValueError where nothing stands in it."""
    message = _opened(content)
    found = _whole(message)
    if not (found["from_address"] or found["subject"] or found["text"]):
        raise ValueError("nothing in it")
    within = [_whole(one) for one in islice(message.within(), MOST_FORWARDED)]
    if found["report"]:
        found["references"] = [*found["references"], *(one["message_id"] for one in within)][:100]
    else:
        found["forwarded"] = within
    return found


def files(content: bytes) -> Iterable[bytes]:
    """The bytes of the files within it, and of those within the messages that hang on it."""
    message = _opened(content)
    for one in (message, *islice(message.within(), MOST_FORWARDED)):
        yield from (held.file_bytes or b"" for held in one.attachments)


def html(content: bytes) -> str:
    """The words of its HTML; '' where it has none."""
    return of_html(_opened(content).html_body or "")


def _opened(content: bytes) -> _Saved:
    message = _Saved.load(io.BytesIO(content))
    assert isinstance(message, _Saved)  # noqa: S101 - it is made of the class that is asked for
    return message


def _whole(message: Message) -> Plain:
    """A message; its head is the one it was carried with, where it has that still."""
    heads = "".join(f"{name}: {value}\n" for name, value in _pairs(message.message_headers))
    found = head(message_from_string(heads + "\n", policy=default))
    if not found["from_address"]:
        smtp = message.properties.str_prop_value(_SENDER_SMTP) or ""
        name, address = sender.read([message.sender or ""])
        address = smtp if smtp and "@" not in address else address  # within an office it is a path
        found["from_name"], found["from_address"] = one_line(name), one_line(address)
    if not found["to"]:
        found["to"] = [one_line(one.email_address) for one in message.recipients if one.email_address][:50]
    found["subject"] = found["subject"] or one_line(message.subject)
    if not found["at"] and message.sent_date is not None:
        found["at"] = message.sent_date.replace(tzinfo=message.sent_date.tzinfo or UTC).isoformat()
    found["report"] = delivery_report.of_class(message.message_class or "") or found["report"]
    hung_on = [_hung_on(one) for one in message.attachments]
    return found | told(_text(message), of_html(message.html_body or "")) | {"attached": hung_on}


def _text(message: Message) -> str:
    """Its plain text, else the words of its HTML or of Outlook's own form, whichever says anything."""
    text = str(message.body or "")
    text = text if text.strip() else of_html(message.html_body or "")
    return text if text.strip() else _rich(message)


def _rich(message: Message) -> str:
    """The text where it stands in Outlook's own form alone."""
    held = message.properties.binary_prop_value(_RTF)
    if not held:
        return ""
    text, is_html = outlook_rtf.read(held)
    return of_html(text) if is_html else text


def _hung_on(one: Attachment) -> Plain:
    name = one.file_name or one.properties.str_prop_value(_SHOWN_AS) or ""
    return attached(name, one.mime_type or "", one.file_bytes or b"")


def _pairs(headers: Mapping[str, str] | None) -> Iterable[tuple[str, str]]:
    """Heads of one line each: a line end in one would begin another."""
    return ((name, one_line(value)) for name, value in (headers or {}).items())
