"""Two edits of one plan brought together: nothing that either side wrote is lost."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.plan.plan import Objective, ObjectiveStatus, PlanContent
from ui.pages.case.plan.plan_merge import merge

ONE, TWO, THREE = (Objective(UUID(int=number), f"aim {number}") for number in (1, 2, 3))
words = st.sampled_from(["", "a", "b"])
rows = st.lists(
    st.builds(Objective, st.sampled_from([UUID(int=number) for number in range(4)]), words, words),
    unique_by=lambda row: row.id,
    max_size=4,
).map(tuple)
contents = st.builds(PlanContent, objectives=rows, next_steps=words)


@given(contents, contents)
def test_one_side_alone_is_taken_whole(base: PlanContent, other: PlanContent) -> None:
    assert merge(base, base, other) == other
    assert merge(base, other, base) == other


@given(contents, contents, contents)
def test_rows_stand_once_and_typed_text_stays(
    base: PlanContent, mine: PlanContent, theirs: PlanContent
) -> None:
    merged = merge(base, mine, theirs)
    ids = [row.id for row in merged.objectives]
    assert len(ids) == len(set(ids))
    before = {row.id: row for row in base.objectives}
    after = {row.id: row for row in merged.objectives}
    for row in mine.objectives:
        was = before.get(row.id)
        if was is None or row.objective != was.objective:
            assert after[row.id].objective == row.objective


def test_different_fields_of_a_row_both_change() -> None:
    base = PlanContent((ONE, TWO))
    mine = PlanContent((replace(ONE, measure="two a week"), TWO))
    theirs = PlanContent((replace(ONE, status=ObjectiveStatus.DONE), TWO, THREE))
    merged = merge(base, mine, theirs)
    assert merged.objectives == (replace(ONE, measure="two a week", status=ObjectiveStatus.DONE), TWO, THREE)


def test_a_row_deleted_here_stays_deleted() -> None:
    assert merge(PlanContent((ONE, TWO)), PlanContent((TWO,)), PlanContent((ONE, TWO, THREE))).objectives == (
        TWO,
        THREE,
    )


def test_my_order_wins() -> None:
    base = PlanContent((ONE, TWO, THREE))
    mine = PlanContent((THREE, ONE, TWO))
    theirs = PlanContent((ONE, replace(TWO, action="ring"), THREE))
    assert merge(base, mine, theirs).objectives == (THREE, ONE, replace(TWO, action="ring"))
