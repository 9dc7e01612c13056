"""The programme profiles that cases of this vault go by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base


class ProgrammeProfile(Base):
    """A profile as it was written when the vault adopted it; never changed afterwards, so that a case
    keeps the one it started on whatever a later version of the program ships (DESIGN 3.1)."""

    __tablename__ = "programme_profile"

    key: Mapped[str] = mapped_column(primary_key=True)
    """Profile id and version, 'jfs-2021/1'."""
    texts: Mapped[list[str]] = mapped_column(JSON)
    """The profile's text, after the texts of those it is based on."""
    adopted_at: Mapped[datetime]
    """New cases start on the profile that was adopted last."""
