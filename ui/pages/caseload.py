"""All cases: search as you type, filters, and the next deadline on each row."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.cases.caseload import Due, Sort
from jfs_desktop.rules.writing.wording import counted
from ui.pages.caseload_model import COLUMNS, CaseloadModel
from ui.pages.caseload_search import Found, Question, Sight, Standing, answer, dropped_file, ready_rows
from ui.pages.caseload_table import CaseloadTable
from ui.pages.page import Chosen, Page
from ui.shell import figures
from ui.shell.caseload_desk import CARES
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import PageHead
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty_state import EmptyState, ListEmpty
from ui.widgets.folding import fold
from ui.widgets.text import by_letters, label

_DUE = (
    (None, "Any deadline"),
    (Due.LATE, "Late"),
    (Due.TODAY, "Due today"),
    (Due.COMING, "Next five working days"),
)


class CaseloadPage(Page):
    """The caseload. The list itself lives on the reader thread; this page shows a window of it."""

    cares = CARES

    newReferralRequested = Signal()
    importRequested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._asked: Question | None = None
        self._shown: Question | None = None
        self._sort, self._descending = Sort.NEXT_DUE, False
        self._open_when_found = False
        self._standing: Standing | None = None
        self._locks = 0
        self._stages: tuple[tuple[str, str, int], ...] = ()
        self.setAcceptDrops(True)
        self._make()
        self._assemble()
        self._connect()

    def load(self) -> None:
        self._asked = self.question()
        self._send(self._asked)

    def clear(self) -> None:
        self._locks += 1
        self._asked = self._shown = None
        self._open_when_found = False
        self.model.show(())
        self.table.forget()
        quiet = self.search.blockSignals(True)
        self.search.setText("")  # which leaves nothing to undo, as clear() would
        self.search.blockSignals(quiet)

    def chosen(self) -> Chosen:
        asked, case_id = self.question(), self._current_case()
        return {
            "words": asked.text,
            "stage": asked.stage,
            "due": asked.due,
            "only_open": asked.only_open,
            "case": str(case_id) if case_id is not None else None,
            "first": max(self.table.rowAt(0), 0),
            "scrolled": self.table.verticalScrollBar().value(),
        }

    def choose_again(self, chosen: Chosen) -> None:
        fields = (self.search, self.stage, self.due, self.only_open)
        quiet = [field.blockSignals(True) for field in fields]  # what they say is read but once, by load()
        self.search.setText(chosen["words"])
        self.stage.setCurrentIndex(max(self.stage.findData(chosen["stage"]), 0))
        self.due.setCurrentIndex(max(self.due.findData(chosen["due"]), 0))
        self.only_open.setChecked(chosen["only_open"])
        for field, was in zip(fields, quiet, strict=True):
            field.blockSignals(was)
        case_id = UUID(chosen["case"]) if chosen["case"] else None
        self._standing = Standing(case_id, chosen["first"], chosen["scrolled"])

    def search_for(self, text: str) -> None:
        self.search.setText(text)
        self.search.setFocus()
        self._ask()

    def showing(self) -> None:
        self.take_focus()

    def take_focus(self) -> None:
        if not self.table.hasFocus():
            self.search.setFocus()

    @property
    def settled(self) -> bool:
        """Whether the list shows the answer to the newest question."""
        return self._asked is None

    def question(self) -> Question:
        """What the fields now ask."""
        due = self.due.currentData()  # as Qt gives it back, a plain text
        return Question(
            self.search.text(),
            self.stage.currentData(),
            Due(due) if due is not None else None,
            self.only_open.isChecked(),
            self._sort,
            self._descending,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fold(self._asking, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = dropped_file(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.bring_in(file)

    def bring_in(self, file: Path) -> None:
        """Show what an import of this file would do; a file dropped here comes this way."""
        from ui.dialogs.referrals.import_referrals import ImportDialog

        ImportDialog(self.context, file, self.window()).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search into the list, Esc empties the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self.model.ids:
                self.table.setFocus()
                self.table.selectRow(max(self.table.currentIndex().row(), 0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.setText("")
                return True
        return super().eventFilter(watched, event)

    def _make(self) -> None:
        self.head = PageHead("Caseload")
        self.search = QLineEdit()
        self.search.setObjectName("caseload-search")
        self.search.setPlaceholderText("Name, NI number, reference or Jobcentre")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search the caseload")
        self.search.setAcceptDrops(False)
        self.search.installEventFilter(self)
        self.stage = ChoiceBox()
        self.stage.setMinimumWidth(by_letters(120))  # it may give way to large letters
        self.stage.setAccessibleName("Stage")
        self.stage.addItem("Every stage", None)
        self.due = ChoiceBox()
        self.due.setMinimumWidth(by_letters(120))
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
        self.nothing = ListEmpty(
            "Nobody found", "No case matches the words and filters above.", "Clear the filters"
        )

    def _assemble(self) -> None:
        self.head.verbs.addWidget(self.new)
        self.head.verbs.addWidget(self.bring)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for widget in (self.stage, self.due, self.only_open, self.count):
            filters.addWidget(widget)
        self._asking = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._asking.setSpacing(8)
        self._asking.addWidget(self.search, 1)
        self._asking.addLayout(filters)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 14)
        whole.setSpacing(10)
        whole.addWidget(self.head)
        whole.addLayout(self._asking)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.empty, 1)
        whole.addWidget(self.nothing, 1)
        self.table.take_columns(self.model)
        header = self.table.horizontalHeader()
        column = max(header.sortIndicatorSection(), 0)
        self._sort = COLUMNS[column].sort if column < len(COLUMNS) else Sort.NEXT_DUE
        self._descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        for part in (self.empty, self.nothing, self.table):
            part.hide()

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
        self.table.typed.connect(self._type_on)
        self.table.leftUpwards.connect(self.search.setFocus)
        self.new.clicked.connect(self.newReferralRequested)
        self.bring.clicked.connect(self.importRequested)
        self.empty.actionRequested.connect(
            lambda which: (self.newReferralRequested if which else self.importRequested).emit()
        )
        self.nothing.actionRequested.connect(lambda _: self._clear_filters())

    def _sort_by(self, sort: Sort, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self._ask()

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.setCursorPosition(len(self.search.text()))
        self.search.insert(text)
        self._ask()

    def _ask(self) -> None:
        """Ask the reader thread; while it searches, only the newest question waits."""
        searching, self._asked = self._asked is not None, self.question()
        if not searching:
            self._send(self._asked)

    def _send(self, question: Question) -> None:
        stood = self._standing
        if stood is not None:
            sight = Sight(stood.case_id, stood.first)
        else:
            same = question == self._shown
            sight = Sight(self._current_case(), max(self.table.rowAt(0), 0) if same else 0)
        desk, locks = self.context.caseload, self._locks

        def take(found: Found) -> None:
            if locks == self._locks:  # else it was read before a lock, and no name of then is shown
                self._take(found)

        self.context.tasks.read(lambda: answer(desk.now(), question, sight), owner=self, done=take)

    def _take(self, found: Found) -> None:
        waiting, self._asked = self._asked, None
        stood, self._standing = self._standing, None
        bar = self.table.verticalScrollBar()
        place = stood.scrolled if stood is not None else bar.value() if found.question == self._shown else 0
        first_time, self._shown = self._shown is None, found.question
        self.model.show(found.ids, found.pages)
        if found.chosen >= 0:
            self.table.selectRow(found.chosen)
        bar.setValue(place)
        self._show_stages(found.stages)
        self.nothing.show_closed(found.closed)
        self._show_parts(len(found.ids), found.total)
        if waiting is not None and waiting != found.question:
            self._asked = waiting
            self._send(waiting)
        elif self._open_when_found:
            self._open_first()
        elif first_time:
            self._prepare()

    def _prepare(self) -> None:
        """Work out every order between other reads, before a heading is first clicked."""
        self.context.tasks.steps(self.context.caseload.prepare, owner=self, write=False)

    def _fetch(self, number: int, ids: tuple[UUID, ...]) -> None:
        serial, desk = self.model.serial, self.context.caseload
        self.context.tasks.read(
            lambda: ready_rows(desk.now(), ids),
            owner=self,
            done=lambda rows: self.model.take_page(serial, number, rows),
        )

    def _show_parts(self, found: int, total: int) -> None:
        focus: QWidget | None = self.focusWidget()
        if total and focus is not None and self.empty.isAncestorOf(focus):
            self.search.setFocus()  # what was pressed there goes
        self.empty.setVisible(total == 0)
        self.nothing.setVisible(total > 0 and found == 0)
        self.table.setVisible(found > 0)
        self.count.setText(f"{found:,} of {total:,}" if total else "")
        self.head.sub.setText(counted(total, "case") if total else "")
        self.tell_figure(figures.of_caseload(total))

    def _show_stages(self, stages: tuple[tuple[str, str, int], ...]) -> None:
        if stages == self._stages and self.stage.count() == len(stages) + 1:
            return
        self._stages = stages
        chosen, name = self.stage.currentData(), self.stage.currentText().rpartition(" (")[0]
        self.stage.blockSignals(True)
        self.stage.clear()
        self.stage.addItem("Every stage", None)
        for key, stage, number in stages:
            self.stage.addItem(f"{stage} ({number:,})", key)
        if self.stage.findData(chosen) < 0:
            self.stage.addItem(f"{name} (0)", chosen)  # it is what is asked for, so it stays to be seen
        self.stage.setCurrentIndex(self.stage.findData(chosen))
        self.stage.blockSignals(False)

    def _current_case(self) -> UUID | None:
        place = self.table.currentIndex().row()
        return self.model.ids[place] if 0 <= place < len(self.model.ids) else None

    def _clear_filters(self) -> None:
        self.only_open.setChecked(False)
        self.stage.setCurrentIndex(0)
        self.due.setCurrentIndex(0)
        self.search.setText("")

    def _open_first(self) -> None:
        """Open the first case found; a search still under way is waited for."""
        self._open_when_found = self._asked is not None
        if not self._open_when_found and self.model.ids:
            self._open(0)

    def _open(self, place: int) -> None:
        self.caseRequested.emit(self.model.ids[place], "")
