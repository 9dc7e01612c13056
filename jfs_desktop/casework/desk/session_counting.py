"""What the recorded sessions of cases come to, read from the tables alone (S1, AMB-16, AMB-18)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from jfs_desktop.records.session import SessionSegment, TimedSession
from jfs_desktop.rules.meetings.session_kinds import SegmentKind, SessionKind, SessionState
from jfs_desktop.rules.meetings.session_time import (
    SessionTime,
    Stretch,
    Totals,
    shared_seconds,
    totals,
    union,
    whole_minutes,
    whole_seconds,
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
    parts = counted_parts(db, sessions)
    return {
        session.id: (
            whole_minutes(whole_seconds(parts[session.id]))
            if session.corrected_minutes is None
            else session.corrected_minutes
        )
        for session in sessions
    }


def counted_parts(db: Session, sessions: Sequence[TimedSession]) -> Mapping[UUID, list[float]]:
    """What each finished stretch of work counts, in seconds, by session id: what was measured, without
    what lies in the time of other sessions."""
    found: dict[UUID, list[SessionSegment]] = defaultdict(list)
    for row in db.scalars(_finished_work([session.id for session in sessions])):
        found[row.session_id].append(row)
    parts: dict[UUID, list[float]] = defaultdict(list)
    for session in sessions:
        away = elsewhere(db, session, found[session.id])
        parts[session.id] = [row.seconds - away[row.id] for row in found[session.id]]
    return parts


def elsewhere(db: Session, session: TimedSession, work: Sequence[SessionSegment]) -> dict[UUID, float]:
    """Seconds of each finished stretch of work, by its id, that count in other sessions of the adviser.

    What was there when it was written is noted with it and never moves again. Only what another device
    wrote could not be known then: of such two, the session with the earlier key counts."""
    whole = {row.id: Stretch(row.started_at, row.ended_at or row.started_at) for row in work}
    if not whole:
        return {}
    around = Stretch(min(one.start for one in whole.values()), max(one.end for one in whole.values()))
    own = {row.device_id for row in work}
    foreign = _taken(db, session, around, SessionSegment.device_id.not_in(own), TimedSession.id < session.id)
    return {
        row.id: min(row.seconds, max(row.elsewhere_s, shared_seconds(whole[row.id], foreign))) for row in work
    }


def shared_with_others(db: Session, session: TimedSession, stretch: Stretch) -> float:
    """Seconds of ``stretch`` that other sessions of the same adviser count already.

    One session runs at a time, so there are none unless a clock was set back (S2)."""
    return shared_seconds(stretch, _taken(db, session, stretch))


def time_of_others(db: Session, session: TimedSession, since: datetime) -> tuple[Stretch, ...]:
    """The time of the same adviser's other sessions that reaches beyond a moment (S2)."""
    return union(_taken(db, session, Stretch(since, since + _LONGEST_SEGMENT)))


def closed_work(db: Session, session_ids: Collection[UUID]) -> Mapping[UUID, list[Stretch]]:
    """The finished stretches of work by session id, by the wall clock."""
    found: dict[UUID, list[Stretch]] = defaultdict(list)
    for row in db.scalars(_finished_work(session_ids)):
        if row.ended_at is not None:
            found[row.session_id].append(Stretch(row.started_at, row.ended_at))
    return found


def _finished_work(session_ids: Collection[UUID]) -> Select[SessionSegment]:
    return select(SessionSegment).where(
        SessionSegment.session_id.in_(session_ids),
        SessionSegment.kind == SegmentKind.WORK,
        SessionSegment.ended_at.is_not(None),
    )


def _taken(
    db: Session, session: TimedSession, stretch: Stretch, *further: ColumnElement[bool]
) -> list[Stretch]:
    rows = db.execute(
        select(SessionSegment.started_at, SessionSegment.ended_at)
        .join(TimedSession, TimedSession.id == SessionSegment.session_id)
        .where(
            SessionSegment.started_at > stretch.start - _LONGEST_SEGMENT,
            SessionSegment.started_at < stretch.end,
            SessionSegment.ended_at > stretch.start,
            SessionSegment.kind == SegmentKind.WORK,
            TimedSession.adviser_id == session.adviser_id,
            TimedSession.id != session.id,
            *further,
        )
    )
    return [Stretch(started_at, ended_at) for started_at, ended_at in rows if ended_at is not None]
