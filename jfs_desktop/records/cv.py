"""A participant's CV, its frozen versions, and the files that were made from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class Cv(Keyed, Base):
    """One CV per case, as it stands (V1)."""

    __tablename__ = "cv"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    style: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As casework/cv/cv_content.py writes it."""
    begun_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    edited_by: Mapped[UUID]


class CvVersion(Keyed, Base):
    """The CV frozen at one moment; never changed afterwards, but that it was agreed."""

    __tablename__ = "cv_version"
    __table_args__ = (UniqueConstraint("cv_id", "number"),)

    cv_id: Mapped[UUID] = mapped_column(ForeignKey("cv.id"), index=True)
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    style: Mapped[str]
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("timed_session.id"))
    """The 1-2-1 in which it was worked on with the participant (JFS 4.11)."""
    agreed_at: Mapped[datetime | None]
    agreed_how: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class CvExport(Keyed, Base):
    """A file that was made from a CV and left the vault; where it went is not kept."""

    __tablename__ = "cv_export"

    cv_id: Mapped[UUID] = mapped_column(ForeignKey("cv.id"), index=True)
    version_number: Mapped[int | None]
    """The frozen version it shows; empty for a CV as it stood, with changes since the last one."""
    form: Mapped[str]
    """'docx', 'pdf', 'txt' or 'json'."""
    style: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    template_sha256: Mapped[str]
    """Of the Word template it was filled from; empty for text and JSON."""
    sha256: Mapped[str]
    """Of the whole file as it was written."""
    size: Mapped[int]
    """In bytes."""
