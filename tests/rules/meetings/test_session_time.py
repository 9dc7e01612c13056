"""Counted time, gaps and advice (S1, S2, AMB-16, AMB-18)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.meetings.session_time import (
    SessionTime,
    Stretch,
    advice,
    overlapping,
    shared_seconds,
    totals,
    union,
    whole_minutes,
    whole_seconds,
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


@given(stretches, st.builds(stretch, MINUTES, MINUTES))
def test_no_minute_counts_twice(taken: list[Stretch], work: Stretch) -> None:
    """S1, S2: what lies elsewhere equals a walk over single minutes, whatever overlaps."""
    expected = minutes_covered([work]) & minutes_covered(taken)
    assert shared_seconds(work, taken) == 60 * len(expected)


def test_amb_18_noise_of_the_clock_loses_no_second() -> None:
    assert whole_seconds([0.1] * 600) == 60
    assert whole_seconds([59.4, 0.5]) == 59


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


def test_s2_overlap_finds_shared_time_and_not_touching_ends() -> None:
    others = [stretch(60, 90), stretch(0, 30)]
    assert overlapping(stretch(30, 60), others) is None
    assert overlapping(stretch(80, 100), others) == stretch(60, 90)


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
