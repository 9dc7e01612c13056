"""Documents as they were made for good, and to whom each was issued (P9, P14, D5)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class Document(Keyed, Base):
    """One document, frozen: neither this row nor its bytes, which lie encrypted as attachments, are ever
    changed (JFS 4.04)."""

    __tablename__ = "document"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str] = mapped_column(index=True)
    """A key of the profile's document kinds, or of its letters."""
    language: Mapped[str] = mapped_column(default="en")
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[str]
    """'draft', 'final', 'frozen_early' or 'issued'."""
    version: Mapped[str] = mapped_column(default="")
    """Of what it shows, as it stands on the paper: 'version 4'."""
    template_version: Mapped[str] = mapped_column(default="")
    template_sha256: Mapped[str] = mapped_column(default="")
    """Of the Word template that was filled in (P2)."""
    source_id: Mapped[UUID | None] = mapped_column(index=True)
    """The record that it shows, such as a plan or a CV."""
    source_version: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    """What it is marked with, such as the early end."""
    retention_class: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    docx_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    docx_sha256: Mapped[str] = mapped_column(default="")
    docx_size: Mapped[int] = mapped_column(default=0)
    """In bytes."""
    pdf_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    pdf_sha256: Mapped[str] = mapped_column(default="")
    pdf_size: Mapped[int] = mapped_column(default=0)
    wording: Mapped[str] = mapped_column(Text, default="")
    """Which version of each standard text it carries, as ``rules.carried_wording`` writes it (B3)."""
    left_out: Mapped[str] = mapped_column(Text, default="")
    """What the PDF does not show as Word does, one thing a line."""


class DocumentIssue(Keyed, Base):
    """That a document went to somebody (P9, P11): the route, to whom, when, with which message and proof."""

    __tablename__ = "document_issue"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    fact_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_fact.id"), index=True)
    """The fact of the case that says so, where there is one; taken back with it."""
    channel: Mapped[str]
    """A key of the profile's channels."""
    sent_to: Mapped[str] = mapped_column(Text, default="")
    issued_at: Mapped[datetime]
    by_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    recorded_at: Mapped[datetime]
    message: Mapped[str] = mapped_column(Text, default="")
    """The covering message, word for word (JFS 5.20)."""
    message_version: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
