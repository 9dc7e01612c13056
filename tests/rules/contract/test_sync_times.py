"""When a device sends by itself, and from when on head office has had nothing for too long (D11)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.contract.sync_times import next_export, silent_days, silent_from
from jfs_desktop.rules.facts.facts import Nation

START = datetime(2021, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=730)).map(lambda since: START + since)
DAILY = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@pytest.fixture(scope="module")
def calendar() -> WorkingDays:
    """With one bank holiday, Monday 30 August 2021, outside Scotland."""
    kept = {Nation.ENGLAND: "Summer bank holiday", Nation.WALES: "Summer bank holiday"}
    return WorkingDays.from_holidays({date(2021, 8, 30): kept}, date(2021, 1, 1), date(2021, 12, 31))


def london(day: int, at: str, month: int = 8) -> datetime:
    return datetime.combine(date(2021, month, day), time.fromisoformat(at), LONDON)


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        (london(26, "10:00"), london(25, "16:00"), london(26, "16:00")),
        (london(26, "16:00"), london(25, "16:00"), london(26, "16:00")),
        (london(26, "16:01"), london(26, "16:00"), london(27, "16:00")),
        (london(26, "09:00"), london(25, "15:59"), london(25, "16:00")),  # missed while the laptop was shut
        (london(26, "09:00"), london(2, "09:00"), london(25, "16:00")),  # once for all that was missed
        (london(26, "17:00"), london(26, "09:00"), london(26, "16:00")),  # one by hand is not the day's
    ],
)
def test_d11_one_export_a_day_and_a_missed_one_is_made_up_for(
    now: datetime, last: datetime, due: datetime
) -> None:
    assert next_export(now, time(16), last) == due


@given(now=MOMENTS, daily=DAILY, before=st.timedeltas(timedelta(0), timedelta(days=40)))
def test_d11_never_twice_for_one_moment_and_never_a_day_late(
    now: datetime, daily: time, before: timedelta
) -> None:
    due = next_export(now, daily, now - before)
    assert due > now - before
    assert due - now <= timedelta(hours=25)  # the clocks go back once a year
    assert next_export(now, daily, now) > now
    assert due.astimezone(LONDON).time() == daily


def test_d11_more_than_one_working_day_counts_over_weekend_and_holiday(calendar: WorkingDays) -> None:
    friday = london(27, "15:00")
    for day, worked in ((27, 0), (28, 0), (29, 0), (30, 0), (31, 1)):
        assert silent_days(friday, london(day, "23:00"), calendar) == worked
    first = london(1, "00:00", month=9)
    assert silent_days(friday, first, calendar) == 2
    assert silent_from(friday, london(28, "09:00"), calendar, most=1) == first
    assert silent_from(friday, first, calendar, most=1) is None


@given(since=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=700)))
def test_d11_it_is_counted_past_the_calendar_too(
    calendar: WorkingDays, since: datetime, later: timedelta
) -> None:
    now = since + later
    days = silent_days(since, now, calendar)
    assert 0 <= days <= (london_day(now) - london_day(since)).days
