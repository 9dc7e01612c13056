"""A real encrypted vault with one adviser in it, for tests of referrals."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import first_run
from jfs_desktop.casework.office.first_run import FirstRun
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.store.key_header import LANES, MEMORY_KIB, PASSES, ArgonCost
from jfs_desktop.store.vault import Vault

CHEAP = ArgonCost(min(MEMORY_KIB), min(PASSES), min(LANES))


@dataclass
class SteppedClock:
    """A clock that goes on by a second at each look."""

    at: datetime = field(default_factory=lambda: datetime(2021, 5, 18, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


def make_workspace(folder: Path, clock: SteppedClock | None = None) -> Workspace:
    """A vault of its own in the folder, set up for an invented adviser."""
    clock = clock or SteppedClock()
    vault, _ = Vault.create(folder, "correct horse battery staple lamp", clock=clock, cost=CHEAP)
    return first_run.begin(vault, clock, FirstRun("Northgate Skills", "Robin Example", prap_role=True))


def head(workspace: Workspace) -> int:
    """The number of the journal's last entry."""
    with workspace.reading() as db:
        return db.scalar(select(func.max(JournalEntry.number))) or 0
