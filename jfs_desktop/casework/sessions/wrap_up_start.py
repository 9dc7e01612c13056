"""What the wrap-up of a session begins with, so that nothing is asked that the vault knows (P3, P4, I1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import next_agreed
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import SessionKind, WrapUp
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.plan import PlanHeading
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_state import locked_all_through
from jfs_desktop.store import content

FIRST_JFAP = "First JFAP agreed in the initial meeting."
CHANGED = "Changed in this plan:"
OBJECTIVES, NEXT_STEPS, FURTHER_SUPPORT = "Objectives", "Next steps", "Further support"
_PARTS = {"next_steps": NEXT_STEPS, "further_support": FURTHER_SUPPORT}
_WRITTEN = ("plan", "plan_objective", "plan_heading")


@dataclass(frozen=True, slots=True)
class WrapUpStart:
    """``given`` is what the fields open with; ``typed`` where some of it was typed and kept before."""

    given: WrapUp
    typed: bool


def begin(workspace: Workspace, session_id: UUID) -> WrapUpStart:
    """The draft of a session's wrap-up, filled up with what is known: the first JFAP agreed in an initial
    meeting, else which parts of the JFAP were changed since the session began; and the appointment that
    stands. What was typed stays. Raises NotFound."""
    session = sessions.one(workspace, session_id)
    draft = sessions.read_wrap_up_draft(workspace, session_id)
    given = draft or WrapUp()
    if session.plan_changed is None:
        with workspace.reading() as db:
            known = case_facts.load(db, session.case_id)
            given = _with_plan(db, workspace, known, session, given)
        given = _with_appointment(workspace, known, session, given)
    return WrapUpStart(given, typed=draft is not None)


def _with_plan(
    db: Session, workspace: Workspace, known: CaseFacts, session: SessionView, given: WrapUp
) -> WrapUp:
    if given.plan_changed or given.no_change_reason:
        return given
    if session.kind == SessionKind.INITIAL_MEETING and known.has(FactKind.JFAP_AGREED):
        return replace(given, plan_changed=True, plan_summary=FIRST_JFAP)
    if locked_all_through(known, session.started_at) is not None:
        return given
    changed = _changed_parts(db, workspace, session)
    if not changed:
        return given
    return replace(given, plan_changed=True, plan_summary=f"{CHANGED} {', '.join(changed)}")


def _with_appointment(workspace: Workspace, known: CaseFacts, session: SessionView, given: WrapUp) -> WrapUp:
    """One agreed for the day of a 1-2-1 itself is this 1-2-1, and none is left."""
    agreed = next_agreed(known, workspace.programmes.of(known))
    if agreed is None or not agreed.at or given.next_appointment is not None:
        return given
    if session.kind != SessionKind.INITIAL_MEETING and agreed.on <= london_day(session.started_at):
        return given
    moment = datetime.combine(agreed.on, time.fromisoformat(agreed.at), LONDON).astimezone(UTC)
    return replace(given, next_appointment=moment) if moment > workspace.now() else given


def _changed_parts(db: Session, workspace: Workspace, session: SessionView) -> list[str]:
    """Which parts of the JFAP were changed since a session began, settled or still being written, in the
    order of the page."""
    titles = {one.key: one.title for one in workspace.programme_of(session.case_id).plan_headings}
    view = plans.view_in(db, workspace, session.case_id)
    found = set(_settled(db, session))
    if view.draft is not None and view.draft_saved_at and view.draft_saved_at >= session.started_at:
        found.update(_differing(view.content, view.draft))
    order = {OBJECTIVES: OBJECTIVES, **titles, NEXT_STEPS: NEXT_STEPS, FURTHER_SUPPORT: FURTHER_SUPPORT}
    return [words for key, words in order.items() if key in found]


def _settled(db: Session, session: SessionView) -> Iterator[str]:
    rows = db.execute(
        select(
            JournalEntry.change_id, JournalEntry.table, JournalEntry.record_id, JournalEntry.content
        ).where(
            JournalEntry.case_id == session.case_id,
            JournalEntry.table.in_(_WRITTEN),
            JournalEntry.at >= session.started_at,
            JournalEntry.content.is_not(None),
        )
    ).all()
    told = [(row, content.read(row.content)) for row in rows]
    undone = {said.undoes for _, said in told}
    for row, said in told:
        if said.undoes is not None or row.change_id in undone:
            continue
        if row.table == "plan_objective":
            yield OBJECTIVES
        elif row.table == "plan_heading":
            heading = db.get(PlanHeading, UUID(row.record_id))
            yield heading.key if heading is not None else ""
        else:
            new = not said.before and not said.delta
            yield from (_PARTS[one] for one in said.fields & set(_PARTS) if not new or said.after[one])


def _differing(settled: PlanContent, typed: PlanContent) -> Iterator[str]:
    if settled.objectives != typed.objectives:
        yield OBJECTIVES
    before = {entry.key: entry for entry in settled.headings}
    yield from (entry.key for entry in typed.headings if before.get(entry.key) != entry)
    yield from (words for name, words in _PARTS.items() if getattr(settled, name) != getattr(typed, name))
