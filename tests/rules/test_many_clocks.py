"""A caseload at once says what each case says by itself (PERFORMANCE 'Clocks')."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

from jfs_desktop.rules.clocks import clocks_for
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.many_clocks import due_columns
from tests.rules.made_facts import CALENDAR, PROGRAMME, case, fact

MADE = [date(2021, 1, 1) + timedelta(days=number) for number in range(365)]
EVENTS = {
    FactKind.REFERRAL_MADE: MADE,
    FactKind.REFERRAL_RECEIVED: [day + timedelta(days=1) for day in MADE],
    FactKind.INITIAL_MEETING_HELD: [day + timedelta(days=6) for day in MADE],
    FactKind.COMPLETED: [day + timedelta(days=25) for day in MADE],
}


def test_columns_agree_with_single_cases() -> None:
    columns = due_columns(PROGRAMME, CALENDAR, EVENTS)
    assert {"acknowledge_referral", "effective_last_day", "key_end", "chase_acknowledgement"} <= set(columns)
    for place in range(len(MADE)):
        facts = case(*(fact(kind, days[place].isoformat()) for kind, days in EVENTS.items()))
        readings = clocks_for(facts, PROGRAMME, CALENDAR, MADE[place], explain=False)
        single = {reading.id: reading.due for reading in readings if reading.due is not None}
        assert single == {clock_id: days[place] for clock_id, days in columns.items()}


def test_columns_cost_little_more_than_bare_look_ups() -> None:
    """The goal is three times the bare look-ups; a ratio is reported, never a gate."""
    many = {kind: days * 30 for kind, days in EVENTS.items()}
    begun = perf_counter()
    columns = due_columns(PROGRAMME, CALENDAR, many)
    ours = perf_counter() - begun
    table = CALENDAR.table()
    begun = perf_counter()
    for _ in columns:
        bare = [table.worked[table.upto[day.toordinal() - table.base] + 7] for day in MADE * 30]
    print("times the bare look ups:", round(ours / (perf_counter() - begun), 2))
    assert len(bare) == len(columns["hold_initial_meeting"])
