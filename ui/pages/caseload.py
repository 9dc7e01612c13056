"""All cases: search as you type, filters, and the next deadline on each row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.caseload import Caseload, Due, Sort
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import CaseloadRow
from jfs_desktop.rules.wording import counted
from ui.pages.caseload_model import COLUMNS, PAGE, CaseloadModel
from ui.pages.caseload_table import CaseloadTable
from ui.pages.page import Page
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, PageHead
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import label

_DUE = (
    (None, "Any deadline"),
    (Due.LATE, "Late"),
    (Due.TODAY, "Due today"),
    (Due.COMING, "Next five working days"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the list: words, filters and order."""

    text: str = ""
    stage: str | None = None
    due: Due | None = None
    only_open: bool = True
    sort: Sort = Sort.NEXT_DUE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: ids in order, the first rows, and the stages that occur."""

    question: Question
    ids: tuple[UUID, ...]
    rows: tuple[CaseloadRow, ...]
    stages: tuple[tuple[str, str, int], ...]
    total: int


class CaseloadPage(Page):
    """The caseload. The list itself lives on the reader thread; this page shows a window of it."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.SESSIONS | Changed.STAFF

    newReferralRequested = Signal()
    importRequested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._caseload: Caseload | None = None
        self._changed_cases: set[UUID] | None = None
        self._asked: Question | None = None
        self._shown: Question | None = None
        self._sort, self._descending = Sort.NEXT_DUE, False
        self._make()
        self._assemble()
        self._connect()

    def load(self) -> None:
        changed, self._changed_cases = self._changed_cases, set()
        self._asked = self.question()
        self._send(self._asked, changed)

    def clear(self) -> None:
        self._caseload = None
        self._changed_cases = None
        self.model.show(())

    def search_for(self, text: str) -> None:
        self.search.setText(text)
        self.search.setFocus()

    def showing(self) -> None:
        if not self.table.hasFocus():
            self.search.setFocus()

    def hear(self, outcome: Outcome[object], initiator: object) -> None:
        if outcome.changed & self.cares:
            if self._changed_cases is not None and outcome.case_ids:
                self._changed_cases |= outcome.case_ids
            else:
                self._changed_cases = None
        super().hear(outcome, cast(QWidget, initiator))

    def question(self) -> Question:
        """What the fields now ask."""
        return Question(
            self.search.text(),
            self.stage.currentData(),
            self.due.currentData(),
            self.only_open.isChecked(),
            self._sort,
            self._descending,
        )

    def _make(self) -> None:
        self.head = PageHead("Caseload")
        self.search = QLineEdit()
        self.search.setObjectName("caseload-search")
        self.search.setPlaceholderText("Name, NI number, reference or Jobcentre")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search the caseload")
        self.stage = QComboBox()
        self.stage.setAccessibleName("Stage")
        self.stage.addItem("Every stage", None)
        self.due = QComboBox()
        self.due.setAccessibleName("What is due")
        for value, words in _DUE:
            self.due.addItem(words, value)
        self.only_open = QCheckBox("Open cases only")
        self.only_open.setChecked(True)
        self.count = label("", "soft")
        self.model = CaseloadModel(self)
        self.table = CaseloadTable(self.context.theme, self.context.preferences)
        self.new = button("New referral…", "plain", name="new-referral")
        self.bring = button("Import referrals…", "primary", name="import-referrals")
        self.empty = EmptyState(
            "No participants yet",
            "Import the referral file that PRaP gave you, or type a referral in.",
            "Import referrals…",
            "New referral…",
        )
        self.nothing = EmptyState(
            "Nobody found", "No case matches the words and filters above.", "Clear the filters"
        )

    def _assemble(self) -> None:
        self.head.verbs.addWidget(self.new)
        self.head.verbs.addWidget(self.bring)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.search, 1)
        for widget in (self.stage, self.due, self.only_open, self.count):
            filters.addWidget(widget)
        card = Card(margin=1)
        card.body.addWidget(self.table)
        card.body.setContentsMargins(1, 1, 1, 1)
        self.card = card
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 14)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(filters)
        column.addWidget(card, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.nothing, 1)
        self.table.take(self.model, [column.width for column in COLUMNS])
        self.table.sortByColumn(1, self.table.horizontalHeader().sortIndicatorOrder())
        self._show_parts(0, 0)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda _: self._ask())
        self.search.textChanged.connect(lambda text: None if text else self._ask())
        self.search.returnPressed.connect(self._open_first)
        self.stage.currentIndexChanged.connect(lambda _: self._ask())
        self.due.currentIndexChanged.connect(lambda _: self._ask())
        self.only_open.toggled.connect(lambda _: self._ask())
        self.model.sortAsked.connect(self._sort_by)
        self.model.pageNeeded.connect(self._fetch)
        self.table.opened.connect(self._open)
        self.new.clicked.connect(self.newReferralRequested)
        self.bring.clicked.connect(self.importRequested)
        self.empty.actionRequested.connect(
            lambda which: (self.newReferralRequested if which else self.importRequested).emit()
        )
        self.nothing.actionRequested.connect(lambda _: self._clear_filters())

    def _sort_by(self, sort: Sort, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self._ask()

    def _ask(self) -> None:
        """Ask the reader thread; while it searches, only the newest question waits."""
        searching, self._asked = self._asked is not None, self.question()
        if not searching:
            self._send(self._asked, set())

    def _send(self, question: Question, changed: set[UUID] | None) -> None:
        self.context.tasks.read(self._search(question, changed), owner=self, done=self._take)

    def _search(self, question: Question, changed: set[UUID] | None) -> Callable[[], Found]:
        def job() -> Found:
            if self._caseload is None:
                self._caseload = Caseload(self.context.workspace)
            elif changed is None or changed:
                self._caseload.refresh(changed or ())
            ids = self._caseload.search(
                question.text,
                stage=question.stage,
                due=question.due,
                only_open=question.only_open,
                sort=question.sort,
                descending=question.descending,
            )
            return Found(
                question, ids, self._caseload.rows(ids[:PAGE]), self._caseload.stages(), len(self._caseload)
            )

        return job

    def _take(self, found: Found) -> None:
        waiting, self._asked = self._asked, None
        chosen = self._current_case()
        self._shown = found.question
        self.model.show(found.ids, found.rows)
        self._choose(chosen)
        self._show_stages(found.stages)
        self._show_parts(len(found.ids), found.total)
        if waiting is not None and waiting != found.question:
            self._ask()

    def _fetch(self, number: int, ids: tuple[UUID, ...]) -> None:
        serial = self.model.serial
        self.context.tasks.read(
            lambda: self._caseload.rows(ids) if self._caseload else (),
            owner=self,
            done=lambda rows: self.model.take_page(serial, number, rows),
        )

    def _show_parts(self, found: int, total: int) -> None:
        self.empty.setVisible(total == 0)
        self.nothing.setVisible(total > 0 and found == 0)
        self.card.setVisible(found > 0)
        self.count.setText(f"{found:,} of {total:,}" if total else "")
        self.head.sub.setText(counted(total, "case") if total else "")
        self.badgeChanged.emit(f"{total:,}" if total else "", False)

    def _show_stages(self, stages: tuple[tuple[str, str, int], ...]) -> None:
        chosen = self.stage.currentData()
        self.stage.blockSignals(True)
        self.stage.clear()
        self.stage.addItem("Every stage", None)
        for key, name, number in stages:
            self.stage.addItem(f"{name} ({number:,})", key)
        self.stage.setCurrentIndex(max(self.stage.findData(chosen), 0))
        self.stage.blockSignals(False)

    def _current_case(self) -> UUID | None:
        place = self.table.currentIndex().row()
        return self.model.ids[place] if 0 <= place < len(self.model.ids) else None

    def _choose(self, case_id: UUID | None) -> None:
        if case_id is not None and case_id in self.model.ids[:PAGE]:
            self.table.selectRow(self.model.ids.index(case_id))

    def _clear_filters(self) -> None:
        self.only_open.setChecked(False)
        self.stage.setCurrentIndex(0)
        self.due.setCurrentIndex(0)
        self.search.clear()

    def _open_first(self) -> None:
        if self.model.ids:
            self._open(0)

    def _open(self, place: int) -> None:
        self.caseRequested.emit(self.model.ids[place], "")
