"""Checks of staff under the law on vulnerable groups."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class StaffCheck(Keyed, Base):
    """One DBS or PVG check, or the reading of chapter 2, of one member of staff (G5, IPES 5.24).

    ``kind`` is a key of the profile's checks, or '' for a note of the reading alone. A wrong one is
    taken back with a reason, never rewritten.
    """

    __tablename__ = "staff_check"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    kind: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    """None: it does not end by itself."""
    chapter_read_on: Mapped[date | None]
    """The day on which chapter 2 of the generic guidance was read."""
    recorded_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    taken_back_reason: Mapped[str] = mapped_column(Text, default="")
