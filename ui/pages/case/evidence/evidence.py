"""The Evidence tab: what is missing first, then everything that proves what was done (C7, D5, I18, W16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSplitter, QWidget

from jfs_desktop.casework.evidence import evidence
from jfs_desktop.casework.evidence.evidence import CaseEvidence, CaseRecords, EvidenceLine, Opens
from jfs_desktop.casework.outbox import mail_account
from jfs_desktop.casework.outbox.mail_account import Route
from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.evidence.evidence import Missing
from jfs_desktop.rules.writing.wording import counted
from ui.pages.case.evidence.evidence_detail import EvidenceDetail
from ui.pages.case.evidence.evidence_missing import MissingCard
from ui.pages.case.evidence.evidence_words import WIDTHS, columns, may_open
from ui.pages.case.frame.tab import CaseTab
from ui.pages.page import Chosen
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.kind_filter import KindFilter
from ui.widgets.record_table import RecordModel, RecordTable
from ui.widgets.text import label

WIDEST_CELL = 400
"""Pixels, where the window has them; what is longer goes on in the next line."""
_PAGES: Final = {"prap": "PRaP", "jobcentre_requests": "Jobcentre requests", "outbox": "Outbox"}
"""Where something that is missing is put right outside the case, as the rail names it."""
Found = tuple[CaseEvidence, CaseRecords, Route]
"""The evidence, the records behind it, and whether messages go by themselves."""


class EvidenceTab(CaseTab):
    """Enter opens what is behind a line. On a shared screen nothing restricted and no file is listed.
    ``titles`` are those of the tabs, by key, to lead to where something can be put right."""

    cares = (
        Changed.CASES
        | Changed.CLOCKS
        | Changed.SESSIONS
        | Changed.PLAN
        | Changed.CV
        | Changed.DOCUMENTS
        | Changed.EVIDENCE
        | Changed.MAIL
        | Changed.GROUPS
        | Changed.REQUESTS
        | Changed.SETTINGS
    )

    def __init__(self, context: Context, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._titles = titles
        self._found: Found | None = None
        self._wanted = ""
        self._make()
        self._assemble()
        self._connect()

    def load(self) -> None:
        workspace, case_id = self.context.workspace, self.case_id
        if case_id is None:
            return

        def read() -> Found:
            records = evidence.records_of(workspace, case_id)
            found = evidence.of_case(workspace, case_id, records)
            return found, records, mail_account.get(workspace).route

        self.context.tasks.read(read, owner=self, done=self._take)

    def clear(self) -> None:
        self._found = None
        self.model.set_rows(())
        self.classes.clear()
        self.missing.show_missing(())
        self.detail.clear()
        self._arrange()

    def chosen(self) -> Chosen:
        line = self.line()
        return {"class": self.classes.chosen(), "line": str(line.id) if line else ""}

    def choose_again(self, chosen: Chosen) -> None:
        self.classes.want(chosen["class"])
        self._wanted = chosen["line"]

    def set_narrow(self, narrow: bool) -> None:
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self.sides.setOrientation(way)
        self.sides.setMinimumHeight(self.fontMetrics().height() * (30 if narrow else 10))

    def line(self) -> EvidenceLine | None:
        """The piece of evidence chosen."""
        return self.model.row_at(self.table.currentIndex())

    def _make(self) -> None:
        self.classes = KindFilter("evidence-class", "Show which class of evidence", "Every class")
        self.count = label("", "soft")
        self.pack = button("Evidence &pack…", "plain", self._ask_pack, name="evidence-pack")
        self.pack.setToolTip("Everything here as a folder or ZIP that opens in a browser")
        self.missing = MissingCard({**_PAGES, **self._titles})
        self.model: RecordModel[EvidenceLine] = RecordModel(columns(self._today, self._place_of), self)
        self.table = RecordTable("evidence", self.context.preferences)
        self.table.setAccessibleName("Evidence of the case")
        self.table.wrap_rows(widest=WIDEST_CELL)
        self.table.take(self.model, WIDTHS)
        self.detail = EvidenceDetail()
        self.nothing = EmptyState(
            "No evidence yet",
            "Calls, letters, the identity check, pack and JFAP with their replies, sessions, PRaP entries and"
            " messages stand here once they are recorded, each with its day, its hash and who recorded it.",
            "Log a contact",
        )

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.classes)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.pack)
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        self.sides.setHandleWidth(12)
        self.sides.addWidget(self.table)
        self.sides.addWidget(self.detail)
        self.sides.setSizes([720, 290])
        self.sides.setStretchFactor(0, 5)
        self.sides.setStretchFactor(1, 2)
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.missing)
        column.addWidget(self.sides, 1)
        column.addWidget(self.nothing, 1)
        self.set_narrow(False)
        self._arrange()

    def _connect(self) -> None:
        self.classes.currentIndexChanged.connect(lambda _: self._fill())
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.opened.connect(lambda _: self._open())
        self.detail.openRequested.connect(self._open)
        self.missing.goRequested.connect(self._go)
        self.nothing.actionRequested.connect(lambda _: self.tabRequested.emit("contact"))
        self.context.sharing.changed.connect(self._refill)

    def _go(self, key: str) -> None:
        if key in self._titles:
            self.tabRequested.emit(key)
        else:
            self.fieldRequested.emit(key, "")

    def _today(self) -> date:
        return london_day(self.context.clock.now())

    def _place_of(self, key: str) -> int:
        classes = self._found[0].classes if self._found is not None else ()
        return next((place for place, one in enumerate(classes) if one.key == key), len(classes))

    def _take(self, found: Found) -> None:
        if found[0].case_id == self.case_id:
            self._found = found
            self._refill()

    def _seen(self) -> tuple[EvidenceLine, ...]:
        """On a shared screen nothing restricted, and no file: it may be about what is never shared."""
        lines = self._found[0].lines if self._found is not None else ()
        if not self.context.sharing.on:
            return lines
        return tuple(
            one for one in lines if not one.restricted and one.opens not in (Opens.FILE, Opens.REPLY)
        )

    def _lacking(self) -> tuple[Missing, ...]:
        missing = self._found[0].missing if self._found is not None else ()
        return tuple(one for one in missing if not (one.restricted and self.context.sharing.on))

    def _refill(self) -> None:
        """What is missing, the classes there are, then the lines of the class that was chosen."""
        self.missing.show_missing(self._lacking())
        seen = {one.class_key for one in self._seen()}
        known = self._found[0].classes if self._found is not None else ()
        self.classes.offer((one.key, one.name) for one in known if one.key in seen)
        self._fill()

    def _fill(self) -> None:
        chosen = self.line()
        wanted = str(chosen.id) if chosen is not None else self._wanted
        seen = self._seen()
        rows = [line for line in seen if self.classes.shows(line.class_key)]
        self.model.set_rows(rows)
        self.table.fit(widest=WIDEST_CELL)
        total = counted(len(seen), "piece")
        self.count.setText(total if len(rows) == len(seen) else f"{len(rows)} of {total}")
        self._arrange()
        if rows:
            place = next((at for at, line in enumerate(self.model.rows) if str(line.id) == wanted), 0)
            self._wanted = ""
            self.table.selectRow(place)
        self._chosen()

    def _arrange(self) -> None:
        some, known = bool(self._seen()), self._found is not None
        for widget in (self.sides, self.classes, self.count):
            widget.setVisible(some)
        self.missing.setVisible(known and (some or bool(self._lacking())))
        self.pack.setVisible(some and not self.context.sharing.on)
        self.nothing.setVisible(known and not some)

    def _chosen(self, *_: object) -> None:
        line = self.line()
        if line is None:
            self.detail.clear()
        else:
            self.detail.show_line(line)

    def _open(self) -> None:
        from ui.pages.case.evidence import evidence_opening

        line = self.line()
        if line is None or self._found is None or not may_open(line):
            return
        if line.opens in evidence_opening.TABS:
            self.tabRequested.emit(evidence_opening.TABS[line.opens])
            return
        _, records, route = self._found
        evidence_opening.open_line(self.context, line, records, self.window(), route=route)

    def _ask_pack(self) -> None:
        if self._found is None or self.case_id is None:
            return
        from ui.dialogs.evidence.evidence_pack import EvidencePackDialog

        EvidencePackDialog.ask(self.context, self._found[0], self)
