"""Whose reply it is, and which message it answers: the adviser looks for the person and says so (I18)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from jfs_desktop.casework.replies import replies
from jfs_desktop.casework.replies.dwp_forms import ni_numbers_in
from jfs_desktop.casework.replies.reply_views import Answered, ReplyView
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice
from ui.widgets.text import label

if TYPE_CHECKING:
    from jfs_desktop.records.views import CaseloadRow

SEARCH_AFTER_MS, PEOPLE, ROWS_SHOWN = 200, 12, 5
NO_MESSAGE = "Papers that were sent without the outbox"


class ReplyCaseDialog(FormDialog):
    """``chosen()`` is called once it is said."""

    def __init__(
        self, context: Context, reply: ReplyView, chosen: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__("Whose reply is it?", f"It came from {reply.sender}.", parent, width=560)
        self._context, self._reply, self._chosen = context, reply, chosen
        self.form = FormKit()
        self.search = self.form.add("search", "Find the person", QLineEdit())
        self.search.setPlaceholderText("Name, NI number or PRaP reference")
        self.people = QListWidget()
        self.people.setAccessibleName("People found")
        self.people.setObjectName("reply-people")
        self.people.setFixedHeight(self.people.fontMetrics().lineSpacing() * (ROWS_SHOWN + 2))
        self.form.add_row(self.people)
        self.none = label("", "soft", wrap=True)
        self.form.add_row(self.none)
        self.message = self.form.add("message", "Which message it answers", choice([(None, NO_MESSAGE)]))
        self.content.addWidget(self.form)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._soon.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._soon.start())
        self.people.currentRowChanged.connect(lambda _: self._person())
        self.add_cancel()
        self.go = self.add_verb("It is theirs", "primary", self._go, default=True)
        self.go.setObjectName("reply-theirs")
        self.go.setEnabled(False)
        known = reply.case_name or reply.likely_name
        self.search.setText(known or next(iter(ni_numbers_in(reply.text)), reply.from_name))
        self.search.setFocus()

    @classmethod
    def ask(
        cls, context: Context, reply: ReplyView, parent: QWidget, chosen: Callable[[], object]
    ) -> ReplyCaseDialog:
        """Open it over ``parent``; the name in the message is looked for at once."""
        dialog = cls(context, reply, chosen, parent)
        dialog.open()
        return dialog

    def _search(self) -> None:
        words = self.search.text().strip()
        if not words:
            self._found(words, ())
            return
        self._context.tasks.read(
            lambda: self._people_of(words), owner=self, done=lambda rows: self._found(words, rows)
        )

    def _people_of(self, words: str) -> tuple[CaseloadRow, ...]:
        """Runs on the reader thread."""
        from jfs_desktop.casework.cases.caseload import Sort

        caseload = self._context.caseload.now()
        return caseload.rows(caseload.search(words, sort=Sort.NAME)[:PEOPLE])

    def _found(self, words: str, rows: Sequence[CaseloadRow]) -> None:
        if words != self.search.text().strip():
            return
        self.people.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.name} · {row.reference} · {row.stage_name}", self.people)
            item.setData(Qt.ItemDataRole.UserRole, row.case_id)
        self.none.setText("" if rows or not words else "Nobody is found. Search by another name.")
        self.none.setVisible(bool(self.none.text()))
        if rows:
            likely = [place for place, row in enumerate(rows) if row.case_id == self._reply.likely_case_id]
            self.people.setCurrentRow(likely[0] if likely else 0)
        self._person()

    def _case_id(self) -> UUID | None:
        chosen = self.people.selectedItems()
        found = chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None
        return found if isinstance(found, UUID) else None

    def _person(self) -> None:
        case_id, workspace = self._case_id(), self._context.workspace
        self.go.setEnabled(case_id is not None)
        if case_id is None:
            self._messages(None, ())
            return
        self._context.tasks.read(
            lambda: replies.answerable(workspace, case_id),
            owner=self,
            done=lambda found: self._messages(case_id, found),
        )

    def _messages(self, case_id: UUID | None, found: Sequence[Answered]) -> None:
        if case_id != self._case_id():
            return
        self.message.clear()
        for one in found:
            self.message.addItem(one.words, one.id)
        self.message.addItem(NO_MESSAGE, None)

    def _go(self) -> None:
        case_id = self._case_id()
        if case_id is None or not self.go.isEnabled():
            return
        self.set_busy(True)
        workspace, reply_id, message_id = (
            self._context.workspace,
            self._reply.id,
            self.message.currentData(),
        )
        self._context.tasks.write(
            lambda: replies.attach_to(workspace, reply_id, case_id, message_id),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[ReplyView]) -> None:
        self.accept()
        tell_with_undo(self._context, outcome, f"It is a reply of {outcome.value.case_name}.")
        self._chosen()
