"""A paper before it goes out: its pages as they will be printed, its text to copy, and the file (P9, B2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.dialogs.questions.where_to_save import SaveAs, ask_where_as, by_office, offered
from ui.shell.context import Context
from ui.shell.telling import remedy_for, with_left_out
from ui.widgets.dialog import Dialog
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import label

if TYPE_CHECKING:  # what fills and sets a document is read in when the first is made
    from jfs_desktop.casework.documents.case_papers import FilledPaper
    from jfs_desktop.documents.pdf.typeset import Pages

    Make = Callable[[], FilledPaper]

LEAST_HEIGHT = 420


class PaperDialog(Dialog):
    """Shows what would go out. Nothing is recorded by looking; a file that is saved is kept on the case, and
    ``saved`` follows it."""

    saved = Signal()

    def __init__(
        self,
        context: Context,
        case_id: UUID,
        title: str,
        make: Make,
        parent: QWidget | None = None,
        *,
        mail: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(title, "", parent, width=760)
        self._context, self._case_id, self._make = context, case_id, make
        self._filled: FilledPaper | None = None
        self.pages = PdfView(context)
        self.pages.setMinimumHeight(LEAST_HEIGHT)
        self.older = label("", "warning", wrap=True)
        self.older.setObjectName("paper-older")
        self.older.hide()
        self.content.addWidget(self.older)
        self.content.addWidget(self.pages)
        self.add_cancel("Close")
        self.copy = self.add_verb("&Copy as text", "plain", self._copy)
        self.copy.setObjectName("paper-copy")
        self.mail = self.add_verb("Send it by e-&mail…", "plain", lambda: self._leave(mail))
        self.mail.setObjectName("paper-mail")
        self.mail.setVisible(mail is not None)
        self.save = self.add_verb("&Save…", "primary", self._ask_where, default=True)
        self.save.setObjectName("paper-save")
        self._ready(False)
        context.tasks.read(self._read, owner=self, done=self._show, failed=self.show_error)

    @classmethod
    def ask(
        cls,
        context: Context,
        case_id: UUID,
        title: str,
        make: Make,
        parent: QWidget | None,
        *,
        mail: Callable[[], None] | None = None,
    ) -> PaperDialog:
        """Open it over ``parent``; ``mail`` opens the message that it goes with."""
        dialog = cls(context, case_id, title, make, parent, mail=mail)
        dialog.open()
        return dialog

    def _read(self) -> tuple[FilledPaper, Pages]:
        filled = self._make()
        return filled, filled.pdf()

    def _show(self, found: tuple[FilledPaper, Pages]) -> None:
        self._filled, made = found
        self.older.setText(self._filled.older)
        self.older.setVisible(bool(self._filled.older))
        name = Path(self._filled.file_name).with_suffix(".pdf").name
        self.pages.show_pdf(made.content, name, made.left_out, remedy_for(made.left_out))
        self._ready(True)

    def _ready(self, ready: bool) -> None:
        for verb in (self.copy, self.mail, self.save):
            verb.setEnabled(ready)

    def _leave(self, mail: Callable[[], None] | None) -> None:
        if mail is not None:
            self.discard()
            mail()

    def _copy(self) -> None:
        if self._filled is not None:
            QGuiApplication.clipboard().setText(self._filled.text())
            self._context.say.news("Copied. Paste it into your message.")

    def _ask_where(self) -> None:
        if self._filled is not None:
            ask_where_as(
                self._context,
                "Save the document",
                self._filled.file_name,
                offered("docx", "pdf"),
                self,
                go=self._write,
            )

    def _write(self, file: Path, wish: SaveAs) -> None:
        filled = self._filled
        if filled is None:
            return
        if wish.office is not None:
            by_office(self._context, wish.office, filled.docx, self, lambda pdf: self._save(file, pdf))
            return
        self._save(file, None)

    def _save(self, file: Path, pdf: bytes | None) -> None:
        from jfs_desktop.casework.documents import case_papers

        filled, workspace, case_id = self._filled, self._context.workspace, self._case_id
        if filled is None:
            return
        self.set_busy(True)
        self._context.tasks.write(
            lambda: case_papers.save(workspace, case_id, filled, file, pdf=pdf),
            owner=self,
            done=self._saved,
            failed=self._refused,
        )

    def _saved(self, outcome: Outcome[Any]) -> None:
        self.set_busy(False)
        self._context.hub.tell(outcome)
        told = f"Saved {outcome.value.name}. A copy is kept among the case's documents."
        self._context.say.news(with_left_out(told, outcome.besides))
        self.saved.emit()
        self.discard()

    def _refused(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_error(error)
