"""Pictures and files kept as evidence; their bytes lie encrypted beside the database (I6, C7, W16)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class Attachment(Keyed, Base):
    """One piece of evidence. Nothing of it is changed afterwards; taking it back erases its bytes and
    leaves this row with the reason."""

    __tablename__ = "attachment"

    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    """Empty for what belongs to the contract, such as a complaint about the service."""
    about_id: Mapped[UUID | None] = mapped_column(index=True)
    """The fact or other record that it is evidence for."""
    purpose: Mapped[str] = mapped_column(index=True)
    """A key of the profile's evidence purposes."""
    retention_class: Mapped[str]
    """Of the profile's, as it stood when this was taken in (D5)."""
    media_type: Mapped[str]
    name: Mapped[str] = mapped_column(Text)
    """What the file was called, as a label only: never a place to read from or write to."""
    size: Mapped[int]
    """Of the content as kept, in bytes."""
    sha256: Mapped[str]
    """Of the content as kept, in hexadecimal."""
    width: Mapped[int | None]
    """In pixels; empty for what is not a picture."""
    height: Mapped[int | None]
    taken_at: Mapped[datetime]
    by_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    notice_version: Mapped[str] = mapped_column(default="")
    """Which purpose notice was shown before it was taken (I7); empty where none is asked for."""
    notice_shown_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_reason: Mapped[str] = mapped_column(Text, default="")


class AttachmentOpening(Keyed, Base):
    """Somebody looked at an attachment (I6: access-logged)."""

    __tablename__ = "attachment_opening"

    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"), index=True)
    opened_at: Mapped[datetime]
    by_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class AttachmentKey(Base):
    """What opens one attachment's file. It never enters the journal, so that deleting this row erases
    the file for good; only a backup made before still has a copy, until it ages out."""

    __tablename__ = "attachment_key"
    journaled = False

    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary)
    """256 random bits, used for this one file."""
    sealed_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    """Of the encrypted file, so that a damaged one is told without its key."""
