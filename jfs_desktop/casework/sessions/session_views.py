"""Timed sessions as screens see them: one session, those of a case, the one that runs, the total."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.session_counting import (
    elsewhere,
    minutes_of,
    shared_with_others,
    time_of_others,
    totals_of_cases,
)
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import NotFound
from jfs_desktop.records.session import (
    SessionCorrection,
    SessionGap,
    SessionHeartbeat,
    SessionSegment,
    TimedSession,
)
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import (
    CorrectionView,
    GapView,
    PromisedView,
    SegmentView,
    SessionView,
    TimeTotal,
)
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.journey.journey import Stage, stage_of
from jfs_desktop.rules.meetings.session_beats import APART_S, fresh_seconds
from jfs_desktop.rules.meetings.session_kinds import SegmentKind, SessionState
from jfs_desktop.rules.meetings.session_time import Stretch, Totals, advice, whole_minutes, whole_seconds

LAST_DAY = "effective_last_day"
CANCELLING = "A cancellation is under way, so nothing more is offered (JFS 3.37)."


def running(workspace: Workspace) -> SessionView | None:
    """The adviser's session that runs or is paused, or None."""
    with workspace.reading() as db:
        session = db.scalars(
            select(TimedSession).where(
                TimedSession.adviser_id == workspace.me.id, TimedSession.state != SessionState.STOPPED
            )
        ).first()
        return view_of(db, session, workspace.now()) if session else None


def of_case(workspace: Workspace, case_id: UUID) -> tuple[SessionView, ...]:
    """All sessions of a case, newest first."""
    with workspace.reading() as db:
        rows = db.scalars(
            select(TimedSession)
            .where(TimedSession.case_id == case_id)
            .order_by(TimedSession.started_at.desc(), TimedSession.id.desc())
        ).all()
        return tuple(view_of(db, row, workspace.now()) for row in rows)


def clock_behind(workspace: Workspace) -> datetime | None:
    """Until when the adviser's sessions reach, where that lies ahead of the computer's clock: it was set
    back, and what is timed until then counts nothing (S2). None while all is well."""
    now = workspace.now()
    with workspace.reading() as db:
        latest = db.scalar(
            select(func.max(SessionSegment.ended_at))
            .join(TimedSession, TimedSession.id == SessionSegment.session_id)
            .where(
                TimedSession.adviser_id == workspace.me.id,
                TimedSession.state == SessionState.STOPPED,
                SessionSegment.kind == SegmentKind.WORK,
                SessionSegment.started_at > now - timedelta(days=1),
            )
        )
    return latest if latest is not None and latest > now + timedelta(seconds=APART_S) else None


def one(workspace: Workspace, session_id: UUID) -> SessionView:
    """One session. Raises NotFound."""
    with workspace.reading() as db:
        session = db.get(TimedSession, session_id)
        if session is None:
            raise NotFound("This session is not in the vault.")
        return view_of(db, session, workspace.now())


def owed(workspace: Workspace) -> tuple[SessionView, ...]:
    """The adviser's sessions that stopped without a wrap-up, oldest first: each still needs its
    JFAP entry (P3, JFS 4.05)."""
    with workspace.reading() as db:
        rows = db.scalars(
            select(TimedSession)
            .where(
                TimedSession.adviser_id == workspace.me.id,
                TimedSession.state == SessionState.STOPPED,
                TimedSession.plan_changed.is_(None),
            )
            .order_by(TimedSession.started_at)
        ).all()
        return tuple(view_of(db, row, workspace.now()) for row in rows)


def in_hand(workspace: Workspace, case_id: UUID) -> SessionView | None:
    """The adviser's session with this participant that is still being written about: the one that runs
    or is paused, else the last one whose wrap-up is owed (P3)."""
    with workspace.reading() as db:
        session = db.scalars(
            select(TimedSession)
            .where(
                TimedSession.adviser_id == workspace.me.id,
                TimedSession.case_id == case_id,
                TimedSession.plan_changed.is_(None),
            )
            .order_by(TimedSession.state == SessionState.STOPPED, TimedSession.started_at.desc())
        ).first()
        return view_of(db, session, workspace.now()) if session else None


def questions(workspace: Workspace) -> tuple[GapView, ...]:
    """The adviser's gaps without an answer, oldest first."""
    with workspace.reading() as db:
        rows = db.execute(
            select(SessionGap, TimedSession)
            .join(TimedSession, TimedSession.id == SessionGap.session_id)
            .where(TimedSession.adviser_id == workspace.me.id, SessionGap.answer.is_(None))
            .order_by(SessionGap.started_at)
        ).all()
        return tuple(gap_view(db, gap, session) for gap, session in rows)


def total(workspace: Workspace, case_id: UUID) -> TimeTotal:
    """Time towards the minimum, with advice how the rest could fit (AMB-16, AMB-18, JFS 5.02)."""
    today = workspace.today()
    with workspace.reading() as db:
        sums = totals_of_cases(db, [case_id]).get(case_id, Totals(0, 0, 0))
        unanswered = _unanswered(db, case_id)
        facts = case_facts.load(db, case_id)
    programme = workspace.programmes.of(facts)
    minimums, settings = programme.minimums, programme.settings
    sums = sums.as_read(
        minutes_count=settings.initial_meeting_minutes_count,
        is_a_session=settings.initial_meeting_is_a_session,
    )
    readings = clocks_for(facts, programme, workspace.calendar, today, explain=False)
    last_day = next((reading.due for reading in readings if reading.id == LAST_DAY), None)
    days_left = 0
    if last_day is not None and today <= last_day:
        today_works = int(workspace.calendar.is_working(today))
        days_left = workspace.calendar.count_between(today, last_day) + today_works
    said = advice(
        minutes_left=minimums.one_to_one_minutes - sums.minutes,
        sessions_left=minimums.one_to_one_sessions - sums.sessions,
        last_day=last_day,
        today=today,
        working_days_left=days_left,
    )
    if stage_of(facts, programme, workspace.calendar, today) is Stage.CANCEL_PENDING:
        said = CANCELLING
    return TimeTotal(
        sums.minutes,
        sums.minutes_without_initial,
        sums.sessions,
        minimums.one_to_one_minutes,
        minimums.one_to_one_sessions,
        unanswered,
        said,
    )


def view_of(db: Session, session: TimedSession, now: datetime) -> SessionView:
    """The frozen row of a session. An open stretch counts up to ``now`` while its beats are fresh,
    else to the last beat."""
    segments = db.scalars(
        select(SessionSegment)
        .where(SessionSegment.session_id == session.id)
        .order_by(SessionSegment.number, SessionSegment.origin, SessionSegment.started_at)
    ).all()
    away = _elsewhere(db, session, segments, now)
    seconds = whole_seconds(_length(db, row, now) - away.get(row.id, 0.0) for row in _work(segments))
    recorded = whole_minutes(seconds)
    adviser = db.get(Staff, session.adviser_id)
    return SessionView(
        id=session.id,
        case_id=session.case_id,
        name=name_of(db, session.case_id),
        kind=session.kind,
        channel=session.channel,
        state=session.state,
        adviser=adviser.name if adviser else "",
        started_at=session.started_at,
        stopped_at=session.stopped_at,
        booked_until=session.booked_until,
        manual=session.manual,
        manual_reason=session.manual_reason,
        counted_seconds=seconds,
        minutes=recorded if session.corrected_minutes is None else session.corrected_minutes,
        recorded_minutes=recorded,
        elsewhere_seconds=whole_seconds(away.values()),
        notes=session.notes,
        plan_changed=session.plan_changed,
        no_change_reason=session.no_change_reason,
        channel_reason=session.channel_reason,
        to_send=_promised(session),
        segments=tuple(_segment_view(db, session, row, away.get(row.id, 0.0)) for row in _parts(segments)),
        gaps=_gaps(db, session),
        corrections=_corrections(db, session),
    )


def _promised(session: TimedSession) -> tuple[PromisedView, ...]:
    sent = {name: date.fromisoformat(day) if day else None for name, day in session.to_send.items()}
    return tuple(PromisedView(name, day) for name, day in sent.items())


def _parts(segments: Sequence[SessionSegment]) -> list[SessionSegment]:
    """Those that took any time: a stop right at a question leaves one behind it that did not."""
    return [row for row in segments if row.ended_at is None or row.seconds or row.started_at < row.ended_at]


def _segment_view(db: Session, session: TimedSession, row: SessionSegment, away: float) -> SegmentView:
    if row.ended_at is not None:
        return SegmentView(row.kind, row.started_at, row.ended_at, row.origin, row.seconds, away)
    beat = db.get(SessionHeartbeat, session.id)
    taken = time_of_others(db, session, row.started_at)
    kept = beat.wall if beat is not None else None
    return SegmentView(row.kind, row.started_at, None, row.origin, row.seconds, away, taken, kept)


def _work(segments: Sequence[SessionSegment]) -> list[SessionSegment]:
    return [row for row in segments if row.kind == SegmentKind.WORK]


def _length(db: Session, row: SessionSegment, now: datetime) -> float:
    """Measured seconds of a stretch; of an open one as far as its beats vouch for it."""
    beat = db.get(SessionHeartbeat, row.session_id) if row.ended_at is None else None
    if beat is None:
        return row.seconds
    until = beat.monotonic - row.steady_from if beat.process_key == row.process_key else 0.0
    return max(0.0, until) + fresh_seconds(now, beat.wall)


def _elsewhere(
    db: Session, session: TimedSession, segments: Sequence[SessionSegment], now: datetime
) -> dict[UUID, float]:
    """Seconds of each stretch of work that count in other sessions; of an open one as it stands now."""
    work = _work(segments)
    away = elsewhere(db, session, [row for row in work if row.ended_at is not None])
    for row in work:
        if row.ended_at is None:
            length = _length(db, row, now)
            whole = Stretch(row.started_at, row.started_at + timedelta(seconds=length))
            away[row.id] = shared_with_others(db, session, whole)
    return away


def gap_view(db: Session, gap: SessionGap, session: TimedSession) -> GapView:
    """The frozen row of a question."""
    return GapView(
        id=gap.id,
        session_id=session.id,
        case_id=session.case_id,
        name=name_of(db, session.case_id),
        started_at=gap.started_at,
        ended_at=gap.ended_at,
        cause=gap.cause,
        answer=gap.answer,
        steady=gap.steady_s,
        locked=gap.locked,
        unsaved=gap.unsaved,
    )


def recorded_minutes(db: Session, session: TimedSession) -> int:
    """Whole minutes as they stand, after any correction."""
    return minutes_of(db, [session])[session.id]


def _gaps(db: Session, session: TimedSession) -> tuple[GapView, ...]:
    rows: Sequence[SessionGap] = db.scalars(
        select(SessionGap).where(SessionGap.session_id == session.id).order_by(SessionGap.number)
    ).all()
    return tuple(gap_view(db, row, session) for row in rows)


def _corrections(db: Session, session: TimedSession) -> tuple[CorrectionView, ...]:
    rows = db.execute(
        select(SessionCorrection, Staff.name)
        .join(Staff, Staff.id == SessionCorrection.by_staff_id)
        .where(SessionCorrection.session_id == session.id)
        .order_by(SessionCorrection.corrected_at)
    )
    return tuple(
        CorrectionView(row.minutes_before, row.minutes_after, row.reason, row.corrected_at, name)
        for row, name in rows
    )


def _unanswered(db: Session, case_id: UUID) -> int:
    rows = db.scalars(
        select(SessionGap.id)
        .join(TimedSession, TimedSession.id == SessionGap.session_id)
        .where(TimedSession.case_id == case_id, SessionGap.answer.is_(None))
    )
    return len(rows.all())
