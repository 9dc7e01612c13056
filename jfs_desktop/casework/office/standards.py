"""How the Customer Service Standards stand, and what can still be saved (Q1 to Q5): in this month, and in
each other month in which something may still be met."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.clocks.clocks import ClockReading, clocks_for
from jfs_desktop.rules.contract.standards import CaseReadings, Tally, other_months, seen, tally
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.programme.programme_figures import Standard
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name


@dataclass(frozen=True, slots=True, repr=False)
class MonthStanding(Discreet):
    """Every standard that has a clock, in the profile's order, in the month of today; ``others`` are the
    standards of other months that have something open. ``names`` are those of the cases they count."""

    month: date
    tallies: tuple[Tally, ...]
    others: tuple[Tally, ...]
    names: dict[UUID, str]

    def of_standard(self, standard: str) -> tuple[Tally, ...]:
        """One standard by its id in each month that is told, the earliest first."""
        told = (one for one in (*self.others, *self.tallies) if one.standard.id == standard)
        return tuple(sorted(told, key=lambda one: one.month))


def this_month(workspace: Workspace) -> MonthStanding:
    """The standards in the month of today, and in the months before and after it as far as they are open;
    none for somebody to whom the caseload is closed (G5)."""
    today, calendar = workspace.today(), workspace.calendar
    first = today.replace(day=1)
    with workspace.reading() as db:
        if staff_checks.closed(db, workspace):
            return MonthStanding(first, (), (), {})
    names, cases = _read(workspace, first)
    standards = [one for one in workspace.programme.standards if one.clock]
    others = {one: other_months(one, cases, today, calendar) for one in standards}
    earliest = min((month for months in others.values() for month in months), default=first)
    if earliest < first:  # such a month is counted whole, with what was over before this one began
        more_names, more = _read(workspace, earliest, but=names)
        names, cases = names | more_names, cases + more
    of_others = tuple(
        _tally(workspace, one, cases, month) for one, months in others.items() for month in months
    )
    tallies = tuple(_beside(_tally(workspace, one, cases, first), of_others) for one in standards)
    counted = {
        one
        for row in (*tallies, *of_others)
        for one in (*row.met, *row.missed, *row.waiting, *(each.case_id for each in (*row.open, *row.soon)))
    }
    return MonthStanding(
        first, tallies, of_others, {key: name for key, name in names.items() if key in counted}
    )


def _beside(tally: Tally, others: Sequence[Tally]) -> Tally:
    """The same without what waits in a month that is told itself, where it stands as missed."""
    told = {key for one in others if one.standard is tally.standard for key in one.missed}
    return replace(tally, waiting=tuple(key for key in tally.waiting if key not in told))


def _read(
    workspace: Workspace, since: date, but: Collection[UUID] = ()
) -> tuple[dict[UUID, str], list[CaseReadings]]:
    """Names and readings of what is open, still has something to do, or was touched since a day."""
    with workspace.reading() as db:
        touched = select(CaseFact.case_id).where(
            CaseFact.case_id.is_not(None), CaseFact.withdrawn_at.is_(None), CaseFact.happened_on >= since
        )
        rows = db.execute(
            select(Case.id, Participant.first_name, Participant.last_name)
            .join(Participant, Participant.id == Case.participant_id)
            .join(CaseSummary, CaseSummary.case_id == Case.id)
            .where(or_(CaseSummary.open, CaseSummary.next_due.is_not(None), Case.id.in_(touched)))
        )
        names = {case_id: whole_name(given, last) for case_id, given, last in rows if case_id not in but}
        cases = [
            seen(key, known, _counting_clocks(workspace, known))
            for key, known in case_facts.in_turn(db, names)
        ]
    return names, cases


def _counting_clocks(workspace: Workspace, known: CaseFacts) -> tuple[ClockReading, ...]:
    """The readings that a standard goes by; all the others of a whole caseload are not kept in memory."""
    programme, calendar, today = workspace.programmes.of(known), workspace.calendar, workspace.today()
    wanted = {one.clock for one in workspace.programme.standards}
    readings = clocks_for(known, programme, calendar, today, now=workspace.now(), explain=False)
    return tuple(one for one in readings if one.id in wanted)


def _tally(workspace: Workspace, standard: Standard, cases: Sequence[CaseReadings], month: date) -> Tally:
    """One standard in one month, counted as the profile reads it (AMB-46, AMB-78)."""
    settings = workspace.programme.settings
    units, base = settings.clerical_units, settings.standards_base
    return tally(
        standard, cases, month, workspace.today(), calendar=workspace.calendar, units=units, base=base
    )
