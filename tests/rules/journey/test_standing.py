"""The short way to a case's standing says what its stage and its readings say (DESIGN 3.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jfs_desktop.rules.clocks.clocks import ClockState, clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import is_open, stage_of
from jfs_desktop.rules.journey.standing import next_clock, standing_of
from tests.rules.made_cases import DAYS, FIRST, made_cases
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started


@settings(max_examples=600)
@given(made_cases(), st.integers(-3, 110).map(lambda days: FIRST + timedelta(days=days)))
@example(case(), FIRST)
@example(case(*referred()), date(2021, 7, 9))
@example(case(*started(), fact(FactKind.MEETING_MISSED, "2021-07-20")), date(2021, 7, 23))
@example(case(*started(), fact(FactKind.POST_CONFIRMED, "2021-07-20", at="10:15")), date(2021, 7, 21))
def test_standing_is_what_stage_and_readings_say(facts: CaseFacts, today: date) -> None:
    standing = standing_of(facts, PROGRAMME, CALENDAR, today)
    upcoming = next_clock(clocks_for(facts, PROGRAMME, CALENDAR, today, explain=False))
    assert standing.stage is stage_of(facts, PROGRAMME, CALENDAR, today)
    assert standing.open is is_open(standing.stage)
    assert standing.next_clock == (upcoming.id if upcoming else None)
    assert standing.next_due == (upcoming.due if upcoming else None)


@settings(max_examples=300)
@given(made_cases(), st.integers(0, 60), st.integers(1, 120))
@example(case(*referred(), fact(FactKind.REJECTED, "2021-07-08")), 0, 60)
@example(case(*referred()), 10, 60)
def test_an_ended_case_with_nothing_to_do_stands_as_it_did(facts: CaseFacts, days: int, more: int) -> None:
    """No day that passes moves it, so that a caseload need not be read whole every morning."""
    last = facts.facts[-1].on if facts.facts else FIRST
    standing = standing_of(facts, PROGRAMME, CALENDAR, last + timedelta(days=days))
    if not standing.open and standing.next_clock is None:
        later = standing_of(facts, PROGRAMME, CALENDAR, last + timedelta(days=days + more))
        assert later == standing


@settings(max_examples=200)
@given(made_cases(), DAYS)
def test_readings_without_explanations_are_the_same_readings(facts: CaseFacts, today: date) -> None:
    """A reading that cases share is the one that each would have had by itself."""
    explained = clocks_for(facts, PROGRAMME, CALENDAR, today)
    plain = clocks_for(facts, PROGRAMME, CALENDAR, today, explain=False)
    assert tuple(reading._replace(explanation=None) for reading in explained) == plain


def test_cases_whose_facts_fell_on_the_same_days_share_their_readings() -> None:
    """PERFORMANCE 'Clocks': a caseload holds one reading for all cases that agree, not one each."""
    one = clocks_for(case(*started()), PROGRAMME, CALENDAR, date(2021, 7, 20), explain=False)
    other = clocks_for(case(*started()), PROGRAMME, CALENDAR, date(2021, 7, 20), explain=False)
    assert all(left is right for left, right in zip(one, other, strict=True))


def test_a_day_that_is_only_marked_is_never_next() -> None:
    """AMB-06, S11: the expected end is a milestone; what comes next is what somebody must do."""
    facts = case(*started())
    standing = standing_of(facts, PROGRAMME, CALENDAR, date(2021, 7, 20))
    readings = {one.id: one for one in clocks_for(facts, PROGRAMME, CALENDAR, date(2021, 7, 20))}
    assert readings["expected_completion"].state is ClockState.RUNNING
    assert standing.next_clock is not None
    assert readings[standing.next_clock].actionable


@pytest.mark.parametrize("first", ["contact_participant", "hold_initial_meeting"])
def test_of_two_clocks_due_on_one_day_the_first_in_the_profile_is_next(first: str) -> None:
    """The profile lists its clocks as the journey goes; caseload, case and Today all follow it."""
    tied = {"contact_participant", "hold_initial_meeting"}
    listed = sorted(PROGRAMME.clocks, key=lambda rule: (rule.id in tied, rule.id != first))
    programme = replace(PROGRAMME, clocks=tuple(listed))
    facts, today = case(*accepted()), date(2021, 7, 9)
    readings = clocks_for(facts, programme, CALENDAR, today, explain=False)
    assert len({one.due for one in readings if one.id in tied}) == 1
    upcoming = next_clock(readings)
    assert upcoming is not None and upcoming.id == first
    assert standing_of(facts, programme, CALENDAR, today).next_clock == first
