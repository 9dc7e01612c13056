"""A case, the facts on it, and its derived line in the caseload."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class Case(Keyed, Base):
    """One case per referral. It keeps the programme profile it started on."""

    __tablename__ = "case"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"), index=True)
    programme: Mapped[str] = mapped_column(ForeignKey("programme_profile.key"))
    """Profile id and version, 'jfs-2021/1'."""
    adviser_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    """The designated adviser."""
    opened_at: Mapped[datetime]


class CaseFact(Keyed, Base):
    """Something that happened, on a case or (``case_id`` empty) on the contract.

    Facts only add up: a wrong one is withdrawn with a reason, never rewritten.
    """

    __tablename__ = "case_fact"
    __table_args__ = (
        Index("ix_case_fact_case_id_happened_on", "case_id", "happened_on"),
        # Today looks for a few kinds among all, and which cases they stand on is told by the index alone.
        Index("ix_case_fact_kind", "kind", "happened_on", "case_id", "withdrawn_at"),
    )

    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"))
    kind: Mapped[str]
    happened_on: Mapped[date]
    happened_at: Mapped[datetime | None]
    by_staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    channel: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")
    about_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    late_reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")


class CaseSummary(Base):
    """One line of the caseload, worked out from the facts in the transaction that
    changes them; never written from anything else and never in the journal."""

    __tablename__ = "case_summary"
    __table_args__ = (
        Index("ix_case_summary_next_due", "next_due"),
        Index("ix_case_summary_surname", "surname_key"),
        Index("ix_case_summary_name", "name_key"),
        Index("ix_case_summary_stage", "stage"),
    )
    journaled = False

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)
    folded: Mapped[str] = mapped_column(Text)
    """What the search looks through: names, NI number, reference, Jobcentre, folded to plain letters."""
    surname_key: Mapped[str]
    name_key: Mapped[str]
    """The words of the name in any order, by which others of that name are found (R5)."""
    stage: Mapped[str]
    open: Mapped[bool]
    next_clock: Mapped[str | None]
    next_due: Mapped[date | None]
    adviser_id: Mapped[UUID | None]
    minutes: Mapped[int] = mapped_column(default=0)
    """Counted 1-2-1 minutes, the initial meeting included."""
    cv: Mapped[str] = mapped_column(default="none")
    """How far the CV has come, as rules/cv/cv_progress.py says it (V1)."""
    computed_on: Mapped[date]
    """The London day it was worked out for; an older one is stale."""
    calendar: Mapped[str] = mapped_column(default="")
    """The stamp of the working-day calendar it was worked out with; another one is stale."""
