"""The cards of the circumstances: entries with what answered them, and the time line of somebody away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.circumstances.circumstances import Step, Thread
from jfs_desktop.records.views import FactView, JourneyStep
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.re_engagement import Spell
from jfs_desktop.rules.writing.wording import long_day, short_day, time_of_day, weekday_day
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowRow
from ui.widgets.pill import Pill
from ui.widgets.rows import Rows
from ui.widgets.text import by_letters, label

DAY_WIDTH = 128


class ThreadCard(Card):
    """A list of entries. ``stepChosen(kind, about)`` asks for the form of a step, ``backChosen(fact)`` to
    take an entry back."""

    stepChosen = Signal(object, object)
    backChosen = Signal(object)

    def __init__(self, title: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(title)
        self._nothing = nothing
        self.heading.setText(title)
        self.offered = FlowRow()
        self.head = QBoxLayout(QBoxLayout.Direction.TopToBottom)  # folded, until it is seen to have room
        self.head.addWidget(self.heading, 1)
        self.head.addWidget(self.offered)
        self.body.addLayout(self.head)
        self.above = QVBoxLayout()
        self.above.setSpacing(6)
        self.body.addLayout(self.above)
        self._rows = Rows()
        self.body.addLayout(self._rows)
        self._news: dict[FactKind, QWidget] = {}
        self.rows: list[ThreadRow] = []

    def offer(self, steps: Sequence[Step]) -> None:
        """Show what may be begun anew, at the right of the heading."""
        for step in steps:
            made = self._news.get(step.kind)
            if made is None:
                made = button(step.text, "plain", name=f"new-{step.kind.value}")
                made.clicked.connect(lambda _=False, kind=step.kind: self.stepChosen.emit(kind, None))
                self._news[step.kind] = made
                self.offered.take(made)
            made.setEnabled(not step.refused)
            made.setToolTip(step.refused)
            made.setAccessibleDescription(step.refused)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Beside the heading where they fit there in one line, else below it."""
        room = self.body.contentsRect().width() - self.head.spacing()
        beside = self.heading.sizeHint().width() + self.offered.sizeHint().width() <= room
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self.head.setDirection(way)

    def show_threads(self, threads: Sequence[Thread]) -> None:
        """Show other entries."""
        column = self._rows.anew()
        self.rows = [ThreadRow(thread, first=index == 0) for index, thread in enumerate(threads)]
        for row in self.rows:
            row.stepChosen.connect(self.stepChosen)
            row.backChosen.connect(self.backChosen)
            column.addWidget(row)
        if not threads:
            column.addWidget(label(self._nothing, "soft", wrap=True))


class ThreadRow(QFrame):
    """One entry: its day, what was said, what answered it, how it stands, and the next step."""

    stepChosen = Signal(object, object)
    backChosen = Signal(object)

    def __init__(self, thread: Thread, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = thread
        self.setProperty("role", "row-first" if first else "row")
        fact = thread.fact
        self.setAccessibleName(f"{fact.name}. {_day(fact)}. {thread.state}")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(fact.name, "strong", wrap=True), 1)
        if thread.state:
            head.addWidget(Pill(thread.state, thread.mark), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        for line in thread.lines:
            words.addWidget(label(line, "soft", wrap=True))
        for answer, lines in thread.answers:
            words.addLayout(self._answer(answer, lines))
        words.addWidget(self._verbs(fact))
        day = label(_day(fact), "soft", wrap=True)
        day.setFixedWidth(by_letters(DAY_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _answer(self, answer: FactView, lines: tuple[str, ...]) -> QHBoxLayout:
        text = " · ".join((f"{answer.name}, {_day(answer)}", *lines))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(f"↳ {text}", "soft", wrap=True), 1)
        row.addWidget(self._back(answer), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _verbs(self, fact: FactView) -> QWidget:
        row = FlowRow()
        row.flow.setContentsMargins(0, 3, 0, 0)
        for place, step in enumerate(self.told.steps):
            made = button(step.text, "plain" if place else "primary", name=f"step-{step.kind.value}")
            made.setEnabled(not step.refused)
            made.setToolTip(step.refused)
            made.setAccessibleDescription(f"{fact.name}, {_day(fact)}. {step.refused}")
            made.clicked.connect(lambda _=False, kind=step.kind: self.stepChosen.emit(kind, fact.id))
            row.take(made)
        row.take(self._back(fact))
        return row

    def _back(self, fact: FactView) -> QWidget:
        made = button("Take back…", "link", lambda: self.backChosen.emit(fact), name="take-back")
        made.setAccessibleName(f"Take back: {fact.name}, {long_day(fact.on)}")
        return made


def time_line(spell: Spell, today: date) -> tuple[JourneyStep, ...]:
    """The days that count for somebody who is away, as cells (M4, AMB-34)."""
    begun = "Meeting missed" if spell.begins.kind is FactKind.MEETING_MISSED else "Disengaged"
    first = spell.first_attempt
    over = spell.window_ends is not None and today > spell.window_ends
    return (
        JourneyStep("away", begun, weekday_day(spell.begins.on), "done"),
        _first_attempt(spell, today)
        if first is None
        else JourneyStep("first", "First attempt", weekday_day(first.on), "done"),
        JourneyStep(
            "days",
            "Attempts on different days",
            f"{spell.attempt_days} of {spell.wanted_days}",
            "done" if spell.attempt_days >= spell.wanted_days else "now" if first else "ahead",
        ),
        JourneyStep(
            "window",
            "End of window",
            weekday_day(spell.window_ends) if spell.window_ends else "runs from the first attempt",
            "done" if over else "now" if spell.window_ends else "ahead",
        ),
        _to_come("last", "Last working day", spell.last_day, today),
        _to_come("key", "Last day to key", spell.last_day_to_key, today),
    )


def _first_attempt(spell: Spell, today: date) -> JourneyStep:
    state = "late" if today > spell.first_attempt_due else "now"
    return JourneyStep("first", "First attempt", f"by {weekday_day(spell.first_attempt_due)}", state)


def _to_come(key: str, title: str, day: date, today: date) -> JourneyStep:
    return JourneyStep(key, title, weekday_day(day), "late" if today > day else "ahead")


def _day(fact: FactView) -> str:
    return f"{short_day(fact.on)} {time_of_day(fact.at)}" if fact.at is not None else short_day(fact.on)
