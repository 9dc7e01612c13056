"""What proves of one document that it went and came: shown line by line, and saved as a PDF (I18, P9)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QProgressBar, QWidget

from jfs_desktop.errors import UserError
from ui.dialogs.questions.where_to_save import SaveAs, ask_where_as
from ui.shell.context import Context
from ui.shell.file_written import write_and_tell
from ui.widgets.dialog import Dialog
from ui.widgets.name_values import NameValues
from ui.widgets.text import label

if TYPE_CHECKING:  # what reads the journal and sets pages comes with the first certificate
    from jfs_desktop.casework.evidence.certificate import Certificate
    from jfs_desktop.documents.pdf.proof_sheet import Section

    Found = tuple[Certificate, str, tuple[Section, ...]]

TITLE = "Proof that a document went and came"
LOOKING = "The journal is looked through…"
PDF = SaveAs("pdf")


class CertificateDialog(Dialog):
    """Reads the journal behind the window, since it may be long; then shows what was found."""

    def __init__(self, context: Context, document_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, LOOKING, parent, width=680)
        self._context = context
        self._certificate: Certificate | None = None
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(LOOKING)
        self.content.addWidget(self.bar)
        self.parts: list[NameValues] = []
        self.add_cancel("Close")
        self.save = self.add_verb("&Save as a PDF…", "primary", self._ask_where, default=True)
        self.save.setObjectName("certificate-save")
        self.save.setEnabled(False)
        workspace = context.workspace

        def read() -> Found:
            from jfs_desktop.casework.evidence import certificate, certificate_words

            found = certificate.of_document(workspace, document_id)
            return found, certificate_words.told(found), certificate_words.sections(found)

        context.tasks.behind(read, owner=self, done=self._show, failed=self._refused)

    @classmethod
    def ask(cls, context: Context, document_id: UUID, parent: QWidget | None) -> CertificateDialog:
        """Open it over ``parent``."""
        dialog = cls(context, document_id, parent)
        dialog.open()
        return dialog

    def _show(self, found: Found) -> None:
        self._certificate, told, sections = found
        self.bar.hide()
        self.heading.setText(self._certificate.title)
        self.body.setText(told)
        for section in sections:
            lines = NameValues()
            lines.show_lines(section.lines)
            self.content.addWidget(label(section.title, "strong"))
            self.content.addWidget(lines)
            self.parts.append(lines)
        NameValues.align(*self.parts)
        self.save.setEnabled(bool(self._certificate.sendings))
        self.save.setFocus()

    def _refused(self, error: UserError) -> None:
        self.bar.hide()
        self.show_error(error)
        self.save.setEnabled(False)

    def _ask_where(self) -> None:
        name = f"{self._certificate.title if self._certificate is not None else TITLE}.pdf"
        heading = "Save the certificate"
        ask_where_as(self._context, heading, name, (PDF,), self, go=lambda file, _: self.write(file))

    def write(self, file: Path) -> None:
        """Put it on pages behind the window, and write it."""
        found = self._certificate
        if found is None:
            return

        def pages() -> bytes:
            from jfs_desktop.casework.evidence import certificate_words

            return certificate_words.pages_of(found).content

        self._context.tasks.read(
            pages, owner=self, done=partial(self._write, found, file), failed=self.show_error
        )

    def _write(self, found: Certificate, file: Path, content: bytes) -> None:
        from jfs_desktop.casework.evidence import certificate

        workspace = self._context.workspace
        owner = self.parent() or self._context.hub  # this one is gone before it is written
        write_and_tell(
            self._context,
            owner,
            file,
            lambda: certificate.export(workspace, found, content, file),
            "The certificate",
        )
        self.accept()
