"""What travels between a device and head office: who is enrolled, and which bundles went and came (D11).

Only who is enrolled stands in the journal. The rest is about the journal's own travels: an entry about a
bundle would be one more entry to send, and there would be no end to it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class SealingKey(Base):
    """What opens bundles that were sent here. It never leaves the vault."""

    __tablename__ = "sealing_key"
    journaled = False

    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"), primary_key=True)
    recipient: Mapped[str]
    """The public half, as age writes it."""
    identity: Mapped[str]
    """The private half."""
    made_at: Mapped[datetime]


class HeadOffice(Keyed, Base):
    """The head office that this device sends to, its keys pinned at enrolment. ``id`` is its device's."""

    __tablename__ = "head_office"

    name: Mapped[str]
    signing_key: Mapped[bytes] = mapped_column(LargeBinary)
    """Its public Ed25519 key."""
    recipient: Mapped[str]
    """Its public age key."""
    countersigners: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Those of whom one signs a change of these keys beside it: ``name``, and ``signing_key`` in
    hexadecimal."""
    change_serial: Mapped[int] = mapped_column(BigInteger, default=0)
    """Of the last change of head office that was taken, or could be before this device enrolled: an older
    one is refused."""
    enrolled_at: Mapped[datetime]
    by_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class EnrolmentToken(Base):
    """What proves to head office that this device was given a code; gone with the first receipt."""

    __tablename__ = "enrolment_token"
    journaled = False

    head_office_id: Mapped[UUID] = mapped_column(ForeignKey("head_office.id"), primary_key=True)
    token: Mapped[bytes] = mapped_column(LargeBinary)


class BundleOut(Base):
    """A bundle made here, and what head office said of it."""

    __tablename__ = "bundle_out"
    journaled = False

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """This device's own count of bundles, from 1."""
    recipient: Mapped[bytes] = mapped_column(LargeBinary)
    """The fingerprint of the head office that it is for: another one has confirmed nothing of it."""
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    builds_on: Mapped[int]
    """The last bundle that head office had confirmed when this was made; 0 for none."""
    first_entry: Mapped[int]
    last_entry: Mapped[int]
    attachments: Mapped[int]
    size: Mapped[int]
    """Of the file, in bytes."""
    made_at: Mapped[datetime]
    by_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    taken_at: Mapped[datetime | None]
    """When head office took it in, by its receipt."""
    receipt_read_at: Mapped[datetime | None]


class EnrolmentCode(Base):
    """A code that head office gave out, for one device."""

    __tablename__ = "enrolment_code"
    journaled = False

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    made_at: Mapped[datetime]
    by_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    valid_until: Mapped[datetime]
    used_at: Mapped[datetime | None]


class EnrolledDevice(Keyed, Base):
    """A device whose bundles head office takes, its keys pinned by its first one. ``id`` is the device's."""

    __tablename__ = "enrolled_device"

    name: Mapped[str]
    """Who works on it, as it said itself."""
    signing_key: Mapped[bytes] = mapped_column(LargeBinary)
    recipient: Mapped[str]
    enrolled_at: Mapped[datetime]
    countersigns: Mapped[bool] = mapped_column(default=False)
    """Whether its key is one of those that countersign a change of head office's keys."""
    withdrawn_at: Mapped[datetime | None]
    """From then on nothing of it is taken in, until it comes with a new code."""


class BundleIn(Base):
    """A bundle that head office checked and took in."""

    __tablename__ = "bundle_in"
    journaled = False

    device_id: Mapped[UUID] = mapped_column(ForeignKey("enrolled_device.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    first_entry: Mapped[int]
    last_entry: Mapped[int]
    """The device's journal is here up to this entry."""
    attachments: Mapped[int]
    size: Mapped[int]
    taken_at: Mapped[datetime]


class ReceivedFile(Base):
    """An attachment of a device, kept encrypted beside head office's database under a key of its own."""

    __tablename__ = "received_file"
    journaled = False

    attachment_id: Mapped[UUID] = mapped_column(primary_key=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("enrolled_device.id"))
    number: Mapped[int]
    """The bundle it came in."""
    sha256: Mapped[str]
    """Of the content, in hexadecimal."""
    size: Mapped[int]
    key: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_sha256: Mapped[bytes] = mapped_column(LargeBinary)
