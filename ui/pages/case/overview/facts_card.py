"""What happened on a case, newest first; a wrong entry is taken back with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import OF_THE_REFERRAL, FactKind
from jfs_desktop.rules.writing.wording import long_day, time_of_day
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.rows import Rows
from ui.widgets.text import label

SHOWN_AT_FIRST = 12
DAY_WIDTH = 150
_NEVER_TAKEN_BACK = {FactKind.MOVED_BY_ITSELF, *OF_THE_REFERRAL}
"""A move follows from the days that pass, and the days of the referral are corrected on its own tab."""


class FactsCard(Card):
    """The entries of a case; all of them are shown when asked for."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("What happened", parent)
        self._context = context
        self._facts: tuple[FactView, ...] = ()
        self._all = False
        self._rows = Rows()
        self.body.addLayout(self._rows)
        self.rows: list[FactRow] = []

    def show_facts(self, facts: Sequence[FactView]) -> None:
        """Show other entries."""
        self._facts = tuple(facts)
        self._build()

    def _build(self) -> None:
        column = self._rows.anew()
        shown = self._facts if self._all else self._facts[:SHOWN_AT_FIRST]
        self.rows = [FactRow(fact, first=index == 0) for index, fact in enumerate(shown)]
        for row in self.rows:
            row.back.clicked.connect(lambda _=False, fact=row.fact: self._take_back(fact))
            column.addWidget(row)
        if not self._facts:
            column.addWidget(label("Nothing is recorded yet.", "soft"))
        if len(shown) < len(self._facts):
            column.addWidget(button(f"Show all {len(self._facts)}", "link", self._show_all, name="all-facts"))

    def _show_all(self) -> None:
        self._all = True
        self._build()

    def _take_back(self, fact: FactView) -> None:
        WithdrawDialog.ask(self._context, fact, self.window())


class FactRow(QFrame):
    """One entry."""

    def __init__(self, fact: FactView, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = fact
        self.setProperty("role", "row-first" if first else "row")
        taken_back = bool(fact.withdrawn_reason)
        self.back = button("Take back…", "link", name="take-back")
        self.back.setAccessibleName(f"Take back: {fact.name}, {long_day(fact.on)}")
        if taken_back or fact.kind in _NEVER_TAKEN_BACK:
            self.back.hide()
        self.setAccessibleName(f"{fact.name}. {_day(fact)}." + (" Taken back." if taken_back else ""))
        title = label(fact.name, "soft" if taken_back else "strong", wrap=True)
        if taken_back:
            font = title.font()
            font.setStrikeOut(True)
            title.setFont(font)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(title)
        for told in _more(fact):
            words.addWidget(label(told, "soft", wrap=True))
        day = label(_day(fact), "soft")
        day.setMinimumWidth(DAY_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(12)
        row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)


def _day(fact: FactView) -> str:
    at = f", {time_of_day(fact.at)}" if fact.at is not None else ""
    return f"{long_day(fact.on)}{at}"


def _more(fact: FactView) -> tuple[str, ...]:
    told = (
        ("", " · ".join(part for part in (fact.channel, fact.by) if part)),
        ("", fact.reason),
        ("", fact.note),
        ("Late because: ", fact.late_reason),
        ("Taken back: ", fact.withdrawn_reason),
    )
    return tuple(f"{title}{text.strip()}" for title, text in told if text.strip())
