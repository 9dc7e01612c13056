"""The working-day calendars of a vault; the one adopted with the newest version counts (W17)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.exchange import calendar_file
from jfs_desktop.records.calendar import WorkingCalendar
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.rules.calendar.calendar_reader import version_order
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.store.profiles import load_calendar, shipped_calendar, shipped_calendar_table


class Origin(StrEnum):
    """How a calendar came to be believed."""

    SHIPPED = "shipped"
    SIGNED = "signed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class NewCalendar:
    """A calendar about to be kept, with all that is noted of it."""

    version: str
    text: str
    source: str
    origin: Origin
    sha256: str
    signature: str = ""
    signed_by: str = ""


class AdoptedCalendars:
    """What the vault counts with, and what it has counted with before. Safe to read on any thread."""

    def __init__(self, db: Session) -> None:
        self.current = load_calendar()
        self._texts: dict[str, str] = {}
        self._settled = False
        self.reload(db)

    def reload(self, db: Session) -> None:
        """Read them anew, as they stand in the given transaction."""
        kept = db.execute(select(WorkingCalendar.version, WorkingCalendar.text))
        self._texts = dict(kept.all())
        self._settled = False
        if self._texts:
            self.current = _days_of(self._texts[max(self._texts, key=version_order)])

    def stamped(self, stamp: str) -> WorkingDays | None:
        """The one with that stamp; None where it never was this vault's."""
        text = self._texts.get(stamp.partition("/")[0])
        days = _days_of(text) if text is not None else None
        return days if days is not None and days.stamp == stamp else None

    def settled(self, db: Session) -> bool:
        """Whether every line of the caseload was worked out with the current one."""
        if not self._settled:
            other = select(CaseSummary.case_id).where(CaseSummary.calendar != self.current.stamp).limit(1)
            self._settled = db.scalar(other) is None
        return self._settled


def keep(db: Session, new: NewCalendar, at: datetime, by: UUID | None) -> None:
    """Put a calendar into the vault, within the transaction that is open."""
    db.add(
        WorkingCalendar(
            version=new.version,
            text=new.text,
            source=new.source,
            origin=new.origin,
            sha256=new.sha256,
            signature=new.signature,
            signed_by=new.signed_by,
            adopted_at=at,
            adopted_by=by,
        )
    )


@cache
def shipped() -> NewCalendar:
    """The calendar that this version of the program brings."""
    written, text = shipped_calendar(), _shipped_text()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return NewCalendar(written.version, text, written.source, Origin.SHIPPED, digest)


def newer_shipped(current: WorkingDays) -> NewCalendar | None:
    """The shipped calendar where it is a later one."""
    mine = shipped()
    return mine if version_order(mine.version) > version_order(current.version) else None


@cache
def _shipped_text() -> str:
    return calendar_file.canonical(shipped_calendar_table())


@cache
def _days_of(text: str) -> WorkingDays:
    """A kept calendar; the same text gives the same one."""
    return load_calendar() if text == _shipped_text() else calendar_file.parse(text.encode()).written.days
