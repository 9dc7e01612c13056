"""Keeps the caseload's stored lines on today's date and calendar, at the start and after midnight."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer

from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.outcome import Changed, Outcome
from ui.shell.context import Context

LONGEST_WAIT_MS = 15 * 60 * 1000
"""The clock is looked at this often at least, since a computer may sleep through midnight."""


class DayWatch(QObject):
    """Re-dates the lines that were worked out on another day or with another calendar, and tells the
    pages."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._day = london_day(context.clock.now())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Re-date what is behind; do nothing more when all stands on today."""
        self._timer.start(self._until_midnight())
        if not self._context.tasks.held:
            self._context.tasks.steps(self._redate, owner=self, done=self._told)

    def _redate(self) -> Generator[tuple[int, int], None, tuple[int, bool]]:
        """How many lines were behind, and whether another calendar had worked them out."""
        from jfs_desktop.casework.caseload import redate

        total, workspace = 0, self._context.workspace
        with workspace.reading() as db:
            settled = workspace.calendars.settled(db)
        for step in redate(workspace):
            total = step[1]
            yield step
        return total, not settled and total > 0

    def _told(self, done: tuple[int, bool]) -> None:
        redated, recounted = done
        today = london_day(self._context.clock.now())
        turned, self._day = today != self._day, today
        if redated or turned:
            self._context.hub.tell(Outcome(redated, Changed.CASES | Changed.CLOCKS), self)
        if recounted:
            version = self._context.workspace.calendar.version
            self._context.say.news(
                f"Due dates are counted by calendar {version} now; Settings lists those that moved.",
                level="info",
            )

    def _until_midnight(self) -> int:
        now = self._context.clock.now().astimezone(LONDON)
        midnight = datetime.combine(now.date() + timedelta(days=1), time(0), LONDON)
        return min(LONGEST_WAIT_MS, int((midnight - now).total_seconds() * 1000) + 1000)
