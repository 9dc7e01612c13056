"""Heartbeats of a running session, and the questions they leave (DESIGN, 'The timer').

Sleep, a lock, a crash or a changed clock never counts silently and never ends a session:
the stretch becomes a question, counts nothing until it is answered, and stays asked even
when the session was stopped meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions.session_timing import (
    THIS_PROCESS,
    find,
    forget_beat,
    gap_of,
    gaps_of,
    give_way,
    last_beat,
    segments_of,
    take_beat,
)
from jfs_desktop.casework.sessions.session_views import gap_view, questions, running, view_of
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.session import SessionGap, SessionSegment, TimedSession
from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.meetings.session_beats import Beat, Gap
from jfs_desktop.rules.meetings.session_kinds import SegmentKind, SessionState
from jfs_desktop.rules.meetings.session_time import Stretch
from jfs_desktop.store.unit_of_work import Change, Verb

GAP = Verb("sessions.gap", "")
ANSWER = Verb("sessions.answer_gap", "")

WORK, CLOCK, BREAK, ENDED = "work", "clock", "break", "ended"
ANSWERS = (WORK, CLOCK, BREAK, ENDED)
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
    unsaved: bool = False,
) -> GapView | None:
    """Say that the session still runs, on both clocks; every 15 seconds.

    Only the last beat is kept, outside the journal. Returns the question that a gap leaves.
    ``locked`` marks the first beat after an unlock, ``unsaved`` the first after beats that could not be
    kept. A paused or stopped session takes no beat.
    """
    with workspace.changing(GAP) as change:
        session = change.db.get(TimedSession, session_id)
        if session is None:
            raise NotFound("This session is not in the vault.")
        if session.state != SessionState.RUNNING:
            return None
        new = Beat(wall, monotonic, process_key, unsaved)
        gap = take_beat(change, workspace, session, new, locked=locked)
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
    """Say what a gap was: 'work' (all of it, or its first ``minutes``), 'clock' (work, and only as long as
    the steady clock counted: the wall clock was put forward), 'break', or 'ended'.

    'ended' stops the session where the gap began, still to be wrapped up; time after it no longer
    counts. Raises NotFound, BadInput for other answers, too many minutes, or all of a night as work,
    RefusedByRule when it was answered before.
    """
    if answer not in ANSWERS:
        raise BadInput("Choose work, a break, or that the session had ended.", field="answer")
    with workspace.changing(ANSWER) as change:
        row = change.db.get(SessionGap, gap_id)
        if row is None:
            raise NotFound("This question is not in the vault any more.")
        if row.answer is not None:
            raise RefusedByRule(
                "This question is answered already.", remedy="Correct the session's minutes with a reason."
            )
        session = find(change, row.session_id)
        if answer == ENDED:
            _as_end(change, session, row)
        else:
            worked = _worked(gap_of(row), answer, minutes)
            _add(change, workspace, session, row, worked, whole=answer != CLOCK)
        row.answer, row.answered_at = answer, change.at
        change.db.flush()
        view = view_of(change.db, session, workspace.now())
    return Outcome(view, TOLD, frozenset({view.case_id}), change.change_id)


def _worked(gap: Gap, answer: str, minutes: int | None) -> float:
    """How many seconds of a gap were work, as the adviser says. Raises BadInput for more than it has."""
    if answer == BREAK:
        return 0.0
    if answer == CLOCK:
        return gap.least
    if minutes is None and gap.over_night:
        raise BadInput("This went on over midnight. Say how many minutes of it count.", field="minutes")
    if minutes is None:
        return gap.most
    if minutes < 0 or minutes * 60 > gap.most:
        raise BadInput("That is more than the time in question.", field="minutes")
    return float(minutes * 60)


def _add(
    change: Change,
    workspace: Workspace,
    session: TimedSession,
    row: SessionGap,
    worked: float,
    *,
    whole: bool,
) -> None:
    """Write the gap as work and, if it was really as long as the ``whole``, its rest as a break."""
    gap = gap_of(row)
    every, work = gap.stretch(gap.most), gap.stretch(worked)
    pieces = [(SegmentKind.WORK, work, worked)] if worked else []
    if whole and worked < gap.most:
        pieces.append((SegmentKind.BREAK, Stretch(work.end, every.end), gap.most - worked))
    for kind, stretch, seconds in pieces:
        segment = SessionSegment(
            id=workspace.new_key(),
            session_id=row.session_id,
            number=row.number,
            kind=kind,
            started_at=stretch.start,
            ended_at=stretch.end,
            origin="gap",
            seconds=seconds,
            device_id=workspace.vault.device_id,
        )
        give_way(change, session, segment)
        change.db.add(segment)


def _as_end(change: Change, session: TimedSession, row: SessionGap) -> None:
    """The session ended where the gap began: what was taken for work after it becomes a break, and later
    questions fall away with it. What comes after is told by the order of writing, not by the clock."""
    for segment in segments_of(change, session):
        if segment.number >= row.number:
            segment.kind = SegmentKind.BREAK
            segment.ended_at = segment.ended_at or max(segment.started_at, change.at)
    for later in gaps_of(change, session):
        if later.answer is None and later.number >= row.number:
            later.answer, later.answered_at = ENDED, change.at
    session.state = SessionState.STOPPED
    session.stopped_at = max(row.started_at, session.started_at)
    forget_beat(change, session)
