"""Cases made of any facts on any days, for properties that hold of every case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hypothesis import strategies as st

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.clocks.compiled_clocks import compiled
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind, Nation
from jfs_desktop.rules.programme.clock_rules import Scope
from tests.rules.made_facts import CALENDAR, CASE, PROGRAMME

FIRST = date(2021, 3, 15)
KINDS = [
    kind
    for kind, rule in PROGRAMME.fact_kinds.items()
    if any(
        kind in (*rules.starts, *rules.stops, *rules.ruled_out_by, *clock.settling, *clock.lapses)
        for clock in compiled(PROGRAMME, CALENDAR, None, Scope.CASE).every
        for rules in (clock.rule,)
    )
]
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def made_cases(draw: st.DrawFn, kinds: Collection[FactKind] = KINDS, case_id: UUID = CASE) -> CaseFacts:
    """Any facts on any days, sensible or not, some with a time, some about an earlier one."""
    facts: list[Fact] = []
    days = sorted(draw(st.lists(DAYS, max_size=14)))
    for number, day in enumerate(days, start=1):
        hour = draw(st.none() | st.integers(0, 23))
        at = None if hour is None else datetime.combine(day, time(hour), LONDON)
        about = draw(st.none() | st.sampled_from([known.id for known in facts])) if facts else None
        key = UUID(int=case_id.int * 1000 + number)
        facts.append(Fact(key, draw(st.sampled_from(list(kinds))), day, at, about))
    return CaseFacts(case_id, draw(st.none() | st.sampled_from(Nation)), tuple(facts))
