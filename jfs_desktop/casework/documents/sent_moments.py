"""When a document went out, held against when its copy was made (P9, JFS 4.04)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.writing.wording import day_and_time

MADE_AFTERWARDS = "The copy was made when this was recorded, from the version that went."


def moment_of(workspace: Workspace, on: date, at: time | None, since: datetime) -> datetime:
    """The instant of a sending on a Europe/London day: where nobody knows the time, now for today, else noon,
    but never before ``since``, when there first was something to send on that day."""
    now = workspace.now()
    if at is not None:
        return min(datetime.combine(on, at, LONDON), now)
    if on == london_day(now):
        return now
    noon = datetime.combine(on, time(12), LONDON)
    return max(noon, since) if on == london_day(since) else noon


def refuse_before(at: datetime, since: datetime) -> None:
    """Nothing went out before it was there, told to the minute, as sendings are. Raises BadInput (``at``)."""
    if _minute(at) < _minute(since):
        raise BadInput(
            f"This copy was made only on {day_and_time(since)}, so it cannot be the one that went then.",
            field="at",
            paragraph="JFS 4.04",
            remedy="Correct the time, or record it for a copy or version in the list that was there by then.",
        )


def noted(note: str, at: datetime, made_at: datetime) -> str:
    """The note of a sending, with the word that its copy was made afterwards where it was."""
    afterwards = MADE_AFTERWARDS if _minute(at) < _minute(made_at) else ""
    return " ".join(part for part in (note.strip(), afterwards) if part)


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
