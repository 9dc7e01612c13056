"""Referrals, taken and refused."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class ReferralSource(StrEnum):
    """How a referral came in (R1)."""

    PRAP_TYPED = "prap_typed"
    PRAP_FILE = "prap_file"


class Referral(Keyed, Base):
    """One referral. ``referral_made_on`` and ``received_at`` are two facts (AMB-04)."""

    __tablename__ = "referral"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    source: Mapped[str]
    prap_reference: Mapped[str] = mapped_column(index=True)
    referral_made_on: Mapped[date]
    received_at: Mapped[datetime]
    benefit: Mapped[str] = mapped_column(default="")
    """A code of the profile's list of benefits (E4)."""
    claim_start_date: Mapped[date | None]
    work_coach: Mapped[str] = mapped_column(default="")
    jobcentre: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(Text, default="")


class RestrictedReferral(Keyed, Base):
    """A row refused because it is marked MAPPA or SCR: row number and reference only, with the day from which
    the days to answer it on PRaP count, for the nominated officer (G3, G4)."""

    __tablename__ = "restricted_referral"

    prap_reference: Mapped[str]
    row_number: Mapped[int]
    field: Mapped[str]
    received_on: Mapped[date | None]
    seen_at: Mapped[datetime]
    told_officer_at: Mapped[datetime | None]
