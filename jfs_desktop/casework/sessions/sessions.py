"""Timed 1-2-1 sessions: start, pause, resume, stop, and everything about them under one name
(S1, S2, S3; DESIGN, 'The timer')."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.session_counting import total_minutes
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.recording.session_identity import note_identity, refuse_unasked
from jfs_desktop.casework.sessions.session_corrections import ManualSession, add_manual, correct
from jfs_desktop.casework.sessions.session_gaps import SessionRecovery, answer_gap, beat, recover
from jfs_desktop.casework.sessions.session_rules import (
    note_begun,
    refuse_by_journey,
    refuse_channel,
    refuse_second,
)
from jfs_desktop.casework.sessions.session_timing import (
    THIS_PROCESS,
    at_click,
    begin_segment,
    click,
    end_segment,
    find,
    go_on,
    halt,
    keep_beat,
    take_beat,
)
from jfs_desktop.casework.sessions.session_views import (
    clock_behind,
    in_hand,
    of_case,
    one,
    owed,
    questions,
    running,
    total,
    view_of,
)
from jfs_desktop.casework.sessions.session_wrap_up import (
    TOLD,
    WrapUp,
    keep_notes,
    mark_sent,
    plan_was_locked,
    read_wrap_up_draft,
    save_wrap_up_draft,
    wrap_up,
    write,
)
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.meetings.session_beats import Beat
from jfs_desktop.rules.meetings.session_kinds import SegmentKind, SessionKind, SessionState
from jfs_desktop.store.unit_of_work import Change, Verb

__all__ = [
    "THIS_PROCESS",
    "ManualSession",
    "SessionKind",
    "SessionRecovery",
    "WrapUp",
    "add_manual",
    "answer_gap",
    "beat",
    "click",
    "clock_behind",
    "correct",
    "in_hand",
    "keep_notes",
    "mark_sent",
    "of_case",
    "one",
    "owed",
    "pause",
    "plan_was_locked",
    "questions",
    "read_wrap_up_draft",
    "recover",
    "resume",
    "running",
    "save_wrap_up_draft",
    "start",
    "stop",
    "total",
    "total_minutes",
    "wrap_up",
]

START = Verb("sessions.start", "")
PAUSE = Verb("sessions.pause", "")
RESUME = Verb("sessions.resume", "")
STOP = Verb("sessions.stop", "")


def start(
    workspace: Workspace,
    case_id: UUID,
    *,
    kind: SessionKind = SessionKind.ONE_TO_ONE,
    channel: str,
    channel_reason: str = "",
    booked_until: datetime | None = None,
    identity: str = "",
    doubt: str = "",
    at: datetime | Beat,
) -> Outcome[SessionView]:
    """Start the timer at the moment of the click; ``at`` is best :func:`click`, both clocks, here and in
    the other verbs: the wall clock may be set between the click and the writing.

    Raises RefusedByRule while another session of the adviser is open (JFS Annex 3, 1-2-1) and
    for a 1-2-1 before the initial meeting is recorded; BadInput for a channel that is not remote.
    ``channel_reason`` says why it is the telephone; it may wait until the wrap-up (S12). ``identity``
    says whether it is sure who it is, 'confirmed' or 'doubt', and goes with the session's entry; no 1-2-1
    begins without it (I3). What does not fit is a ``doubt`` to be settled (BadInput without words).
    """
    kind = SessionKind(kind)
    staff_checks.require(workspace)
    refuse_channel(workspace, case_id, channel)
    moment = at_click(workspace, at)
    with workspace.changing(START, case_id=case_id) as change:
        case_of(change.db, case_id)
        refuse_second(change, workspace)
        refuse_by_journey(change, workspace, case_id, kind)
        refuse_unasked(kind, identity)
        session = _new(workspace, case_id, kind, moment.wall)
        session.channel, session.channel_reason = channel, channel_reason.strip()
        session.booked_until = booked_until
        change.db.add(session)
        change.db.flush()
        begin_segment(change, workspace, session, SegmentKind.WORK, moment)
        keep_beat(change, session, moment)
        note_begun(change, workspace, session)
        note_identity(change, workspace, session, identity, doubt)
        return _told(change, workspace, session)


def _new(workspace: Workspace, case_id: UUID, kind: SessionKind, started_at: datetime) -> TimedSession:
    """The record of a session that begins to run."""
    return TimedSession(
        id=workspace.new_key(),
        case_id=case_id,
        adviser_id=workspace.me.id,
        kind=kind.value,
        state=SessionState.RUNNING,
        started_at=started_at,
    )


def pause(workspace: Workspace, session_id: UUID, *, at: datetime | Beat) -> Outcome[SessionView]:
    """Stop counting until :func:`resume`; a pause leaves no question, however long."""
    moment = at_click(workspace, at)
    with workspace.changing(PAUSE) as change:
        session = find(change, session_id, SessionState.RUNNING)
        take_beat(change, workspace, session, moment)
        end_segment(change, session, moment)
        begin_segment(change, workspace, session, SegmentKind.BREAK, moment)
        session.state = SessionState.PAUSED
        return _told(change, workspace, session)


def resume(workspace: Workspace, session_id: UUID, *, at: datetime | Beat) -> Outcome[SessionView]:
    """Count again from the click."""
    moment = at_click(workspace, at)
    with workspace.changing(RESUME) as change:
        session = find(change, session_id, SessionState.PAUSED)
        go_on(change, workspace, session, moment)
        session.state = SessionState.RUNNING
        return _told(change, workspace, session)


def stop(
    workspace: Workspace, session_id: UUID, *, at: datetime | Beat, wrap_up: WrapUp | None = None
) -> Outcome[SessionView]:
    """Stop at the moment of the click; filling in the wrap-up adds no time.

    With a ``wrap_up`` the session is complete: the JFAP has its line and the facts stand, all in
    one change. Without one the session is stopped and its wrap-up owed (``plan_changed`` is None).
    Gaps without an answer do not hold it up: they count nothing and stay asked.

    Raises RefusedByRule, and leaves the timer running, when the wrap-up has neither a JFAP change
    nor a reason why none (JFS 4.05, CSS 3) or the journey refuses.
    """
    moment = at_click(workspace, at)
    with workspace.changing(STOP) as change:
        session = find(change, session_id, SessionState.RUNNING, SessionState.PAUSED)
        halt(change, workspace, session, moment)
        if wrap_up is not None:
            write(change, workspace, session, wrap_up, moment.wall)
        return _told(change, workspace, session)


def _told(change: Change, workspace: Workspace, session: TimedSession) -> Outcome[SessionView]:
    change.db.flush()
    view = view_of(change.db, session, workspace.now())
    return Outcome(view, TOLD, frozenset({session.case_id}), change.change_id, change.verb.label)
