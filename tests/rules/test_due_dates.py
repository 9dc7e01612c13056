"""Every clock's due date: the worked examples, a day-by-day walk, and a stored picture of two years."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.errors import NotFound
from jfs_desktop.rules.clocks.clocks import DueDate, due
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.store.profiles import load_calendar, load_programme
from tests.rules import day_walker as walk

HERE = Path(__file__).parent
EXAMPLES = json.loads((HERE / "worked_examples.json").read_text("utf-8"))
SNAPSHOT = HERE / "due_dates_2021_2022.json"
CALENDAR = load_calendar()
PROGRAMME = load_programme("jfs-2021")
DAYS = st.dates(date(2013, 1, 1), date(2028, 9, 1)).filter(lambda day: (day.month, day.day) != (2, 29))
NATIONS = st.sampled_from([None, *Nation])


def _asked(example: dict[str, str]) -> DueDate:
    said = example["event_date"]
    event = datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
    start = re.search(r"start=(\d{4}-\d\d-\d\d)", example["note"])
    return due(
        example["rule"], event, PROGRAMME, CALENDAR, start=date.fromisoformat(start[1]) if start else None
    )


def test_there_are_172_worked_examples() -> None:
    assert len({example["id"] for example in EXAMPLES}) == 172


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_worked_example(example: dict[str, str]) -> None:
    """EX01 to EX25, with the date on a single nation's calendar where the example names one (AMB-02)."""
    answer = _asked(example)
    came_out = answer.due_at.isoformat(timespec="minutes") if answer.due_at else answer.due.isoformat()
    assert came_out == example["expected_date"]
    alone = re.search(r"single-nation: (?:EW|SC) (.+)$", example["note"])
    expected = datetime.strptime(f"{alone[1]} 12 +0000", "%a %d %b %Y %H %z").date() if alone else None
    assert answer.single_nation_due == expected


@pytest.mark.parametrize("rule", sorted(walk.WALKS))
@given(day=DAYS, nation=NATIONS)
def test_due_agrees_with_a_walk(rule: str, day: date, nation: Nation | None) -> None:
    answer = due(rule, day, PROGRAMME, CALENDAR, nation)
    assert answer.due == walk.WALKS[rule](day, "")
    alone = walk.WALKS[rule](day, nation) if nation else None
    if nation:
        assert answer.single_nation_due == (alone if alone != answer.due else None)


@pytest.mark.parametrize("rule", sorted(walk.CAPPED))
@given(day=DAYS, before=st.integers(0, 40))
def test_a_clock_cut_short_agrees_with_a_walk(rule: str, day: date, before: int) -> None:
    """AMB-34, AMB-07: the window is cut at the last day of provision, keying at PRaP's own end."""
    start = day - timedelta(days=before)
    assert due(rule, day, PROGRAMME, CALENDAR, start=start).due == walk.CAPPED[rule](day, start, "")


@pytest.mark.parametrize("rule", ["acknowledge_referral", "maximum_provision", "mi_before_cpr"])
@given(day=DAYS)
def test_the_explanation_skips_the_days_that_a_walk_skips(rule: str, day: date) -> None:
    answer = due(rule, day, PROGRAMME, CALENDAR)
    first, last = sorted((day, answer.due))
    inside = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    day_zero = rule != "acknowledge_referral"
    walked = {one for one in inside if not walk.works(one) and not (day_zero and one == day)}
    assert {skipped.day for skipped in answer.explanation.skipped} == walked
    assert answer.explanation.steps[-1].day == answer.due
    assert answer.explanation.paragraph == PROGRAMME.clock(rule).paragraph


def test_the_explanation_can_be_read_aloud() -> None:
    """EX15: an English referral over the Scottish August holiday."""
    lines = due(
        "hold_initial_meeting", date(2021, 7, 29), PROGRAMME, CALENDAR, Nation.ENGLAND
    ).explanation.lines()
    assert lines == (
        "Hold the initial meeting: Wednesday 11 August 2021 (JFS 3.17).",
        "Counting starts on Thursday 29 July 2021, when the referral was made; that day is day 0.",
        "Saturday 31 July 2021 does not count.",
        "Sunday 1 August 2021 does not count.",
        "Monday 2 August 2021 does not count: Summer bank holiday in Scotland.",
        "Saturday 7 August 2021 does not count.",
        "Sunday 8 August 2021 does not count.",
        "Working day 8 is Wednesday 11 August 2021.",
        "On the calendar of England alone it is Tuesday 10 August 2021; "
        "work to the earlier of the two (AMB-02).",
    )


def test_both_profiles_answer_every_rule() -> None:
    """DESIGN 8: each clock id can be asked of each programme."""
    for programme_id in ("jfs-2021", "ipes-2023"):
        programme = load_programme(programme_id)
        asked = {example["rule"] for example in EXAMPLES} | set(walk.WALKS) | set(walk.CAPPED)
        assert asked | {"travel_liability"} == set(programme.clock_ids())


@pytest.mark.parametrize("rule", ["no_such_rule", "travel_liability"])
def test_a_rule_without_a_due_date_is_told_in_words(rule: str) -> None:
    with pytest.raises(NotFound, match=rule):
        due(rule, date(2021, 7, 7), PROGRAMME, CALENDAR)


def _lines_of(rule: str) -> Iterator[tuple[str, str]]:
    first = date(2021, 1, 1)
    events = [first + timedelta(days=number) for number in range(730)]
    for month, days in groupby(events, key=lambda day: f"{day:%Y-%m}"):
        answers = (due(rule, day, PROGRAMME, CALENDAR, start=day - timedelta(days=21)) for day in days)
        yield month, " ".join(f"{(answer.due_at or answer.due):%y-%m-%d}" for answer in answers)


def test_snapshot_of_every_clock_for_every_day_of_two_years() -> None:
    """DESIGN 10.13: set JFS_REWRITE_SNAPSHOTS=1 to write it anew, and read the difference.

    One line a month of events; the clocks that are cut short take a start of provision 21 days
    before the event.
    """
    rules = [rule for rule in PROGRAMME.clock_ids() if rule != "travel_liability"]
    picture = {rule: dict(_lines_of(rule)) for rule in rules}
    if os.environ.get("JFS_REWRITE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(picture, indent=1) + "\n", "utf-8")
    assert picture == json.loads(SNAPSHOT.read_text("utf-8"))
