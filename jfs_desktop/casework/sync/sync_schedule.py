"""When bundles are made by themselves, and whether head office has had nothing for too long (D11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.settings import CHANGE, Declared, T, value_in
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync.bundles_made import FOLDER, bundles_to, confirmed_last, must_enrol
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.sync import HeadOffice
from jfs_desktop.rules.contract.sync_times import silent_days, silent_from
from jfs_desktop.rules.writing.wording import counted, day_and_time
from jfs_desktop.store import journal_lines
from jfs_desktop.store.unit_of_work import Change

DAILY: Final = Declared("sync_daily", True, "Every day", "Once a day, at the time beside it.")
AT: Final = Declared("sync_at", "16:00", "At", "By the clock in London.")
AT_CLOSE: Final = Declared("sync_at_close", True, "When the program is closed", "It waits a moment for it.")


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is made by itself. ``last`` is the last bundle made, or the enrolment where there is none;
    None without a head office that takes any. ``device`` names this vault's files."""

    folder: Path | None = None
    daily: bool = True
    at: time = time(16)
    at_close: bool = True
    last: datetime | None = None
    confirmed: int = 0
    device: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether there is a head office, and a folder to write to."""
        return self.folder is not None and self.last is not None


@dataclass(frozen=True, slots=True)
class Silence:
    """How long head office has had nothing of what waits: ``days`` worked since, 0 where it is not too long.
    ``until`` is the moment at which it will be."""

    days: int = 0
    since: datetime | None = None
    until: datetime | None = None

    @property
    def words(self) -> str:
        """What Today says; empty where there is nothing to say."""
        if not self.days or self.since is None:
            return ""
        gone = counted(self.days, "working day")
        return f"Head office has had nothing from here since {day_and_time(self.since)}: {gone}."


def get(workspace: Workspace) -> Schedule:
    """The schedule in force."""
    with workspace.reading() as db:
        folder, at = value_in(db, FOLDER), value_in(db, AT)
        known = db.scalars(select(HeadOffice)).one_or_none()
        confirmed = confirmed_last(db, known) if known is not None else None
        return Schedule(
            Path(folder) if folder else None,
            value_in(db, DAILY),
            time.fromisoformat(at),
            value_in(db, AT_CLOSE),
            _last(db, known, workspace.vault.device_id),
            confirmed.number if confirmed else 0,
            workspace.vault.device_id.hex[-8:],
        )


def put(workspace: Workspace, *, daily: bool, at: time, at_close: bool) -> Outcome[None]:
    """Change when bundles are made by themselves."""
    with workspace.changing(CHANGE) as change:
        _put(change, DAILY, daily)
        _put(change, AT, f"{at:%H:%M}")
        _put(change, AT_CLOSE, at_close)
    return Outcome(None, Changed.SETTINGS, change_id=change.change_id, label=CHANGE.label)


def silence(workspace: Workspace) -> Silence:
    """Whether something has waited for head office for more working days than the profile allows.

    It counts from the last bundle that head office confirmed: one that was only written may have got lost.
    """
    with workspace.reading() as db:
        known = db.scalars(select(HeadOffice)).one_or_none()
        if known is None:
            return Silence()
        confirmed = confirmed_last(db, known)
        end = journal_lines.held(db, workspace.vault.device_id).number
    if end <= (confirmed.last_entry if confirmed else 0):
        return Silence()
    since = confirmed.taken_at if confirmed is not None and confirmed.taken_at else known.enrolled_at
    now, calendar = workspace.now(), workspace.calendar
    most = workspace.programme.settings.unsynced_working_days
    days = silent_days(since, now, calendar)
    return Silence(days if days > most else 0, since, silent_from(since, now, calendar, most=most))


def _last(db: Session, known: HeadOffice | None, device_id: UUID) -> datetime | None:
    if known is None or must_enrol(db, known, device_id):
        return None
    last = db.scalars(bundles_to(known).limit(1)).first()
    return last.made_at if last is not None else known.enrolled_at


def _put(change: Change, setting: Declared[T], value: T) -> None:
    row = change.db.get(Setting, setting.key)
    if row is None:
        change.db.add(Setting(key=setting.key, value=value))
    elif row.value != value:
        row.value = value
