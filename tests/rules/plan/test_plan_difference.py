"""Two states of a plan compared: rows by id, moved as moved, texts word by word."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.plan.plan import (
    Activity,
    HeadingEntry,
    HeadingStatus,
    Objective,
    ObjectiveStatus,
    PlanContent,
)
from jfs_desktop.rules.plan.plan_difference import PlanDifference, RowKind, compare
from jfs_desktop.rules.writing.ordering import longest_rising, moved
from jfs_desktop.rules.writing.rich_difference import rich_runs_between
from jfs_desktop.rules.writing.rich_text import plain
from jfs_desktop.rules.writing.word_runs import Run, RunKind, runs_between

SAME, ADDED, REMOVED = RunKind.SAME, RunKind.ADDED, RunKind.REMOVED
WORDS = st.lists(
    st.sampled_from(["apply", "to", "the", "clinic", ",", " ", "  ", "\n", "é", "."]), max_size=40
)
ODD = st.text(alphabet="ab *-[]()1.\n", max_size=24)
TEXT = WORDS.map("".join) | st.text(max_size=60)


def row(number: int, **said: object) -> Objective:
    return replace(Objective(UUID(int=number), f"Objective {number}"), **said)  # type: ignore[arg-type]


def plan(*rows: Objective) -> PlanContent:
    return PlanContent(objectives=rows)


def older_of(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs if run.kind is not ADDED)


def newer_of(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs if run.kind is not REMOVED)


@given(TEXT, TEXT)
def test_runs_lead_from_one_text_to_the_other(older: str, newer: str) -> None:
    runs = runs_between(older, newer)
    assert (older_of(runs), newer_of(runs)) == (older, newer)
    assert all(run.text for run in runs)
    for first, second in itertools.pairwise(runs):
        assert first.kind is not second.kind
        assert (first.kind, second.kind) != (ADDED, REMOVED)


@given(TEXT)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert runs_between(text, text) == ((Run(SAME, text),) if text else ())


def test_words_are_compared_and_not_letters() -> None:
    runs = runs_between("Apply for two posts a week.", "Apply for three jobs a week.")
    assert runs == (
        Run(SAME, "Apply for "),
        Run(REMOVED, "two posts"),
        Run(ADDED, "three jobs"),
        Run(SAME, " a week."),
    )


def test_an_added_line_leaves_the_others() -> None:
    runs = runs_between("One.\nThree.", "One.\nTwo.\nThree.")
    assert [run.text for run in runs if run.kind is ADDED] in (["Two.\n"], ["\nTwo."], ["Two.\nThree"])
    assert not [run for run in runs if run.kind is REMOVED]


@given(ODD, ODD)
def test_rich_texts_are_compared_as_they_read(older: str, newer: str) -> None:
    runs = rich_runs_between(older, newer)
    assert (older_of(runs), newer_of(runs)) == (plain(older), plain(newer))


def test_no_mark_is_told_and_bold_is() -> None:
    """P9: what the person reads, never asterisks."""
    runs = rich_runs_between("- Ring **Anna** today", "- Ring Anna **today** ([map](https://example.org))")
    assert runs == (
        Run(SAME, "- Ring "),
        Run(REMOVED, "Anna", bold=True),
        Run(ADDED, "Anna"),
        Run(SAME, " "),
        Run(REMOVED, "today"),
        Run(ADDED, "today", bold=True),
        Run(ADDED, " (map (https://example.org))"),
    )
    unlike = compare(PlanContent(next_steps="Ring **Anna**"), PlanContent(next_steps="Ring Anna"))
    assert unlike.next_steps.changed and unlike.summary() == "Next steps changed"


def test_long_texts_take_no_time() -> None:
    """200,000 letters on a side, with changes far apart, and a text that shares nothing."""
    older = "\n".join(f"line {number} of a long record of what was done" for number in range(4000))
    newer = older.replace("line 10 of", "row 10 of").replace("line 3990 of", "row 3990 of")
    start = time.process_time()
    runs = runs_between(older, newer)
    assert [run.text for run in runs if run.kind is ADDED] == ["row", "row"]
    assert newer_of(runs_between(older, "x y " * 50_000)) == "x y " * 50_000
    assert time.process_time() - start < 10


@given(st.permutations(range(8)))
def test_the_fewest_rows_are_called_moved(order: list[int]) -> None:
    """Against trying every subset: no smaller set leaves the rest in order."""
    called = moved(range(8), order)
    stayed = [number for number in order if number not in called]
    assert stayed == sorted(stayed)
    best = max(
        bin(mask).count("1")
        for mask in range(1 << 8)
        if (kept := [number for place, number in enumerate(order) if mask >> place & 1]) == sorted(kept)
    )
    assert len(stayed) == best


@given(st.lists(st.integers(0, 20)))
def test_a_rising_run_rises(numbers: list[int]) -> None:
    places = longest_rising(numbers)
    assert places == sorted(set(places))
    picked = [numbers[place] for place in places]
    assert picked == sorted(set(picked))


def test_a_row_put_first_is_moved_and_nothing_else() -> None:
    """Moved rows are shown as moved, never as removed and added."""
    first, second, third = row(1), row(2), row(3)
    told = compare(plan(first, second, third), plan(third, first, second))
    assert [(item.key.int, item.kind, item.moved) for item in told.objectives] == [
        (3, RowKind.SAME, True),
        (1, RowKind.SAME, False),
        (2, RowKind.SAME, False),
    ]
    assert (told.objectives[0].place_before, told.objectives[0].place_after) == (3, 1)
    assert told.summary() == "1 objective moved"


def test_a_moved_row_may_be_changed_too() -> None:
    first, second, third = row(1), row(2), row(3)
    changed = replace(third, measure="Two letters kept", target_on=date(2021, 6, 8))
    told = compare(plan(first, second, third), plan(changed, first, second))
    item = told.objectives[0]
    assert (item.kind, item.moved) == (RowKind.CHANGED, True)
    differing = {field.name: field.runs for field in item.fields if field.changed}
    assert differing == {
        "measure": (Run(ADDED, "Two letters kept"),),
        "target_on": (Run(ADDED, "8 June 2021"),),
    }


def test_a_removed_row_stands_where_it_stood() -> None:
    told = compare(plan(row(1), row(2), row(3)), plan(row(1), row(3), row(4)))
    assert [(item.key.int, item.kind) for item in told.objectives] == [
        (1, RowKind.SAME),
        (2, RowKind.REMOVED),
        (3, RowKind.SAME),
        (4, RowKind.ADDED),
    ]
    assert told.summary() == "1 objective added, 1 removed"


def test_a_choice_changes_as_a_whole() -> None:
    told = compare(plan(row(1)), plan(row(1, status=ObjectiveStatus.DOING)))
    status = next(field for field in told.objectives[0].fields if field.name == "status")
    assert status.runs == (Run(REMOVED, "to_do"), Run(ADDED, "doing"))


def test_a_heading_that_is_not_stored_is_an_empty_one() -> None:
    """P6: headings are the profile's; they change and never come or go."""
    stored = PlanContent(headings=(HeadingEntry("cv"), HeadingEntry("job_seeking")))
    assert not compare(PlanContent(), stored).differs
    done = PlanContent(headings=(HeadingEntry("cv", HeadingStatus.DONE, "One page"),))
    told = compare(stored, done)
    assert [(item.key, item.kind) for item in told.headings if item.differs] == [("cv", RowKind.CHANGED)]


def test_activities_and_free_text_are_compared() -> None:
    """P4, P7."""
    line = Activity(UUID(int=9), datetime(2021, 6, 1, 9, tzinfo=UTC), "1-2-1 session", "Rehearsed")
    told = compare(PlanContent(next_steps="Ring"), PlanContent(activities=(line,), next_steps="Ring twice"))
    assert told.activities[0].kind is RowKind.ADDED
    assert told.next_steps.runs == (Run(SAME, "Ring"), Run(ADDED, " twice"))
    assert not told.further_support.changed
    assert told.summary() == "1 activity added; next steps changed"


ROWS = st.lists(st.integers(1, 9), unique=True, max_size=7).flatmap(
    lambda keys: st.tuples(
        *(
            st.builds(row, st.just(key), action=TEXT, status=st.sampled_from(list(ObjectiveStatus)))
            for key in keys
        )
    )
)


def rebuilt(told: PlanDifference, *, newer: bool) -> list[tuple[int, str, str]]:
    """One side of a comparison from what the comparison says alone."""
    rows = []
    for item in told.objectives:
        place = item.place_after if newer else item.place_before
        if place is None:
            continue
        texts = {field.name: field.runs for field in item.fields}
        side = newer_of if newer else older_of
        rows.append((place, side(texts["action"]), side(texts["status"])))
    return sorted(rows)


@given(ROWS, ROWS)
def test_a_comparison_holds_both_sides(older: tuple[Objective, ...], newer: tuple[Objective, ...]) -> None:
    told = compare(plan(*older), plan(*newer))
    for side, rows in ((False, older), (True, newer)):
        assert rebuilt(told, newer=side) == [
            (place, item.action, item.status.value) for place, item in enumerate(rows, 1)
        ]
    assert told.differs == (older != newer)
    assert bool(told.summary()) == told.differs
