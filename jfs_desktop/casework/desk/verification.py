"""`Is everything sound?`: the vault's own checks, and every stored due date worked out again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts, session_counting
from jfs_desktop.casework.desk.summaries import next_clock
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.journey.journey import is_open, stage_of
from jfs_desktop.store.verify import Check, looked_at

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Verification:
    """All checks; sound only when every one is."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return all(check.ok for check in self.checks)


def verify(workspace: Workspace) -> Verification:
    """Check pages, journal chain and attachments, and compare each caseload line with its facts."""
    due_dates = looked_at("due dates", lambda: _due_dates(workspace))
    return Verification((*workspace.vault.verify().checks, due_dates))


def _due_dates(workspace: Workspace) -> Check:
    """Lines as of the day they were worked out must equal a fresh count from the facts, one a case.

    Those worked out with an earlier calendar, whose dating anew was broken off, are counted by that one.
    """
    with workspace.reading() as db:
        lines = db.scalars(select(CaseSummary)).all()
        cases = set(db.scalars(select(Case.id)))
        wrong = len(cases - {line.case_id for line in lines})
        for begin in range(0, len(lines), _BATCH):
            batch = lines[begin : begin + _BATCH]
            ids = [line.case_id for line in batch]
            facts, minutes = case_facts.load_many(db, ids), session_counting.minutes_of_cases(db, ids)
            wrong += sum(
                not _agrees(workspace, line, facts[line.case_id], minutes.get(line.case_id, 0))
                for line in batch
            )
        waiting = sum(line.calendar != workspace.calendar.stamp for line in lines)
    text = f"{len(cases):,} caseload lines agree with their facts"
    if waiting:
        text = f"{text}, {waiting:,} of them still by an earlier calendar"
    if wrong:
        text = f"{wrong:,} of {len(cases):,} caseload lines do not agree with their facts"
    return Check("due dates", wrong == 0, text)


def _agrees(workspace: Workspace, line: CaseSummary, known: CaseFacts, minutes: int) -> bool:
    programme, day = workspace.programmes.of(known), line.computed_on
    calendar = workspace.calendars.stamped(line.calendar)
    if calendar is None:
        return False
    upcoming = next_clock(clocks_for(known, programme, calendar, day, explain=False))
    stage = stage_of(known, programme, calendar, day)
    return (line.stage, line.open, line.next_clock, line.next_due, line.minutes) == (
        stage.value,
        is_open(stage),
        upcoming.id if upcoming else None,
        upcoming.due if upcoming else None,
        minutes,
    )
