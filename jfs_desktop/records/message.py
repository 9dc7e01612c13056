"""Messages on their way out, and those that came back (I14 to I18, D3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class Message(Keyed, Base):
    """One message to one address. Once it is queued its words and parts stay as they are, but for
    the date of issue on a copy for the Jobcentre, which is of the day on which it goes (JFS 5.03)."""

    __tablename__ = "message"

    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    purpose: Mapped[str]
    """A key of ``mail_purposes.PURPOSES``: what it is for, and what follows when it has gone."""
    language: Mapped[str] = mapped_column(default="en")
    state: Mapped[str] = mapped_column(index=True)
    """``rules.outbox.MessageState``."""
    to_address: Mapped[str]
    to_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    body_version: Mapped[str] = mapped_column(default="")
    """Which versions of the template and of the standard texts it came from (B3)."""
    details: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """What its purpose needs once it has gone, such as the insert of a pack."""
    confirmed: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What the adviser was asked about the recipient and said is right, in the words of the question."""
    message_id: Mapped[str] = mapped_column(default="", index=True)
    """Of the head, with its angle brackets; made once, so that a second try cannot pass for another."""
    reference: Mapped[str] = mapped_column(default="", index=True)
    """What stands in the subject for a reply to be known by."""
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    queued_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    """While it can be taken back, or a pause between two tries runs."""
    tries: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    """When the last try began."""
    ended_at: Mapped[datetime | None]
    """When the server took it, or when the adviser says it went."""
    channel: Mapped[str] = mapped_column(default="email")
    """By which channel it went: another than e-mail only where it was sent by hand."""
    sender: Mapped[str] = mapped_column(default="")
    """The address that the last try went from; '' before there was one."""
    route: Mapped[str] = mapped_column(default="")
    """The ``mail_account.Route`` of the last try, and after a blank the mail server, if it was one."""
    server_answer: Mapped[str] = mapped_column(Text, default="")
    failure: Mapped[str] = mapped_column(Text, default="")
    """Why the last try did not succeed, in plain words."""
    note: Mapped[str] = mapped_column(Text, default="")
    fact_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_fact.id"))
    """The fact of the case that it became by going."""


class MessagePart(Keyed, Base):
    """One attachment of a message: a document as it is kept for good."""

    __tablename__ = "message_part"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), index=True)
    position: Mapped[int]
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    form: Mapped[str]
    """'docx' or 'pdf'."""
    name: Mapped[str]
    """As the recipient sees it."""
    sha256: Mapped[str]
    size: Mapped[int]
    """In bytes."""


class ReceivedMessage(Keyed, Base):
    """One message that was brought in as a file, kept whole and encrypted as it came."""

    __tablename__ = "received_message"

    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))
    sha256: Mapped[str] = mapped_column(index=True)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    answers_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"), index=True)
    from_address: Mapped[str] = mapped_column(default="")
    from_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime | None]
    """By its own date."""
    message_id: Mapped[str] = mapped_column(default="", index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str]
    """``rules.reply_match.ReplyKind``, as it was taken to be when it came."""
    score: Mapped[int] = mapped_column(default=0)
    why: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The reasons for that, in sentences."""
    proves: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The papers, ``rules.reply_words.Paper``, whose receipt its words confirm."""
    attached: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The names of the files within it."""
    state: Mapped[str]
    """'waiting', 'accepted' or 'set_aside'."""
    brought_in_at: Mapped[datetime]
    brought_in_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    settled_reason: Mapped[str] = mapped_column(Text, default="")
