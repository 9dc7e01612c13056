"""The working-day calendar against a walk from day to day (W17, AMB-02)."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.calendar.working_days import OutsideCalendar, WorkingDays
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.store.profiles import load_calendar
from tests.rules import day_walker as walk

CALENDAR = load_calendar()
DAYS = st.dates(date(2012, 3, 1), date(2028, 10, 1))
NATIONS = st.sampled_from([None, *Nation])


@given(DAYS, st.integers(-40, 40), NATIONS)
def test_adding_agrees_with_a_walk(day: date, number: int, nation: Nation | None) -> None:
    assert CALENDAR.add(day, number, nation) == walk.after(day, number, nation or "")


@given(DAYS, st.integers(1, 40), NATIONS)
def test_day_one_agrees_with_a_walk(day: date, number: int, nation: Nation | None) -> None:
    assert CALENDAR.day_one(day, number, nation) == walk.from_day_one(day, number, nation or "")


@given(DAYS, st.integers(0, 60), NATIONS)
def test_counting_agrees_with_a_walk_both_ways(day: date, length: int, nation: Nation | None) -> None:
    later = day + timedelta(days=length)
    walked = sum(walk.works(day + timedelta(days=n), nation or "") for n in range(1, length + 1))
    assert CALENDAR.count_between(day, later, nation) == walked
    assert CALENDAR.count_between(later, day, nation) == -walked


@given(DAYS, NATIONS)
def test_the_nearest_worked_days(day: date, nation: Nation | None) -> None:
    assert CALENDAR.is_working(day, nation) == walk.works(day, nation or "")
    assert CALENDAR.next_working(day, nation) == walk.roll(day, walk.ONE_DAY, nation or "")
    assert CALENDAR.previous_working(day, nation) == walk.roll(day, -walk.ONE_DAY, nation or "")


@given(DAYS, st.integers(0, 40), NATIONS)
def test_skipped_days_are_those_not_worked(day: date, length: int, nation: Nation | None) -> None:
    later = day + timedelta(days=length)
    walked = [
        day + timedelta(days=n)
        for n in range(length + 1)
        if not walk.works(day + timedelta(days=n), nation or "")
    ]
    assert [skipped.day for skipped in CALENDAR.skipped(day, later, nation)] == walked


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2021, 7, 10), "Saturday"),
        (date(2021, 7, 11), "Sunday"),
        (date(2021, 4, 5), "Easter Monday in England and Wales"),
        (date(2021, 8, 2), "Summer bank holiday in Scotland"),
        (date(2021, 12, 27), "Christmas Day (substitute day) in England, Scotland and Wales"),
        (date(2012, 1, 2), "New Year's Day (substitute day) in England and Wales, 2nd January in Scotland"),
        (date(2021, 7, 12), ""),
    ],
)
def test_the_reason_is_told_with_its_nations(day: date, reason: str) -> None:
    assert CALENDAR.reason(day) == reason


def test_the_holidays_package_differs_only_where_known() -> None:
    """W17: the official data wins over the package; a new difference has to be looked at."""
    differing: set[tuple[str, date]] = set()
    for nation in Nation:
        theirs = holidays.country_holidays("GB", subdiv=nation.value, years=walk.YEARS)
        day = walk.FIRST
        while day <= walk.LAST:
            if day.weekday() < 5 and (day in theirs) == CALENDAR.is_working(day, nation):
                differing.add((nation.value, day))
            day += walk.ONE_DAY
    print("differences:", sorted(f"{nation} {day}" for nation, day in differing))
    assert differing == {(nation, day) for nation, days in walk.NOT_OFFICIAL.items() for day in days}


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 1)])
def test_a_day_outside_is_refused_in_words(day: date) -> None:
    with pytest.raises(OutsideCalendar, match="runs from 1 January 2012 to 31 December 2028") as refused:
        CALENDAR.add(day, 3)
    assert refused.value.remedy


def test_a_count_that_runs_off_either_end_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        CALENDAR.add(date(2028, 12, 27), 10)
    with pytest.raises(OutsideCalendar):
        CALENDAR.add(date(2012, 1, 4), -10)
    with pytest.raises(OutsideCalendar):
        CALENDAR.previous_working(date(2012, 1, 1))


def test_it_warns_before_it_runs_out() -> None:
    assert CALENDAR.runs_short(date(2028, 11, 1), 60) == ""
    assert "31 December 2028" in CALENDAR.runs_short(date(2028, 11, 2), 60)


def test_holidays_outside_the_range_are_left_out() -> None:
    calendar = WorkingDays.from_holidays(
        {date(2021, 1, 1): {Nation.WALES: "New Year's Day"}}, date(2021, 1, 4), date(2021, 1, 29)
    )
    assert calendar.add(date(2021, 1, 4), 1) == date(2021, 1, 5)
    assert calendar.clamped(date(2020, 5, 1)) == date(2021, 1, 4)
