"""The moving parts of a timed session within an open change: segments, the last beat, questions."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.records.session import SessionGap, SessionHeartbeat, SessionSegment, TimedSession
from jfs_desktop.rules.session_kinds import SegmentKind, SessionState
from jfs_desktop.rules.session_time import Beat, GapCause, gap_between
from jfs_desktop.store.unit_of_work import Change

COUNTED = "JFS 5.02"
"""Where the direct time with the participant is counted."""
THIS_PROCESS = f"{os.getpid()}-{uuid4()}"
"""Monotonic seconds mean something only together with this."""


def find(change: Change, session_id: UUID, *states: SessionState) -> TimedSession:
    """The session, in one of ``states`` if any are named. Raises NotFound or RefusedByRule."""
    session = change.db.get(TimedSession, session_id)
    if session is None:
        raise NotFound("This session is not in the vault.")
    if states and session.state not in states:
        raise _not_now(SessionState(session.state), states)
    change.case_ids.add(session.case_id)
    return session


def _not_now(state: SessionState, wanted: tuple[SessionState, ...]) -> RefusedByRule:
    """Why a session is not stopped twice, corrected while it runs, and so on: its time counts once."""
    if state is SessionState.STOPPED:
        text = "This session has stopped, and its time is counted."
        remedy = "Start another one, or correct its minutes with a reason."
    elif SessionState.STOPPED in wanted:
        text, remedy = "This session has not stopped, so its time is not counted yet.", "Stop it first."
    elif state is SessionState.RUNNING:
        text, remedy = "This session is running already.", "Pause it or stop it."
    else:
        text, remedy = "This session is paused already.", "Resume it or stop it."
    return RefusedByRule(text, paragraph=COUNTED, remedy=remedy)


def at_click(workspace: Workspace, at: datetime) -> Beat:
    """Both clocks at the moment of a click, which may lie some time before the verb runs."""
    now = workspace.now()
    at = min(at, now)
    since = (now - at).total_seconds()
    return Beat(at, workspace.clock.monotonic() - since, THIS_PROCESS)


def open_segment(change: Change, session: TimedSession) -> SessionSegment | None:
    """The segment that is still open; none once stopped."""
    query = select(SessionSegment).where(
        SessionSegment.session_id == session.id, SessionSegment.ended_at.is_(None)
    )
    return change.db.scalars(query).first()


def begin_segment(
    change: Change, workspace: Workspace, session: TimedSession, kind: SegmentKind, at: datetime
) -> None:
    """Open a stretch of work or break."""
    change.db.add(
        SessionSegment(
            id=workspace.new_key(), session_id=session.id, kind=kind, started_at=at, origin="timer"
        )
    )
    change.db.flush()


def end_segment(change: Change, session: TimedSession, at: datetime) -> None:
    """Close the open stretch; never before it began."""
    segment = open_segment(change, session)
    if segment is not None:
        segment.ended_at = max(segment.started_at, at)
        change.db.flush()


def last_beat(change: Change, session: TimedSession) -> Beat | None:
    """The last heartbeat, or None when this vault never saw one."""
    row = change.db.get(SessionHeartbeat, session.id)
    return Beat(row.wall, row.monotonic, row.process_key) if row else None


def keep_beat(change: Change, session: TimedSession, beat: Beat) -> None:
    """Overwrite the last beat, unless it is of this process and later."""
    row = change.db.get(SessionHeartbeat, session.id)
    if row is None:
        row = SessionHeartbeat(session_id=session.id)
        change.db.add(row)
    elif row.process_key == beat.process_key and row.monotonic > beat.monotonic:
        return
    row.wall, row.monotonic, row.process_key = beat.wall, beat.monotonic, beat.process_key
    change.db.flush()


def forget_beat(change: Change, session: TimedSession) -> None:
    """A stopped session beats no more."""
    row = change.db.get(SessionHeartbeat, session.id)
    if row is not None:
        change.db.delete(row)
        change.db.flush()


def take_beat(
    change: Change, workspace: Workspace, session: TimedSession, beat: Beat, *, locked: bool = False
) -> SessionGap | None:
    """Hold a beat of a running session against the last one.

    A gap closes the open segment at the last good beat, becomes a question, and work goes on
    from the new beat."""
    last = last_beat(change, session)
    if last is None:
        segment = open_segment(change, session)
        last = Beat(segment.started_at if segment else session.started_at, 0.0, "")
    gap = gap_between(last, beat, locked=locked)
    keep_beat(change, session, beat)
    if gap is None:
        return None
    end_segment(change, session, last.wall)
    begin_segment(change, workspace, session, SegmentKind.WORK, beat.wall)
    row = SessionGap(
        id=workspace.new_key(),
        session_id=session.id,
        started_at=gap.started_at,
        ended_at=gap.ended_at,
        cause=gap.cause.value,
    )
    change.db.add(row)
    change.db.flush()
    return row


def halt(change: Change, workspace: Workspace, session: TimedSession, click: Beat) -> None:
    """Stop the clock at the click.

    Beats may have gone on while the wrap-up was filled in; what they added is taken off."""
    last = last_beat(change, session)
    earlier = last is not None and last.process_key == click.process_key and click.monotonic < last.monotonic
    if session.state == SessionState.RUNNING and not earlier:
        take_beat(change, workspace, session, click)
    end_segment(change, session, click.wall)
    if earlier:
        _take_off_after(change, session, click.wall)
    session.state = SessionState.STOPPED
    session.stopped_at = max(click.wall, session.started_at)
    forget_beat(change, session)


def _take_off_after(change: Change, session: TimedSession, at: datetime) -> None:
    """Cut finished segments and questions that reach past ``at``.

    After a clock was set back, earlier work may rightly bear later times, so nothing is cut."""
    gaps = gaps_of(change, session)
    if any(gap.cause == GapCause.CLOCK_CHANGED for gap in gaps):
        return
    for segment in segments_of(change, session):
        if segment.ended_at is not None and segment.ended_at > at:
            segment.ended_at = max(segment.started_at, at)
    for gap in gaps:
        if gap.answer is None and gap.started_at >= at:
            change.db.delete(gap)
        elif gap.answer is None and gap.ended_at > at:
            gap.ended_at = at
    change.db.flush()


def gaps_of(change: Change, session: TimedSession) -> list[SessionGap]:
    """All questions of a session, answered or not."""
    return list(change.db.scalars(select(SessionGap).where(SessionGap.session_id == session.id)))


def segments_of(change: Change, session: TimedSession) -> list[SessionSegment]:
    """All segments of a session."""
    query = select(SessionSegment).where(SessionSegment.session_id == session.id)
    return list(change.db.scalars(query))
