"""The devices that head office knows: what came from each and when, and taking one out again (D11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.exchange.enrolment_code import MOST_COUNTERSIGNERS, Countersigner
from jfs_desktop.head_office.archive import Archive
from jfs_desktop.records.sync import BundleIn, EnrolledDevice
from jfs_desktop.rules.contract.sync_times import silent_days
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.store.unit_of_work import Verb

WITHDRAW: Final = Verb("head_office.withdraw", "")
NAME: Final = Verb("head_office.name_countersigner", "")


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device. ``number`` is its last bundle, 0 before the first; ``days`` are the working days since that
    came in, or since it was enrolled."""

    id: UUID
    name: str
    enrolled_at: datetime
    withdrawn_at: datetime | None
    number: int
    taken_at: datetime | None
    days: int
    is_late: bool
    """Whether nothing has come from it for more of them than the profile allows, though it may send (D11)."""
    countersigns: bool = False
    """Whether it is one that countersigns a change of head office's keys."""

    @property
    def short(self) -> str:
        """As its files are named."""
        return self.id.hex[-8:]


def every(archive: Archive) -> tuple[DeviceRow, ...]:
    """All of them, those that have been silent longest first, and those withdrawn last."""
    workspace = archive.workspace
    most = workspace.programme.settings.unsynced_working_days
    newest = select(BundleIn.device_id, func.max(BundleIn.number), func.max(BundleIn.taken_at))
    with archive.reading() as db:
        came = {row[0]: (row[1], row[2]) for row in db.execute(newest.group_by(BundleIn.device_id))}
        rows = []
        for one in db.scalars(select(EnrolledDevice)):
            number, taken_at = came.get(one.id, (0, None))
            days = silent_days(taken_at or one.enrolled_at, workspace.now(), workspace.calendar)
            rows.append(
                DeviceRow(
                    one.id,
                    one.name,
                    one.enrolled_at,
                    one.withdrawn_at,
                    number,
                    taken_at,
                    days,
                    one.withdrawn_at is None and days > most,
                    one.countersigns,
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.withdrawn_at is not None, -row.days, row.name)))


def named(archive: Archive, text: str) -> DeviceRow:
    """The device of an id, or of the end of one as its files are named by. Raises BadInput."""
    said = text.replace("-", "").lower()
    found = [row for row in every(archive) if len(said) >= 8 and row.id.hex.endswith(said)]
    if len(found) != 1:
        raise BadInput(
            f"No device is known here as '{text}'.",
            field="device",
            remedy="`jfs head-office devices` lists them.",
        )
    return found[0]


def withdraw(archive: Archive, device_id: UUID, reason: str) -> None:
    """Take nothing more from a device, for a laptop that was lost or given back. What came from it stays.

    It may come back with a new code alone, and its keys are then pinned anew. Raises BadInput without a
    reason, and RefusedByRule for one that is withdrawn already.
    """
    if not says_why(reason):
        raise BadInput("Say why it is withdrawn.", field="--reason", remedy="A few words are enough.")
    with archive.changing(WITHDRAW, reason=reason.strip()) as change:
        row = change.db.get_one(EnrolledDevice, device_id)
        if row.withdrawn_at is not None:
            raise RefusedByRule("This device is withdrawn already.", remedy="Nothing needs to be done.")
        row.withdrawn_at, row.countersigns = change.at, False


def name_countersigner(archive: Archive, device_id: UUID, *, countersigns: bool = True) -> None:
    """Say that a device countersigns a change of head office's keys, or no longer does.

    Cards written from then on say so. Raises RefusedByRule for a device that was withdrawn, and where there
    are as many as a card names.
    """
    with archive.changing(NAME) as change:
        row = change.db.get_one(EnrolledDevice, device_id)
        if countersigns and row.withdrawn_at is not None:
            raise RefusedByRule(
                "This device is withdrawn, and cannot countersign.", remedy="Name another one."
            )
        if countersigns and not row.countersigns and len(countersigners(change.db)) >= MOST_COUNTERSIGNERS:
            raise RefusedByRule(
                f"{MOST_COUNTERSIGNERS} devices countersign already, and a card names no more.",
                remedy="Take one of them out first.",
            )
        row.countersigns = countersigns


def countersigners(db: Session) -> tuple[Countersigner, ...]:
    """Those whom a card written now names, in the order in which they were enrolled."""
    query = select(EnrolledDevice).where(EnrolledDevice.countersigns, EnrolledDevice.withdrawn_at.is_(None))
    return tuple(
        Countersigner(row.name, row.signing_key) for row in db.scalars(query.order_by(EnrolledDevice.id))
    )
