"""Whether it is sure already who is on the line: what was confirmed a moment ago in the same call is not
asked twice (I3, JFS 3.21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import session_identity
from jfs_desktop.casework.recording.session_identity import CONFIRMED
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.meetings.session_kinds import SessionState

_CHECKED = (FactKind.IDENTITY_CONFIRMED, FactKind.IDENTITY_DOUBTED)


def proposed_identity(workspace: Workspace, case_id: UUID) -> Mapping[str, str]:
    """The answer to 'Sure who it is' that stands already, by its key; empty where it has to be asked."""
    with workspace.reading() as db:
        sure = _in_a_session(db, case_id)
        if sure is None:
            sure = _said_just_now(db, workspace, case_id)
    return {IDENTITY: CONFIRMED} if sure else {}


def _in_a_session(db: Session, case_id: UUID) -> bool | None:
    """What was said as the session that runs on the case began; None where none runs."""
    running = select(TimedSession.id).where(
        TimedSession.case_id == case_id, TimedSession.state != SessionState.STOPPED
    )
    session_id = db.scalars(running.limit(1)).first()
    said = session_identity.said_at_start(db, session_id) if session_id is not None else ""
    return said == CONFIRMED if said else None


def _said_just_now(db: Session, workspace: Workspace, case_id: UUID) -> bool:
    """What I recorded last of it on this case, if it was no longer ago than a call may take, and no session
    was stopped since: that ended its call. What is entered late, of another day or an earlier hour, says
    nothing of the person on the line now (I3)."""
    minutes = workspace.programmes.of_case(db, case_id).settings.one_call_minutes
    since = workspace.now() - timedelta(minutes=minutes)
    stopped = db.scalar(select(func.max(TimedSession.stopped_at)).where(TimedSession.case_id == case_id))
    since = max(since, stopped or since)
    recorded = db.scalars(
        select(CaseFact)
        .where(
            CaseFact.case_id == case_id,
            CaseFact.by_staff_id == workspace.me.id,
            CaseFact.withdrawn_at.is_(None),
            CaseFact.recorded_at >= since,
            CaseFact.happened_on == workspace.today(),
            or_(CaseFact.happened_at.is_(None), CaseFact.happened_at >= since),
        )
        .order_by(CaseFact.recorded_at.desc())
    )
    said = (fact for fact in recorded if fact.kind in _CHECKED or fact.detail.get(IDENTITY))
    last = next(said, None)
    return last is not None and (
        last.kind == FactKind.IDENTITY_CONFIRMED or last.detail.get(IDENTITY) == CONFIRMED
    )
