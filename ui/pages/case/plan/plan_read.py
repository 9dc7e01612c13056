"""What the JFAP tab reads of one case, on the reader thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from jfs_desktop.casework.plan import plans
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.programme.programme_lists import Channel, PlanHeading
from ui.pages.case.plan.plan_live import LiveRead, read_live
from ui.pages.case.plan.plan_standing import StandingRead, read_standing

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PlanRead:
    """The plan and what it is shown with."""

    view: PlanView
    headings: tuple[PlanHeading, ...]
    channels: tuple[Channel, ...]
    today: date
    calendar: WorkingDays
    standing: StandingRead
    live: LiveRead | None = None

    @property
    def titles(self) -> dict[str, str]:
        """Of the headings, by their keys."""
        return {heading.key: heading.title for heading in self.headings}


def read_plan(workspace: Workspace, case_id: UUID) -> PlanRead:
    """Reads the plan. Raises NotFound."""
    programme = workspace.programme_of(case_id)
    return PlanRead(
        plans.open_plan(workspace, case_id),
        programme.plan_headings,
        programme.channels,
        workspace.today(),
        workspace.calendar,
        read_standing(workspace, case_id),
        read_live(workspace, case_id),
    )
