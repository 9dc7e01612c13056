"""A plan's content as JSON, and the places of its rows."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.casework.plan.plan_content import decode, encode
from jfs_desktop.casework.plan.plan_records import positions, tidy
from jfs_desktop.errors import VaultProblem
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import (
    Activity,
    HeadingEntry,
    HeadingStatus,
    Objective,
    ObjectiveStatus,
    PlanContent,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
MOMENTS = st.datetimes(timezones=st.just(UTC))
OBJECTIVES = st.builds(
    Objective, st.uuids(), TEXT, TEXT, TEXT, TEXT, st.none() | DAYS, st.sampled_from(list(ObjectiveStatus))
)
HEADINGS = st.builds(HeadingEntry, TEXT, st.sampled_from(list(HeadingStatus)), TEXT)
ACTIVITIES = st.builds(Activity, st.uuids(), MOMENTS, TEXT, TEXT, TEXT, st.none() | st.uuids())
CONTENTS = st.builds(
    PlanContent,
    st.lists(OBJECTIVES, max_size=4).map(tuple),
    st.lists(HEADINGS, max_size=3, unique_by=lambda entry: entry.key).map(tuple),
    st.lists(ACTIVITIES, max_size=3).map(tuple),
    TEXT,
    TEXT,
    st.sampled_from(list(DocumentLanguage)),
)


@given(CONTENTS)
def test_content_comes_back_through_json(content: PlanContent) -> None:
    assert decode(orjson.loads(orjson.dumps(encode(content)))) == content


def test_an_unknown_form_is_refused_in_plain_words() -> None:
    with pytest.raises(VaultProblem, match="newer version"):
        decode({"v": 99})


@given(CONTENTS)
def test_tidying_twice_changes_nothing_more(content: PlanContent) -> None:
    once = tidy(content, ("cv", "job_matching"))
    assert tidy(once, ("cv", "job_matching")) == once
    assert [entry.key for entry in once.headings][:2] == ["cv", "job_matching"]


def test_instants_are_held_in_utc() -> None:
    summer = timezone(timedelta(hours=1))
    line = Activity(UUID(int=5), datetime(2021, 6, 1, 10, tzinfo=summer), "CV")
    held = tidy(PlanContent(activities=(line,)), ()).activities[0].at
    assert held.tzinfo is UTC
    assert held.hour == 9


@given(st.lists(st.none() | st.integers(-5000, 5000), max_size=12))
def test_positions_rise_and_few_rows_lose_theirs(held: list[int | None]) -> None:
    given_out = positions(held)
    assert len(given_out) == len(held)
    assert all(first < second for first, second in itertools.pairwise(given_out))


def test_rows_that_are_in_order_keep_their_places() -> None:
    assert positions([1024, 2048, 3072]) == [1024, 2048, 3072]
    assert positions([1024, None, 2048]) == [1024, 1536, 2048]
    assert positions([3072, 1024, 2048]) == [0, 1024, 2048]
    assert positions([1, None, 2]) == [1024, 2048, 3072]
    assert positions([]) == []
