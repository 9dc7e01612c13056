"""The caseload's stored lines against a count from the facts, after whatever order of work."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select, text

from jfs_desktop.casework.cases import history, undo_stack
from jfs_desktop.casework.desk import case_facts, session_counting, verification
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.summaries import next_clock
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import UserError
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import is_open, stage_of

KINDS = [
    kind
    for kind in FactKind
    if kind not in (FactKind.REFERRAL_MADE, FactKind.REFERRAL_RECEIVED, FactKind.CHILD_BORN)
]


def wrong_lines(office):
    """Cases whose stored line differs from a count from their facts on the day it names."""
    workspace, wrong = office.workspace, []
    with workspace.reading() as db:
        lines = db.scalars(select(CaseSummary)).all()
        assert {line.case_id for line in lines} == set(db.scalars(select(Case.id)))
        for line in lines:
            known, day = case_facts.load(db, line.case_id), line.computed_on
            upcoming = next_clock(clocks_for(known, workspace.programme, workspace.calendar, day))
            stage = stage_of(known, workspace.programme, workspace.calendar, day)
            counted = (
                stage.value,
                is_open(stage),
                upcoming.id if upcoming else None,
                upcoming.due if upcoming else None,
                session_counting.total_minutes(db, line.case_id),
            )
            if counted != (line.stage, line.open, line.next_clock, line.next_due, line.minutes):
                wrong.append((line.case_id, counted))
    return wrong


@pytest.mark.parametrize("seed", range(6))
def test_lines_equal_their_facts_after_any_work(office, seed):
    """DESIGN 3.2: the cache is written only from the clocks, in the transaction that changes a fact."""
    random = Random(seed)
    day = date(2021, 4, 26)
    cases = []
    done = 0
    for step in range(70):
        office.on(day, "12:00")
        what = random.random()
        if not cases or what < 0.08:
            cases.append(office.referred(first_name=f"Person{chr(97 + len(cases))}"))
        elif what < 0.2:
            day += timedelta(days=random.randint(1, 3))
        elif what < 0.25:
            list(redate(office.workspace))
        else:
            done += _try(office, random, random.choice(cases), what)
        if step % 10 == 9:
            assert wrong_lines(office) == []
    list(redate(office.workspace))
    assert wrong_lines(office) == []
    assert done >= 5
    assert verification.verify(office.workspace).ok


def _try(office, random, case_id, what):
    """One fact recorded, one taken back, or one change undone; refusals change nothing."""
    try:
        if what < 0.3:
            with office.workspace.reading() as db:
                standing = select(CaseFact.id).where(
                    CaseFact.withdrawn_at.is_(None), CaseFact.case_id == case_id
                )
                kept = sorted(db.scalars(standing))
            if kept:
                facts.withdraw(office.workspace, random.choice(kept), "Taken back in the test")
        elif what < 0.36:
            last = undo_stack.read(office.workspace).undo
            if last is not None:
                history.undo(office.workspace, last.change_id)
        else:
            likely = KINDS[:14] if what < 0.8 else KINDS
            office.record(case_id, random.choice(likely), late_reason="Late in the test")
            return 1
    except UserError:
        return 0
    return 0


def test_verify_reports_a_line_that_was_tampered_with(office):
    """`jfs verify` recomputes the due dates: a line moved by hand does not pass."""
    case_id = office.referred()
    assert verification.verify(office.workspace).ok
    with office.workspace.vault.engine.execution_options(write=True).begin() as connection:
        connection.execute(
            text("UPDATE case_summary SET next_due = '2021-12-24' WHERE case_id = :key"), {"key": case_id.hex}
        )
    report = verification.verify(office.workspace)
    assert not report.ok
    assert [check.name for check in report.checks if not check.ok] == ["due dates"]
    assert "1 of 1" in next(check.text for check in report.checks if not check.ok)


def test_a_case_without_a_line_is_reported(office):
    office.referred()
    with office.workspace.vault.engine.execution_options(write=True).begin() as connection:
        connection.execute(text("DELETE FROM case_summary"))
    assert not verification.verify(office.workspace).ok


def test_a_full_session_leaves_few_journal_entries(office):
    """DESIGN 3.4: 45 minutes of talking and typing with autosave leave tens of entries, not thousands."""
    from jfs_desktop.casework.plan import plans
    from jfs_desktop.casework.sessions import sessions
    from jfs_desktop.rules.plan.plan import Objective, PlanContent

    workspace, clock = office.workspace, office.clock
    case_id = office.started()
    office.on(date(2021, 6, 1), "10:00")
    before = office.entries()
    session = sessions.start(workspace, case_id, channel="video", identity="confirmed", at=clock.now()).value
    objective = workspace.new_key()
    content = PlanContent()
    for second in range(45 * 60):
        clock.pass_by(1)
        if second % 15 == 0:
            sessions.beat(workspace, session.id, wall=clock.now(), monotonic=clock.monotonic())
        if second % 3 == 0:
            typed = f"Apply for the post at the clinic, word {second}"
            content = PlanContent((Objective(objective, "Two applications a week", typed, "Sent and kept"),))
            plans.save_draft(workspace, case_id, content)
        if second % 300 == 299:
            plans.settle(workspace, case_id, content)
    wrap_up = sessions.WrapUp(notes="Went well", plan_changed=True, plan_summary="First objective")
    stopped = sessions.stop(workspace, session.id, at=clock.now(), wrap_up=wrap_up).value
    plans.make_version(workspace, case_id, summary="After the session", session_id=session.id)
    assert stopped.minutes == 45
    assert 0 < office.entries() - before < 100
