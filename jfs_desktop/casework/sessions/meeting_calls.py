"""The calls of an initial meeting that went on after one dropped: which of them was attended (I1, I19)."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.records.session import TimedSession
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings import initial_meeting as script
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from jfs_desktop.rules.writing.wording import full_day


def as_held(db: Session, workspace: Workspace, session: TimedSession, ended: datetime) -> WhatHappened:
    """The meeting that ends with this session, as held on the day on which it was attended. The facts of the
    session stand with it, or those of the call of that day; then a note says when it was finished."""
    known = case_facts.load(db, session.case_id)
    last = london_day(session.started_at)
    on = script.attended_on(known, workspace.programmes.of(known), last)
    note = ""
    if on != last:
        session, ended = _of_day(db, session, ended, on)
        note = f"The call dropped; the meeting was finished on {full_day(last)}."
    return WhatHappened(
        FactKind.INITIAL_MEETING_HELD,
        on=on,
        at=_at(session.started_at),
        by=session.adviser_id,
        channel=session.channel,
        note=note,
        detail={"ended_at": f"{ended.astimezone(LONDON):%H:%M}"},
    )


def attended_before(workspace: Workspace, session: SessionView) -> date | None:
    """Of a meeting that is not held yet and had a call on an earlier day: on which day it counts as attended
    once this session ends it. None for everything else."""
    if session.kind != SessionKind.INITIAL_MEETING:
        return None
    with workspace.reading() as db:
        known = case_facts.load(db, session.case_id)
    last = london_day(session.started_at)
    begun = known.first(FactKind.INITIAL_MEETING_BEGUN)
    if begun is None or begun.on >= last or known.has(FactKind.INITIAL_MEETING_HELD):
        return None
    return script.attended_on(known, workspace.programmes.of(known), last)


def _of_day(db: Session, session: TimedSession, ended: datetime, on: date) -> tuple[TimedSession, datetime]:
    """The last call of that day and when it ended."""
    calls = db.scalars(
        select(TimedSession)
        .where(
            TimedSession.case_id == session.case_id,
            TimedSession.kind == SessionKind.INITIAL_MEETING.value,
            TimedSession.id != session.id,
        )
        .order_by(TimedSession.started_at.desc())
    )
    call = next((one for one in calls if london_day(one.started_at) == on), session)
    return call, call.stopped_at or ended


def _at(moment: datetime) -> time:
    return moment.astimezone(LONDON).time()
