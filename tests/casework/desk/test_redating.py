"""A caseload brought to another day or another calendar: only what moved is written (DESIGN 3.2)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select

from jfs_desktop.casework.desk import case_facts, summaries, verification
from jfs_desktop.casework.desk.redating import REDATE
from jfs_desktop.casework.desk.standings import Standings
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.facts.facts import FactKind, Nation
from jfs_desktop.rules.journey.standing import standing_of

FROM, TO = date(2020, 1, 1), date(2023, 12, 31)


def redated(office, calendar=None):
    """The cases that moved when every line was brought to the office's day."""
    workspace = office.workspace
    with workspace.reading() as db:
        listed = list(db.scalars(select(CaseSummary.case_id)))
    with workspace.changing(REDATE) as change:
        by = workspace.programmes, calendar or workspace.calendar, workspace.today()
        return summaries.Redating(*by).batch(change.db, listed)


def stale(office):
    """The cases whose lines are behind."""
    workspace = office.workspace
    with workspace.reading() as db:
        return summaries.stale(db, workspace.today(), workspace.calendar)


def lines(office):
    """Stage and what is next of each case, and the day of the line."""
    with office.workspace.reading() as db:
        return {
            line.case_id: (line.stage, line.open, line.next_clock, line.next_due, line.computed_on)
            for line in db.scalars(select(CaseSummary))
        }


def test_another_day_moves_only_the_cases_that_it_moves(office):
    """R2: the referral nobody accepted lapses; the accepted one waits as it did the day before."""
    office.on(date(2021, 4, 26), "12:00")
    left = office.referred()
    accepted = office.referred(first_name="Bryn")
    office.record(accepted, FactKind.ACKNOWLEDGED)
    before, entries = lines(office), office.entries()
    office.on(date(2021, 4, 29), "09:00")
    assert redated(office) == [left]
    after = lines(office)
    assert after[left][0] == "lapsed"
    assert after[accepted][:4] == before[accepted][:4]
    assert {line[4] for line in after.values()} == {date(2021, 4, 29)}
    assert office.entries() == entries
    assert verification.verify(office.workspace).ok


def test_the_same_day_again_moves_nothing(office):
    office.on(date(2021, 4, 26), "12:00")
    office.referred()
    before = lines(office)
    assert redated(office) == []
    assert lines(office) == before


def test_a_new_holiday_moves_the_due_day(office):
    """DESIGN 3.2: a calendar update dates open cases anew and says which moved (AMB-02)."""
    office.on(date(2021, 4, 26), "12:00")
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    extra = {date(2021, 4, 28): {Nation.WALES: "A day of rest"}}
    without, with_it = WorkingDays({}, FROM, TO), WorkingDays(extra, FROM, TO)
    redated(office, without)
    due = lines(office)[case_id][3]
    assert redated(office, with_it) == [case_id]
    assert lines(office)[case_id][3] == without.add(due, 1)


def test_a_case_without_a_line_gets_one(office):
    office.on(date(2021, 4, 26), "12:00")
    case_id = office.referred()
    workspace = office.workspace
    with workspace.changing(REDATE) as change:
        change.db.execute(delete(CaseSummary))
        by = workspace.programmes, workspace.calendar, workspace.today()
        moved = summaries.Redating(*by).batch(change.db, [case_id])
    assert moved == [case_id]
    assert verification.verify(workspace).ok


def test_an_ended_case_with_nothing_to_do_is_left_as_it_is(office):
    """A year's ended cases cost nothing each morning; the open one is dated anew, and verify agrees."""
    office.on(date(2021, 4, 26), "12:00")
    rejected = office.referred()
    office.record(rejected, FactKind.REJECTED, detail={"reason": "duplicate"})
    waiting = office.referred(first_name="Bryn")
    office.on(date(2021, 4, 27), "09:00")
    assert list(stale(office)) == [waiting]
    office.on(date(2021, 4, 23), "09:00")
    assert set(stale(office)) == {rejected, waiting}
    assert verification.verify(office.workspace).ok


def test_facts_recorded_out_of_order_stand_in_the_order_they_happened(office):
    """A contact remembered late, and a time of day given to one of two facts of a day (DESIGN 3.2)."""
    office.on(date(2021, 4, 26), "12:00")
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 4, 29), "15:00")
    office.record(case_id, FactKind.CONTACTED)
    office.record(case_id, FactKind.MEETING_BOOKED)
    office.record(case_id, FactKind.CONTACTED, on=date(2021, 4, 27))
    workspace = office.workspace
    for today in (date(2021, 4, 26), date(2021, 4, 28), date(2021, 4, 29), date(2021, 6, 30)):
        with workspace.reading() as db:
            many = Standings(workspace.programmes, workspace.calendar, today).of(db, [case_id.hex])
            one = standing_of(case_facts.load(db, case_id), workspace.programme, workspace.calendar, today)
        assert many == {case_id.hex: one}
