"""Words that still stand under a heading of a JFAP though the entry that wrote them was taken back: somebody
has reworded them, so they are not cut out unasked (P6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan.activity_lines import dated, under_headings
from jfs_desktop.casework.today.loose_end import LooseEnd
from jfs_desktop.casework.today.putting_off import LEFTOVER, key_of
from jfs_desktop.records.case import CaseFact, CaseSummary
from jfs_desktop.records.plan import Plan, PlanHeading
from jfs_desktop.rules.plan.plan_state import lock_of
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import short_day

_PARAGRAPH: Final = "JFS 4.06"


def by_case(db: Session, workspace: Workspace) -> dict[UUID, tuple[LooseEnd, ...]]:
    """One row for each heading and day, of the open cases whose JFAP can still be written in."""
    found: dict[UUID, tuple[LooseEnd, ...]] = {}
    for case_id, plan_id in _with_something_taken_back(db, workspace.programme):
        if lock_of(case_facts.load(db, case_id)) is not None:
            continue
        programme = workspace.programmes.of_case(db, case_id)
        facts = db.scalars(
            select(CaseFact)
            .where(CaseFact.case_id == case_id, CaseFact.kind.in_(_writing(programme)))
            .order_by(CaseFact.happened_on, CaseFact.recorded_at)
        ).all()
        rows = db.scalars(
            select(PlanHeading).where(PlanHeading.plan_id == plan_id, PlanHeading.text != "")
        ).all()
        ends = tuple(end for row in rows if (end := _left(programme, row, facts)) is not None)
        if ends:
            found[case_id] = ends
    return found


def _with_something_taken_back(db: Session, programme: Programme) -> Sequence[tuple[UUID, UUID]]:
    wanted = (
        select(CaseFact.case_id, Plan.id)
        .join(Plan, Plan.case_id == CaseFact.case_id)
        .join(CaseSummary, CaseSummary.case_id == CaseFact.case_id)
        .where(CaseSummary.open, CaseFact.withdrawn_at.is_not(None), CaseFact.kind.in_(_writing(programme)))
        .distinct()
    )
    return [(case_id, plan_id) for case_id, plan_id in db.execute(wanted) if case_id is not None]


def _writing(programme: Programme) -> list[str]:
    """The kinds of facts that write themselves under a heading."""
    rules = programme.fact_kinds.values()
    return [rule.kind.value for rule in rules if rule.heading or rule.heading_by]


def _left(programme: Programme, row: PlanHeading, facts: Sequence[CaseFact]) -> LooseEnd | None:
    """What is left under one heading beside the words of what stands: lines of the day of an entry taken
    back, or of its words."""
    written = [(fact, under_headings(programme, fact).get(row.key, "").split("\n")) for fact in facts]
    standing = Counter(line for line in row.text.split("\n") if line.strip())
    standing.subtract(line for fact, lines in written if fact.withdrawn_at is None for line in lines)
    left = [line for line, times in standing.items() if times > 0]
    for fact, lines in written:
        mine = fact.withdrawn_at is not None and lines != [""]
        if mine and any(line in lines or line.startswith(dated(fact)) for line in left):
            title = next((one.title for one in programme.plan_headings if one.key == row.key), row.key)
            what = f"Look over the JFAP under '{title}': it tells of something that was taken back"
            why = f"of {short_day(fact.happened_on)}, reworded since · {_PARAGRAPH}"
            return LooseEnd(key_of(LEFTOVER, row.key, fact.id), LEFTOVER, what, why, "Open the JFAP")
    return None
