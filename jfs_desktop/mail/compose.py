"""A message as it goes over the wire: one sender, one recipient, nothing that could slip in a second one
(DESIGN 7, JFS 3.18).

What stands in a head is checked before it is put there: control characters are refused, and an address is
built from its parts and never from a line of text.
"""

from __future__ import annotations

import hashlib
import unicodedata
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import Final

from jfs_desktop.errors import BadInput
from jfs_desktop.mail.letter import Letter, Mailbox

LONGEST_SUBJECT: Final = 200
"""Letters."""
UNSENT: Final = "X-Unsent"
"""Outlook opens a draft that bears this as a message to be sent, not as one that came."""


def compose(letter: Letter, *, unsent: bool = False) -> EmailMessage:
    """The message with its head, its text and its attachments, byte for byte the same for the same letter;
    ``unsent`` marks a draft for another program.

    Raises BadInput (``to``, ``sender``, ``subject``, ``attachment``) for what could not safely stand there.
    """
    sender, to = _address(letter.sender, "sender"), _address(letter.to, "to")
    plain = to.username.isascii() and sender.username.isascii()
    message = EmailMessage(policy=(SMTP.clone(cte_type="7bit") if plain else SMTPUTF8))
    message["From"] = sender
    message["To"] = to
    message["Subject"] = _line(letter.subject, "subject", "The subject", LONGEST_SUBJECT)
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = _line(letter.message_id, "message_id", "The message's id", LONGEST_SUBJECT)
    if letter.in_reply_to:
        answered = _line(letter.in_reply_to, "in_reply_to", "The id of what it answers", LONGEST_SUBJECT)
        message["In-Reply-To"] = message["References"] = answered
    if unsent:
        message[UNSENT] = "1"
    message.set_content(_body(letter.text))
    message["Content-Language"] = letter.language
    for part in letter.parts:
        kind, _, detail = part.media_type.partition("/")
        name = _line(part.name, "attachment", "The attachment's name", LONGEST_SUBJECT)
        message.add_attachment(part.content, maintype=kind, subtype=detail, filename=name)
    if message.is_multipart():  # by the message's own id, so that the same letter is the same bytes again
        message.set_boundary(f"=_{hashlib.sha256(letter.message_id.encode()).hexdigest()[:32]}")
    return message


def recipients(message: EmailMessage) -> tuple[str, ...]:
    """Every address that a server would carry the message to, as the head says."""
    heads = [one for name in ("To", "Cc", "Bcc") for one in message.get_all(name, [])]
    return tuple(address.addr_spec for head in heads for address in head.addresses)


def _address(mailbox: Mailbox, field_name: str) -> Address:
    """The address of its parts. Raises BadInput."""
    text = _line(mailbox.address, field_name, "The address", 254)
    local, at, place = text.rpartition("@")
    if not (local and at and place) or any(sign in text for sign in ' ,;<>"()[]:\\'):
        raise BadInput(
            "This is not one e-mail address.", field=field_name, remedy="Type one, such as name@example.org."
        )
    try:
        place = place if place.isascii() else place.encode("idna").decode("ascii")
        return Address(_line(mailbox.name, field_name, "The name", 200), local, place)
    except (HeaderParseError, ValueError, UnicodeError) as error:
        raise BadInput(
            "This is not an e-mail address.", field=field_name, remedy="Type one, such as name@example.org."
        ) from error


def _line(text: str, field_name: str, what: str, longest: int) -> str:
    """The text with single spaces, where it is one line of letters that can be seen and that no reader could
    take for coded ones. Raises BadInput."""
    hidden = any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs") for sign in text)
    if hidden or "=?" in text:
        raise BadInput(
            f"{what} holds a line break or a hidden character.",
            field=field_name,
            remedy="Type it again, do not paste it.",
        )
    if len(text) > longest:
        raise BadInput(f"{what} is longer than {longest} letters.", field=field_name, remedy="Shorten it.")
    return " ".join(text.split())


def _body(text: str) -> str:
    """The text of the message with plain line ends and without what cannot be seen. Raises BadInput."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in kept if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    if any(unicodedata.category(sign) == "Cs" for sign in kept):
        raise BadInput(
            "The text holds a damaged letter.", field="text", remedy="Type it again, do not paste it."
        )
    return kept
