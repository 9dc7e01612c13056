"""Cases of which every test of a completer is met while nobody has recorded the completion: PRaP would end
them by itself as something else (X2, X16; JFS 5.02, 5.08)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import completion
from jfs_desktop.casework.today.loose_end import LooseEnd
from jfs_desktop.casework.today.putting_off import COMPLETE, key_of
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.rules.calendar.counting import day_count
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.ends import has_died
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.plan.completion import completed_on
from jfs_desktop.rules.plan.plan_state import refused_by_queries
from jfs_desktop.rules.writing.wording import short_day, weekday_day

_KEY_END = "key_end"
_FROM = (Stage.FINALISING.value, Stage.TIME_EXPIRED.value)


def by_case(db: Session, workspace: Workspace) -> dict[UUID, tuple[LooseEnd, ...]]:
    """One row for each such case, due when its end would have to be keyed."""
    cases = select(CaseSummary.case_id).where(CaseSummary.open, CaseSummary.stage.in_(_FROM))
    known = case_facts.load_many(db, list(db.scalars(cases)))
    found = {case_id: _row(db, workspace, case_id, facts) for case_id, facts in known.items()}
    return {case_id: (end,) for case_id, end in found.items() if end is not None}


def _row(db: Session, workspace: Workspace, case_id: UUID, facts: CaseFacts) -> LooseEnd | None:
    tests = completion.tests_of(db, workspace, facts)
    met_on = completed_on(tests)
    if met_on is None or has_died(facts) or refused_by_queries(facts) is not None:
        return None
    programme, calendar = workspace.programmes.of(facts), workspace.calendar
    if (
        refusal(FactKind.COMPLETED, facts, programme, calendar, today=workspace.today(), on=met_on)
        is not None
    ):
        return None
    rule = programme.clock(_KEY_END)
    by = day_count(rule.count, calendar, facts.nation)(met_on)
    what = "Record the completion: every test of a completer is met"
    why = f"since {short_day(met_on)}; the end is keyed by {weekday_day(by)} · {tests[0].paragraph}"
    return LooseEnd(key_of(COMPLETE, case_id), COMPLETE, what, why, "Record the completion", by)
