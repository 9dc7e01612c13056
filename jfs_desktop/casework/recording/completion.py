"""The live completion list of a case (JFS 5.02, X2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.session_counting import minutes_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.clock import london_day
from jfs_desktop.records.session import TimedSession
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.journey.ends import DIED
from jfs_desktop.rules.journey.journey import Refusal
from jfs_desktop.rules.meetings.session_kinds import SessionKind, SessionState
from jfs_desktop.rules.plan.completion import CompletionTest, SupportTime, completed_on, completion_list
from jfs_desktop.rules.plan.minimum_service import NOTHING_LEFT, checklist
from jfs_desktop.rules.plan.plan_state import refused_by_queries
from jfs_desktop.rules.programme.fixed_choices import REASON
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import hours_and_minutes, long_day

FOUND_WORK = "work"


def of_case(workspace: Workspace, case_id: UUID) -> tuple[CompletionTest, ...]:
    """Every test of a completer, met or not. Raises NotFound."""
    with workspace.reading() as db:
        return tests_of(db, workspace, case_facts.load(db, case_id))


def tests_of(db: Session, workspace: Workspace, facts: CaseFacts) -> tuple[CompletionTest, ...]:
    """The same within a transaction that is already open."""
    programme = workspace.programmes.of(facts)
    return completion_list(facts, _support_time(db, programme, facts.case_id), programme)


def refusal_of_completion(
    db: Session, workspace: Workspace, facts: CaseFacts, on: date | None = None
) -> Refusal | None:
    """Why the case is no completer yet: the first test that is not met, or, for a completion
    recorded for ``on``, that the last was met on another day (X2)."""
    if (queries := refused_by_queries(facts)) is not None:
        return queries
    if (still_open := refusal_of_open_session(db, facts, "record the completion")) is not None:
        return still_open
    tests = tests_of(db, workspace, facts)
    first = next((test for test in tests if not test.met), None)
    if first is not None:
        return Refusal(f"Not a completer yet: {first.name}. {first.missing}", first.paragraph)
    met_on = completed_on(tests)
    if on is None or met_on is None or on == met_on:
        return None
    return Refusal(
        f"The last of the tests was met on {long_day(met_on)}; that is the day of completion.",
        tests[-1].paragraph,
    )


def refusal_of_early_end(
    db: Session, workspace: Workspace, facts: CaseFacts, detail: Mapping[str, str]
) -> Refusal | None:
    """Why the case cannot end early: a 1-2-1 of it is open, unless the person died; or somebody who found
    work is no early completer, for every test of a completer is met (AMB-32)."""
    if detail.get(REASON) != DIED:
        still_open = refusal_of_open_session(db, facts, "end provision")
        if still_open is not None:
            return still_open
    if FOUND_WORK not in detail.values():
        return None
    tests = tests_of(db, workspace, facts)
    if not all(test.met for test in tests):
        return None
    return Refusal(
        "Every test of a completer is met, so this is a completion. Record that instead.",
        tests[0].paragraph,
    )


def refusal_of_finalising(db: Session, facts: CaseFacts) -> Refusal | None:
    """Why nothing can be made final: a query about the JFAP is open, or a 1-2-1 still runs or has no
    wrap-up yet (T22, JFS 4.08)."""
    if (queries := refused_by_queries(facts)) is not None:
        return queries
    return refusal_of_open_session(db, facts, "begin finalising")


def refusal_of_open_session(db: Session, facts: CaseFacts, then: str) -> Refusal | None:
    """Why a case cannot be closed yet: a 1-2-1 still runs or has no wrap-up, so that its record and its day
    would be missing from the end (T22, T24, X13)."""
    open_activity = select(TimedSession.id).where(
        TimedSession.case_id == facts.case_id,
        or_(TimedSession.state != SessionState.STOPPED, TimedSession.plan_changed.is_(None)),
    )
    if db.scalar(open_activity.limit(1)) is None:
        return None
    return Refusal(f"A session is still open. Stop it and wrap it up, then {then}.", "JFS 4.08")


def service_left(db: Session, workspace: Workspace, facts: CaseFacts) -> str:
    """What of the minimum service is neither given nor settled otherwise, as one sentence; '' where nothing
    is. It bars no final JFAP: whoever needs less is a completer or not by the tests alone (S13)."""
    programme = workspace.programmes.of(facts)
    short = programme.minimums.one_to_one_minutes - _support_time(db, programme, facts.case_id).minutes
    left = [f"{hours_and_minutes(short)} of 1-2-1 support"] if short > 0 else []
    lines = checklist(facts, programme)
    for line in lines:
        if line.state not in NOTHING_LEFT:
            left.append(line.name + (f" ({line.done} of {line.wanted})" if line.wanted > 1 else ""))
    paragraph = f" ({lines[0].paragraph})" if lines else ""
    told = f"Of the minimum service, not recorded as given: {', '.join(left)}{paragraph}."
    return (
        f"{told} Record it under Sessions or Support: words in the JFAP alone do not count." if left else ""
    )


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
