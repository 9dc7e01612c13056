"""They decline help with their CV: why, the CV that they have, and whether they confirm it as their final
one (V3, AMB-22)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from jfs_desktop.casework.cv import cv_help
from jfs_desktop.casework.cv.cv_reading import CvFile
from jfs_desktop.casework.cv.cv_views import CvView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.last_folder import IMPORTS, last_folder
from ui.widgets.text import label

FILES = "CVs (*.docx *.pdf *.txt *.json *.jpg *.jpeg *.png *.webp);;All files (*)"
YES, NO, NOT_YET = "yes", "no", ""


class DeclineCvDialog(Dialog):
    """With ``confirming`` help was declined already, and only their word is asked for."""

    def __init__(self, context: Context, view: CvView, parent: QWidget | None, *, confirming: bool) -> None:
        super().__init__(
            "They confirm their own CV as final" if confirming else "They decline help with the CV",
            "It stands in the JFAP as their last word on it (JFS 5.02)."
            if confirming
            else "The reason stands in the JFAP's record of activities, and may be asked for at an audit "
            "(JFS 4.14, 4.15).",
            parent,
            width=560,
        )
        self._context, self._view, self._confirming = context, view, confirming
        self._file: CvFile | None = None
        self.form = FormKit()
        self.has_one = ChipChoice([(YES, "Yes"), (NO, "No")])
        self.kept = label("", "soft", wrap=True)
        self.choose = button("Choose the file…", "plain", self._choose, name="cv-choose-existing")
        ways = [(name, name) for name in view.channels]
        self.how: QComboBox = choice(ways if confirming else [(NOT_YET, "Not yet"), *ways])
        self._assemble()

    @classmethod
    def ask(
        cls, context: Context, view: CvView, parent: QWidget | None, *, confirming: bool = False
    ) -> DeclineCvDialog:
        """Open it; its button records what was said."""
        dialog = cls(context, view, parent, confirming=confirming)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return not self._confirming and bool(str(self.form.value("reason")).strip())

    def take_file(self, path: Path) -> None:
        """Look at the CV that they have beside the window; it is kept with the answer, a scan too."""
        workspace, case_id = self._context.workspace, self._view.case_id
        self._context.tasks.read(
            lambda: cv_help.to_keep(workspace, case_id, path),
            owner=self,
            done=self._took,
            failed=self._refused,
        )

    def _assemble(self) -> None:
        if not self._confirming:
            self.form.add("reason", "Why do they decline?", note_box(3), help="In their own words.")
            self.form.add("has_one", "Do they have a CV?", self.has_one)
            self.has_one.changed.connect(self._show_file)
            if self._view.existing is not None:
                self.has_one.set_chosen((YES,))
        self.content.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(self.kept, 1)
        row.addWidget(self.choose)
        self.content.addLayout(row)
        self.confirm_form = FormKit()
        title = "How did they confirm it?" if self._confirming else "Do they confirm it as their final CV?"
        self.confirm_form.add("confirmed_how", title, self.how)
        self.content.addWidget(self.confirm_form)
        self.add_cancel()
        words = "Record it as final" if self._confirming else "Record that they decline"
        self.save = self.add_verb(words, "primary", self._save, default=True)
        (self.how if self._confirming else self.form.field("reason")).setFocus()
        self.save.setObjectName("cv-decline-now")
        self._show_file()

    def _show_file(self) -> None:
        has_one = self._confirming or YES in self.has_one.chosen()
        self.choose.setVisible(has_one and not self._confirming)
        self.kept.setVisible(has_one)
        self.kept.setText(self._told_file())
        here = self._file is not None or self._view.existing is not None
        self.confirm_form.setVisible(has_one and here)

    def _told_file(self) -> str:
        if self._file is not None:
            return f"{self._file.name} will be kept on the case."
        if self._view.existing is not None:
            return f"{self._view.existing.name} is kept on the case."
        return "Their CV is kept with the answer (JFS 4.13). Without it nobody can be a completer."

    def _choose(self) -> None:
        folder = last_folder(self._context.preferences, IMPORTS)
        dialog = QFileDialog(self, "The CV that they have", str(folder), FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _took(self, file: CvFile) -> None:
        self._file = file
        self.show_error("")
        self._show_file()

    def _refused(self, error: UserError) -> None:
        self.show_error(error)

    def _save(self) -> None:
        workspace, case_id = self._context.workspace, self._view.case_id
        how = str(self.how.currentData() or "") if not self.confirm_form.isHidden() else ""
        self.set_busy(True)
        if self._confirming:
            self._context.tasks.write(
                lambda: cv_help.confirm(workspace, case_id, confirmed_how=how),
                owner=self,
                done=self._saved,
                failed=self.show_error,
            )
            return
        reason, has_one, file = str(self.form.value("reason")), YES in self.has_one.chosen(), self._file
        if not self.has_one.chosen():
            self.form.set_notes({"has_one": ("Say whether they have a CV.", "error")})
            self.set_busy(False)
            return
        self._context.tasks.write(
            lambda: cv_help.decline(
                workspace, case_id, reason=reason, has_one=has_one, file=file, confirmed_how=how
            ),
            owner=self,
            done=self._saved,
            failed=lambda error: self.show_refusal(error, self.form),
        )

    def _saved(self, outcome: Outcome[CvView]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news("It stands in the JFAP's record of activities.")
        self.accept()
