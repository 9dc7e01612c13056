"""The Jobcentre's requests for a JFAP: each JFSPRO1 that arrived, and what became of it (X4 to X7)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class JobcentreRequest(Keyed, Base):
    """One JFSPRO1 as it arrived (JFS 5.05). It is kept whether a case is found for it or not."""

    __tablename__ = "jobcentre_request"

    requested_on: Mapped[date]
    """The date of request on the form: the five working days count from it (AMB-27)."""
    return_email: Mapped[str] = mapped_column(default="")
    return_address: Mapped[str] = mapped_column(Text, default="")
    """Postal; only where the form asks for post, as for MAPPA or SCR (X7)."""
    participant_name: Mapped[str] = mapped_column(default="")
    ni_number: Mapped[str] = mapped_column(default="")
    """Normalised where it can be an NI number, else as the form has it."""
    provision_ended_on: Mapped[date | None]
    jobcentre: Mapped[str] = mapped_column(default="")
    left_out: Mapped[str] = mapped_column(Text, default="")
    """What the form leaves out and what was done about it; needed where an item is empty."""
    received_at: Mapped[datetime]
    mailbox: Mapped[str] = mapped_column(default="")
    logged_at: Mapped[datetime]
    logged_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    fact_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_fact.id"))
    """The fact that marks the case as requested and starts its clock (X5)."""
    match_reason: Mapped[str] = mapped_column(Text, default="")
    """Why this case, where NI number and name do not say so by themselves."""
    settled_as: Mapped[str] = mapped_column(default="")
    """'wrong_provider', 'duplicate' or 'nothing_to_send'; empty for a request that is to be answered."""
    settled_reason: Mapped[str] = mapped_column(Text, default="")
    duplicate_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobcentre_request.id"))
    settled_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    """When the JFAP was looked through for completeness and date (JFS 5.06)."""
    checked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    check_missing: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Keys of what the check found missing."""
    check_reason: Mapped[str] = mapped_column(Text, default="")
