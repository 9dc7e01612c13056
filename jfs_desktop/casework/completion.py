"""The live completion list of a case (JFS 5.02, X2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts
from jfs_desktop.casework.session_counting import minutes_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import london_day
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.completion import CompletionTest, SupportTime, completion_list
from jfs_desktop.rules.facts import CaseFacts
from jfs_desktop.rules.journey import Refusal
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.session_kinds import SessionKind


def of_case(workspace: Workspace, case_id: UUID) -> tuple[CompletionTest, ...]:
    """Every test of a completer, met or not. Raises NotFound."""
    with workspace.reading() as db:
        return tests_of(db, workspace, case_facts.load(db, case_id))


def tests_of(db: Session, workspace: Workspace, facts: CaseFacts) -> tuple[CompletionTest, ...]:
    """The same within a transaction that is already open."""
    programme = workspace.programmes.of(facts)
    return completion_list(facts, _support_time(db, programme, facts.case_id), programme)


def refusal_of_completion(db: Session, workspace: Workspace, facts: CaseFacts) -> Refusal | None:
    """Why the case is no completer yet: the first test that is not met."""
    open_tests = [test for test in tests_of(db, workspace, facts) if not test.met]
    if not open_tests:
        return None
    first = open_tests[0]
    return Refusal(f"Not a completer yet: {first.name}. {first.missing}", first.paragraph)


def _support_time(db: Session, programme: Programme, case_id: UUID | None) -> SupportTime:
    """Counted minutes, the initial meeting's only if the programme reads it so (AMB-16)."""
    sessions = db.scalars(
        select(TimedSession).where(TimedSession.case_id == case_id).order_by(TimedSession.started_at)
    ).all()
    by_session = minutes_of(db, sessions)
    reached: date | None = None
    so_far = 0
    for session in sessions:
        if (
            session.kind == SessionKind.INITIAL_MEETING
            and not programme.settings.initial_meeting_minutes_count
        ):
            continue
        so_far += by_session[session.id]
        if reached is None and so_far >= programme.minimums.one_to_one_minutes:
            reached = london_day(session.stopped_at or session.started_at)
    return SupportTime(so_far, reached)
