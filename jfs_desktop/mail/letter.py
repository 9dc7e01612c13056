"""A message before it is composed: who writes, to whom, what, and with which attachments (DESIGN 7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class Mailbox(Discreet):
    """An address and the name that stands before it."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Part(Discreet):
    """One attachment: ``media_type`` such as 'application/pdf', ``name`` as the recipient sees it."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Letter(Discreet):
    """A message to be sent. ``message_id`` with its angle brackets is made once and kept through every try;
    ``at`` is an aware instant; ``language`` 'en' or 'cy'."""

    sender: Mailbox
    to: Mailbox
    subject: str
    text: str
    message_id: str
    at: datetime
    parts: tuple[Part, ...] = ()
    language: str = "en"
    in_reply_to: str = ""
