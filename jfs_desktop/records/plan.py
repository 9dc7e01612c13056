"""The Job Finding Action Plan and its frozen versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class Plan(Keyed, Base):
    """One JFAP per case (P1)."""

    __tablename__ = "plan"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    further_support: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    written_in: Mapped[str] = mapped_column(default="en")
    """The language of what is typed into it: 'en' or 'cy'."""
    created_at: Mapped[datetime]


class PlanObjective(Keyed, Base):
    """One objective of the plan (P5)."""

    __tablename__ = "plan_objective"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    objective: Mapped[str] = mapped_column(Text, default="")
    action: Mapped[str] = mapped_column(Text, default="")
    measure: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(default="participant")
    target_on: Mapped[date | None]
    status: Mapped[str]


class PlanHeading(Keyed, Base):
    """What stands under one heading (P6)."""

    __tablename__ = "plan_heading"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    key: Mapped[str]
    status: Mapped[str]
    text: Mapped[str] = mapped_column(Text, default="")


class PlanActivity(Keyed, Base):
    """One line of the record of activities (P4)."""

    __tablename__ = "plan_activity"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("timed_session.id"))
    fact_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_fact.id"))
    """The fact that wrote it, such as support given (P4)."""
    happened_at: Mapped[datetime]
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text, default="")
    adviser: Mapped[str] = mapped_column(default="")


class PlanVersion(Keyed, Base):
    """The plan frozen at one moment; never changed afterwards."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    session_id: Mapped[UUID | None]
    summary: Mapped[str] = mapped_column(Text, default="")
    agreed_at: Mapped[datetime | None]
    agreed_how: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class PlanExport(Keyed, Base):
    """A document that was made from a plan and left the vault (P9); where it went is not kept."""

    __tablename__ = "plan_export"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    version_number: Mapped[int | None]
    """The frozen version it shows; empty for a plan as it stood, with changes since the last one."""
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    template_sha256: Mapped[str]
    """Of the Word template it was filled from (P2)."""
    sha256: Mapped[str]
    """Of the whole file as it was written."""
    size: Mapped[int]
    """In bytes."""
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobcentre_request.id"), index=True)
    """The Jobcentre's request that it was made for."""
    issued_on: Mapped[date | None]
    """The date of issue to the Jobcentre that stands on it (JFS 5.03)."""
