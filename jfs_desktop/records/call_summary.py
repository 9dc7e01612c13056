"""What DWP shares after it has rung participants about their experience."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class CallSummary(Keyed, Base):
    """One summary of the answers to a month's calls (X15, JFS 5.21, 7.42). Its file is the attachment that
    is about this record. A wrong one is taken back with a reason, never rewritten."""

    __tablename__ = "call_summary"

    call_month: Mapped[date] = mapped_column(index=True)
    """The first day of the month of the calls: that of the PCO sample from which DWP drew the people."""
    received_on: Mapped[date]
    actions: Mapped[str] = mapped_column(Text, default="")
    """What the provider does about it; the one thing that may be written anew."""
    by_staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    recorded_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    taken_back_reason: Mapped[str] = mapped_column(Text, default="")
