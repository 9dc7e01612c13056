"""What falls due within the hour: for a notification that names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.today.agenda import agenda
from jfs_desktop.casework.today.cockpit import Todo, cockpit
from jfs_desktop.clock import LONDON

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DueSoon:
    """``keys`` tell the things apart and name nobody; ``quiet`` says that nothing may be shown now."""

    keys: frozenset[str]
    quiet: bool


def within_the_hour(workspace: Workspace) -> DueSoon:
    """Clocks whose hours or target time run out (AMB-03, W9) and meetings that begin within the hour."""
    now = workspace.now().astimezone(LONDON)
    if _quiet(workspace, now.time()):
        return DueSoon(frozenset(), True)
    keys = {todo.key + str(todo.case_id) for todo in cockpit(workspace).todos if _ends_soon(todo, now)}
    for line in agenda(workspace):
        begins = datetime.combine(now.date(), time.fromisoformat(line.at), LONDON) if line.at else None
        if begins is not None and now <= begins <= now + HOUR:
            keys.add(f"{line.kind}{line.at}{line.case_id}")
    return DueSoon(frozenset(keys), False)


def _ends_soon(todo: Todo, now: datetime) -> bool:
    clock = todo.clock
    if clock is None:
        return False
    ends = clock.due_at
    if ends is None and clock.target_on == now.date() and clock.target_time is not None:
        ends = datetime.combine(now.date(), clock.target_time, LONDON)
    return ends is not None and now <= ends <= now + HOUR


def _quiet(workspace: Workspace, at: time) -> bool:
    """Whether notifications are off, or it is between the hours in which there are none."""
    with workspace.reading() as db:
        wanted = settings.value_in(db, settings.NOTIFY)
        begins = settings.value_in(db, settings.QUIET_FROM)
        ends = settings.value_in(db, settings.QUIET_UNTIL)
    if not wanted:
        return True
    if begins <= ends:
        return begins <= at.hour < ends
    return at.hour >= begins or at.hour < ends
