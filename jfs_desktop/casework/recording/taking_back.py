"""What stands in the way of taking an entry back, and what goes with it.

A case keeps one truth: what PRaP holds is not pulled from under it, a completion rests on its tests (X2), the
days of a referral are corrected (R1), and a session goes with its minutes (S1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.session_counting import minutes_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import completion, kept_on_prap
from jfs_desktop.casework.recording.circumstance_gates import ANSWERING, CLOSING, refuse_too_early_to_close
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.session import SessionCorrection, TimedSession
from jfs_desktop.rules.facts.facts import OF_THE_REFERRAL, CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Change

_FOUNDED = (FactKind.INITIAL_MEETING_MISSED, FactKind.MEETING_MISSED, FactKind.DNS_KEYED)
"""What stands on others: a meeting missed on its booking, a Did Not Start on what the Work Coach said."""
_FIRST = "Take that entry back first, with a reason, if it is wrong."
ATTEMPT = "attempt"
"""Under which a return keeps the attempt that it was written down with."""
SESSION = "session"
"""Under which the entry of a 1-2-1 keeps the session that it was written for: the time at which it began is
nobody's where the clock was set back since."""


def going(db: Session, fact: CaseFact) -> tuple[CaseFact, ...]:
    """The entry and those that go with it: the return that was written down with an attempt, the update of
    the JFAP that a session was wrapped up with, the question that it left open."""
    if fact.kind == FactKind.RE_CONTACT_ATTEMPTED:
        returns = _standing(db, fact, FactKind.RE_ENGAGED)
        return (fact, *(one for one in returns if one.detail.get(ATTEMPT) == str(fact.id)))
    if fact.kind == FactKind.SESSION_HELD:
        updates = _standing(db, fact, FactKind.JFAP_UPDATED)
        return (fact, *(one for one in updates if one.about_id == fact.id))
    asked = _standing(db, fact, FactKind.DOUBT_LEFT_WAITING, FactKind.ABSENCE_LEFT_OPEN)
    return (fact, *(one for one in asked if one.about_id == fact.id))


def refuse(db: Session, workspace: Workspace, fact: CaseFact, gone: Sequence[CaseFact]) -> None:
    """Raises RefusedByRule for a move that a passed day made, for a day of the referral, and for what an
    entry on PRaP rests on."""
    if fact.kind == FactKind.MOVED_BY_ITSELF:
        raise RefusedByRule("A day that passed moved this case. Record what was done before that day.")
    if fact.kind in OF_THE_REFERRAL:
        raise RefusedByRule(
            "The case stands on this day of its referral.",
            paragraph=workspace.programme.settings.record_paragraph,
            remedy="If it is wrong, press 'Correct it…' on the tab Referral.",
        )
    ids = [one.id for one in gone]
    _refuse_answered(db, workspace, fact, ids)
    if fact.case_id is not None:
        known = case_facts.load(db, fact.case_id)
        kept_on_prap.refuse(workspace, known, FactKind(fact.kind), ids)
        _refuse_closed(known, ids)
        _refuse_unfounded(workspace, known, ids)


def _refuse_answered(db: Session, workspace: Workspace, fact: CaseFact, gone: Sequence[UUID]) -> None:
    """A complaint, a notice, a query is not pulled from under what answers it (D6, M8, P8, G2)."""
    answers = select(CaseFact).where(
        CaseFact.about_id.in_(gone), CaseFact.kind.in_(ANSWERING), CaseFact.withdrawn_at.is_(None)
    )
    answer = db.scalars(answers.order_by(CaseFact.recorded_at.desc())).first()
    if answer is None:
        return
    programme = workspace.programme
    if fact.case_id is not None:
        programme = workspace.programmes.of_case(db, fact.case_id)
    kind = FactKind(answer.kind)
    raise RefusedByRule(
        f"'{programme.fact_kinds[kind].name}' of {long_day(answer.happened_on)} answers it.",
        paragraph=ANSWERING[kind].paragraph,
        remedy=_FIRST,
    )


def _refuse_closed(known: CaseFacts, gone: Sequence[UUID]) -> None:
    """What a change or a notice could be closed for stays while it is closed (M8, M9)."""
    left = replace(known, facts=tuple(one for one in known.facts if one.id not in gone))
    for closed in left.of(*CLOSING):
        against = _too_early(left, closed)
        if against is not None and _too_early(known, closed) is None:
            day = long_day(closed.on)
            raise RefusedByRule(f"It was closed on {day}.", paragraph=against.paragraph, remedy=_FIRST)


def _refuse_unfounded(workspace: Workspace, known: CaseFacts, gone: Sequence[UUID]) -> None:
    """Nobody misses a meeting to which nobody asked them: the booking stays while it is missed (T8, M1), and
    the Work Coach's word while somebody did not start for it (E9)."""
    left = replace(known, facts=tuple(one for one in known.facts if one.id not in gone))
    for told in left.of(*_FOUNDED):
        against = _unfounded(workspace, left, told)
        if against is not None and _unfounded(workspace, known, told) is None:
            name = workspace.programmes.of(known).fact_kinds[told.kind].name
            raise RefusedByRule(
                f"'{name}' of {long_day(told.on)} stands on it.", paragraph=against.paragraph, remedy=_FIRST
            )


def _unfounded(workspace: Workspace, known: CaseFacts, fact: Fact) -> Refusal | None:
    """Why an entry could not be made beside the others."""
    others = replace(known, facts=tuple(one for one in known.facts if one.id != fact.id))
    programme, today = workspace.programmes.of(known), workspace.today()
    return refusal(
        fact.kind, others, programme, workspace.calendar, today=today, on=fact.on, detail=fact.detail
    )


def _too_early(known: CaseFacts, closed: Fact) -> RefusedByRule | None:
    try:
        refuse_too_early_to_close(known, closed.kind, closed.about)
    except RefusedByRule as against:
        return against
    return None


@contextmanager
def completion_kept(change: Change, workspace: Workspace, case_id: UUID | None) -> Iterator[None]:
    """What is changed within must leave a completion its tests (X2, JFS 5.02). Raises RefusedByRule, which
    takes the whole change back; a completion that is itself taken back within, or that lacked one before, is
    no bar."""
    stood = case_id is not None and _lacks(change, workspace, case_id) == ""
    yield
    if stood and case_id is not None:
        change.db.flush()
        lacks = _lacks(change, workspace, case_id)
        if lacks:
            raise RefusedByRule(
                f"The completion of this case rests on it: {lacks}",
                paragraph="JFS 5.02",
                remedy="If it is wrong, take the completion back first, on the tab Ending.",
            )


def _lacks(change: Change, workspace: Workspace, case_id: UUID) -> str | None:
    """What a completer lacks, '' where nothing; None for who is none."""
    known = case_facts.load(change.db, case_id)
    if not known.has(FactKind.COMPLETED):
        return None
    tests = completion.tests_of(change.db, workspace, known)
    return next((f"{test.name}. {test.missing}" for test in tests if not test.met), "")


def clear_minutes(change: Change, workspace: Workspace, fact: CaseFact, reason: str) -> None:
    """The minutes of the session that a 1-2-1 entry was written for count no more; its stretches stay."""
    if fact.kind != FactKind.SESSION_HELD:
        return
    for session in _written_for(change.db, fact):
        put_minutes(change, workspace, session, 0, reason)


def _written_for(db: Session, fact: CaseFact) -> Sequence[TimedSession]:
    """The 1-2-1 session of an entry: the one that it names, or in an older entry the one that began then."""
    ours = select(TimedSession).where(
        TimedSession.case_id == fact.case_id, TimedSession.kind == SessionKind.ONE_TO_ONE
    )
    named = fact.detail.get(SESSION)
    theirs = TimedSession.id == UUID(named) if named else TimedSession.started_at == fact.happened_at
    return db.scalars(ours.where(theirs)).all()


def put_minutes(
    change: Change, workspace: Workspace, session: TimedSession, minutes: int, reason: str
) -> None:
    """Set the minutes of a stopped session by hand, within a change that is open; its stretches and earlier
    corrections stay as recorded."""
    change.db.add(
        SessionCorrection(
            id=workspace.new_key(),
            session_id=session.id,
            minutes_before=minutes_of(change.db, [session])[session.id],
            minutes_after=minutes,
            reason=reason,
            corrected_at=change.at,
            by_staff_id=workspace.me.id,
        )
    )
    session.corrected_minutes = minutes


def _standing(db: Session, fact: CaseFact, *kinds: FactKind) -> Sequence[CaseFact]:
    found = select(CaseFact).where(
        CaseFact.case_id == fact.case_id, CaseFact.kind.in_(kinds), CaseFact.withdrawn_at.is_(None)
    )
    return db.scalars(found).all()
