"""Open cases for which nothing is due within the days that Today looks ahead (R3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class InHand(Discreet):
    """A case that asks for nothing now: where it stands, and its next step with its day ('' and None
    where no day is set for any)."""

    case_id: UUID
    name: str
    stage: str
    step: str
    due: date | None


def in_hand(
    db: Session, workspace: Workspace, horizon: date, busy: Collection[UUID] = ()
) -> tuple[InHand, ...]:
    """Those whose next step comes after ``horizon``, the soonest first, without the ``busy`` ones."""
    later = or_(CaseSummary.next_due > horizon, CaseSummary.next_due.is_(None))
    query = (
        select(
            CaseSummary.case_id,
            Participant.first_name,
            Participant.last_name,
            Case.programme,
            CaseSummary.stage,
            CaseSummary.next_clock,
            CaseSummary.next_due,
        )
        .join(Case, Case.id == CaseSummary.case_id)
        .join(Participant, Participant.id == Case.participant_id)
        .where(CaseSummary.open, later)
    )
    today = workspace.today()
    found = []
    for case_id, first, last, version, stage, clock, due in db.execute(query):
        if case_id in busy:
            continue
        programme = workspace.programmes[version]
        step = programme.clock(clock).name_on(today, due) if clock else ""
        found.append(InHand(case_id, f"{first} {last}", programme.stage_names[stage], step, due))
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.name)))
