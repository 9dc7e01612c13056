"""The invented office's complaint that belongs to no case (D6)."""

from __future__ import annotations

from datetime import date, datetime, time

from jfs_desktop.casework.circumstances import complaints_outside
from jfs_desktop.casework.demo.moving_clock import MovingClock
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.clock import LONDON
from jfs_desktop.rules.facts.facts import FactKind

_SAID = {
    "raised_by": "A neighbour of the office",
    "words": "Two letters for other people came to my door.",
    "taken_by": "The team leader",
}


def leave_one_outside(workspace: Workspace, clock: MovingClock, today: date) -> None:
    """Somebody who is no participant complained yesterday, and waits for an answer."""
    day = workspace.calendar.add(today, -1)
    clock.move_to(datetime.combine(day, time(16, 40), LONDON))
    complaints_outside.record(workspace, FactKind.COMPLAINT_RAISED, day, _SAID)
