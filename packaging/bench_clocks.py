"""Clocks: the due days of a whole caseload, and one case with its explanations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from jfs_desktop.rules.clocks import clocks_for
from jfs_desktop.rules.facts import CaseFacts, Fact, FactKind, Nation
from jfs_desktop.rules.journey import stage_of
from jfs_desktop.rules.many_clocks import due_columns
from jfs_desktop.store.profiles import load_calendar, load_programme
from measurement import Measurement, median_ms

CASES = 100_000
SAMPLE = 5_000
TODAY = date(2021, 9, 1)


def measure() -> Iterator[Measurement]:
    """Due days by column against bare look-ups; whole readings for a sample of cases."""
    programme, calendar = load_programme("jfs-2021"), load_calendar()
    random = Random(1)
    days = [date(2021, 1, 1) + timedelta(days=random.randrange(240)) for _ in range(CASES)]
    columns = {kind: days for kind in _EVENTS}
    clocks = len(due_columns(programme, calendar, {kind: days[:1] for kind in _EVENTS}))
    table = calendar.table()

    def bare() -> None:
        """As many look-ups of a working day as there are due days, in the calendar's own table."""
        worked, upto, base = table.worked, table.upto, table.base
        for _ in range(clocks):
            [worked[upto[day.toordinal() - base] + 8] for day in days]

    floor = median_ms(bare, 3)
    value = median_ms(lambda: due_columns(programme, calendar, columns), 3)
    yield Measurement(f"{clocks} due days a case, by column", CASES, value, floor, most_ratio=3)
    cases = [_case(number, day) for number, day in enumerate(days[:SAMPLE])]
    plain = median_ms(lambda: [clocks_for(one, programme, calendar, TODAY, explain=False) for one in cases], 3)
    yield Measurement("every clock with its state, without explanations", SAMPLE, plain, floor * SAMPLE / CASES)
    stages = median_ms(lambda: [stage_of(one, programme, calendar, TODAY) for one in cases], 3)
    yield Measurement("stage of a case", SAMPLE, stages)
    one = median_ms(lambda: clocks_for(cases[0], programme, calendar, TODAY), 50)
    yield Measurement("one case with every explanation", 1, one, most=1.0)


_EVENTS = (
    FactKind.REFERRAL_MADE,
    FactKind.REFERRAL_RECEIVED,
    FactKind.INITIAL_MEETING_HELD,
    FactKind.CLAIM_STARTED,
)


def _case(number: int, made: date) -> CaseFacts:
    """A started case: referral, acceptance, contact, meeting and start keyed."""
    kinds = (
        (FactKind.CLAIM_STARTED, -20),
        (FactKind.REFERRAL_MADE, 0),
        (FactKind.REFERRAL_RECEIVED, 0),
        (FactKind.ACKNOWLEDGED, 1),
        (FactKind.CONTACTED, 3),
        (FactKind.INITIAL_MEETING_HELD, 6),
        (FactKind.START_KEYED, 7),
    )
    facts = tuple(
        Fact(UUID(int=number * 10 + place), kind, made + timedelta(days=later))
        for place, (kind, later) in enumerate(kinds)
    )
    return CaseFacts(UUID(int=number), Nation.ENGLAND, facts)
