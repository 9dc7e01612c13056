"""The people who deliver the service."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed
from jfs_desktop.rules.programme.roles import Role


class Staff(Keyed, Base):
    """One member of staff. Only ``prap_role`` may say that something was keyed (JFS 6.14, W14)."""

    __tablename__ = "staff"

    name: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.ADVISER)
    prap_role: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
