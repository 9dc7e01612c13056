"""The journal: one append-only row per changed record (DESIGN: the audit trail,
the history tab, undo and the sync stream in one)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base


class JournalEntry(Base):
    """One change of one record.

    ``content`` is JSON: fields before and after, and the reason. Erasure empties
    ``content`` and ``salt``; ``commitment`` = HMAC-SHA256(salt, content) stays, so
    that ``digest`` = SHA-256(public header, previous digest, commitment) still verifies.
    """

    __tablename__ = "journal_entry"
    journaled = False

    device_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The device's own count, from 1, without gaps."""
    change_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
    staff_id: Mapped[UUID | None]
    verb: Mapped[str]
    label: Mapped[str]
    """Completes 'Undo …'; empty when the change is corrected, not undone."""
    case_id: Mapped[UUID | None] = mapped_column(index=True)
    table: Mapped[str]
    record_id: Mapped[str]
    action: Mapped[str]
    """'insert', 'update', 'delete' or 'erase'."""
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    commitment: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class JournalHead(Base):
    """The signed end of a device's chain at one moment."""

    __tablename__ = "journal_head"
    journaled = False

    device_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    signed_at: Mapped[datetime]
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    """Ed25519 over device id, number and digest."""


class Device(Base):
    """This computer: its id and signing key. The private key never enters the journal."""

    __tablename__ = "device"
    journaled = False

    id: Mapped[UUID] = mapped_column(primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    private_key: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
