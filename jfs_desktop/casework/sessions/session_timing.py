"""The moving parts of a timed session within an open change: segments, the last beat, questions."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select

from jfs_desktop.casework.desk.session_counting import shared_with_others
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.clock import Clock
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.records.session import SessionGap, SessionHeartbeat, SessionSegment, TimedSession
from jfs_desktop.rules.meetings.session_beats import Beat, Gap, GapCause, cause_of, find_gap, measured
from jfs_desktop.rules.meetings.session_kinds import SegmentKind, SessionState
from jfs_desktop.rules.meetings.session_time import Stretch
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


def click(clock: Clock) -> Beat:
    """Both clocks at this moment: what a screen notes at a click, before anything is asked or written."""
    return Beat(clock.now(), clock.monotonic(), THIS_PROCESS)


def at_click(workspace: Workspace, at: datetime | Beat) -> Beat:
    """Both clocks at the moment of a click, which may lie some time before the verb runs. Where only the
    wall clock is known, nobody may have set it since."""
    if isinstance(at, Beat):
        return at
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
    change: Change, workspace: Workspace, session: TimedSession, kind: SegmentKind, at: Beat
) -> SessionSegment:
    """Open a stretch of work or break."""
    of_session = SessionSegment.session_id == session.id
    last = change.db.scalar(select(func.max(SessionSegment.number)).where(of_session)) or 0
    segment = SessionSegment(
        id=workspace.new_key(),
        session_id=session.id,
        number=last + 1,
        kind=kind,
        started_at=at.wall,
        origin="timer",
        device_id=workspace.vault.device_id,
        steady_from=at.monotonic,
        process_key=at.process_key,
    )
    change.db.add(segment)
    change.db.flush()
    return segment


def end_segment(change: Change, session: TimedSession, at: Beat) -> None:
    """Close the open stretch, as long as it was measured to be."""
    segment = open_segment(change, session)
    if segment is not None:
        _close(change, session, segment, at)


def _close(change: Change, session: TimedSession, segment: SessionSegment, at: Beat) -> None:
    segment.ended_at = max(segment.started_at, at.wall)
    segment.seconds = measured(_beginning(segment), at)
    give_way(change, session, segment)
    change.db.flush()


def _beginning(segment: SessionSegment) -> Beat:
    return Beat(segment.started_at, segment.steady_from, segment.process_key)


def _end(segment: SessionSegment) -> Beat:
    ended_at = segment.ended_at or segment.started_at
    return Beat(ended_at, segment.steady_from + segment.seconds, segment.process_key)


def give_way(change: Change, session: TimedSession, segment: SessionSegment) -> None:
    """Let a finished stretch of work yield to what other sessions of the adviser count already (S2)."""
    if segment.kind == SegmentKind.WORK and segment.ended_at is not None:
        whole = Stretch(segment.started_at, segment.ended_at)
        segment.elsewhere_s = min(segment.seconds, shared_with_others(change.db, session, whole))


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
    gap = find_gap(last, beat, locked=locked)
    keep_beat(change, session, beat)
    if gap is None:
        return None
    end_segment(change, session, last)
    following = begin_segment(change, workspace, session, SegmentKind.WORK, beat)
    return _note_gap(change, workspace, following, gap)


def _note_gap(change: Change, workspace: Workspace, following: SessionSegment, gap: Gap) -> SessionGap:
    row = SessionGap(id=workspace.new_key(), session_id=following.session_id, number=following.number)
    _describe(row, gap)
    change.db.add(row)
    change.db.flush()
    return row


def _describe(row: SessionGap, gap: Gap) -> None:
    row.started_at, row.ended_at, row.steady_s = gap.started_at, gap.ended_at, gap.steady
    row.locked, row.unsaved, row.cause = gap.locked, gap.unsaved, cause_of(gap).value


def gap_of(row: SessionGap) -> Gap:
    """A stored question as the rules read it."""
    return Gap(row.started_at, row.ended_at, row.steady_s, row.locked, row.unsaved)


def go_on(change: Change, workspace: Workspace, session: TimedSession, click: Beat) -> None:
    """Count again after a pause. A pause is a break, however long: it asks nothing. But where the clock
    was set back in it, the session says so from then on: its times no longer follow one another."""
    pause = open_segment(change, session)
    end_segment(change, session, click)
    following = begin_segment(change, workspace, session, SegmentKind.WORK, click)
    gap = find_gap(_beginning(pause), click) if pause is not None else None
    if gap is not None and cause_of(gap) is GapCause.SET_BACK:
        row = _note_gap(change, workspace, following, gap)
        row.answer, row.answered_at = SegmentKind.BREAK.value, change.at
    keep_beat(change, session, click)


def halt(change: Change, workspace: Workspace, session: TimedSession, click: Beat) -> None:
    """Stop the clock at the click.

    Beats may have gone on while the wrap-up was filled in; what they added is taken off."""
    last = last_beat(change, session)
    earlier = last is not None and last.process_key == click.process_key and click.monotonic < last.monotonic
    if session.state == SessionState.RUNNING and not earlier:
        take_beat(change, workspace, session, click)
    if earlier:
        _take_off_after(change, session, click)
    end_segment(change, session, click)
    session.state = SessionState.STOPPED
    session.stopped_at = max(click.wall, session.started_at)
    forget_beat(change, session)


def _take_off_after(change: Change, session: TimedSession, click: Beat) -> None:
    """Take out what was written after the click, told by the steady clock and the order of writing: the
    wall clock may have been set since."""
    segments = segments_of(change, session)
    before = [one for one in segments if one.process_key == click.process_key]
    before = [one for one in before if one.steady_from <= click.monotonic]
    if not before:
        return
    last = max(before, key=lambda one: one.number)
    after = [row for row in segments if row.number > last.number]
    gaps = [row for row in gaps_of(change, session) if row.number > last.number]
    silent = last.ended_at is not None and _end(last).monotonic <= click.monotonic
    asked = find_gap(_end(last), click) if silent else None
    for row in gaps:
        if asked is not None and row.number == last.number + 1:
            _describe(row, asked)
            row.answer = row.answered_at = None
        else:
            change.db.delete(row)
    for segment in after:
        change.db.delete(segment)
    if asked is None:
        _close(change, session, last, click)
    change.db.flush()


def gaps_of(change: Change, session: TimedSession) -> list[SessionGap]:
    """All questions of a session, answered or not."""
    return list(change.db.scalars(select(SessionGap).where(SessionGap.session_id == session.id)))


def segments_of(change: Change, session: TimedSession) -> list[SessionSegment]:
    """All segments of a session."""
    query = select(SessionSegment).where(SessionSegment.session_id == session.id)
    return list(change.db.scalars(query))
