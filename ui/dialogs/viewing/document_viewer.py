"""Shows the pages of one document of a case over the window; that it was looked at is recorded (P9, I6)."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.documents.document_copy import Copy
from jfs_desktop.casework.evidence import document_copies
from jfs_desktop.casework.evidence.case_documents import DocumentLine
from jfs_desktop.casework.evidence.document_copies import LOOK
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import day_and_time
from ui.shell.context import Context
from ui.shell.telling import remedy_for
from ui.widgets.dialog import Dialog
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import label

LEAST = QSize(600, 520)


class DocumentViewer(Dialog):
    """The pages of a document, as kept or as made from what was frozen. It closes as the vault locks."""

    def __init__(self, context: Context, line: DocumentLine, parent: QWidget | None) -> None:
        super().__init__("Document", "", parent, width=680)
        self._context, self._line = context, line
        self.heading.setText(", ".join(part for part in (line.title, line.version) if part))
        self.body.setText(f"{line.state_name} · {day_and_time(line.made_at)} · {line.made_by}")
        self.body.show()
        self.pages = PdfView(context)
        self.pages.setMinimumSize(LEAST)
        self.pages.refused.connect(self.show_error)
        self.content.addWidget(self.pages, 1)
        self.content.addWidget(
            label("That you looked at this is recorded with your name and the time.", "small")
        )
        self.close_verb = self.add_verb("Close", "primary", self.accept, default=True)
        context.tasks.locking.connect(self._let_go)

    @classmethod
    def ask(cls, context: Context, line: DocumentLine, parent: QWidget | None) -> DocumentViewer:
        """Open it over ``parent`` and read the pages into it."""
        dialog = cls(context, line, parent)
        dialog.open()
        workspace = context.workspace
        context.tasks.write(
            lambda: document_copies.copy_of(workspace, line.case_id, line.id, "pdf", LOOK),
            owner=dialog,
            done=dialog.show_copy,
            failed=dialog.show_error,
        )
        return dialog

    def show_copy(self, copy: Copy) -> None:
        """Lay the pages out."""
        self.pages.show_pdf(copy.content, copy.name, copy.left_out, remedy_for(copy.left_out))
        self._context.hub.tell(Outcome(None, Changed.HISTORY, frozenset({self._line.case_id})))

    def _let_go(self) -> None:
        """The vault locks: the pages go now, and the viewer does not come back."""
        self.pages.let_go()
        self.done(int(self.DialogCode.Rejected))
        self.deleteLater()
