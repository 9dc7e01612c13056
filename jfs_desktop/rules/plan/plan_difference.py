"""Two states of a Job Finding Action Plan compared row by row and word by word.

Rows are matched by id (headings by key), so a row that only changed its place is
called moved; the fewest rows are called so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from jfs_desktop.rules.plan.plan import Activity, HeadingEntry, Objective, PlanContent
from jfs_desktop.rules.writing.ordering import moved
from jfs_desktop.rules.writing.rich_difference import rich_runs_between
from jfs_desktop.rules.writing.word_runs import Run, RunKind, runs_between
from jfs_desktop.rules.writing.wording import counted, day_and_time, long_day

K = TypeVar("K", UUID, str)
R = TypeVar("R", Objective, HeadingEntry, Activity)


class RowKind(StrEnum):
    """What became of a row."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field of a row: its name ('measure'), and the runs from the older to the newer text.

    A field that holds a choice, such as 'status', is one word of it ('doing').
    """

    name: str
    runs: tuple[Run, ...]

    @property
    def changed(self) -> bool:
        """Whether the field differs."""
        return any(run.kind is not RunKind.SAME for run in self.runs)


@dataclass(frozen=True, slots=True)
class RowDifference(Generic[K]):
    """One row. ``moved`` may stand beside SAME or CHANGED; ``place_before`` and ``place_after``
    count from 1 and are None where the row is not in that state."""

    key: K
    kind: RowKind
    moved: bool
    place_before: int | None
    place_after: int | None
    fields: tuple[FieldDifference, ...]

    @property
    def differs(self) -> bool:
        """Whether there is anything to show."""
        return self.kind is not RowKind.SAME or self.moved


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """A whole comparison. Rows come in the newer order, removed ones where they used to stand."""

    objectives: tuple[RowDifference[UUID], ...]
    headings: tuple[RowDifference[str], ...]
    activities: tuple[RowDifference[UUID], ...]
    further_support: FieldDifference
    next_steps: FieldDifference

    @property
    def differs(self) -> bool:
        """Whether the two states differ at all."""
        rows = any(row.differs for row in (*self.objectives, *self.activities))
        headings = any(row.differs for row in self.headings)
        return rows or headings or self.further_support.changed or self.next_steps.changed

    def summary(self) -> str:
        """One plain line: '1 objective added, 1 moved; next steps changed'. Empty when nothing differs."""
        parts = [
            _counts(self.objectives, "objective"),
            _counts(self.headings, "heading"),
            _counts(self.activities, "activity", "activities"),
        ]
        if self.further_support.changed:
            parts.append("further support changed")
        if self.next_steps.changed:
            parts.append("next steps changed")
        text = "; ".join(part for part in parts if part)
        return text[:1].upper() + text[1:]


def compare(older: PlanContent, newer: PlanContent) -> PlanDifference:
    """What changed from one state of a plan to another."""
    return PlanDifference(
        objectives=_rows(older.objectives, newer.objectives, lambda row: row.id, _of_objective),
        headings=_headings(older.headings, newer.headings),
        activities=_rows(older.activities, newer.activities, lambda row: row.id, _of_activity),
        further_support=_field("further_support", older.further_support, newer.further_support),
        next_steps=_field("next_steps", older.next_steps, newer.next_steps),
    )


def _of_objective(row: Objective) -> Mapping[str, str]:
    return {
        "objective": row.objective,
        "action": row.action,
        "measure": row.measure,
        "owner": row.owner,
        "target_on": long_day(row.target_on) if row.target_on else "",
        "status": row.status.value,
    }


def _of_heading(row: HeadingEntry) -> Mapping[str, str]:
    return {"status": row.status.value, "text": row.text}


def _of_activity(row: Activity) -> Mapping[str, str]:
    return {"at": day_and_time(row.at), "kind": row.kind, "text": row.text, "adviser": row.adviser}


_CHOICES = frozenset({"owner", "target_on", "status", "at", "kind", "adviser"})
"""Fields that change as a whole: half a date or half a choice says nothing."""
RICH = frozenset({"text", "further_support", "next_steps"})
"""Fields that may hold bold words, lists and links."""


def _field(name: str, older: str, newer: str) -> FieldDifference:
    if name in _CHOICES and older != newer:
        pair = (Run(RunKind.REMOVED, older), Run(RunKind.ADDED, newer))
        return FieldDifference(name, tuple(run for run in pair if run.text))
    compared = rich_runs_between if name in RICH else runs_between
    return FieldDifference(name, compared(older, newer))


def _headings(older: Sequence[HeadingEntry], newer: Sequence[HeadingEntry]) -> tuple[RowDifference[str], ...]:
    """Headings are the profile's: one that is not stored is an empty one, never added or removed."""

    def filled(rows: Sequence[HeadingEntry], others: Sequence[HeadingEntry]) -> tuple[HeadingEntry, ...]:
        known = {row.key for row in rows}
        return (*rows, *(HeadingEntry(row.key) for row in others if row.key not in known))

    return _rows(filled(older, newer), filled(newer, older), lambda row: row.key, _of_heading, fixed=True)


def _rows(
    older: Sequence[R],
    newer: Sequence[R],
    key_of: Callable[[R], K],
    texts_of: Callable[[R], Mapping[str, str]],
    *,
    fixed: bool = False,
) -> tuple[RowDifference[K], ...]:
    before = {key_of(row): (place, row) for place, row in enumerate(older, 1)}
    after = {key_of(row): (place, row) for place, row in enumerate(newer, 1)}
    shifted = frozenset() if fixed else moved(list(before), list(after))

    def difference(key: K) -> RowDifference[K]:
        was_at, was = before.get(key, (None, None))
        now_at, now = after.get(key, (None, None))
        old = texts_of(was) if was else {}
        new = texts_of(now) if now else {}
        fields = tuple(_field(name, old.get(name, ""), new.get(name, "")) for name in old or new)
        if was is None:
            kind = RowKind.ADDED
        elif now is None:
            kind = RowKind.REMOVED
        else:
            kind = RowKind.CHANGED if any(field.changed for field in fields) else RowKind.SAME
        return RowDifference(key, kind, key in shifted, was_at, now_at, fields)

    return tuple(difference(key) for key in _shown_order(list(before), list(after)))


def _shown_order(before: list[K], after: list[K]) -> list[K]:
    """The newer order, with each removed row behind the row it used to follow."""
    gone_behind: dict[K | None, list[K]] = {}
    anchor: K | None = None
    staying = set(after)
    for key in before:
        if key in staying:
            anchor = key
        else:
            gone_behind.setdefault(anchor, []).append(key)
    order = list(gone_behind.get(None, ()))
    for key in after:
        order.append(key)
        order.extend(gone_behind.get(key, ()))
    return order


def _counts(
    rows: Sequence[RowDifference[UUID]] | Sequence[RowDifference[str]], one: str, many: str = ""
) -> str:
    words = [
        (sum(row.kind is RowKind.ADDED for row in rows), "added"),
        (sum(row.kind is RowKind.REMOVED for row in rows), "removed"),
        (sum(row.kind is RowKind.CHANGED for row in rows), "changed"),
        (sum(row.moved for row in rows), "moved"),
    ]
    told = [(number, word) for number, word in words if number]
    if not told:
        return ""
    (number, word), *others = told
    return ", ".join([f"{counted(number, one, many)} {word}", *(f"{count} {what}" for count, what in others)])
