"""The open cases of a vault in one look, and those of them that ask for nothing yet: nothing is due within
the days that Today looks ahead (R3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name

_LINES = (
    select(
        CaseSummary.case_id,
        Participant.first_name,
        Participant.last_name,
        Participant.nation,
        Case.programme,
        CaseSummary.open,
        CaseSummary.stage,
        CaseSummary.next_clock,
        CaseSummary.next_due,
    )
    .join(Case, Case.id == CaseSummary.case_id)
    .join(Participant, Participant.id == Case.participant_id)
)
_OPEN_OR_DUE = _LINES.where(or_(CaseSummary.open, CaseSummary.next_due <= bindparam("horizon")))
_THESE = _LINES.where(CaseSummary.case_id.in_(bindparam("cases", expanding=True)))


class CaseLine(NamedTuple):
    """The line of one case in the caseload, as far as Today asks for it; ``programme`` is the key of the
    profile that it is read by."""

    case_id: UUID
    first_name: str
    last_name: str
    nation: str | None
    programme: str
    open: bool
    stage: str
    next_clock: str | None
    next_due: date | None

    @property
    def name(self) -> str:
        """The person's, as a list shows it."""
        return whole_name(self.first_name, self.last_name)

    def due_by(self, day: date) -> bool:
        """Whether anything is due by that day."""
        return self.next_due is not None and self.next_due <= day


@dataclass(frozen=True, slots=True, repr=False)
class InHand(Discreet):
    """A case that asks for nothing now: where it stands, and its next step with its day ('' and None
    where no day is set for any)."""

    case_id: UUID
    name: str
    stage: str
    step: str
    due: date | None


def lines(db: Session, horizon: date, others: Collection[UUID] = ()) -> dict[UUID, CaseLine]:
    """The open cases, those for which something is due by a day, and the ``others`` named."""
    rows = db.connection().execute(_OPEN_OR_DUE, {"horizon": horizon})
    found = {row[0]: CaseLine(*row) for row in rows}
    missing = [case_id for case_id in others if case_id not in found]
    if missing:
        found |= {row[0]: CaseLine(*row) for row in db.connection().execute(_THESE, {"cases": missing})}
    return found


def in_hand(
    workspace: Workspace, cases: Iterable[CaseLine], horizon: date, busy: Collection[UUID] = ()
) -> tuple[InHand, ...]:
    """The open ones whose next step comes after ``horizon``, the soonest first, without the ``busy`` ones."""
    today = workspace.today()
    found = []
    for line in cases:
        if not line.open or line.due_by(horizon) or line.case_id in busy:
            continue
        programme, due = workspace.programmes[line.programme], line.next_due
        step = programme.clock(line.next_clock).name_on(today, due) if line.next_clock else ""
        found.append(InHand(line.case_id, line.name, programme.stage_names[line.stage], step, due))
    return tuple(sorted(found, key=lambda one: (one.due or date.max, folded(one.name))))
