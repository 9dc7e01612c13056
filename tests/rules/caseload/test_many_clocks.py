"""A caseload at once says what each case says by itself (PERFORMANCE 'Clocks')."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jfs_desktop.rules.caseload.fact_columns import apart_kinds, columns_of_cases
from jfs_desktop.rules.caseload.many_clocks import ManyClocks, due_columns
from jfs_desktop.rules.caseload.many_standings import ManyStandings
from jfs_desktop.rules.clocks.clock_state import Mark
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.standing import standing_of
from jfs_desktop.rules.programme.clock_rules import Scope
from tests.rules.made_cases import FIRST, KINDS, made_cases
from tests.rules.made_facts import CALENDAR, PROGRAMME, case, fact, started

MADE = [date(2021, 1, 1) + timedelta(days=number) for number in range(365)]
EVENTS = {
    FactKind.REFERRAL_MADE: MADE,
    FactKind.REFERRAL_RECEIVED: [day + timedelta(days=1) for day in MADE],
    FactKind.INITIAL_MEETING_HELD: [day + timedelta(days=6) for day in MADE],
    FactKind.COMPLETED: [day + timedelta(days=25) for day in MADE],
}


def test_columns_agree_with_single_cases() -> None:
    columns = due_columns(PROGRAMME, CALENDAR, EVENTS)
    assert {"acknowledge_referral", "effective_last_day", "key_end", "chase_pack_reply"} <= set(columns)
    for place in range(len(MADE)):
        facts = case(*(fact(kind, days[place].isoformat()) for kind, days in EVENTS.items()))
        readings = clocks_for(facts, PROGRAMME, CALENDAR, MADE[place], explain=False)
        single = {reading.id: reading.due for reading in readings if reading.due is not None}
        assert single == {clock_id: days[place] for clock_id, days in columns.items()}


APART = apart_kinds(PROGRAMME)
LAID_OUT = [kind for kind in KINDS if kind not in APART]
OFTEN = [
    FactKind.REFERRAL_MADE,
    FactKind.INITIAL_MEETING_HELD,
    FactKind.SESSION_HELD,
    FactKind.JFAP_UPDATED,
    FactKind.MEETING_MISSED,
    FactKind.DISENGAGED,
    FactKind.RE_CONTACT_ATTEMPTED,
    FactKind.RE_ENGAGED,
    FactKind.WITHDREW,
]
AWAY = (
    *started(),
    fact(FactKind.MEETING_MISSED, "2021-07-20"),
    fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-07-21"),
)
BACK = fact(FactKind.MISSED_MEETING_EXPLAINED, "2021-07-26")
CASES = st.lists(made_cases(LAID_OUT) | made_cases(OFTEN), max_size=6).map(
    lambda cases: [_under(number, one) for number, one in enumerate(cases, start=1)]
)
TODAY = st.integers(-3, 110).map(lambda days: FIRST + timedelta(days=days))


def _under(number: int, one: CaseFacts) -> CaseFacts:
    """The case with keys that no other case has."""
    key = {known.id: UUID(int=known.id.int + number * 10**6) for known in one.facts}
    facts = (
        Fact(key[known.id], known.kind, known.on, known.at, key[known.about] if known.about else None)
        for known in one.facts
    )
    return CaseFacts(UUID(int=number), one.nation, tuple(facts))


def _read_many(cases: Sequence[CaseFacts], reader: ManyClocks) -> list[dict[str, list[Mark]]]:
    """Of each case, by clock, how it stands there: once, or once for each fact it runs for."""
    found: list[dict[str, list[Mark]]] = [{} for _ in cases]
    for column in reader.read(columns_of_cases(cases)):
        for place, mark in zip(column.places, column.marks, strict=True):
            found[place].setdefault(column.rule.id, []).append(mark)
    return found


def _read_one(one: CaseFacts, today: date) -> dict[str, list[Mark]]:
    """The same from the readings of the case, where a clock that repeats has facts to run for."""
    found: dict[str, list[Mark]] = {}
    for reading in clocks_for(one, PROGRAMME, CALENDAR, today, explain=False):
        if not reading.rule.repeats or reading.subject is not None:
            mark = Mark(reading.state, reading.due, reading.met_on)
            found.setdefault(reading.id, []).append(mark)
    return found


@settings(max_examples=500)
@given(CASES, TODAY)
@example([case(), case(*started())], date(2021, 7, 20))
@example([case(*started(), fact(FactKind.MEETING_MISSED, "2021-07-20"))], date(2021, 7, 23))
@example([case(), case(*AWAY), case(*AWAY[:-1])], date(2021, 7, 22))
@example([case(*AWAY[:-1]), case(*AWAY), case(*AWAY, BACK)], date(2021, 7, 29))
def test_many_cases_read_as_each_by_itself(cases: list[CaseFacts], today: date) -> None:
    """DESIGN 3.2: state, due day and met day of every clock, and the standing, however they are read."""
    assert _read_many(cases, ManyClocks(PROGRAMME, CALENDAR, today)) == [
        _read_one(one, today) for one in cases
    ]
    assert ManyStandings(PROGRAMME, CALENDAR, today).of(columns_of_cases(cases)) == [
        standing_of(one, PROGRAMME, CALENDAR, today) for one in cases
    ]


@settings(max_examples=100)
@given(CASES, CASES, TODAY)
def test_what_one_stretch_taught_serves_the_next(
    before: list[CaseFacts], cases: list[CaseFacts], today: date
) -> None:
    clocks, standings = ManyClocks(PROGRAMME, CALENDAR, today), ManyStandings(PROGRAMME, CALENDAR, today)
    for stretch in (before, cases):
        columns = columns_of_cases(stretch)
        assert _read_many(stretch, clocks) == [_read_one(one, today) for one in stretch]
        assert standings.of(columns) == [standing_of(one, PROGRAMME, CALENDAR, today) for one in stretch]


EXAMPLES = json.loads((Path(__file__).parent.parent / "worked_examples.json").read_text("utf-8"))
BY_DAYS = {
    rule.id: rule
    for rule in PROGRAMME.clocks
    if rule.listed and rule.scope is Scope.CASE and APART.isdisjoint(rule.starts)
}


@pytest.mark.parametrize("clock_id", sorted({one["rule"] for one in EXAMPLES} & BY_DAYS.keys()))
def test_the_worked_examples_come_out_by_column(clock_id: str) -> None:
    """The examples counted by hand, all of one clock in one go."""
    rule = BY_DAYS[clock_id]
    examples = [one for one in EXAMPLES if one["rule"] == clock_id]
    cases = []
    for one in examples:
        kinds = dict.fromkeys((*rule.subjects[:1], rule.counted_from or rule.starts[0], rule.starts[0]))
        facts = [fact(kind, one["event_date"]) for kind in kinds]
        begun = re.search(r"start=(\d{4}-\d\d-\d\d)", one["note"])
        if begun:
            facts.append(fact(FactKind.INITIAL_MEETING_HELD, begun[1]))
        cases.append(case(*facts))
    many = _read_many(cases, ManyClocks(PROGRAMME, CALENDAR, date(2021, 7, 20)))
    dues = [one[clock_id][0].due for one in many]
    assert dues == [date.fromisoformat(one["expected_date"]) for one in examples]


def test_a_case_that_counts_hours_is_read_apart() -> None:
    """AMB-36, AMB-27: columns hold days alone, neither the hour nor the day named in a detail."""
    confirmed = case(*started(), fact(FactKind.POST_CONFIRMED, "2021-07-20", at="10:15"))
    asked_for = case(*started(), fact(FactKind.JFAP_REQUESTED, "2021-07-20"))
    backwards = CaseFacts(None, None, tuple(reversed(started())))
    columns = columns_of_cases([case(*started()), confirmed, asked_for, backwards, case()])
    assert columns.to_read_apart(APART) == {1, 2, 3}
