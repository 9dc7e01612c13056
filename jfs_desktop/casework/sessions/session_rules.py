"""When a session may not be: the refusals that starting one and entering one by hand share."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.session_counting import closed_work
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.session import SessionGap, TimedSession
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.meetings.session_kinds import SessionKind, SessionState
from jfs_desktop.rules.meetings.session_time import Stretch, overlapping
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.rules.writing.wording import day_and_time
from jfs_desktop.store.unit_of_work import Change

UNDIVIDED = "JFS Annex 3, 1-2-1"
REMOTE = "JFS 1.19"


def refuse_channel(workspace: Workspace, case_id: UUID, channel: str) -> None:
    """All support is remote: only the programme's cleared session channels can be chosen (S12, I2)."""
    programme = workspace.programme_of(case_id)
    against = channel_clearances.refused(programme, channel, "session")
    if against is None:
        return
    if isinstance(against, channel_clearances.NotCleared):
        raise against
    names = ", ".join(name.lower() for name in programme.channels_for("session").values())
    raise BadInput(f"Choose how you talk: {names}.", field="channel", paragraph=REMOTE)


def refuse_without_reason(workspace: Workspace, case_id: UUID, channel: str, reason: str) -> None:
    """A telephone call is for those who cannot be met online: it says why (S12)."""
    asked = next((one for one in workspace.programme_of(case_id).channels if one.key == channel), None)
    if asked is not None and asked.needs_reason and not says_why(reason):
        raise BadInput(f"Say why it was by {asked.name.lower()}.", field="channel_reason", paragraph=REMOTE)


def refuse_second(change: Change, workspace: Workspace) -> None:
    """One session at a time: the participant has the adviser's undivided attention (S2)."""
    other = change.db.scalar(
        select(TimedSession.id).where(
            TimedSession.adviser_id == workspace.me.id, TimedSession.state != SessionState.STOPPED
        )
    )
    if other is not None:
        raise RefusedByRule(
            "Another session of yours is still open; a 1-2-1 has your undivided attention.",
            paragraph=UNDIVIDED,
            remedy="Stop that one first.",
        )


def refuse_overlap(change: Change, workspace: Workspace, stretch: Stretch) -> None:
    """Time entered by hand may not lie over another session of the same adviser (S2)."""
    mine = change.db.scalars(select(TimedSession).where(TimedSession.adviser_id == workspace.me.id)).all()
    near = [row for row in mine if row.started_at < stretch.end]
    work = closed_work(change.db, [row.id for row in near if row.state == SessionState.STOPPED])
    taken = [piece for pieces in work.values() for piece in pieces]
    taken += [Stretch(row.started_at, workspace.now()) for row in near if row.state != SessionState.STOPPED]
    asked = select(SessionGap.started_at, SessionGap.ended_at).where(
        SessionGap.session_id.in_([row.id for row in near]), SessionGap.answer.is_(None)
    )
    taken += [Stretch(start, end) for start, end in change.db.execute(asked)]
    other = overlapping(stretch, taken)
    if other is not None:
        raise RefusedByRule(
            f"You had another session from {day_and_time(other.start)}; only one counts at a time.",
            paragraph=UNDIVIDED,
            remedy="Check the start and the minutes.",
        )


def refuse_by_journey(change: Change, workspace: Workspace, case_id: UUID, kind: SessionKind) -> None:
    """A 1-2-1 needs the initial meeting; the initial meeting needs an accepted referral. Who the person
    is may still be confirmed in the meeting; only then does it count as held (JFS 3.21)."""
    known = case_facts.load(change.db, case_id)
    rest = known.has(FactKind.INITIAL_MEETING_HELD)  # what a meeting left open goes on like a session
    first = kind is SessionKind.INITIAL_MEETING and not rest
    fact = FactKind.INITIAL_MEETING_BEGUN if first else FactKind.SESSION_HELD
    today = workspace.today()
    against = refusal(fact, known, workspace.programmes.of(known), workspace.calendar, today=today, on=today)
    if against is not None:
        raise RefusedByRule(against.text, paragraph=against.paragraph)


def note_begun(change: Change, workspace: Workspace, session: TimedSession) -> None:
    """The timer of an initial meeting begins the meeting, until one is held (I1)."""
    if session.kind != SessionKind.INITIAL_MEETING:
        return
    if case_facts.load(change.db, session.case_id).has(FactKind.INITIAL_MEETING_HELD):
        return
    local = session.started_at.astimezone(LONDON)
    begun = WhatHappened(
        FactKind.INITIAL_MEETING_BEGUN, local.date(), local.time(), session.adviser_id, session.channel
    )
    facts.write(change, workspace, session.case_id, begun)
