"""Keeps the caseload's stored lines on today's date and calendar, at the start and after midnight, and notes
what moved by itself meanwhile."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.outcome import Changed, Outcome
from ui.shell.context import Context

if TYPE_CHECKING:  # the store's words load behind the first face
    from jfs_desktop.casework.cases.automatic_moves import AutomaticMove

LONGEST_WAIT_MS = 15 * 60 * 1000
"""The clock is looked at this often at least, since a computer may sleep through midnight."""


class DayWatch(QObject):
    """Re-dates the lines that were worked out on another day or with another calendar, notes the moves
    that cases made by themselves (T5, T16, T17, T25, T28), and tells the pages. ``movesNoted`` follows."""

    movesNoted = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._day = london_day(context.clock.now())
        self._aloud = True
        self._stamp = context.workspace.calendar.stamp
        context.hub.changed.connect(self._hear)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def look(self, *, aloud: bool = True) -> None:
        """Re-date what is behind; do nothing more when all stands on today. Moves found are told in the
        banner too while ``aloud``, on Today in any case."""
        self._aloud = aloud
        self._timer.start(self._until_midnight())
        if not self._context.tasks.held:
            self._context.tasks.steps(self._redate, owner=self, done=self._told)

    def _redate(self) -> Generator[tuple[int, int], None, tuple[int, bool]]:
        """How many lines were behind, and whether another calendar had worked them out."""
        from jfs_desktop.casework.desk.redating import redate

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
            self._aloud = False  # the calendar is the greater news; Today tells the moves
        self._note_moves()

    def _hear(self, *_: object) -> None:
        """A calendar taken up while the window stands open may have moved cases too (W17)."""
        stamp = self._context.workspace.calendar.stamp
        if stamp != self._stamp and not self._context.tasks.held:
            self._stamp, self._aloud = stamp, False
            self._note_moves()

    def _note_moves(self) -> None:
        """Once every line stands on today, for the lines say which cases may have moved."""
        from jfs_desktop.casework.cases import automatic_moves
        from jfs_desktop.casework.circumstances import homes_to_come

        workspace = self._context.workspace
        self._context.tasks.write(lambda: homes_to_come.take_up(workspace), owner=self, done=self._taken_up)

        def note() -> Outcome[tuple[AutomaticMove, ...]]:
            with workspace.reading() as db:
                settled = workspace.calendars.settled(db)
            return automatic_moves.note(workspace) if settled else Outcome((), Changed.NOTHING)

        self._context.tasks.write(note, owner=self, done=self._moved)

    def _taken_up(self, outcome: Outcome[int]) -> None:
        if outcome.value:
            self._context.hub.tell(outcome, self)

    def _moved(self, outcome: Outcome[tuple[AutomaticMove, ...]]) -> None:
        number = len(outcome.value)
        if number:
            self._context.hub.tell(outcome, self)
        if number and self._aloud:
            one = number == 1
            who = "1 case moved on by itself" if one else f"{number} cases moved on by themselves"
            self._context.say.news(f"{who}: Today says what can still be done.", level="info")
        self.movesNoted.emit()

    def _until_midnight(self) -> int:
        now = self._context.clock.now().astimezone(LONDON)
        midnight = datetime.combine(now.date() + timedelta(days=1), time(0), LONDON)
        return min(LONGEST_WAIT_MS, int((midnight - now).total_seconds() * 1000) + 1000)
