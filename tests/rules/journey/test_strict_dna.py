"""AMB-57: a missed initial meeting may be rebooked, unless the profile's switch says that it may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jfs_desktop.rules.clocks.clock_state import ClockState
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import Fact, FactKind
from jfs_desktop.rules.journey.journey import Stage, refusal, stage_of
from jfs_desktop.rules.journey.standing import next_clock, standing_of
from jfs_desktop.rules.programme.profile_reader import BadProfile
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.store.profiles import programme_of, shipped_texts
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact

SWITCHED = "[settings]\nmissed_initial_meeting_may_be_rebooked = false\n"
STRICT = programme_of((*shipped_texts("jfs-2021"), SWITCHED))
MISSED = (
    *accepted(),
    fact(FactKind.CONTACTED, "2021-07-09"),
    fact(FactKind.IDENTITY_CONFIRMED, "2021-07-09"),
    fact(FactKind.MEETING_BOOKED, "2021-07-09"),
    fact(FactKind.INITIAL_MEETING_MISSED, "2021-07-13"),
)
BOOKED_AGAIN = (*MISSED, fact(FactKind.MEETING_BOOKED, "2021-07-14", number=1))
KEYED = (*MISSED, fact(FactKind.DNA_KEYED, "2021-07-16", reason="absent"))
THAT_DAY = "2021-07-13"


def stage(programme: Programme, today: str, *facts: Fact) -> Stage:
    return stage_of(case(*facts), programme, CALENDAR, date.fromisoformat(today))


def may(programme: Programme, kind: FactKind, *facts: Fact, on: str = "2021-07-14", **detail: str) -> bool:
    day = date.fromisoformat(on)
    return refusal(kind, case(*facts), programme, CALENDAR, today=day, on=day, detail=detail or None) is None


def state(programme: Programme, clock_id: str, *facts: Fact, today: str = "2021-07-14") -> ClockState:
    readings = clocks_for(case(*facts), programme, CALENDAR, date.fromisoformat(today))
    return next(reading.state for reading in readings if reading.id == clock_id)


def test_without_the_switch_a_missed_meeting_is_booked_again() -> None:
    assert stage(PROGRAMME, THAT_DAY, *MISSED) is Stage.BOOKED
    assert may(PROGRAMME, FactKind.MEETING_BOOKED, *MISSED)
    assert may(PROGRAMME, FactKind.INITIAL_MEETING_HELD, *BOOKED_AGAIN)
    assert state(PROGRAMME, "hold_initial_meeting", *MISSED) is ClockState.RUNNING
    assert stage(PROGRAMME, "2021-08-07", *MISSED) is Stage.AUTO_DNA


def test_with_it_the_first_miss_is_a_dna_that_is_still_to_be_keyed() -> None:
    assert stage(STRICT, "2021-07-12", *MISSED) is Stage.BOOKED
    assert stage(STRICT, THAT_DAY, *MISSED) is Stage.DNA
    for kind in (FactKind.MEETING_BOOKED, FactKind.INITIAL_MEETING_HELD, FactKind.CONTACT_ATTEMPTED):
        assert not may(STRICT, kind, *MISSED)
    assert may(STRICT, FactKind.DNA_KEYED, *MISSED, reason="absent")
    assert state(STRICT, "hold_initial_meeting", *MISSED) is ClockState.NOT_NEEDED
    assert state(STRICT, "record_prap_outcome", *MISSED) is ClockState.RUNNING


def test_keyed_it_is_a_dna_for_good() -> None:
    assert state(STRICT, "record_prap_outcome", *KEYED, today="2021-07-20") is ClockState.MET
    assert stage(STRICT, "2021-09-01", *KEYED) is Stage.DNA
    assert not may(STRICT, FactKind.DNA_KEYED, *KEYED, on="2021-07-20", reason="absent")
    assert not may(PROGRAMME, FactKind.DNA_KEYED, *KEYED, on="2021-07-20", reason="absent")


def test_left_unkeyed_prap_closes_it_with_an_automatic_dna() -> None:
    """T16, J3.40."""
    assert stage(STRICT, "2021-08-06", *MISSED) is Stage.DNA
    assert stage(STRICT, "2021-08-07", *MISSED) is Stage.AUTO_DNA
    assert state(STRICT, "prap_auto_dna", *MISSED, today="2021-08-08") is ClockState.LATE


def test_accepted_and_missed_on_one_day() -> None:
    facts = (*accepted(), fact(FactKind.INITIAL_MEETING_MISSED, "2021-07-08"))
    assert stage(STRICT, "2021-07-08", *facts) is Stage.DNA


@pytest.mark.parametrize("facts", [accepted(), MISSED, BOOKED_AGAIN, KEYED])
@pytest.mark.parametrize("programme", [PROGRAMME, STRICT])
def test_the_standing_says_the_same(programme: Programme, facts: tuple[Fact, ...]) -> None:
    for days in range(50):
        today = date(2021, 7, 7) + timedelta(days=days)
        known = case(*(one for one in facts if one.on <= today))
        upcoming = next_clock(clocks_for(known, programme, CALENDAR, today))
        standing = standing_of(known, programme, CALENDAR, today)
        assert standing.stage is stage_of(known, programme, CALENDAR, today)
        assert standing.next_clock == (upcoming.id if upcoming else None)


def test_only_a_switch_of_the_settings_turns_a_clock_off() -> None:
    wrong = '[[clocks]]\nid = "hold_initial_meeting"\noff_with = "calendar_warning_days"\n'
    with pytest.raises(BadProfile, match="no switch"):
        programme_of((*shipped_texts("jfs-2021"), wrong))
