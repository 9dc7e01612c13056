"""The page of one case: who it is, where it stands, and one tab for each side of the work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from ui.dialogs.circumstances.assign_adviser import AssignAdviserDialog
from ui.dialogs.recording.record import RecordDialog
from ui.pages.case.frame.reading import read_case
from ui.pages.case.frame.side import SideCards
from ui.pages.case.frame.tab import CaseNow, CaseTab, TabEntry
from ui.pages.case.frame.tab_keys import TabKeys
from ui.pages.case.frame.tab_stack import TabStack
from ui.pages.case.header import CaseHead
from ui.pages.case.overview.clock_words import telling
from ui.pages.page import Chosen, Page, Place
from ui.shell.context import Context
from ui.shell.own_undo import OwnUndo
from ui.shell.turning import Turning
from ui.widgets.empty_state import EmptyState
from ui.widgets.explanation import ExplanationPopover
from ui.widgets.folding_tabs import FoldingTabs
from ui.widgets.journey_strip import JourneyStrip
from ui.widgets.scrolled import scrolled

PLAN = "plan"
MEETING = "meeting"
LAST_TAB = "case/tab"
NARROW_LETTERS = 100


class CasePage(Page):
    """Reads the case once for head, journey, cards and tabs; a tab is made when it is first opened."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.SESSIONS | Changed.STAFF

    def __init__(self, context: Context, tabs: Sequence[TabEntry], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page-case")
        self._entries = {entry.key: entry for entry in tabs}
        self._tabs: dict[str, CaseTab] = {}
        self._case_id: UUID | None = None
        self._now: CaseNow | None = None
        self._place: Place | None = None
        self._make()
        self._assemble()
        self._connect()

    @property
    def case_id(self) -> UUID | None:
        """The case shown."""
        return self._case_id

    @property
    def current_tab(self) -> str:
        """The key of the tab in front."""
        return str(self.bar.tabData(self.bar.currentIndex()) or "")

    def tab(self, key: str) -> CaseTab:
        """The tab, made now if it was not yet."""
        if key not in self._tabs:
            self._tabs[key] = self._make_tab(key)
            self._fold()
        return self._tabs[key]

    def open_case(self, case_id: UUID, tab: str) -> None:
        if case_id != self._case_id:
            self._now, self._place, self._case_id = None, None, case_id
            self._blank()
            for made in self._tabs.values():
                made.show_case(case_id)
        self.show_tab(tab or str(self.context.preferences.text(LAST_TAB, "")))
        self.mark_stale()

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front; an unknown one leaves the tab as it is."""
        for index in range(self.bar.count()):
            if self.bar.tabData(index) == key:
                self.bar.setCurrentIndex(index)
        self._front()

    def showing(self) -> None:
        if self.focusWidget() is None:
            self.whole.setFocus()

    def load(self) -> None:
        case_id, workspace = self._case_id, self.context.workspace
        if case_id is None:
            return
        self.context.tasks.read(
            lambda: read_case(workspace, case_id), owner=self, done=self._show, failed=self._gone
        )

    def clear(self) -> None:
        self._now = None
        self._blank()
        for tab in self._tabs.values():
            tab.clear()

    def chosen(self) -> Chosen:
        return {key: tab.chosen() for key, tab in self._tabs.items()}

    def choose_again(self, chosen: Chosen) -> None:
        for key, one in chosen.items():
            self._tabs[key].choose_again(one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def mark_stale(self) -> None:
        super().mark_stale()
        for tab in self._tabs.values():
            tab.mark_stale()

    def hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        for tab in self._tabs.values():
            tab.hear(outcome, initiator)
        if not outcome.case_ids or self._case_id in outcome.case_ids:
            super().hear(outcome, initiator)

    def save_drafts(self) -> None:
        for tab in self._tabs.values():
            tab.save_drafts()

    def remember(self) -> Place:
        tab = self._tabs.get(self.current_tab)
        within = tab.remember() if tab is not None and tab.isAncestorOf(self.focusWidget()) else None
        return within or super().remember()

    def restore(self, place: Place) -> None:
        self._place = place  # the field may come with the rows
        self._go_back()

    def _make(self) -> None:
        self.head = CaseHead(with_export=PLAN in self._entries)
        self.strip = JourneyStrip()
        self.tabs_row = FoldingTabs()
        self.bar = self.tabs_row.bar
        self.bar.setObjectName("case-tabs")
        self.bar.setAccessibleName("Parts of the case")
        self.stack = TabStack()
        self.side = SideCards(self.context)
        self._turning = Turning(self.context.clock, self)
        self.whole = self.first = QWidget()  # so that Tab begins at the top of the case
        self.whole.setProperty("role", "plainground")
        self.area = scrolled(self.whole)
        self.empty = EmptyState(
            "No case is open",
            "Choose a participant in the caseload, or find one with Ctrl+K.",
            "Open the caseload",
        )
        for entry in self._entries.values():
            index = self.bar.addTab(entry.title)
            self.bar.setTabData(index, entry.key)
            self.bar.setTabToolTip(index, entry.title)

    def _assemble(self) -> None:
        rule = QFrame()
        rule.setProperty("role", "rule")
        self._below = QHBoxLayout()
        self._below.setSpacing(16)
        self._below.addWidget(self.stack, 1)
        self._below.addWidget(self.side)
        tabs = QVBoxLayout()
        tabs.setSpacing(0)
        tabs.addWidget(self.tabs_row)
        tabs.addWidget(rule)
        inside = QVBoxLayout(self.whole)
        inside.setContentsMargins(24, 16, 24, 12)
        inside.setSpacing(12)
        inside.addWidget(self.head)
        inside.addWidget(self.strip)
        inside.addLayout(tabs)
        inside.addLayout(self._below, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)
        self._blank()

    def _connect(self) -> None:
        self.bar.currentChanged.connect(lambda _: self._turned())
        self._turning.came.connect(lambda: self.hear(Outcome(None, Changed.CLOCKS), None))
        self.context.sharing.changed.connect(self._follow_sharing)
        self.strip.stepChosen.connect(self._explain)
        self.empty.actionRequested.connect(lambda _: self.pageRequested.emit("caseload"))
        self.head.caseloadRequested.connect(lambda: self.pageRequested.emit("caseload"))
        self.head.recordRequested.connect(self._record)
        self.head.adviserRequested.connect(self._assign)
        self.head.startRequested.connect(self._begin)
        self.head.exportRequested.connect(self._export)
        TabKeys(self, self.bar, self.stack, self.context.tasks, self.show_tab)

    @property
    def own_undo(self) -> OwnUndo | None:
        return self.tab(self.current_tab).own_undo

    def print_shown(self) -> None:
        """Print what the tab in front shows."""
        self.tab(self.current_tab).print_shown()

    def _make_tab(self, key: str) -> CaseTab:
        tab = self._entries[key].make(self.context)
        tab.setObjectName(tab.objectName() or f"tab-{key}")
        self.stack.add(tab)
        tab.tabRequested.connect(self.show_tab)
        tab.workRequested.connect(self._work_in)
        tab.startRequested.connect(self._begin)
        tab.stopRequested.connect(self.stopSessionRequested)
        tab.savedChanged.connect(self.savedChanged)
        tab.caseRequested.connect(self.caseRequested)
        tab.fieldRequested.connect(self.fieldRequested)
        if self._case_id is not None:
            tab.show_case(self._case_id)
        if self._now is not None:
            tab.read_case(self._now.as_shared() if self.context.sharing.on else self._now)
        return tab

    def _turned(self) -> None:
        self._front()
        self.context.preferences.put(LAST_TAB, self.current_tab)

    def _front(self) -> None:
        if self._case_id is None or not self.current_tab:
            return
        tab = self.tab(self.current_tab)
        self.side.choose(tab.beside)
        self.head.set_meeting_in_front(self.current_tab == MEETING)
        self.stack.bring(tab)
        self._fold()

    def _blank(self) -> None:
        """Nothing of anybody is left to see."""
        self.head.clear()
        self.strip.set_steps(())
        self.side.clear()
        self._turning.wait(None)
        self.area.setVisible(self._case_id is not None)
        self.empty.setVisible(self._case_id is None)

    def _show(self, now: CaseNow) -> None:
        if now.view.case_id != self._case_id:
            return
        self._now = now
        self._turning.wait(now.turns_at(self.context.clock.now()))
        self._tell(now.as_shared() if self.context.sharing.on else now)
        self._go_back()

    def _tell(self, now: CaseNow) -> None:
        self.head.show_case(now)
        self.strip.set_steps(now.view.journey)
        self.side.show_case(now)
        self._fold()
        for tab in self._tabs.values():
            tab.read_case(now)

    def _follow_sharing(self) -> None:
        self.head.set_shared(self.context.sharing.on)
        if self._now is not None:
            self._show(self._now)

    def _gone(self, error: UserError) -> None:
        self._case_id = None
        self.clear()
        self.context.say.problem(error)

    def _go_back(self) -> None:
        place, tab = self._place, self._tabs.get(self.current_tab)
        if place is None or self._now is None:
            return
        self._place = None
        super().restore(place)
        if tab is not None:
            tab.restore(place)

    def _fold(self) -> None:
        """Where letters are large or the window is narrow, what stands side by side stands below."""
        narrow = self.width() < self.fontMetrics().averageCharWidth() * NARROW_LETTERS
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._below.setDirection(way)
        self.head.set_narrow(narrow)
        self.side.set_narrow(narrow)
        self.strip.set_folded(narrow)
        self.stack.set_narrow(narrow)

    def _explain(self, clock_id: str, cell: QWidget) -> None:
        reading = telling(self._now.clocks, clock_id) if self._now else None
        if reading is not None:
            ExplanationPopover.open_at(cell, reading)

    def _record(self) -> None:
        if self._case_id is not None:
            RecordDialog.ask(self.context, self._case_id, self.window())

    def _assign(self) -> None:
        if self._now is not None:
            AssignAdviserDialog.ask(self.context, self._now.view, self.window())

    def _begin(self, kind: str) -> None:
        """The initial meeting begins on its own page, which leads through it."""
        if kind == SessionKind.INITIAL_MEETING and MEETING in self._entries:
            self._work_in(MEETING)
        else:
            self._start(kind)

    def _work_in(self, key: str) -> None:
        self.show_tab(key)
        self.tab(key).go_on()

    def _start(self, kind: str) -> None:
        if self._case_id is not None:
            self.startSessionRequested.emit(self._case_id, kind)

    def _export(self) -> None:
        self.show_tab(PLAN)
        self.tab(PLAN).export()
