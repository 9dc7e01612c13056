"""A survey that was asked for once and that nobody has answered (Q6, JFS 7.44)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.case import CaseFact
from jfs_desktop.rules.facts.facts import CAME_BACK, CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.ends import has_died

_OF_CASE = select(CaseFact.case_id).where(CaseFact.withdrawn_at.is_(None))
_ASKED_ONCE = (
    _OF_CASE.where(
        CaseFact.kind == FactKind.SURVEY_ASKED.value,
        CaseFact.detail[CAME_BACK].as_string().is_(None),
        CaseFact.case_id.not_in(_OF_CASE.where(CaseFact.kind == FactKind.SURVEY_ANSWERED.value)),
    )
    .group_by(CaseFact.case_id)
    .having(func.count() == 1)
)


def since(workspace: Workspace, known: CaseFacts) -> tuple[Fact, date, str] | None:
    """When it was asked for, from which day on it is asked for once more, and the paragraph; None before that
    day, and where nobody is asked again: they answered or died, or disposal of the records is approved."""
    asked = list(known.of(FactKind.SURVEY_ASKED))
    over = known.has(FactKind.SURVEY_ANSWERED, FactKind.DISPOSAL_APPROVED) or has_died(known)
    if len(asked) != 1 or over:
        return None
    survey = workspace.programmes.of(known).survey
    day = workspace.calendar.add(asked[0].on, survey.chase_after_working_days)
    return (asked[0], day, survey.paragraph) if workspace.today() >= day else None


def asked_once(db: Session) -> Iterator[UUID]:
    """The cases, open or not, that were asked for the survey once and have not answered."""
    return (one for one in db.scalars(_ASKED_ONCE) if one is not None)
