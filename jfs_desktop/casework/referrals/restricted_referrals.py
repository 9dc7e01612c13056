"""Referrals that were not taken in because they are restricted, until the nominated officer
has them (G3, G4). Row number, PRaP reference and field are all that is kept of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.referral import RestrictedReferral
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Verb

HAND_OVER = Verb("restricted_referrals.hand_over", "")
"""What was handed over has gone out: it is never undone."""


@dataclass(frozen=True, slots=True, repr=False)
class RestrictedRow(Discreet):
    """One restricted referral. ``row`` is 0 where it was typed; ``told_at`` is empty until handed over."""

    id: UUID
    row: int
    reference: str
    field: str
    seen_at: datetime
    told_at: datetime | None
    told_by: str = ""
    """Who handed it over, as the journal says; '' before that."""


def of_vault(workspace: Workspace) -> tuple[RestrictedRow, ...]:
    """All of them: those the officer does not have yet first, the newest on top."""
    with workspace.reading() as db:
        rows = db.scalars(
            select(RestrictedReferral).order_by(
                RestrictedReferral.told_officer_at.is_not(None), RestrictedReferral.seen_at.desc()
            )
        )
        by = _handed_over_by(db)
        return tuple(
            RestrictedRow(
                one.id,
                one.row_number,
                one.prap_reference,
                one.field,
                one.seen_at,
                one.told_officer_at,
                by.get(one.told_officer_at, "") if one.told_officer_at else "",
            )
            for one in rows
        )


def _handed_over_by(db: Session) -> dict[datetime, str]:
    """Who handed over at each moment at which that was done."""
    entries = db.execute(
        select(JournalEntry.at, Staff.name)
        .join(Staff, Staff.id == JournalEntry.staff_id)
        .where(JournalEntry.verb == HAND_OVER.name)
    )
    return {row.at: row.name for row in entries}


def hand_over(workspace: Workspace, ids: Collection[UUID]) -> Outcome[int]:
    """Note that the nominated officer has them now; the value is how many were new to the officer."""
    told = 0
    with workspace.changing(HAND_OVER) as change:
        for one in change.db.scalars(select(RestrictedReferral).where(RestrictedReferral.id.in_(list(ids)))):
            if one.told_officer_at is None:
                one.told_officer_at = change.at
                told += 1
    return Outcome(told, Changed.HISTORY | Changed.CLOCKS, change_id=change.change_id)
