"""Half-typed text, kept in the encrypted store until it settles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base


class Draft(Base):
    """One draft per editor; overwritten at each pause, never journaled, never sent."""

    __tablename__ = "draft"
    journaled = False

    owner: Mapped[str] = mapped_column(primary_key=True)
    """Which editor: 'plan:<case id>', 'wrap-up:<session id>', 'referral-form', ..."""
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]
