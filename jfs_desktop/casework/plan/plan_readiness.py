"""Whether a plan may be frozen, and whether it may still be written in (P5, P10, JFS 5.01)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.guards import out_of_place
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.plan.plan import ObjectiveStatus, PlanContent
from jfs_desktop.rules.plan.plan_state import PlanStep, lock_of, lock_words

_PARAGRAPH = "JFS 4.05"


def final(workspace: Workspace, case_id: UUID) -> bool:
    """Whether the plan is locked now. Raises NotFound."""
    with workspace.reading() as db:
        return lock_of(case_facts.load(db, case_id)) is not None


def refuse_locked(db: Session, case_id: UUID) -> None:
    """Raise RefusedByRule where the plan is final, or kept as it stood at an early end. Raises NotFound."""
    lock = lock_of(case_facts.load(db, case_id))
    if lock is None:
        return
    early = lock.step is PlanStep.FROZEN
    raise RefusedByRule(
        lock_words(lock),
        paragraph="JFS 5.12" if early else "JFS 4.09",
        remedy="" if early else "Go back to support first, if the participant asks for more.",
    )


def refuse_out_of_place(db: Session, workspace: Workspace, case_id: UUID) -> None:
    """Raise RefusedByRule where no plan is agreed as the case stands: before the referral is accepted, and
    once it has ended, by PRaP itself too (JFS 5.01). Raises NotFound."""
    known = case_facts.load(db, case_id)
    programme = workspace.programmes.of(known)
    stage = stage_of(known, programme, workspace.calendar, workspace.today())
    against = out_of_place(FactKind.JFAP_AGREED, stage, known, programme)
    if against is not None:
        raise RefusedByRule(against.text, paragraph=against.paragraph)


def refuse_unready(content: PlanContent) -> None:
    """Raise RefusedByRule without an objective, or with one that cannot be measured (JFS 4.05)."""
    standing = [
        (place, row)
        for place, row in enumerate(content.objectives, 1)
        if row.status is not ObjectiveStatus.DROPPED
    ]
    if not standing:
        raise RefusedByRule(
            "The plan has no objective yet.",
            paragraph=_PARAGRAPH,
            remedy="Agree at least one with the participant.",
        )
    for place, row in standing:
        if not row.objective.strip() and not row.action.strip():
            raise RefusedByRule(
                f"Objective {place} is empty.",
                paragraph=_PARAGRAPH,
                remedy="Say what was agreed, or remove the row.",
            )
        if not row.measure.strip():
            raise RefusedByRule(
                f"Objective {place} does not say how you will both know that it is done.",
                paragraph=_PARAGRAPH,
                remedy="Fill in its measure.",
            )
