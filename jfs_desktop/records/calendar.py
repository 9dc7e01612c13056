"""The working-day calendars of this vault, and the dates that each of them moved (W17)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base


class WorkingCalendar(Base):
    """A calendar as it was written when the vault adopted it; never changed afterwards."""

    __tablename__ = "working_calendar"

    version: Mapped[str] = mapped_column(primary_key=True)
    """'2028.1'; the newest is the one in use."""
    text: Mapped[str] = mapped_column(Text)
    """The canonical text, without its signature."""
    source: Mapped[str]
    origin: Mapped[str]
    """Shipped with the program, signed by the publisher, or confirmed by a person without a signature."""
    sha256: Mapped[str]
    """Of the file as it was loaded; of the text where the calendar was shipped."""
    signature: Mapped[str] = mapped_column(Text, default="")
    """Base64, as the file bore it."""
    signed_by: Mapped[str] = mapped_column(default="")
    """The fingerprint of the publisher's key."""
    adopted_at: Mapped[datetime]
    adopted_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))


class MovedDate(Base):
    """A due date of an open clock that a calendar moved, noted in the transaction that dated its case
    anew; worked out from both calendars, so never in the journal."""

    __tablename__ = "moved_date"
    journaled = False

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar: Mapped[str] = mapped_column(ForeignKey("working_calendar.version"), index=True)
    """The version that moved it."""
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    clock: Mapped[str]
    due_before: Mapped[date]
    due_now: Mapped[date]
    late: Mapped[bool]
    """Whether it was late on the day of the count, by the new date."""
