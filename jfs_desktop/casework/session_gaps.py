"""Heartbeats of a running session, and the questions they leave (DESIGN, 'The timer').

Sleep, a lock, a crash or a changed clock never counts silently and never ends a session:
the stretch becomes a question, counts nothing until it is answered, and stays asked even
when the session was stopped meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.session_timing import (
    THIS_PROCESS,
    find,
    forget_beat,
    gaps_of,
    last_beat,
    segments_of,
    take_beat,
)
from jfs_desktop.casework.session_views import gap_view, questions, running, view_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.session import SessionGap, SessionSegment, TimedSession
from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.session_kinds import SegmentKind, SessionState
from jfs_desktop.rules.session_time import Beat, GapCause, Stretch
from jfs_desktop.store.unit_of_work import Change, Verb

GAP = Verb("sessions.gap", "")
ANSWER = Verb("sessions.answer_gap", "")

WORK, BREAK, ENDED = "work", "break", "ended"
TOLD = Changed.SESSIONS | Changed.CASES | Changed.CLOCKS | Changed.HISTORY


@dataclass(frozen=True, slots=True)
class SessionRecovery:
    """What a start found: the adviser's session that still runs or is paused, and every question."""

    session: SessionView | None
    gaps: tuple[GapView, ...]


def beat(
    workspace: Workspace,
    session_id: UUID,
    *,
    wall: datetime,
    monotonic: float,
    process_key: str = THIS_PROCESS,
    locked: bool = False,
) -> GapView | None:
    """Say that the session still runs, on both clocks; every 15 seconds.

    Only the last beat is kept, outside the journal. Returns the question that a gap leaves.
    ``locked`` marks the first beat after an unlock. A paused or stopped session takes no beat.
    """
    with workspace.changing(GAP) as change:
        session = change.db.get(TimedSession, session_id)
        if session is None:
            raise NotFound("This session is not in the vault.")
        if session.state != SessionState.RUNNING:
            return None
        gap = take_beat(change, workspace, session, Beat(wall, monotonic, process_key), locked=locked)
        return gap_view(change.db, gap, session) if gap else None


def recover(workspace: Workspace) -> SessionRecovery:
    """Take over sessions that ran when a process died; call it whenever the vault is opened.

    Each leaves one question from its last beat to now, however short, and runs on from now.
    """
    now = Beat(workspace.now(), workspace.clock.monotonic(), THIS_PROCESS)
    with workspace.changing(GAP, at=now.wall) as change:
        for session in change.db.scalars(
            select(TimedSession).where(TimedSession.state == SessionState.RUNNING)
        ).all():
            last = last_beat(change, session)
            ours = session.adviser_id == workspace.me.id
            if last is None and not ours:
                continue  # it runs on another device
            if last is None or last.process_key != now.process_key:
                take_beat(change, workspace, session, now)
    return SessionRecovery(running(workspace), questions(workspace))


def answer_gap(
    workspace: Workspace, gap_id: UUID, answer: str, minutes: int | None = None
) -> Outcome[SessionView]:
    """Say what a gap was: 'work' (all of it, or its first ``minutes``), 'break', or 'ended'.

    'ended' stops the session where the gap began, still to be wrapped up; time after it no longer
    counts. Raises NotFound, BadInput for other answers or too many minutes, RefusedByRule when it
    was answered before.
    """
    if answer not in (WORK, BREAK, ENDED):
        raise BadInput("Choose work, a break, or that the session had ended.", field="answer")
    with workspace.changing(ANSWER) as change:
        gap = change.db.get(SessionGap, gap_id)
        if gap is None:
            raise NotFound("This question is not in the vault any more.")
        if gap.answer is not None:
            raise RefusedByRule(
                "This question is answered already.", remedy="Correct the session's minutes with a reason."
            )
        session = find(change, gap.session_id)
        if answer == WORK:
            _as_work(change, workspace, gap, minutes)
        elif answer == BREAK:
            _add(change, workspace, gap, SegmentKind.BREAK, Stretch(gap.started_at, gap.ended_at))
        else:
            _as_end(change, session, gap)
        gap.answer, gap.answered_at = answer, change.at
        change.db.flush()
        view = view_of(change.db, session, workspace.now())
    return Outcome(view, TOLD, frozenset({view.case_id}), change.change_id)


def _as_work(change: Change, workspace: Workspace, gap: SessionGap, minutes: int | None) -> None:
    until = gap.ended_at
    if minutes is not None:
        until = gap.started_at + timedelta(minutes=minutes)
        if minutes < 0 or until > gap.ended_at:
            raise BadInput("That is more than the time in question.", field="minutes")
    if until > gap.started_at:
        _add(change, workspace, gap, SegmentKind.WORK, Stretch(gap.started_at, until))
    if until < gap.ended_at:
        _add(change, workspace, gap, SegmentKind.BREAK, Stretch(until, gap.ended_at))


def _add(change: Change, workspace: Workspace, gap: SessionGap, kind: SegmentKind, stretch: Stretch) -> None:
    change.db.add(
        SessionSegment(
            id=workspace.new_key(),
            session_id=gap.session_id,
            kind=kind,
            started_at=stretch[0],
            ended_at=stretch[1],
            origin="gap",
        )
    )


def _as_end(change: Change, session: TimedSession, gap: SessionGap) -> None:
    """The session ended where the gap began: what the timer took for work after it becomes a
    break, and later questions fall away with it."""
    for segment in _since(segments_of(change, session), gap):
        segment.kind = SegmentKind.BREAK
        segment.ended_at = segment.ended_at or max(segment.started_at, change.at)
    for later in gaps_of(change, session):
        if later.answer is None and later.started_at >= gap.started_at:
            later.answer, later.answered_at = ENDED, change.at
    session.state = SessionState.STOPPED
    session.stopped_at = max(gap.started_at, session.started_at)
    forget_beat(change, session)


def _since(segments: list[SessionSegment], gap: SessionGap) -> list[SessionSegment]:
    """The segments after a gap. Where the clock was set back, times before the gap may be later
    ones, so the segments are followed from the gap's end, each from where the last one ended."""
    if gap.cause != GapCause.CLOCK_CHANGED:
        return [row for row in segments if row.started_at >= gap.ended_at or row.ended_at is None]
    found = [row for row in segments if row.ended_at is None]
    at: datetime | None = gap.ended_at
    while at is not None:
        following = next((row for row in segments if row.started_at == at and row not in found), None)
        found += [following] if following else []
        at = following.ended_at if following else None
    return found
