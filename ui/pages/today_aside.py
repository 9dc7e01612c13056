"""Beside Today: the day by the clock, and what can still be saved of this month's standards."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jfs_desktop.casework.agenda import AgendaLine, Engagement
from jfs_desktop.casework.standards import MonthStanding
from jfs_desktop.rules.standards import Tally
from jfs_desktop.rules.wording import MONTHS
from ui.dialogs.standard_cases import StandardCases
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.pill import Pill
from ui.widgets.text import ElidedLabel, TwoLineLabel, by_letters, label

WIDTH = 216
_VERBS = {
    Engagement.INITIAL_MEETING: "Start",
    Engagement.APPOINTMENT: "Start",
    Engagement.GROUP: "Open",
}


class Aside(QWidget):
    """Two cards; ``engagementRequested(line)`` and ``caseRequested(case_id, tab)`` ask for what is chosen."""

    engagementRequested = Signal(object)
    caseRequested = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(by_letters(WIDTH))
        self.agenda = Card("Today by the clock", margin=12)
        self.savable = Card("Can still be saved", margin=12)
        self.lines: list[QWidget] = []
        self.standards: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.agenda)
        column.addWidget(self.savable)
        column.addStretch(1)

    def clear(self) -> None:
        """Let go of everything shown."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines, self.standards = [], []

    def show_day(self, lines: Sequence[AgendaLine], month: MonthStanding) -> None:
        """Show both cards anew."""
        self.clear()
        coming = next((line for line in lines if not line.over), None)
        for line in lines:
            self._add(self.agenda, self._engagement(line, following=line is coming))
        if not lines:
            self._add(self.agenda, label("No meeting is booked for today.", "soft", wrap=True))
        counted = any(tally.total or tally.soon or tally.waiting for tally in month.tallies)
        if not counted:
            self._add(self.savable, label("No case counts this month yet.", "soft", wrap=True))
        for tally in month.tallies if counted else ():
            self._add(self.savable, self._standard(tally, month))

    def _add(self, card: Card, line: QWidget) -> None:
        card.body.addWidget(line)
        self.lines.append(line)

    def _engagement(self, line: AgendaLine, *, following: bool) -> QWidget:
        held = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TwoLineLabel(f"{line.at or 'Any time'} · {line.name or line.what}", "strong"))
        below = f"Next: {line.what}" if following else line.what
        words.addWidget(ElidedLabel(below if line.name else "Group session", "soft"))
        go = button(_VERBS[line.kind], "primary" if following else "plain")
        go.setAccessibleDescription(f"{line.at} {line.what} {line.name}")
        go.clicked.connect(lambda: self.engagementRequested.emit(line))
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(go)
        return held

    def _standard(self, tally: Tally, month: MonthStanding) -> QWidget:
        held = QWidget()
        name = button(tally.standard.name, "link", partial(self._open, tally, month))
        name.setProperty("flush", "true")
        name.setAccessibleDescription(standing_words(tally))
        self.standards.append(name)
        best = "–" if tally.best is None else f"{per_cent(tally.best)} %"
        kind = "neutral" if tally.best is None else "good" if tally.reachable else "late"
        pill = Pill(best, kind)
        of_month, target = MONTHS[month.month.month - 1], tally.standard.target_percent
        pill.setToolTip(f"Best still possible in {of_month}; the target is {target} %")
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(TwoLineLabel(standing_words(tally), "soft"), 1)
        below.addWidget(pill)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(name)
        column.addLayout(below)
        return held

    def _open(self, tally: Tally, month: MonthStanding) -> None:
        StandardCases(tally, month.names, self.caseRequested.emit, self.window()).open()


def standing_words(tally: Tally) -> str:
    """'12 met · 3 open', what is late first, or what is due soon while there is such. What is late from
    an earlier month is late here too, as it is in the list beside."""
    late = len(tally.missed) + len(tally.waiting)
    if tally.soon:
        return f"{len(tally.soon)} due soon · {late} late"
    if not tally.total and not late:
        return "No case this month"
    parts = ((late, "late"), (len(tally.met), "met"), (len(tally.open), "open"))
    return " · ".join(f"{number} {word}" for number, word in parts if number)


def per_cent(exact: Fraction) -> str:
    """The exact ratio cut to one place after the point, so that nothing under a target reads as on it."""
    tenths = int(exact * 10)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
