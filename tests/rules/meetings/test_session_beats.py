"""What two beats on two clocks vouch for, and what is asked about between them (S1, S2)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.meetings.session_beats import (
    LONGEST_BY_ENTER_S,
    Beat,
    Gap,
    GapCause,
    cause_of,
    find_gap,
    fresh_seconds,
    measured,
)

NINE = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
MOVES = st.integers(-100_000, 100_000)
PASSES = st.integers(0, 100_000)


def between(wall: float, steady: float, *, key: str = "a", locked: bool = False) -> Gap | None:
    last, new = Beat(NINE, 100.0, "a"), Beat(NINE + timedelta(seconds=wall), 100.0 + steady, key)
    return find_gap(last, new, locked=locked)


@pytest.mark.parametrize(
    ("wall", "steady", "cause", "least", "most"),
    [
        (46, 46, GapCause.SILENCE, 46, 46),
        (57_600, 57_600, GapCause.SILENCE, 57_600, 57_600),
        (57_600, 15, GapCause.AHEAD, 15, 57_600),
        (3_615, 15, GapCause.AHEAD, 15, 3_615),
        (61_200, 57_600, GapCause.AHEAD, 57_600, 61_200),
        (10, 46, GapCause.SET_BACK, 46, 46),
        (-3_585, 15, GapCause.SET_BACK, 15, 15),
    ],
)
def test_a_gap_says_how_long_it_surely_and_at_most_was(
    wall: float, steady: float, cause: GapCause, least: float, most: float
) -> None:
    """A sleep of a whole hour in which the steady clock stood still and a clock put forward look alike: the
    two lengths are told apart by whoever was there. A clock set back says nothing about a length."""
    gap = between(wall, steady)
    assert gap is not None
    assert (cause_of(gap), gap.least, gap.most) == (cause, least, most)


@pytest.mark.parametrize(("wall", "steady"), [(15, 15), (45, 45), (-3, 0.5), (-60, -60), (40, 10)])
def test_no_question_within_45_seconds(wall: float, steady: float) -> None:
    """Nor for a nudge of the clock, nor for a beat that was noted before the last one."""
    assert between(wall, steady) is None


@pytest.mark.parametrize("wall", [46, 600, 3600])
def test_locked_is_a_fact_beside_what_the_clocks_say(wall: float) -> None:
    for steady in (15.0, wall):
        apart, locked = between(wall, steady), between(wall, steady, locked=True)
        assert apart is not None and locked is not None
        assert cause_of(apart) is cause_of(locked)
        assert (apart.locked, locked.locked) == (False, True)
    assert between(30, 30, locked=True) is None


def test_another_process_always_leaves_a_question_and_a_clock_set_back_an_honest_one() -> None:
    over, back = between(1, -90, key="b"), between(-1200, 5, key="b")
    assert over is not None and back is not None
    assert (cause_of(over), over.most, over.sure) == (GapCause.RESTART, 1, False)
    assert (cause_of(back), back.most, back.set_back_by) == (GapCause.SET_BACK, 0, 1200)


def test_a_clock_set_back_is_told_by_how_far() -> None:
    gap = between(-3585, 15)
    assert gap is not None
    assert gap.set_back_by == 3600
    assert gap.stretch(gap.most) == (gap.ended_at - timedelta(seconds=15), gap.ended_at)


@given(MOVES, PASSES, st.booleans(), st.booleans())
def test_whatever_the_clocks_say_no_time_is_invented(
    wall: int, steady: int, locked: bool, same: bool
) -> None:
    """S1: within one process what surely passed is never more than the steady clock counted, nothing ever
    lasts less than nothing, and Enter counts only what that clock saw."""
    gap = between(wall, steady, key="a" if same else "b", locked=locked)
    if gap is None:
        assert same
        assert steady <= 45
        return
    assert 0 <= gap.least <= gap.most
    assert gap.set_back_by >= 0
    begin, end = gap.stretch(gap.most)
    assert (end - begin).total_seconds() == gap.most
    if same:
        assert gap.least <= steady
        assert gap.most <= max(wall, steady)
    if gap.sure:
        assert same
        assert gap.least <= LONGEST_BY_ENTER_S


@given(MOVES, PASSES)
def test_an_unbroken_stretch_is_as_long_as_the_steady_clock_says(wall: int, steady: int) -> None:
    begin, end = Beat(NINE, 5.0, "a"), Beat(NINE + timedelta(seconds=wall), 5.0 + steady, "a")
    assert measured(begin, end) == steady
    elsewhere = Beat(end.wall, 0.0, "b")
    assert measured(begin, elsewhere) == max(0, wall)


@pytest.mark.parametrize("day", [date(2021, 3, 28), date(2021, 10, 31)], ids=["forward", "back"])
def test_the_nights_when_london_changes_its_clocks_ask_nothing(day: date) -> None:
    """Both change at 01:00 UTC: over that moment a beat is 15 seconds like any other."""
    before = datetime(day.year, day.month, day.day, 0, 59, 52, tzinfo=UTC)
    after = before + timedelta(seconds=15)
    shown = after.astimezone(LONDON).replace(tzinfo=None) - before.astimezone(LONDON).replace(tzinfo=None)
    assert abs(shown.total_seconds()) > 3500
    assert find_gap(Beat(before, 0, "a"), Beat(after, 15, "a")) is None


def test_an_open_stretch_counts_to_now_only_while_beats_are_fresh() -> None:
    assert fresh_seconds(NINE + timedelta(seconds=20), NINE) == 20
    assert fresh_seconds(NINE + timedelta(seconds=46), NINE) == 0
    assert fresh_seconds(NINE - timedelta(hours=1), NINE) == 0
