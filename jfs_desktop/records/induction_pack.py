"""The provider's own text of the induction pack, in versions (I15)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class PackVersion(Keyed, Base):
    """One version that was approved and published; never changed afterwards."""

    __tablename__ = "pack_version"

    number: Mapped[int] = mapped_column(unique=True)
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """By language ('en', 'cy') and section; a language without a text is left out."""
    approved_by: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    published_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
