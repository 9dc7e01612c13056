"""Templates that head office puts into the vault, and wording blocks, each in versions (P2, B1, B3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class DocumentTemplate(Keyed, Base):
    """One Word file or workbook that arrived for a kind of document in a language. What it is stays as it
    came; publishing and withdrawing are noted on it."""

    __tablename__ = "document_template"
    __table_args__ = (UniqueConstraint("kind", "language", "number"),)

    kind: Mapped[str]
    """A key of documents/samples/template_fields.py."""
    language: Mapped[str]
    """'en' or 'cy'."""
    number: Mapped[int]
    """From 1, of its kind and language; what a document names as its template's version."""
    name: Mapped[str] = mapped_column(Text)
    """What the file was called, as a label only."""
    size: Mapped[int]
    """In bytes."""
    sha256: Mapped[str]
    """Of the file as it came."""
    arrived_at: Mapped[datetime]
    arrived_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    received_from_dwp_on: Mapped[date | None]
    """For a layout that DWP issues (JFS 4.10)."""
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    in_use_from: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(default="")
    checks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """The six checks of the name and the logo as they came out at publishing (B1)."""
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    logo_version: Mapped[str] = mapped_column(default="")
    """Which DWP logo it bears; empty for none."""
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")


class TemplateFile(Base):
    """The bytes of a template. They never change, and their hash stands in the journal; they do not."""

    __tablename__ = "template_file"
    journaled = False

    template_id: Mapped[UUID] = mapped_column(ForeignKey("document_template.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class WordingBlock(Keyed, Base):
    """One version of a standard text that documents and messages carry (B3); never changed afterwards."""

    __tablename__ = "wording_block"
    __table_args__ = (UniqueConstraint("key", "language", "number"),)

    key: Mapped[str]
    """Of resources/documents/wording.toml."""
    language: Mapped[str]
    number: Mapped[int]
    """From 2: the text that is shipped is the first."""
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
