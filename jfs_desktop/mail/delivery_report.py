"""What a mail server's report says of the message that it is about: it could not be delivered, it is still on
its way, or it arrived (RFC 3464; I17, I18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from jfs_desktop.rules.mail import mail_warnings
from jfs_desktop.rules.replies.reply_kinds import ReplyKind

_STATUS: Final = ("message/delivery-status", "message/global-delivery-status")
_ACTION: Final = re.compile(r"^[ \t]*(?:action:)?[ \t]*([a-z]+)", re.IGNORECASE)
_LINE: Final = re.compile(r"^action:.{0,80}", re.IGNORECASE | re.MULTILINE)
_ARRIVED: Final = frozenset({"delivered", "relayed", "expanded"})
_OUTLOOKS: Final = {".ndr": ReplyKind.BOUNCE, ".delayed": ReplyKind.DELAYED, ".dr": ReplyKind.DELIVERED}
"""How the class of a report ends that Outlook keeps as a message of its own."""


def kind_of(message: Message) -> str:
    """What a report on a message is, a ``ReplyKind``; '' for what is none. One that does not say what became
    of the message tells that it came back, as servers write that do not keep to the form, unless its words
    say that it is only late."""
    if message.get_content_type() != "multipart/report" or says_it_was_read(message):
        return ""
    said = set(_actions(message))
    if "delayed" in said and not said - _ARRIVED - {"delayed"}:
        return ReplyKind.DELAYED.value
    if said and said <= _ARRIVED:
        return ReplyKind.DELIVERED.value
    if not said and mail_warnings.is_late(str(message.get("Subject") or ""), _first_words(message)):
        return ReplyKind.DELAYED.value
    return ReplyKind.BOUNCE.value


def _first_words(report: Message) -> str:
    """What the server wrote itself: its first part, where that is text."""
    parts = report.get_payload()
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, Message) or first.get_content_type() != "text/plain":
        return ""
    words = first.get_payload(decode=True)
    return words.decode("ascii", "replace") if isinstance(words, bytes) else ""


def of_class(message_class: str) -> str:
    """The same for a message of Outlook, by its class; '' for another."""
    named = message_class.lower()
    if not named.startswith("report."):
        return ""
    return next((kind.value for ending, kind in _OUTLOOKS.items() if named.endswith(ending)), "")


def says_it_was_read(message: Message) -> bool:
    """A report that a mail program makes by itself when a message is opened."""
    return str(message.get_param("report-type")).lower() == "disposition-notification"


def _actions(message: Message) -> Iterator[str]:
    """What was done for each recipient, in small letters. What the report gives back of the message itself is
    not looked into: its sender could have written anything there."""
    parts = message.get_payload()
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, Message) and part.get_content_type() in _STATUS:
            yield from _in(part)


def _in(status: Message) -> Iterator[str]:
    blocks = status.get_payload()
    for block in blocks if isinstance(blocks, list) else (status,):
        if not isinstance(block, Message):
            continue
        body = block.get_payload()
        said = [str(one) for one in block.get_all("Action", [])]
        said += _LINE.findall(body) if isinstance(body, str) else []
        for one in said:
            if found := _ACTION.match(one):
                yield found[1].lower()
