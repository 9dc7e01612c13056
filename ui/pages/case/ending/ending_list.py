"""The completion list on the 'Ending' tab: each test, whether it is met, and the way to meet it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.ending.endings import Ending
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.completion import CompletionTest
from jfs_desktop.rules.writing.wording import hours_and_minutes, long_day
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.text import label

MINUTES, FINAL, COPY_GIVEN = "one_to_one_minutes", "jfap_final", "jfap_copy_given"
_WHERE = {MINUTES: "sessions", FINAL: "plan", COPY_GIVEN: "plan"}
_SHORT = {
    "group_session": "Record the group",
    "cv": "Agree the CV",
    FINAL: "Agree the final JFAP",
    COPY_GIVEN: "Record the copy given",
}


class CompletionRows(QWidget):
    """``meetRequested(test)`` asks for the way to meet a test, ``evidenceRequested(tab)`` for what
    shows that it is met."""

    meetRequested = Signal(object)
    evidenceRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_tests(self, ending: Ending) -> None:
        """Show the list anew."""
        self.clear()
        self.rows = [self._row(test, ending, number) for number, test in enumerate(ending.tests)]
        for row in self.rows:
            self._column.addWidget(row)

    def clear(self) -> None:
        """Show nothing."""
        for row in self.rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = []

    def _row(self, test: CompletionTest, ending: Ending, number: int) -> QFrame:
        row = QFrame()
        row.setProperty("role", "row" if number else "row-first")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(test.name, "strong", wrap=True))
        words.addWidget(label(_told(test, ending), "soft", wrap=True))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(8)
        open_ = "Open" if ending.open else "Not met"  # nothing of it is asked for any more
        line.addWidget(Pill("Met", "good") if test.met else Pill(open_, "neutral"))
        line.addLayout(words, 1)
        where = _WHERE.get(test.key, "overview")
        if test.met:
            seen = button(
                "Show", "link", partial(self.evidenceRequested.emit, where), name=f"show-{test.key}"
            )
            seen.setAccessibleName(f"Show what meets this: {test.name}")
            line.addWidget(seen)
        elif ending.served and not ending.died and not _waits_for_final(test, ending):
            text, go = self._way(test, where)
            meet = button(text, "plain", go, name=f"meet-{test.key}")
            meet.setAccessibleName(f"{text}: {test.name}")
            line.addWidget(meet)
        return row

    def _way(self, test: CompletionTest, where: str) -> tuple[str, Callable[[], None]]:
        """What the button says, and where it leads: a query about the JFAP is answered on its tab."""
        if test.meets == (FactKind.JFAP_QUERY_SETTLED,):
            return "Open the query", partial(self.evidenceRequested.emit, where)
        text = "Start 1-2-1" if test.key == MINUTES else _SHORT.get(test.key, "Record")
        return text, partial(self.meetRequested.emit, test)


def _waits_for_final(test: CompletionTest, ending: Ending) -> bool:
    """Whether it asks for a copy of the final JFAP while there is none: only a draft could go (X2)."""
    return test.key == COPY_GIVEN and not all(one.met for one in ending.tests if one.key == FINAL)


def _told(test: CompletionTest, ending: Ending) -> str:
    wanted = test.missing.rstrip(".") if ending.open else ""
    said = [f"met on {long_day(test.met_on)}" if test.met and test.met_on else wanted]
    if test.key == MINUTES:
        time = ending.time
        said.append(
            f"{hours_and_minutes(time.minutes)} with the initial meeting, "
            f"{hours_and_minutes(time.minutes_without_initial)} without it"
        )
    said.append(test.paragraph)
    return " · ".join(part for part in said if part)
