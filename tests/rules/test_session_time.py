"""Counted time, gaps and advice (S1, S2, AMB-16, AMB-18)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.session_time import (
    Beat,
    GapCause,
    SessionTime,
    Stretch,
    advice,
    counted_seconds,
    gap_between,
    overlapping,
    totals,
    union,
    vouched_until,
    whole_minutes,
)

NINE = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
MINUTES = st.integers(min_value=0, max_value=180)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def stretch(start: float, end: float) -> Stretch:
    return Stretch(at(start), at(end))


stretches = st.lists(st.builds(stretch, MINUTES, MINUTES), max_size=8)


def minutes_covered(pieces: list[Stretch]) -> set[datetime]:
    """The slow way: every minute one by one."""
    found: set[datetime] = set()
    for piece in pieces:
        moment = piece.start
        while moment < piece.end:
            found.add(moment)
            moment += timedelta(minutes=1)
    return found


@given(stretches, stretches)
def test_no_minute_counts_twice(work: list[Stretch], taken: list[Stretch]) -> None:
    """S1, S2: equals a walk over single minutes, whatever overlaps."""
    expected = minutes_covered(work) - minutes_covered(taken)
    assert counted_seconds(work, taken) == 60 * len(expected)


@given(stretches)
def test_joined_stretches_stand_apart_and_in_order(work: list[Stretch]) -> None:
    joined = union(work)
    assert all(earlier.end < later.start for earlier, later in pairwise(joined))


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (59, 0), (60, 1), (119, 1), (14_399, 239)])
def test_amb_18_minutes_are_rounded_down(seconds: int, minutes: int) -> None:
    assert whole_minutes(seconds) == minutes


def test_amb_18_rounding_is_per_session() -> None:
    """Two sessions of 59 seconds come to nothing."""
    sums = totals([SessionTime(whole_minutes(59)), SessionTime(whole_minutes(59))])
    assert (sums.minutes, sums.sessions) == (0, 0)


def test_amb_16_the_initial_meeting_gives_minutes_but_no_session() -> None:
    sums = totals(
        [SessionTime(50, initial_meeting=True), SessionTime(45), SessionTime(20, held=False), SessionTime(0)]
    )
    assert (sums.minutes, sums.minutes_without_initial, sums.sessions) == (115, 65, 1)


@pytest.mark.parametrize(
    ("day", "length"), [(date(2021, 3, 28), 60), (date(2021, 10, 31), 180)], ids=["forward", "back"]
)
def test_the_nights_when_the_clocks_change(day: date, length: int) -> None:
    """00:30 to 02:30 in London is one hour in March and three in October."""
    start = datetime(day.year, day.month, day.day, 0, 30, tzinfo=LONDON)
    end = datetime(day.year, day.month, day.day, 2, 30, tzinfo=LONDON)
    assert counted_seconds([Stretch(start.astimezone(UTC), end.astimezone(UTC))]) == length * 60


def beats(wall: float, monotonic: float, *, key: str = "a", locked: bool = False) -> GapCause | None:
    gap = gap_between(
        Beat(NINE, 100.0, "a"), Beat(NINE + timedelta(seconds=wall), 100.0 + monotonic, key), locked=locked
    )
    return gap.cause if gap else None


@pytest.mark.parametrize(
    ("wall", "monotonic", "cause"),
    [
        (15, 15, None),
        (45, 45, None),
        (46, 46, GapCause.SLEEP),
        (57_615, 15, GapCause.CLOCK_CHANGED),
        (57_600, 15, GapCause.SLEEP),
        (57_600, 57_600, GapCause.SLEEP),
        (10, 46, GapCause.CLOCK_CHANGED),
        (3_615, 15, GapCause.CLOCK_CHANGED),
        (-3_585, 15, GapCause.CLOCK_CHANGED),
        (-3, 0.5, None),
        (-60, -60, None),
    ],
)
def test_a_gap_is_over_45_seconds_on_either_clock(
    wall: float, monotonic: float, cause: GapCause | None
) -> None:
    """Nor may the wall clock run backwards; a beat that was noted earlier says nothing."""
    assert beats(wall, monotonic) == cause


def test_another_process_always_leaves_a_question() -> None:
    assert beats(1, -90, key="b") is GapCause.RESTART


def test_after_a_lock_the_stretch_is_asked_for_as_locked() -> None:
    assert beats(600, 600, locked=True) is GapCause.LOCKED
    assert beats(30, 30, locked=True) is None


def test_a_clock_set_back_asks_for_what_the_other_clock_counted() -> None:
    gap = gap_between(Beat(NINE, 0, "a"), Beat(NINE - timedelta(hours=1), 20, "a"))
    assert gap is not None
    assert gap.ended_at == NINE - timedelta(hours=1)
    assert gap.ended_at - gap.started_at == timedelta(seconds=20)


def test_s2_overlap_finds_shared_time_and_not_touching_ends() -> None:
    others = [stretch(60, 90), stretch(0, 30)]
    assert overlapping(stretch(30, 60), others) is None
    assert overlapping(stretch(80, 100), others) == stretch(60, 90)


def test_an_open_stretch_counts_to_now_only_while_beats_are_fresh() -> None:
    assert vouched_until(NINE + timedelta(seconds=20), NINE) == NINE + timedelta(seconds=20)
    assert vouched_until(NINE + timedelta(seconds=46), NINE) == NINE
    assert vouched_until(NINE - timedelta(hours=1), NINE) == NINE


@pytest.mark.parametrize(
    ("minutes", "sessions", "last_day", "days", "said"),
    [
        (84, 0, date(2021, 6, 24), 14, "Two sessions of 45 minutes by 24 June would meet it."),
        (40, 1, date(2021, 6, 24), 14, "One session of 40 minutes by 24 June would meet it."),
        (240, 2, date(2021, 6, 24), 14, "Four sessions of 60 minutes by 24 June would meet it."),
        (240, 2, date(2021, 6, 7), 2, "Two sessions of 120 minutes by 7 June would meet it."),
        (0, 1, date(2021, 6, 24), 14, "One session by 24 June would meet it."),
        (0, 0, date(2021, 6, 24), 14, ""),
        (-5, 0, None, 0, ""),
        (240, 2, None, 0, "240 minutes and two sessions still to be offered."),
        (1, 0, date(2021, 6, 3), 0, "The last day, 3 June, has passed with 1 minute still open."),
    ],
)
def test_s3_advice_says_how_the_rest_could_fit(
    minutes: int, sessions: int, last_day: date | None, days: int, said: str
) -> None:
    today = date(2021, 6, 4)
    given_advice = advice(
        minutes_left=minutes,
        sessions_left=sessions,
        last_day=last_day,
        today=today,
        working_days_left=days,
    )
    assert given_advice == said


@given(st.integers(1, 400), st.integers(0, 4), st.integers(0, 25))
def test_s3_what_is_advised_is_enough(minutes: int, sessions: int, days: int) -> None:
    said = advice(
        minutes_left=minutes,
        sessions_left=sessions,
        last_day=date(2021, 6, 24),
        today=date(2021, 6, 4),
        working_days_left=days,
    )
    words = said.split()
    number = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6, "Seven": 7}[words[0]]
    assert number * int(words[3]) >= minutes
    assert number >= sessions
    assert number <= max(days, sessions, 1)
