"""A clock in a few words: late, due today, or the day it is due; a click explains the date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState
from jfs_desktop.rules.writing.wording import counted, time_of_day, weekday_day
from ui.widgets.pill import Pill

NOW = ("Now", "late")
"""Stands for what is owed from its first minute."""


def days_late(days: int) -> str:
    """'1 working day late', '3 working days late'; ``days`` counts working days and is positive."""
    return f"{counted(days, 'working day')} late"


def due_words(days_left: int | None, due: date | None) -> tuple[str, str]:
    """The words and the pill kind for a due date, from its working days left."""
    if due is None or days_left is None:
        return "No date", "neutral"
    if days_left < 0:
        return days_late(-days_left), "late"
    if days_left == 0:
        return "Due today", "today"
    return weekday_day(due), "soon"


def due_and_left(days_left: int | None, due: date | None, *, at_once: bool = False) -> tuple[str, str]:
    """The same with the working days that are left to a day still to come, 'Mon 14 June · 6 left', where a
    title says what is counted.

    What is owed ``at_once`` is not put at the end of its day.
    """
    if at_once and days_left == 0:
        return NOW
    words, kind = due_words(days_left, due)
    return (f"{words} · {days_left or 0} left" if kind == "soon" else words), kind


_ENDED = {
    ClockState.MET: ("Done", "good"),
    ClockState.MET_LATE: ("Done late", "neutral"),
    ClockState.NOT_NEEDED: ("Not needed", "neutral"),
    ClockState.NOT_STARTED: ("Not started", "neutral"),
}


def chip_words(reading: ClockReading) -> tuple[str, str]:
    """The words and the pill kind of a clock reading."""
    if reading.state in _ENDED:
        return _ENDED[reading.state]
    if reading.state is ClockState.LATE and reading.milestone:  # a day that only marks is owed by nobody
        return f"{counted(-(reading.days_left or 0), 'working day')} past", "neutral"
    if reading.state is ClockState.LATE:
        return (days_late(-reading.days_left), "late") if reading.days_left else ("Late", "late")
    if reading.state is ClockState.DUE_TODAY:
        if reading.rule.at_once:
            return NOW
        at = reading.due_at
        return (f"Due by {time_of_day(at)}" if at is not None else "Due today"), "today"
    return due_words(reading.days_left, reading.due)


class ClockChip(Pill):
    """A clock as a pill that can be pressed for its explanation: ``chosen``."""

    chosen = Signal()

    def __init__(self, text: str = "", kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, kind, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Explain this date")
        self.setAccessibleDescription("Press to explain this date")

    def set_reading(self, reading: ClockReading) -> None:
        """Show another reading."""
        self.set_state(*chip_words(reading))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
            return
        super().keyPressEvent(event)
