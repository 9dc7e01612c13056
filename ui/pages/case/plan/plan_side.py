"""The cards beside the plan: 1-2-1 time, days left, versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.clock import london_day
from jfs_desktop.records.views import PlanVersionView, PlanView, TimeTotal
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.writing.wording import long_day, short_day, time_of_day
from ui.pages.case.frame.side import stand
from ui.pages.case.plan.plan_standing import FinalCard, QueriesCard, StandingRead
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.text import label
from ui.widgets.time_meter import TimeMeter


class VersionRow(QFrame):
    """One frozen version: number, day, who, how it was agreed, and what can be done with it."""

    def __init__(self, version: PlanVersionView, first: bool, side: PlanSide) -> None:
        super().__init__()
        self.setProperty("role", "row-first" if first else "row")
        day = f"{short_day(london_day(version.made_at))}, {time_of_day(version.made_at)}"
        agreed = f"agreed: {version.agreed_how}" if version.agreed_at else "kept, not agreed"
        self.setAccessibleName(f"Version {version.number}, {day}, {version.made_by}, {agreed}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        column.addWidget(label(f"Version {version.number} · {day}", "strong", wrap=True))
        column.addWidget(label(f"{version.made_by} · {agreed}", "small", wrap=True))
        if version.summary:
            column.addWidget(label(version.summary, "soft", wrap=True))
        verbs = QHBoxLayout()
        verbs.setSpacing(10)
        for text, asked in (
            ("Open", side.openRequested),
            ("Compare", side.compareRequested),
            ("Export", side.exportRequested),
        ):
            made = button(text, "link", partial(asked.emit, version.number))
            made.setObjectName(f"version-{version.number}-{text.lower()}")
            made.setAccessibleName(f"{text} version {version.number}")
            verbs.addWidget(made)
        verbs.addStretch(1)
        column.addLayout(verbs)


class PlanSide(QScrollArea):
    """``openRequested(number)``, ``compareRequested(number)``, ``exportRequested(number)``."""

    openRequested = Signal(int)
    compareRequested = Signal(int)
    exportRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meter = TimeMeter()
        self.days = label("", "big")
        self.until = label("", "small", wrap=True)
        self._rows: list[QWidget] = []
        self._time = Card("1-2-1 time")
        self._left = Card("Days left")
        self._versions = Card("Versions")
        self.final = FinalCard()
        self.queries = QueriesCard()
        self._assemble()

    def show_time(self, total: TimeTotal, *, ended: bool = False, running: bool = False) -> None:
        """Show the 1-2-1 time of the case."""
        self.meter.set_total(total, ended=ended, running=running)
        self._time.show()

    def show_days(self, last_day: date | None, today: date, calendar: WorkingDays, *, ended: bool) -> None:
        """Show the working days to the last day that counts (P15); none are left of a case that has ended."""
        self._left.setVisible(not ended)
        if last_day is None:
            self.days.setText("–")
            self.until.setText("Counted once the start is known.")
            return
        left = calendar.count_between(today, last_day)
        if last_day < today:
            self.days.setText("Over")
            self.until.setText(f"The last day was {long_day(last_day)}.")
        else:
            self.days.setText(str(left))
            unit = "working day" if left == 1 else "working days"
            self.until.setText(f"{unit} to {long_day(last_day)}, the last day")
        self.days.setAccessibleName(f"{self.days.text()} {self.until.text()}")

    def show_standing(self, view: PlanView, read: StandingRead, *, ended: bool, died: bool) -> None:
        """Show how the plan stands and what was asked about it."""
        self.final.show_standing(view, read, died=died)
        self.queries.show_queries(view.queries, may_log=bool(view.versions) and not ended and not died)

    def show_versions(self, versions: Sequence[PlanVersionView]) -> None:
        """Show the frozen versions, newest first."""
        for row in self._rows:
            self._versions.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [VersionRow(version, place == 0, self) for place, version in enumerate(versions)]
        if not versions:
            none = "None yet. Each time the JFAP is agreed, that state is kept here for good."
            self._rows = [label(none, "soft", wrap=True)]
        for row in self._rows:
            self._versions.body.addWidget(row)
        self._versions.show()

    def clear(self) -> None:
        """Show nobody's."""
        self.show_versions(())
        self.days.setText("")
        self.until.setText("")
        for card in (self._time, self._left, self.final, self.queries, self._versions):
            card.hide()

    def _assemble(self) -> None:
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        stand(self, below=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held = QWidget()
        held.setProperty("role", "plainground")
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._time.body.addWidget(self.meter)
        self._left.body.addWidget(self.days)
        self._left.body.addWidget(self.until)
        self._versions.body.setSpacing(0)
        self._versions.body.insertSpacing(1, 8)
        for card in (self._time, self.final, self.queries, self._left, self._versions):
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(held)
