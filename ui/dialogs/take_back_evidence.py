"""Taking back a piece of evidence that should not be here: its content is erased, the reason stays."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework import attachments
from jfs_desktop.casework.attachments import AttachmentView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box


class TakeBackEvidenceDialog(Dialog):
    """Asks why; without a reason nothing is erased (I6, D5)."""

    def __init__(self, context: Context, kept: AttachmentView, parent: QWidget | None) -> None:
        super().__init__(
            "Take back a piece of evidence",
            "Its content is erased for good. That it was here, and your reason, stay in the history.",
            parent,
            width=480,
        )
        self._context = context
        self._kept = kept
        self.form = FormKit()
        reason = self.form.add("reason", "Why should it not be here?", note_box(2))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Erase it", "danger", self._go)
        self.go.setObjectName("evidence-take-back")
        reason.setFocus()

    @classmethod
    def ask(cls, context: Context, kept: AttachmentView, parent: QWidget | None) -> TakeBackEvidenceDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, kept, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(str(self.form.value("reason")).strip())

    def _go(self) -> None:
        self.set_busy(True)
        workspace, kept_id, reason = self._context.workspace, self._kept.id, str(self.form.value("reason"))
        self._context.tasks.write(
            lambda: attachments.take_back(workspace, kept_id, reason),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[AttachmentView]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"Erased: {outcome.value.purpose_name.lower()} picture.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form)
