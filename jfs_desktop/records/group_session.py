"""Digital group sessions, and who was invited to each (S5)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class GroupSession(Keyed, Base):
    """One group session. It belongs to no case: what it says of a person stands in their place and facts."""

    __tablename__ = "group_session"

    topic: Mapped[str]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    """Planned length; group time never counts towards the 1-2-1 hours (S2)."""
    platform: Mapped[str]
    """Where people meet online; never face to face (S12)."""
    led_by: Mapped[str]
    """Who leads it, in words: an adviser or somebody from outside."""
    made_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    headcount: Mapped[int | None]
    """People who were there, others' participants included; empty until it is closed."""
    closed_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    called_off_reason: Mapped[str] = mapped_column(Text, default="")


class GroupPlace(Keyed, Base):
    """One participant's place in a group session: invited, and what became of it."""

    __tablename__ = "group_place"
    __table_args__ = (UniqueConstraint("group_id", "case_id"),)

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group_session.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("case_fact.id"))
    """The fact 'invited to a group session'."""
    answer: Mapped[str]
    """'invited', 'came', 'did_not_come', 'declined' or 'not_appropriate'."""
    words: Mapped[str] = mapped_column(Text, default="")
    """Feedback of who came; the reason of who did not take part."""
    outcome_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_fact.id"))
    """The fact recorded for them at the close, if the answer asks for one."""
