"""Beside Today: the day by the clock, and what can still be saved of the standards, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.casework.office.standards import MonthStanding
from jfs_desktop.casework.today.agenda import AgendaLine, Engagement
from jfs_desktop.rules.contract.standards import Tally
from jfs_desktop.rules.writing.wording import MONTHS
from ui.pages.today_folded import FoldedDay
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


class Aside(QScrollArea):
    """Two cards, which scroll where a full day makes them higher than the page;
    ``engagementRequested(line)`` and ``caseRequested(case_id, tab)`` ask for what is chosen."""

    engagementRequested = Signal(object)
    caseRequested = Signal(object, str)

    def __init__(self, head: QHBoxLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(by_letters(WIDTH))
        self.agenda = Card("Today by the clock", margin=12)
        self.savable = Card("Can still be saved", margin=12)
        self.lines: list[QWidget] = []
        self.standards: list[QPushButton] = []
        self.folded = FoldedDay()  # in the page's head, while there is no room for the cards
        head.insertWidget(0, self.folded)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.agenda)
        column.addWidget(self.savable)
        column.addStretch(1)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(inside)

    def stand(self, *, beside: bool) -> None:
        """Stand beside the list, or folded into one button."""
        self.setVisible(beside)
        self.folded.setVisible(not beside)

    def clear(self) -> None:
        """Let go of everything shown."""
        self.folded.show_day((), self.engagementRequested.emit, ())
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines, self.standards = [], []

    def show_day(self, lines: Sequence[AgendaLine], month: MonthStanding) -> None:
        """Show both cards anew."""
        self.clear()
        self._show_cards(lines, month)
        self.folded.show_day(lines, self.engagementRequested.emit, self.standards)

    def _show_cards(self, lines: Sequence[AgendaLine], month: MonthStanding) -> None:
        coming = next((line for line in lines if not line.over), None)
        for line in lines:
            self._add(self.agenda, self._engagement(line, following=line is coming))
        if not lines:
            self._add(self.agenda, label("No meeting is booked for today.", "soft", wrap=True))
        told = (*month.others, *month.tallies)
        if not any(tally.total or tally.soon or tally.waiting for tally in told):
            self._add(self.savable, label("No case counts this month yet.", "soft", wrap=True))
            return
        for tally in month.tallies:
            self._add(self.savable, self._standard(month.of_standard(tally.standard.id), month))

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
        verb = "Continue" if line.begun else _VERBS[line.kind]
        go = button(verb, "primary" if following else "plain")
        go.setAccessibleDescription(f"{line.at} {line.what} {line.name}")
        go.clicked.connect(lambda: self.engagementRequested.emit(line))
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(go)
        return held

    def _standard(self, tallies: Sequence[Tally], month: MonthStanding) -> QWidget:
        held = QWidget()
        name = button(tallies[0].standard.name, "link", partial(self._open, tallies, month))
        name.setProperty("flush", "true")
        name.setAccessibleDescription(standard_words(tallies))
        self.standards.append(name)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(name)
        for tally in tallies:
            if words := standing_words(tally):
                column.addLayout(_line(words, tally))
        if words := beside_the_months(tallies):
            column.addWidget(label(words, "soft"))
        return held

    def _open(self, tallies: Sequence[Tally], month: MonthStanding) -> None:
        from ui.dialogs.office.standard_cases import StandardCases

        StandardCases(tallies, month.names, self.caseRequested.emit, self.window()).open()


def _line(words: str, tally: Tally) -> QHBoxLayout:
    """One month in words, and the best that it can still reach."""
    kind = "neutral" if tally.best is None else "good" if tally.reachable else "late"
    pill = Pill("–" if tally.best is None else f"{per_cent(tally.best)} %", kind)
    pill.setToolTip(
        f"The best {_month(tally)} can still reach, if every open case of it is met; "
        f"the target is {tally.standard.target_percent} %"
    )
    line = QHBoxLayout()
    line.setSpacing(4)
    line.addWidget(TwoLineLabel(words, "soft"), 1)
    line.addWidget(pill)
    return line


def standard_words(tallies: Sequence[Tally]) -> str:
    """Every line of one standard, with the best that each month can still reach."""
    months = [
        words if tally.best is None else f"{words}, at best {per_cent(tally.best)} %"
        for tally in tallies
        if (words := standing_words(tally))
    ]
    return "; ".join([*months, *filter(None, [beside_the_months(tallies)])])


def standing_words(tally: Tally) -> str:
    """'June: 12 met · 3 open', what is late first, or what is due soon while there is such; '' for a month
    without a case. It counts the cases of that month and no others."""
    if not tally.total and not tally.soon:
        return ""
    late = (len(tally.missed), "late")
    parts = ((len(tally.soon), "due soon"), late) if tally.soon else (
        late, (len(tally.met), "met"), (len(tally.open), "open"),
    )  # fmt: skip
    return f"{_month(tally)}: " + " · ".join(f"{number} {word}" for number, word in parts if number)


def beside_the_months(tallies: Sequence[Tally]) -> str:
    """What is late from an earlier month and still to be done, as it is in the list beside; or that no
    month has anything."""
    late = sum(len(tally.waiting) for tally in tallies)
    if late:
        return f"{late} late from before"
    return "" if any(map(standing_words, tallies)) else "No case this month"


def _month(tally: Tally) -> str:
    return MONTHS[tally.month.month - 1]


def per_cent(exact: Fraction) -> str:
    """The exact ratio cut to one place after the point, so that nothing under a target reads as on it."""
    tenths = int(exact * 10)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
