"""Counted 1-2-1 minutes of many cases at once, for the caseload (S1, AMB-18)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.records.session import SegmentKind, SessionSegment, TimedSession
from jfs_desktop.rules.session_time import Stretch, counted_seconds, whole_minutes


def of_cases(db: Session, case_ids: Collection[UUID]) -> dict[UUID, int]:
    """Whole minutes per case, the initial meeting included, rounded down per session.

    A segment that is still open does not count yet.
    """
    sessions = db.execute(
        select(TimedSession.id, TimedSession.case_id, TimedSession.corrected_minutes).where(
            TimedSession.case_id.in_(case_ids)
        )
    ).all()
    if not sessions:
        return {}
    stretches: dict[UUID, list[Stretch]] = defaultdict(list)
    closed = select(SessionSegment.session_id, SessionSegment.started_at, SessionSegment.ended_at).where(
        SessionSegment.session_id.in_([row.id for row in sessions]),
        SessionSegment.kind == SegmentKind.WORK,
        SessionSegment.ended_at.is_not(None),
    )
    for row in db.execute(closed):
        stretches[row.session_id].append(Stretch(row.started_at, row.ended_at))
    totals: dict[UUID, int] = defaultdict(int)
    for session in sessions:
        corrected = session.corrected_minutes
        if corrected is None:
            corrected = whole_minutes(counted_seconds(stretches[session.id]))
        totals[session.case_id] += corrected
    return dict(totals)
