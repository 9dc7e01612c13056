"""Record that a document went to somebody, and take such a record back with a reason (P9, D5)."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.document_views import DocumentView, IssueView
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.evidence import hand_issues
from jfs_desktop.casework.evidence.case_documents import DocumentLine, Source
from jfs_desktop.casework.evidence.hand_issues import WaysOut
from jfs_desktop.outcome import Outcome
from ui.dialogs.questions.reason import ReasonDialog
from ui.dialogs.questions.when_it_went import ask_when, when_told
from ui.shell.context import Context
from ui.shell.telling import with_form_kept
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice, note_box

KEEPS = "The exact copy is made and kept with this record."


class WentOutDialog(FormDialog):
    """To whom, by which cleared route, when, with what proof. Of a version of which no copy is kept yet one
    is kept with it."""

    def __init__(self, context: Context, line: DocumentLine, ways: WaysOut, parent: QWidget | None) -> None:
        super().__init__("Record that it went out", "", parent, width=560)
        self._context, self._line = context, line
        name = ", ".join(part for part in (line.title, line.version) if part)
        self.body.setText(f"{name}. {KEEPS}" if line.source is Source.VERSION else name)
        self.body.show()
        self.form = FormKit(columns=2)
        self.form.add("to", "To whom", QLineEdit(), help="An address, a number or a name.")
        self.form.add("channel", "How", choice({"": "Choose…", **ways.channels}))
        self.form.set_value("channel", ways.proposed)
        ask_when(self.form, context.clock.now())
        self.form.add("proof", "What proves it", QLineEdit(), span=2)
        self.form.add("note", "Note", note_box(2), span=2)
        self._before = self.form.values()
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Record it", "primary", self._go, default=True)
        self.go.setObjectName("record-went-out")
        self.form.field("to").setFocus()

    @classmethod
    def ask(cls, context: Context, line: DocumentLine, parent: QWidget | None) -> None:
        """Read by which routes documents may go, and open the form."""
        workspace = context.workspace
        context.tasks.read(
            lambda: hand_issues.ways_out(workspace, line),
            owner=parent or context.hub,
            done=lambda ways: cls(context, line, ways, parent).open(),
        )

    def _go(self) -> None:
        at, values = when_told(self.form), self.form.values()
        if at is None or not self.go.isEnabled():
            return
        workspace, line = self._context.workspace, self._line
        new = NewIssue(values["channel"] or "", values["to"], at, note=values["note"], proof=values["proof"])
        self.set_busy(True)
        self._context.tasks.write(
            lambda: hand_issues.record(workspace, line, new),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[DocumentView]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(with_form_kept("Recorded that it went out.", outcome.value))
        self.accept()


class TakeBackIssueDialog(ReasonDialog[IssueView]):
    """The record stays readable with the reason."""

    title, name = "Take the record of a sending back", "take-back-sending"

    def text(self) -> str:
        return f"To {self.about.to} by {self.about.channel_name}. It stays in the list, with your reason."

    def carry_out(self, reason: str) -> Outcome[DocumentView]:
        return issued_documents.take_back_issue(self.workspace, self.about.id, reason)
