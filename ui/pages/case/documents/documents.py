"""The Documents tab: every document of the case, its details and its pages, side by side (P9, P13, D5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from jfs_desktop.casework.documents.document_copy import Copy
from jfs_desktop.casework.documents.document_views import IssueView
from jfs_desktop.casework.evidence import case_documents
from jfs_desktop.casework.evidence.case_documents import DocumentLine, Ending, Source
from jfs_desktop.casework.evidence.document_copies import LOOK
from jfs_desktop.casework.office import disposal
from jfs_desktop.clock import london_day
from jfs_desktop.documents.pdf.left_out import AS_IT_CAME
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.writing.wording import counted
from ui.pages.case.documents import document_check, document_records, document_verbs
from ui.pages.case.documents.document_detail import DocumentDetail
from ui.pages.case.documents.document_pane import ASK_FIRST, DocumentPane
from ui.pages.case.documents.document_words import DAMAGED_TEXT, WIDTHS, columns
from ui.pages.case.frame.tab import CaseNow, CaseTab
from ui.pages.page import Chosen
from ui.shell.context import Context
from ui.shell.telling import remedy_for
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.folding import Sides
from ui.widgets.kind_filter import KindFilter
from ui.widgets.record_table import RecordModel, RecordTable
from ui.widgets.text import label

REST_MS = 220
"""For which the list must rest before a document is fetched: each look is recorded."""
NO_PAGES = "A file of this kind has no pages. Save a copy, or open it in another program."
GONE = "Only the hash of this file is kept. It left as a file; to see it, choose the version that it shows."


class DocumentsTab(CaseTab):
    """The newest that has pages is shown at once, what was brought in once it is asked for. Enter goes to
    its pages, Ctrl+P prints it."""

    cares = Changed.DOCUMENTS | Changed.PLAN | Changed.CV | Changed.EVIDENCE | Changed.SETTINGS | Changed.MAIL

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: tuple[DocumentLine, ...] = ()
        self._damaged: frozenset[UUID] = frozenset()
        self._shown: UUID | None = None
        self._wanted: UUID | None = None
        self._died = False
        self._kept_until = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._make()
        self._assemble()
        self._connect()

    def read_case(self, case: CaseNow) -> None:
        self._died = case.died

    def load(self) -> None:
        workspace, case_id = self.context.workspace, self.case_id
        if case_id is None:
            return
        self.context.tasks.read(
            lambda: (
                case_id,
                case_documents.of_case(workspace, case_id),
                disposal.kept_until(workspace, case_id),
            ),
            owner=self,
            done=self._take,
        )
        self.context.tasks.read(
            lambda: (case_id, case_documents.damaged(workspace, case_id)), owner=self, done=self._take_damaged
        )

    def clear(self) -> None:
        self._lines, self._damaged = (), frozenset()
        self._shown = self._wanted = None
        self._rest.stop()
        self.model.set_rows(())
        self.kind.clear()
        self.detail.clear()
        self.pages.let_go()
        self._arrange()

    def chosen(self) -> Chosen:
        line = self.line()
        return {"kind": self.kind.chosen(), "document": str(line.id) if line else ""}

    def choose_again(self, chosen: Chosen) -> None:
        self.kind.want(chosen["kind"])
        self._wanted = UUID(chosen["document"]) if chosen["document"] else None

    def set_narrow(self, narrow: bool) -> None:
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self.sides.setOrientation(way)
        self.sides.setMinimumHeight(self.fontMetrics().height() * 44 if narrow else 0)

    def line(self) -> DocumentLine | None:
        """The document chosen."""
        return self.model.row_at(self.table.currentIndex())

    def choose(self, document_id: UUID) -> None:
        """Bring a document to the front, now or with the rows."""
        self._wanted = document_id
        self._fill()

    def print_shown(self) -> None:
        line = self.line()
        if line is not None and line.has_pages and line.id not in self._damaged:
            document_verbs.print_copy(self.context, line, self)

    def _make(self) -> None:
        self.kind = KindFilter("documents-kind", "Show which kind of document", "Every kind")
        self.count = label("", "soft")
        self.model: RecordModel[DocumentLine] = RecordModel(columns(self._today, lambda: self._damaged), self)
        self.table = RecordTable("documents", self.context.preferences)
        self.table.setAccessibleName("Documents of the case")
        self.table.take(self.model, WIDTHS, newest_first=True)
        self.detail = DocumentDetail()
        self.view = DocumentPane(self.context)
        self.pages, self.told = self.view.pages, self.view.told
        self.nothing = EmptyState(
            "No documents yet",
            "JFAP and CV versions, induction pack, letters, forms and files brought in stand here once they"
            " are made, each with its hash and to whom it went.",
            "Open the JFAP",
        )

    def _assemble(self) -> None:
        which, verbs = QHBoxLayout(), QHBoxLayout()
        which.setSpacing(10)
        which.addWidget(self.kind)
        which.addWidget(self.count)
        which.addStretch(1)
        self.check = button("Check a file…", "quiet", self._check_file, name="document-check")
        self.check.setToolTip("Which document of this case a file is, told by its hash")
        verbs.addWidget(self.check)
        verbs.addWidget(button("New letter or form…", "plain", self._make_letter, name="document-new"))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        self.sides.setHandleWidth(12)
        self.sides.addWidget(left)
        self.sides.addWidget(self.view)
        self.sides.setSizes([640, 370])
        self.sides.setStretchFactor(0, 5)
        self.sides.setStretchFactor(1, 4)
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Sides(which, verbs))
        row.addWidget(self.sides, 1)
        row.addWidget(self.nothing, 1)
        self._arrange()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self._fill())
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.opened.connect(lambda _: self._enter())
        self.view.showRequested.connect(self._enter)
        self._rest.timeout.connect(self._fetch)
        self.nothing.actionRequested.connect(lambda _: self.tabRequested.emit("plan"))
        self.context.sharing.changed.connect(self._refill)
        detail = self.detail
        context, verbs, records = self.context, document_verbs, document_records
        detail.saveRequested.connect(lambda: self._with(lambda line: verbs.save_copy(context, line, self)))
        detail.printRequested.connect(self.print_shown)
        detail.openRequested.connect(self._open)
        detail.wentOutRequested.connect(
            lambda: self._with(lambda line: records.went_out(context, line, self._lines, self.window()))
        )
        detail.proofRequested.connect(
            lambda: self._with(lambda line: records.prove(context, line, self.window()))
        )
        detail.takeBackRequested.connect(self._take_back)
        detail.eraseRequested.connect(lambda: self._with(lambda line: records.erase(context, line, self)))
        detail.copied.connect(lambda what: self.context.say.news(f"Copied {what}.", level="info"))

    def _check_file(self) -> None:
        document_check.ask(self.context, self._seen(), self, lambda line: self.choose(line.id))

    def _make_letter(self) -> None:
        if self.case_id is not None:
            from ui.dialogs.mail.make_letter import MakeLetterDialog

            MakeLetterDialog.ask(self.context, self.case_id, self.window(), lead=self.fieldRequested.emit)

    def _today(self) -> date:
        return london_day(self.context.clock.now())

    def _take(self, found: tuple[UUID, tuple[DocumentLine, ...], str]) -> None:
        case_id, lines, kept_until = found
        if case_id == self.case_id:
            self._lines, self._kept_until = lines, kept_until
            self._refill()

    def _take_damaged(self, found: tuple[UUID, frozenset[UUID]]) -> None:
        case_id, damaged = found
        if case_id == self.case_id and damaged != self._damaged:
            self._damaged = damaged
            self._shown = None
            self._fill()

    def _refill(self) -> None:
        """The kinds there are, then the rows of the kind that was chosen."""
        names = {line.kind: line.kind_name for line in self._seen()}
        self.kind.offer(sorted(names.items(), key=lambda one: one[1]))
        self._fill()

    def _seen(self) -> tuple[DocumentLine, ...]:
        """On a shared screen nothing that was kept as evidence: it may be about what is never shared."""
        if not self.context.sharing.on:
            return self._lines
        return tuple(line for line in self._lines if line.source is not Source.FILE)

    def _fill(self) -> None:
        chosen = self.line()
        wanted = self._wanted or (chosen.id if chosen is not None else None)
        seen = self._seen()
        rows = [line for line in seen if self.kind.shows(line.kind)]
        self.model.set_rows(rows)
        self.table.fit()
        total = counted(len(seen), "document")
        self.count.setText(total if len(rows) == len(seen) else f"{len(rows)} of {total}")
        self._arrange()
        first = next((at for at, line in enumerate(self.model.rows) if line.shown_unasked), 0)
        place = next((at for at, line in enumerate(self.model.rows) if line.id == wanted), first)
        if rows:
            self._wanted = None
            self.table.selectRow(place)
            self._chosen()
        else:
            self._shown = None
            self.detail.clear()
            self.pages.let_go()

    def _arrange(self) -> None:
        some = bool(self._seen())
        for widget in (self.sides, self.kind, self.count, self.check):
            widget.setVisible(some)
        self.nothing.setVisible(not some and self.case_id is not None)

    def _chosen(self, *_: QModelIndex) -> None:
        line = self.line()
        if line is None:
            return
        damaged = line.id in self._damaged
        self.detail.show_line(line, damaged=damaged, may_send=not self._died, kept=self._kept_until)
        if line.id == self._shown:
            return
        self._shown = None
        self.pages.let_go()
        if damaged or not line.has_pages:
            self._tell(DAMAGED_TEXT if damaged else NO_PAGES if line.forms else GONE)
        elif line.source is Source.FILE:
            self._tell(ASK_FIRST, may_ask=True)
        else:
            self._tell("")
            self._rest.start()

    def _tell(self, text: str, *, may_ask: bool = False) -> None:
        self._rest.stop()
        self.view.tell(text, may_ask=may_ask)

    def _enter(self) -> None:
        """Go to the pages; of what was brought in, ask for them first."""
        line = self.line()
        if line is None or line.id in self._damaged or not line.has_pages:
            return
        if line.id != self._shown:
            self._tell("")
            self._fetch()
        self.pages.area.setFocus()

    def _fetch(self) -> None:
        line = self.line()
        if line is None or not self.isVisible() or line.id == self._shown:
            return
        self._shown = line.id
        document_verbs.fetch(
            self.context,
            line,
            "pdf",
            LOOK,
            owner=self,
            done=lambda copy: self._show(line, copy),
            failed=lambda error: self._unshown(line, error),
        )

    def _show(self, line: DocumentLine, copy: Copy) -> None:
        if self._shown == line.id and self.case_id == line.case_id:
            brought = line.source is Source.FILE
            remedy = AS_IT_CAME if brought else remedy_for(copy.left_out)
            self.pages.show_pdf(copy.content, copy.name, copy.left_out, remedy)

    def _unshown(self, line: DocumentLine, error: UserError) -> None:
        if self._shown == line.id:
            self.pages.let_go()
            self._tell(error.sentence)

    def showing(self) -> None:
        if self._shown is None and self.line() is not None:
            self._chosen()

    def _with(self, act: Callable[[DocumentLine], None]) -> None:
        """Do that with the document chosen."""
        line = self.line()
        if line is not None:
            act(line)

    def _open(self, form: Ending) -> None:
        self._with(lambda line: document_verbs.open_copy(self.context, line, form, self))

    def _take_back(self, issue: IssueView) -> None:
        document_records.take_back(self.context, issue, self.window())
