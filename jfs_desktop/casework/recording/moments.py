"""The moment of an entry: its instant where the time of day is known, and what has to be timed."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.calendar.counting import midnight
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme.clock_rules import FactRule


def instant(workspace: Workspace, on: date, at: time | None) -> datetime | None:
    """When it happened (aware); None without a time. Raises BadInput (``on``, ``at``) for the future."""
    if on > workspace.today():
        raise BadInput("This day is in the future. Record it once it has happened.", field="on")
    if at is None:
        return None
    moment = datetime.combine(on, at, LONDON)
    if moment > workspace.now():
        raise BadInput("This time is in the future. Record it once it has happened.", field="at")
    return moment


def latest(workspace: Workspace, on: date, known: datetime | None) -> datetime | None:
    """The latest moment at which it can have happened: now, for what is said of today without a time;
    None for the whole of an earlier day."""
    if known is None and on == workspace.today():
        return workspace.now()
    return known


def of_its_session(
    known: CaseFacts, about: UUID | None, on: date, at: datetime | None
) -> tuple[date, datetime | None]:
    """The day and the moment by which an entry is judged: what a session leaves to be written belongs to that
    session, however late it is wrapped up (P4, CSS 3). One without a time of its own came before what ended
    the case on its day."""
    held = next((one for one in known.of(FactKind.SESSION_HELD) if one.id == about), None)
    return (on, at) if held is None else (held.on, held.at or midnight(held.on))


def refuse_untimed(rule: FactRule, known: datetime | None) -> None:
    """Raise BadInput (``at``) for an entry without the time of day that it is worth nothing without."""
    if rule.timed_by and known is None:
        raise BadInput(
            f"Type at what time {rule.past}: its time counts.", field="at", paragraph=rule.timed_by
        )
