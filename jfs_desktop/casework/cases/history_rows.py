"""What tells a changed row of a JFAP from its neighbours, for the history (MI20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.plan import PlanHeading, PlanObjective

_TELLS = ((PlanHeading, PlanHeading.key), (PlanObjective, PlanObjective.objective))


def plan_rows(db: Session, entries: Iterable[JournalEntry]) -> Mapping[str, str]:
    """By record id, of the rows that these entries changed: a heading's key, and of an objective its words as
    they now stand. What is no longer there is left out."""
    changed = [one for one in entries if one.action == "update"]
    found: dict[str, str] = {}
    for table, tells in _TELLS:
        ids = {UUID(one.record_id) for one in changed if one.table == table.__tablename__}
        if ids:
            rows = db.execute(select(table.id, tells).where(table.id.in_(ids)))
            found.update((str(row[0]), row[1]) for row in rows)
    return found
