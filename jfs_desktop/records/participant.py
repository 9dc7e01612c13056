"""The person referred (AMB-69: before the start, too)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed
from jfs_desktop.rules.writing.wording import whole_name


class Participant(Keyed, Base):
    """Who the person is and how to reach them (R1, G1)."""

    __tablename__ = "participant"

    first_name: Mapped[str]
    last_name: Mapped[str]
    date_of_birth: Mapped[date | None]
    ni_number: Mapped[str | None] = mapped_column(index=True)
    """Normalised, nine characters without spaces."""
    address: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(default="")
    nation: Mapped[str | None]
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    vulnerable: Mapped[bool] = mapped_column(default=False)
    contact_notes: Mapped[str] = mapped_column(Text, default="")

    @property
    def name(self) -> str:
        """First and last name, as they are said."""
        return whole_name(self.first_name, self.last_name)
