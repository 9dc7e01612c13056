"""How this month's Customer Service Standards stand, and what can still be saved (Q1 to Q5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from jfs_desktop.casework import case_facts
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.clocks import ClockReading, clocks_for
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.facts import CaseFacts
from jfs_desktop.rules.standards import CaseReadings, Tally, tally


@dataclass(frozen=True, slots=True, repr=False)
class MonthStanding(Discreet):
    """Every standard that has a clock, in the profile's order, and the names of the cases they count."""

    month: date
    tallies: tuple[Tally, ...]
    names: dict[UUID, str]


def this_month(workspace: Workspace) -> MonthStanding:
    """The standards in the month of today."""
    first = workspace.today().replace(day=1)
    with workspace.reading() as db:
        touched = select(CaseFact.case_id).where(
            CaseFact.case_id.is_not(None), CaseFact.withdrawn_at.is_(None), CaseFact.happened_on >= first
        )
        rows = db.execute(
            select(Case.id, Participant.first_name, Participant.last_name)
            .join(Participant, Participant.id == Case.participant_id)
            .join(CaseSummary, CaseSummary.case_id == Case.id)
            .where(or_(CaseSummary.open, CaseSummary.next_due.is_not(None), Case.id.in_(touched)))
        )
        names = {case_id: f"{given} {last}" for case_id, given, last in rows}
        facts = case_facts.load_many(db, names)
    cases = [CaseReadings(key, known, _counting_clocks(workspace, known)) for key, known in facts.items()]
    tallies = _tallies(workspace, cases, first)
    counted = {
        one
        for row in tallies
        for one in (*row.met, *row.missed, *row.waiting, *(each.case_id for each in (*row.open, *row.soon)))
    }
    return MonthStanding(first, tallies, {key: name for key, name in names.items() if key in counted})


def _counting_clocks(workspace: Workspace, known: CaseFacts) -> tuple[ClockReading, ...]:
    """The readings that a standard goes by; all the others of a whole caseload are not kept in memory."""
    programme, calendar, today = workspace.programmes.of(known), workspace.calendar, workspace.today()
    wanted = {one.clock for one in workspace.programme.standards}
    readings = clocks_for(known, programme, calendar, today, now=workspace.now(), explain=False)
    return tuple(one for one in readings if one.id in wanted)


def _tallies(workspace: Workspace, cases: Sequence[CaseReadings], month: date) -> tuple[Tally, ...]:
    """Each standard that has a clock, counted as the profile reads it (AMB-46, AMB-78)."""
    programme = workspace.programme
    units, base = programme.settings.clerical_units, programme.settings.standards_base
    return tuple(
        tally(standard, cases, month, workspace.today(), workspace.calendar, units, base)
        for standard in programme.standards
        if standard.clock
    )
