"""The stored lines of cases worked out anew: on another day, or by another calendar (R2, W17)."""

from __future__ import annotations

from collections.abc import Generator

from jfs_desktop.casework.desk import moved_dates, summaries
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.store.unit_of_work import Verb

REDATE = Verb("caseload.redate", "")
BATCH = 500
"""Cases dated anew in one job, which a click may have to wait for."""


def redate(workspace: Workspace, *, batch: int = BATCH) -> Generator[tuple[int, int], None, None]:
    """Work out anew the lines that were worked out on another day or with another calendar; yields
    (done, total).

    One short transaction a batch, with which dates a newer calendar moved. Nothing goes into the
    journal: the lines are derived. Where a calendar is adopted meanwhile, the rest is left to whoever
    dates anew with that one.
    """
    today, calendar = workspace.today(), workspace.calendar
    with workspace.reading() as db:
        behind = list(summaries.stale(db, today, calendar))
        recounted = not workspace.calendars.settled(db)
    redating = summaries.Redating(workspace.programmes, calendar, today)
    notes = moved_dates.Notes(workspace.programmes, workspace.calendars, today)
    for begin in range(0, len(behind), batch):
        if workspace.calendar is not calendar:
            return
        with workspace.changing(REDATE) as change:
            ids = behind[begin : begin + batch]
            if recounted:
                notes.keep(change.db, ids)
            redating.batch(change.db, ids)
        yield min(begin + batch, len(behind)), len(behind)
