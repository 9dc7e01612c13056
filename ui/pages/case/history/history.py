"""The history of a case: who changed what and when, and how to undo it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.cases import history
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import HistoryEntry
from jfs_desktop.rules.writing.wording import counted, day_and_time
from ui.pages.case.frame.tab import CaseTab
from ui.pages.case.history.history_list import HistoryList
from ui.pages.page import Chosen
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import label

PAGE = 60


class HistoryTab(CaseTab):
    """The journal of this case, told by day, newest first; older pages come on request."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.SESSIONS | Changed.PLAN | Changed.HISTORY

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._entries: tuple[HistoryEntry, ...] = ()
        self._wanted = PAGE
        self._make()
        self._assemble()
        self._connect()

    def load(self) -> None:
        self._read(None, max(self._wanted, len(self._entries)))

    def clear(self) -> None:
        self._entries, self._wanted = (), PAGE
        self.filter.setText("")  # which leaves nothing to undo, as clear() would
        self._show_entries()

    def chosen(self) -> Chosen:
        return {"words": self.filter.text(), "entries": len(self._entries)}

    def choose_again(self, chosen: Chosen) -> None:
        self._wanted = max(PAGE, chosen["entries"])
        self.filter.setText(chosen["words"])

    def _make(self) -> None:
        self.filter = QLineEdit()
        self.filter.setObjectName("history-filter")
        self.filter.setPlaceholderText("Filter the changes")
        self.filter.setAccessibleName("Filter the history")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(320)
        self.count = label("", "soft")
        self.list = HistoryList()
        self.earlier = button("Show earlier changes", "plain", self._page_back, name="history-earlier")
        self.nothing = EmptyState(
            "Nothing found", "No change of this case holds these words.", "Clear the filter"
        )

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.filter, 1)
        head.addWidget(self.count)
        head.addStretch(1)
        self.card = Card(margin=1)
        self.card.setAccessibleName("History")
        self.card.body.setContentsMargins(1, 1, 1, 1)
        self.card.body.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.card, 1)
        column.addWidget(self.nothing, 1)
        self.list.add_below(self.earlier)
        self._show_entries()

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self._show_entries())
        self.context.sharing.changed.connect(self._show_entries)
        self.list.undoRequested.connect(self._ask_undo)
        self.nothing.actionRequested.connect(lambda _: self.filter.clear())

    def _read(self, before: HistoryEntry | None, limit: int) -> None:
        workspace, case_id = self.context.workspace, self.case_id
        if case_id is None:
            return

        def take(entries: tuple[HistoryEntry, ...]) -> None:
            if case_id == self.case_id:
                self._take(entries, older=before is not None, more=len(entries) == limit)

        self.context.tasks.read(
            lambda: history.of_case(workspace, case_id, before=before, limit=limit), owner=self, done=take
        )

    def _take(self, entries: tuple[HistoryEntry, ...], *, older: bool, more: bool) -> None:
        self._entries = (*self._entries, *entries) if older else entries
        self.earlier.setVisible(more)
        self._show_entries()

    def _page_back(self) -> None:
        if self._entries:
            self._read(self._entries[-1], PAGE)

    def _show_entries(self) -> None:
        words = self.filter.text().casefold().split()
        seen = [*self._entries]
        if self.context.sharing.on:  # what was answered is for the adviser and for an auditor
            seen = [replace(one, answers=()) for one in self._entries if not one.never_shared]
        shown = [entry for entry in seen if all(word in _spoken(entry) for word in words)]
        self.list.set_entries(shown)
        self.nothing.setVisible(bool(seen) and not shown)
        self.card.setVisible(not self.nothing.isVisibleTo(self))
        total = counted(len(seen), "change")
        self.count.setText(f"{len(shown):,} of {total}" if words else total if seen else "")

    def _ask_undo(self, entry: HistoryEntry) -> None:
        def answer(yes: bool) -> None:
            if yes:
                self._undo(entry)

        self.context.say.ask(
            f"Undo: {entry.undo_label}?",
            f"{entry.text}, {day_and_time(entry.at)}. What it changed goes back to what it was before; "
            "both stay in the history.",
            "Undo this",
            "Keep it",
            answer,
        )

    def _undo(self, entry: HistoryEntry) -> None:
        workspace, change_id = self.context.workspace, entry.change_id
        self.context.tasks.write(
            lambda: history.undo(workspace, change_id),
            owner=self,
            done=self._undone,
            failed=self._refused,
        )

    def _undone(self, outcome: Outcome[str]) -> None:
        self.context.hub.tell(outcome)
        self.context.say.news(f"Undone: {outcome.value}.")

    def _refused(self, error: UserError) -> None:
        self.context.say.problem(error)


def _spoken(entry: HistoryEntry) -> str:
    """All words of an entry, for the filter."""
    return " ".join(
        (entry.text, entry.by, entry.reason, day_and_time(entry.at), *entry.details, *entry.answers)
    ).casefold()
