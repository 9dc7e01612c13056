"""A plan's rows in the store: read as one value, and changed as little as a new value asks for.

Rows of objectives keep their order by spaced-out positions, so that putting one
between two others changes one row and leaves one journal entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.records.base import Base
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.plan import Plan, PlanActivity, PlanHeading, PlanObjective, PlanVersion
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import (
    Activity,
    HeadingEntry,
    HeadingStatus,
    Objective,
    ObjectiveStatus,
    PlanContent,
)
from jfs_desktop.rules.writing.ordering import longest_rising

STEP = 1024
"""The distance of two neighbouring positions when there is room."""

CONTENT_TABLES = ("plan", "plan_objective", "plan_heading", "plan_activity")

R = TypeVar("R", PlanObjective, PlanHeading, PlanActivity)


def find_plan(db: Session, case_id: UUID) -> Plan | None:
    """The plan of a case, None before anything was written in it."""
    return db.scalars(select(Plan).where(Plan.case_id == case_id)).first()


def stands(db: Session, plan: Plan) -> bool:
    """Whether there is a JFAP to speak of: an objective that was not dropped, or a version (P1)."""
    kept = select(PlanObjective.id).where(
        PlanObjective.plan_id == plan.id, PlanObjective.status != ObjectiveStatus.DROPPED
    )
    made = select(PlanVersion.id).where(PlanVersion.plan_id == plan.id)
    return any(db.scalar(one.limit(1)) is not None for one in (kept, made))


def plan_for_writing(db: Session, case_id: UUID, new_key: Callable[[], UUID], at: datetime) -> Plan:
    """The plan of a case, made when there is none (one per case, P1)."""
    plan = find_plan(db, case_id)
    if plan is None:
        plan = Plan(
            id=new_key(), case_id=case_id, created_at=at, further_support="", next_steps="", written_in="en"
        )
        db.add(plan)
        db.flush()
    return plan


def load(db: Session, plan: Plan | None, headings: Sequence[str]) -> PlanContent:
    """The settled content, with every heading of the profile in its order (P6)."""
    if plan is None:
        return tidy(PlanContent(), headings)
    content = PlanContent(
        objectives=tuple(
            Objective(
                row.id,
                row.objective,
                row.action,
                row.measure,
                row.owner,
                row.target_on,
                ObjectiveStatus(row.status),
            )
            for row in sorted(_rows(db, PlanObjective, plan), key=lambda row: (row.position, row.id))
        ),
        headings=tuple(
            HeadingEntry(row.key, HeadingStatus(row.status), row.text)
            for row in sorted(_rows(db, PlanHeading, plan), key=lambda row: row.key)
        ),
        activities=tuple(
            Activity(row.id, row.happened_at, row.kind, row.text, row.adviser, row.session_id, row.fact_id)
            for row in _rows(db, PlanActivity, plan)
        ),
        further_support=plan.further_support,
        next_steps=plan.next_steps,
        written_in=DocumentLanguage(plan.written_in),
    )
    return tidy(content, headings)


def tidy(content: PlanContent, headings: Sequence[str]) -> PlanContent:
    """The one form of a content: each heading once in the profile's order and unknown ones behind,
    activities by the time they happened, instants in UTC."""
    entries = {entry.key: entry for entry in content.headings}
    known = [entries.pop(key, HeadingEntry(key)) for key in headings]
    activities = sorted(content.activities, key=lambda row: (row.at, row.id))
    return replace(
        content,
        headings=(*known, *(entries[key] for key in sorted(entries) if entries[key] != HeadingEntry(key))),
        activities=tuple(replace(row, at=row.at.astimezone(UTC)) for row in activities),
    )


def with_session_lines(content: PlanContent, settled: PlanContent) -> PlanContent:
    """The content with the lines that sessions and facts have written into the record since it was read.

    Such a line is evidence (P4): its words may be edited, but an edit cannot drop it.
    """
    held = {row.id for row in content.activities}
    missing = tuple(row for row in settled.activities if not row.by_hand and row.id not in held)
    if not missing:
        return content
    return replace(content, activities=(*content.activities, *missing))


def write(db: Session, plan: Plan, content: PlanContent, new_key: Callable[[], UUID]) -> None:
    """Bring the rows to a tidy content; a row that is right already is not touched."""
    own = {"further_support": content.further_support, "next_steps": content.next_steps}
    _put(plan, {**own, "written_in": content.written_in.value})
    _write_objectives(db, plan, content.objectives)
    _write_headings(db, plan, content.headings, new_key)
    _write_activities(db, plan, content.activities)
    db.flush()


def _write_objectives(db: Session, plan: Plan, wanted: Sequence[Objective]) -> None:
    rows = {row.id: row for row in _rows(db, PlanObjective, plan)}
    held = [rows[item.id].position if item.id in rows else None for item in wanted]
    for item, position in zip(wanted, positions(held), strict=True):
        values = {
            "position": position,
            "objective": item.objective,
            "action": item.action,
            "measure": item.measure,
            "owner": item.owner,
            "target_on": item.target_on,
            "status": item.status.value,
        }
        row = rows.pop(item.id, None)
        if row is None:
            db.add(PlanObjective(id=item.id, plan_id=plan.id, **values))
        else:
            _put(row, values)
    for row in rows.values():
        db.delete(row)


def _write_headings(
    db: Session, plan: Plan, wanted: Sequence[HeadingEntry], new_key: Callable[[], UUID]
) -> None:
    rows = {row.key: row for row in _rows(db, PlanHeading, plan)}
    for item in wanted:
        row = rows.pop(item.key, None)
        values = {"status": item.status.value, "text": item.text}
        if row is not None:
            _put(row, values)
        elif item != HeadingEntry(item.key):
            db.add(PlanHeading(id=new_key(), plan_id=plan.id, key=item.key, **values))
    for row in rows.values():
        db.delete(row)


def _write_activities(db: Session, plan: Plan, wanted: Sequence[Activity]) -> None:
    rows = {row.id: row for row in _rows(db, PlanActivity, plan)}
    for item in wanted:
        values = {"happened_at": item.at, "kind": item.kind, "text": item.text, "adviser": item.adviser}
        row = rows.pop(item.id, None)
        if row is None:
            origin = {"session_id": item.session_id, "fact_id": item.fact_id}
            db.add(PlanActivity(id=item.id, plan_id=plan.id, **origin, **values))
        else:
            _put(row, values)
    for row in rows.values():
        db.delete(row)


def positions(held: Sequence[int | None]) -> list[int]:
    """Rising positions for rows in their new order, given those they hold (None: new).

    As many rows as possible keep theirs; all are dealt out afresh only where a gap is used up.
    """
    present = [place for place, position in enumerate(held) if position is not None]
    kept = [present[at] for at in longest_rising([held[place] or 0 for place in present])]
    result: list[int] = [0] * len(held)
    fences = [-1, *kept, len(held)]
    for left, right in pairwise(fences):
        count = right - left - 1
        below = (held[left] or 0) if left >= 0 else None
        above = (held[right] or 0) if right < len(held) else None
        if below is None and above is not None:
            below = above - STEP * (count + 1)
        if above is None:
            above = (below or 0) + STEP * (count + 1)
        low = below or 0
        if count and above - low <= count:
            return [STEP * (place + 1) for place in range(len(held))]
        for step in range(1, count + 1):
            result[left + step] = low + (above - low) * step // (count + 1)
        if right < len(held):
            result[right] = above
    return result


def _rows(db: Session, table: type[R], plan: Plan) -> Sequence[R]:
    return db.scalars(select(table).where(table.plan_id == plan.id)).all()


def _put(row: Base, values: Mapping[str, Any]) -> None:
    """Sets only what differs: a field that is set anew would count as changed."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def update_told(db: Session, case_id: UUID) -> bool:
    """Whether the last fact 'JFAP updated', such as a wrap-up writes, covers the plan as it stands."""
    last = db.scalars(
        select(CaseFact)
        .where(
            CaseFact.case_id == case_id,
            CaseFact.kind == FactKind.JFAP_UPDATED.value,
            CaseFact.withdrawn_at.is_(None),
        )
        .order_by(CaseFact.recorded_at.desc(), CaseFact.id.desc())
        .limit(1)
    ).first()
    if last is None:
        return False
    written = db.scalars(
        select(JournalEntry).where(
            JournalEntry.table == "case_fact",
            JournalEntry.record_id == str(last.id),
            JournalEntry.action == "insert",
        )
    ).first()
    if written is None:
        return False
    since = select(JournalEntry.number).where(
        JournalEntry.case_id == case_id,
        JournalEntry.table.in_(CONTENT_TABLES),
        JournalEntry.change_id != written.change_id,
        (JournalEntry.at > written.at)
        | ((JournalEntry.device_id == written.device_id) & (JournalEntry.number > written.number)),
    )
    return db.scalar(since.limit(1)) is None
