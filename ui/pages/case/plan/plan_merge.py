"""Two edits of one plan brought together, field by field.

While the person types, a session may write its line into the record, or a
change may be undone from the menu. What the person has touched stays theirs;
everything else is taken from the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from jfs_desktop.rules.plan.plan import Activity, HeadingEntry, Objective, PlanContent

R = TypeVar("R", Objective, HeadingEntry, Activity)


def merge(base: PlanContent, mine: PlanContent, theirs: PlanContent) -> PlanContent:
    """``theirs`` with every change made from ``base`` to ``mine`` on top."""
    if mine == base:
        return theirs
    if theirs == base:
        return mine
    return PlanContent(
        objectives=_rows(base.objectives, mine.objectives, theirs.objectives, lambda row: row.id),
        headings=_rows(base.headings, mine.headings, theirs.headings, lambda row: row.key),
        activities=_rows(base.activities, mine.activities, theirs.activities, lambda row: row.id),
        further_support=_value(base.further_support, mine.further_support, theirs.further_support),
        next_steps=_value(base.next_steps, mine.next_steps, theirs.next_steps),
        written_in=_value(base.written_in, mine.written_in, theirs.written_in),
    )


def _value(base: Any, mine: Any, theirs: Any) -> Any:
    return theirs if mine == base else mine


def _rows(
    base: Sequence[R], mine: Sequence[R], theirs: Sequence[R], key_of: Callable[[R], object]
) -> tuple[R, ...]:
    was: dict[object, R] = {key_of(row): row for row in base}
    ours: dict[object, R] = {key_of(row): row for row in mine}
    new: dict[object, R] = {key_of(row): row for row in theirs}
    reordered = [key for key in ours if key in was] != [key for key in was if key in ours]
    order = [key_of(row) for row in (mine if reordered else theirs)]
    order += [key for key in (*ours, *new) if key not in order]
    kept: list[R] = []
    for key in order:
        here, there, before = ours.get(key), new.get(key), was.get(key)
        if here is not None and there is not None:
            kept.append(_row(before or there, here, there))
        elif here is not None and (before is None or here != before):
            kept.append(here)  # added here, or gone there although it was being written here
        elif there is not None and before is None:
            kept.append(there)
    return tuple(kept)


def _row(base: R, mine: R, theirs: R) -> R:
    values = {
        field.name: _value(*(getattr(row, field.name) for row in (base, mine, theirs)))
        for field in fields(theirs)
    }
    return replace(theirs, **values)
