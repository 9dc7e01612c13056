"""Reusable wording, and the words that somebody's spelling takes as right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed


class Snippet(Keyed, Base):
    """One piece of reusable wording. With ``shipped_key`` it stands for the one shipped under that key:
    reworded here, or with ``removed`` put away."""

    __tablename__ = "snippet"

    shipped_key: Mapped[str] = mapped_column(default="", index=True)
    title: Mapped[str] = mapped_column(Text)
    sector: Mapped[str]
    """A key of resources/snippets/sectors, or words of the provider's own; empty for every sector."""
    heading: Mapped[str] = mapped_column(default="")
    """Where it is offered first: a key of the plan's headings or of a CV's sections; empty for anywhere."""
    text: Mapped[str] = mapped_column(Text)
    """As rules.rich_text keeps it, with fill-ins such as '{first name}'."""
    language: Mapped[str] = mapped_column(default="en")
    removed: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime]
    written_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))


class OwnWord(Base):
    """A word that is right here. It may be somebody's name: it stands in no journal, and is gone when it
    is taken out."""

    __tablename__ = "own_word"
    journaled = False

    word: Mapped[str] = mapped_column(Text, primary_key=True)
    added_at: Mapped[datetime]
    added_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
