"""Whether it is sure who it is, in each session by itself (I3, JFS 3.21)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput
from jfs_desktop.records.draft import Draft
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from jfs_desktop.store.unit_of_work import Change

CONFIRMED, DOUBT = "confirmed", "doubt"
PARAGRAPH = "JFS 3.21"
_KEY = "identity"


def refuse_unasked(kind: SessionKind, identity: str) -> None:
    """Each 1-2-1 says whether it is sure who it is (I3). The initial meeting has its own check."""
    if kind is SessionKind.ONE_TO_ONE and identity not in {CONFIRMED, DOUBT}:
        raise BadInput("Say whether it is sure who it is.", field=_KEY, paragraph=PARAGRAPH)


def note_identity(
    change: Change, workspace: Workspace, session: TimedSession, identity: str, doubt: str
) -> None:
    """Keep what was said at the start until the session's entry is written; a doubt is recorded at once,
    so that nothing is sent before it is settled (JFS 3.26). Raises BadInput (``doubt``) without words."""
    if not identity:
        return
    if session.kind == SessionKind.ONE_TO_ONE:
        drafts.put(change, _owner(session.id), {_KEY: identity})
    if identity == DOUBT:
        local = session.started_at.astimezone(LONDON)
        happened = WhatHappened(
            FactKind.IDENTITY_DOUBTED,
            local.date(),
            local.time(),
            session.adviser_id,
            about=session.id,
            detail={"doubt": doubt.strip()},
        )
        facts.write(change, workspace, session.case_id, happened)


def said_at_start(db: Session, session_id: UUID) -> str:
    """What was said as a session began that is not wrapped up yet; '' for one where nothing was asked."""
    draft = db.get(Draft, _owner(session_id))
    return str(draft.body.get(_KEY, "")) if draft is not None else ""


def take_identity(change: Change, session_id: UUID) -> dict[str, str]:
    """What was said at the start, as answers of the session's entry; it is not kept apart any more."""
    draft = change.db.get(Draft, _owner(session_id))
    said = {_KEY: str(draft.body[_KEY])} if draft is not None else {}
    drafts.drop(change, _owner(session_id))
    return said


def _owner(session_id: UUID) -> str:
    return f"session-identity:{session_id}"
