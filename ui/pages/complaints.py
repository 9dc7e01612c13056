"""The office's complaints register: each complaint with its limits; open and settled by month (D6)."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.circumstances import complaints
from jfs_desktop.casework.circumstances.complaints import Complaint, Register
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.writing.wording import counted, long_day, short_day
from ui.dialogs.circumstances.complaint import ComplaintDialog
from ui.pages.page import Page
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, PageHead
from ui.widgets.empty_state import EmptyState
from ui.widgets.scrolled import scrolled
from ui.widgets.section_list import ListRow, SectionList
from ui.widgets.text import label

CIRCUMSTANCES = "circumstances"


class ComplaintsPage(Page):
    """A row opens the case at its circumstances, where the steps are recorded; one that belongs to no case
    opens here."""

    cares = Changed.CASES | Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: tuple[Complaint, ...] = ()
        self.head = PageHead("Complaints")
        self.head.verbs.addWidget(
            button("Add one without a case…", "plain", lambda: self._ask(None), name="complaint-outside")
        )
        self.head.verbs.addWidget(
            button(
                "Day limits…", "plain", lambda: self.pageRequested.emit("settings"), name="complaint-limits"
            )
        )
        self.list = SectionList()
        self.months = QGridLayout()
        self.months.setHorizontalSpacing(18)
        self.empty = EmptyState(
            "No complaint was raised",
            "A complaint is recorded on the person's case, under Circumstances, or here where it belongs to "
            "no case. It is settled in-house; the Jobcentre or DWP is asked for advice where that is needed.",
            "Open the caseload",
        )
        self._assemble()
        self.empty.actionRequested.connect(lambda _: self.pageRequested.emit("caseload"))
        self.list.actionRequested.connect(self._open)
        self.list.nameRequested.connect(self._open)

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: complaints.register(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        self._found = ()
        self.list.set_sections(())

    def _assemble(self) -> None:
        self.by_month = Card("By month")
        row = QHBoxLayout()
        row.addLayout(self.months)
        row.addStretch(1)
        self.by_month.body.addLayout(row)
        held = QWidget()
        held.setProperty("role", "plainground")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.list)
        inside.addWidget(self.by_month)
        inside.addStretch(1)
        self.area = scrolled(held)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)

    def _show(self, register: Register) -> None:
        found = register.complaints
        self._found = found
        self.head.sub.setText(f"{register.open} open, {len(found) - register.open} settled")
        self.empty.setVisible(not found)
        self.area.setVisible(bool(found))
        rows = [(one.open, _row(number, one)) for number, one in enumerate(found)]
        self.list.set_sections(
            [
                ("Open", [row for is_open, row in rows if is_open]),
                ("Settled", [row for is_open, row in rows if not is_open]),
            ]
        )
        self._show_months(register)

    def _show_months(self, register: Register) -> None:
        while self.months.count():
            item = self.months.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for column, title in enumerate(("Month", "Raised", "Settled", "Open at its end")):
            self.months.addWidget(label(title, "section"), 0, column)
        for line, month in enumerate(register.months, 1):
            told = (
                long_day(month.first).partition(" ")[2],
                str(month.raised),
                str(month.settled),
                str(month.open_at_end),
            )
            for column, text in enumerate(told):
                self.months.addWidget(label(text, "" if column else "strong"), line, column)

    def _open(self, key: object) -> None:
        complaint = self._found[cast(int, key)]
        if complaint.case_id is None:
            self._ask(complaint.id)
        else:
            self.caseRequested.emit(complaint.case_id, CIRCUMSTANCES)

    def _ask(self, complaint_id: UUID | None) -> None:
        ComplaintDialog.ask(self.context, complaint_id, self.window())


def _row(key: int, complaint: Complaint) -> ListRow:
    state, kind = _state(complaint)
    parts = [f"raised by {_within(complaint.raised_by)}"]
    if complaint.steps:
        parts.append(counted(complaint.steps, "step"))
    if complaint.escalated_to:
        parts.append(f"advice asked of {_within(complaint.escalated_to)}")
    for title, due in (("first step by", complaint.answer_due), ("settle by", complaint.settle_due)):
        if due is not None:
            parts.append(f"{title} {short_day(due)}")
    if complaint.outcome:
        parts.append(complaint.outcome)
    handler = f"with {_within(complaint.handler)}" if complaint.handler else "nobody named"
    return ListRow(
        key,
        state,
        kind,
        complaint.name or "Belongs to no case",
        handler,
        complaint.words,
        " · ".join((*parts, f"raised {short_day(complaint.raised_on)}")),
        "Open" if complaint.open else "",
        complaint.late,
    )


def _within(words: str) -> str:
    """A choice of the form, as it stands within a line; a name stays as it is."""
    return words[0].lower() + words[1:] if words.startswith("The ") else words


def _state(complaint: Complaint) -> tuple[str, str]:
    if complaint.settled_on is not None:
        return f"Settled {short_day(complaint.settled_on)}", "good"
    return ("Late", "late") if complaint.late else ("Open", "today")
