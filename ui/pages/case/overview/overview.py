"""The overview: every clock of the case, and what happened on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.prap.prap_entry import meet
from ui.pages.case.frame.tab import CaseNow, CaseTab
from ui.pages.case.overview.clock_list import ClockList
from ui.pages.case.overview.clock_words import appointment_line, grouped, next_line
from ui.pages.case.overview.facts_card import FactsCard
from ui.pages.case.overview.promised_list import PromisedList
from ui.pages.clock_tabs import ENDING, MEETING, OF_CLOCK
from ui.shell.context import Context
from ui.widgets.card import Card
from ui.widgets.explanation import ExplanationPopover
from ui.widgets.text import label
from ui.widgets.whole_scroll import WholeScroll

_SENT_BEFORE: Mapping[FactKind, tuple[FactKind, str]] = {
    FactKind.PACK_ACKNOWLEDGED: (FactKind.PACK_SENT, "Send the pack first"),
    FactKind.JFAP_ACKNOWLEDGED: (FactKind.DRAFT_JFAP_SENT, "Send the JFAP first"),
}
_ENDS = frozenset({FactKind.COMPLETED, FactKind.ENDED_EARLY})


class OverviewTab(CaseTab):
    """Shows what the page has read; each clock explains itself and leads to what meets it."""

    beside = ("time", "weigh", "person")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.clocks = ClockList()
        self._unsent: Mapping[str, str] = {}
        self.count = label("", "soft")
        self.next = label("", "strong", wrap=True)
        self.appointment = label("", wrap=True)
        self.nothing = label("Nothing is left to do on this case.", "soft")
        self.promised = PromisedList(context)
        self.facts = FactsCard(context)
        self._assemble()
        self.clocks.explainRequested.connect(self._explain)
        self.clocks.recordRequested.connect(self._record)

    def read_case(self, case: CaseNow) -> None:
        groups = grouped(case.clocks)
        self._unsent = _unsent(case)
        self.clocks.set_groups(groups, _refused(case), self._unsent)
        numbers = {group.key: len(group.clocks) for group in groups}
        self.promised.show_promised(case.promised)
        clocks_due = numbers.get("late", 0) + numbers.get("open", 0)
        due = clocks_due + len(case.promised)
        late = f" · {numbers['late']} late" if "late" in numbers else ""
        self.count.setText(f"{counted(due, 'thing')} to do{late}" if due else "")
        self.nothing.setVisible(not due)
        self.next.setText(next_line(groups))
        self.next.setVisible(bool(clocks_due) and due > 1)  # a single thing says it all itself, below
        agreed, now = case.view.next_appointment, self.context.clock.now()
        self.appointment.setText(appointment_line(agreed, now) if agreed is not None else "")
        self.appointment.setVisible(agreed is not None)
        self.facts.show_facts(case.facts)

    def clear(self) -> None:
        self.promised.show_promised(())
        self.clocks.set_groups(())
        self.count.setText("")
        self.next.setText("")
        self.appointment.setText("")
        self.facts.show_facts(())

    def _assemble(self) -> None:
        card = Card("What is next")
        card.verbs.addWidget(self.count)
        card.body.addWidget(self.next)
        card.body.addWidget(self.appointment)
        card.body.addWidget(self.nothing)
        card.body.addWidget(self.promised)
        card.body.addWidget(self.clocks)
        card.body.addStretch(1)
        self.nothing.hide()
        self.appointment.hide()
        held = QWidget()
        held.setProperty("role", "plainground")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(card)
        inside.addWidget(self.facts)
        inside.addStretch(1)
        area = WholeScroll(held, "What is next, and what happened")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _explain(self, reading: object, chip: QWidget) -> None:
        ExplanationPopover.open_at(chip, cast(ClockReading, reading))

    def _record(self, reading: object) -> None:
        clock = cast(ClockReading, reading)
        if _ENDS.issuperset(clock.stops):  # an end is led to, with what it needs
            self.tabRequested.emit(ENDING)
        elif OF_CLOCK.get(clock.id) == MEETING or clock.id in self._unsent:  # with all that it takes
            self.tabRequested.emit(MEETING)
        elif self.case_id is not None:
            meet(self.context, self.case_id, clock, self.window())


def _unsent(case: CaseNow) -> dict[str, str]:
    """Clocks that wait for the reply to a paper which has not gone yet, with the sending as their action."""
    done = {one.kind for one in case.facts if not one.withdrawn_reason}
    return {
        clock.id: words
        for clock in case.clocks
        for reply, (sent, words) in _SENT_BEFORE.items()
        if reply in clock.stops and sent.value not in done
    }


def _refused(case: CaseNow) -> dict[str, str]:
    """Why a clock cannot be met yet: nothing that meets it belongs to the stage of the case."""
    led = (one for one in case.clocks if one.stops and not _ENDS.issuperset(one.stops))
    return {
        one.id: case.barred[one.stops[0]] for one in led if all(kind in case.barred for kind in one.stops)
    }
