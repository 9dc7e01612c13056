"""The check of a template: what it found, and the template filled for an invented person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.documents import opened_elsewhere, template_publishing
from jfs_desktop.casework.documents.document_copy import Copy
from jfs_desktop.casework.documents.templates import TemplateView
from jfs_desktop.documents.marks.template_findings import Examination
from jfs_desktop.documents.pdf import typeset
from jfs_desktop.documents.pdf.typeset import Pages
from jfs_desktop.documents.samples.template_fields import LANGUAGES, kinds
from jfs_desktop.documents.workbook import workbook
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.telling import hand_over, tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.finding_list import FindingList, as_text, summary
from ui.widgets.flow import FlowRow
from ui.widgets.last_folder import EXPORTS, last_folder
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import label

SAMPLE = "Sample"
MEND_LEFT_OUT = "Use plain paragraphs, lists and tables in the template instead."


class TemplateCheckDialog(Dialog):
    """With ``content`` it is a file that was given and may be taken into the library; without, one that is
    there already. ``taken`` gets the template once it is in the library."""

    def __init__(
        self,
        context: Context,
        seen: Examination,
        parent: QWidget | None,
        *,
        content: bytes = b"",
        taken: Callable[[TemplateView, Examination], None] | None = None,
    ) -> None:
        kind = kinds()[seen.kind]
        super().__init__(f"Check of {seen.name}", "", parent, width=1120)
        self._context, self._seen, self._content, self._taken = context, seen, content, taken
        self._book = kind.is_workbook
        self.summary = label(f"{kind.name}, {LANGUAGES[seen.language]}. {summary(seen)}", "strong", wrap=True)
        self.findings = FindingList()
        self.findings.show_examination(seen)
        self.preview = PdfView(context)
        self.no_sample = label(
            "It cannot be filled as it stands, so there is no sample to look at.", "soft", wrap=True
        )
        self._assemble()
        self._show_sample()

    def _assemble(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.findings, 1)
        copy = button("Copy the list", "plain", self._copy, name="copy-findings")
        self.open_it = button("Open the sample in Word", "plain", self._open_sample, name="open-sample")
        self.save = button("Save the sample…", "plain", self._ask_where, name="save-sample")
        left.addWidget(FlowRow(copy, self.open_it, self.save))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 5)
        row.addWidget(self.preview, 6)
        row.addWidget(self.no_sample, 6)
        self.content.addWidget(self.summary)
        self.content.addLayout(row, 1)
        self.setMinimumHeight(560)
        self.add_cancel("Close")
        self.take = self.add_verb(
            "Take in and publish…" if self._seen.sound else "Take into the library", "primary", self._take_in
        )
        self.take.setObjectName("take-template")
        may = template_publishing.may_publish(self._context.workspace)
        self.take.setVisible(bool(self._content) and self._seen.taken and may)

    def _show_sample(self) -> None:
        sample, book, title = self._seen.sample, self._book, kinds()[self._seen.kind].name
        self.preview.setVisible(bool(sample))
        self.no_sample.setVisible(not sample)
        for verb in (self.save, self.open_it):
            verb.setVisible(bool(sample) and not book)  # a workbook is its own sample
        if not sample:
            return
        at = self._context.clock.now()
        self._context.tasks.read(
            lambda: workbook.pages(sample, title, at) if book else typeset.pdf_of_word(sample, at),
            owner=self,
            done=self._show_pdf,
            failed=self.show_error,
        )

    def _show_pdf(self, pages: Pages) -> None:
        told = "As it stands" if self._book else f"{SAMPLE}, invented person"
        self.preview.show_pdf(pages.content, told, pages.left_out, MEND_LEFT_OUT)

    def _open_sample(self) -> None:
        vault, sample = self._context.workspace.vault.folder, self._seen.sample
        copy = Copy(sample, f"{SAMPLE} - {Path(self._seen.name).stem}.docx", exact=False)
        told = "The sample is open in another program until you lock or close this one. It is of nobody."
        self._context.tasks.write(
            lambda: opened_elsewhere.put_out(vault, copy),
            owner=self,
            done=lambda path: hand_over(self._context, path, told),
            failed=self.show_error,
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._seen))
        self._context.say.news("The list is copied.")

    def _ask_where(self) -> None:
        name = f"{SAMPLE} - {Path(self._seen.name).stem}.docx"
        folder = last_folder(self._context.preferences, EXPORTS)
        dialog = QFileDialog(self, "Save the sample", str(folder / name), "Word document (*.docx)")
        dialog.setObjectName("sample-where")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("docx")
        dialog.fileSelected.connect(self._save_sample)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_sample(self, file: str) -> None:
        sample, workspace = self._seen.sample, self._context.workspace
        self._context.tasks.write(
            lambda: template_publishing.save_sample(workspace, Path(file), sample),
            owner=self,
            done=lambda _: self._context.say.news("The sample is saved. It is of nobody."),
            failed=self.show_error,
        )

    def _take_in(self) -> None:
        workspace, seen, content = self._context.workspace, self._seen, self._content
        self.set_busy(True)
        self._context.tasks.write(
            lambda: template_publishing.arrive(workspace, seen, content),
            owner=self,
            done=self._kept,
            failed=self._refused,
        )

    def _kept(self, outcome: Outcome[TemplateView]) -> None:
        self.accept()
        words = "nothing is made from it until it is published"
        tell_with_undo(self._context, outcome, f"Version {outcome.value.version} is in the library; {words}.")
        if self._taken is not None:
            self._taken(outcome.value, self._seen)

    def _refused(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_error(error)
