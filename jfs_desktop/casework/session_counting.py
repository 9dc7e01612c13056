"""What the recorded sessions of cases come to, read from the tables alone (S1, AMB-16, AMB-18)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from jfs_desktop.records.session import SessionSegment, TimedSession
from jfs_desktop.rules.session_kinds import SegmentKind, SessionKind, SessionState
from jfs_desktop.rules.session_time import (
    SessionTime,
    Stretch,
    Totals,
    counted_seconds,
    totals,
    whole_minutes,
)

_SESSIONS = select(TimedSession).where(TimedSession.case_id.in_(bindparam("cases", expanding=True)))

_LONGEST_SEGMENT = timedelta(days=7)
"""How far back a stretch of work may begin that still reaches into the time looked at."""


def total_minutes(db: Session, case_id: UUID) -> int:
    """Counted minutes of a case, the initial meeting included, rounded down per session.

    A segment that is still open and a gap without an answer do not count yet.
    """
    return minutes_of_cases(db, [case_id]).get(case_id, 0)


def minutes_of_cases(db: Session, case_ids: Collection[UUID]) -> dict[UUID, int]:
    """The same for many cases at once; a case without sessions is left out."""
    return {case_id: sum_of.minutes for case_id, sum_of in totals_of_cases(db, case_ids).items()}


def totals_of_cases(db: Session, case_ids: Collection[UUID]) -> dict[UUID, Totals]:
    """Minutes with and without the initial meeting, and sessions held, per case with sessions.

    A session is held once it is stopped and wrapped up with its JFAP entry (P3)."""
    sessions = db.scalars(_SESSIONS, {"cases": list(case_ids)}).all()
    if not sessions:
        return {}
    minutes = minutes_of(db, sessions)
    listed: dict[UUID, list[SessionTime]] = defaultdict(list)
    for session in sessions:
        initial = session.kind == SessionKind.INITIAL_MEETING
        held = session.state == SessionState.STOPPED and session.plan_changed is not None
        listed[session.case_id].append(SessionTime(minutes[session.id], initial, held))
    return {case_id: totals(times) for case_id, times in listed.items()}


def minutes_of(db: Session, sessions: Sequence[TimedSession]) -> dict[UUID, int]:
    """Whole minutes by session id, after any correction."""
    work = closed_work(db, [session.id for session in sessions])
    return {
        session.id: (
            whole_minutes(counted_seconds(work[session.id], taken_elsewhere(db, session, work[session.id])))
            if session.corrected_minutes is None
            else session.corrected_minutes
        )
        for session in sessions
    }


def closed_work(db: Session, session_ids: Collection[UUID]) -> Mapping[UUID, list[Stretch]]:
    """The finished stretches of work by session id."""
    found: dict[UUID, list[Stretch]] = defaultdict(list)
    rows = db.execute(
        select(SessionSegment.session_id, SessionSegment.started_at, SessionSegment.ended_at).where(
            SessionSegment.session_id.in_(session_ids),
            SessionSegment.kind == SegmentKind.WORK,
            SessionSegment.ended_at.is_not(None),
        )
    )
    for session_id, started_at, ended_at in rows:
        if ended_at is not None:
            found[session_id].append(Stretch(started_at, ended_at))
    return found


def taken_elsewhere(db: Session, session: TimedSession, work: Sequence[Stretch]) -> list[Stretch]:
    """Time within ``work`` that an earlier session of the same adviser already counts.

    One session runs at a time, so there is none unless a clock was set back (S2)."""
    if not work:
        return []
    begin, end = min(start for start, _ in work), max(end for _, end in work)
    rows = db.execute(
        select(SessionSegment.started_at, SessionSegment.ended_at)
        .join(TimedSession, TimedSession.id == SessionSegment.session_id)
        .where(
            SessionSegment.started_at > begin - _LONGEST_SEGMENT,
            SessionSegment.started_at < end,
            SessionSegment.ended_at > begin,
            SessionSegment.kind == SegmentKind.WORK,
            TimedSession.adviser_id == session.adviser_id,
            TimedSession.id < session.id,
        )
    )
    return [Stretch(started_at, ended_at) for started_at, ended_at in rows if ended_at is not None]
