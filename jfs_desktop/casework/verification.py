"""`Is everything sound?`: the vault's own checks, and every stored due date worked out again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from jfs_desktop.casework import case_facts
from jfs_desktop.casework.summaries import next_clock
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.rules.clocks import clocks_for
from jfs_desktop.rules.journey import stage_of


@dataclass(frozen=True, slots=True)
class Check:
    """One check and what it saw."""

    name: str
    ok: bool
    text: str

    def as_json(self) -> dict[str, object]:
        """The check for a program to read."""
        return {"name": self.name, "ok": self.ok, "text": self.text}


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
    from_store = [Check(check.name, check.ok, check.text) for check in workspace.vault.verify().checks]
    return Verification((*from_store, _due_dates(workspace)))


def _due_dates(workspace: Workspace) -> Check:
    """Lines as of the day they were worked out must equal a fresh count from the facts."""
    programme, calendar = workspace.programme, workspace.calendar
    with workspace.reading() as db:
        lines = db.execute(
            select(CaseSummary.case_id, CaseSummary.stage, CaseSummary.next_due, CaseSummary.computed_on)
        ).all()
        facts = case_facts.load_many(db, [line.case_id for line in lines])
    wrong = 0
    for line in lines:
        known, day = facts[line.case_id], line.computed_on
        upcoming = next_clock(clocks_for(known, programme, calendar, day, explain=False))
        expected = (stage_of(known, programme, calendar, day).value, upcoming.due if upcoming else None)
        wrong += (line.stage, line.next_due) != expected
    text = f"{len(lines):,} caseload lines agree with their facts"
    if wrong:
        text = f"{wrong:,} of {len(lines):,} caseload lines do not agree with their facts"
    return Check("due dates", wrong == 0, text)
