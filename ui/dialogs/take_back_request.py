"""Take the Jobcentre's request off a case, or a settlement back, with the reason."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework import jobcentre_requests
from jfs_desktop.casework.jobcentre_request_views import RequestView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.shortcuts import SAVE_FORM


class TakeBackRequestDialog(Dialog):
    """Asks why; then the request waits for its case again."""

    def __init__(self, context: Context, request: RequestView, parent: QWidget | None = None) -> None:
        super().__init__(
            "Take it back",
            "The request waits for its case again; what was recorded stays in the history with your reason.",
            parent,
            width=480,
        )
        self._context = context
        self._request_id = request.id
        self.heading.setText(f"Take it back: {request.name or request.participant_name}")
        self.form = FormKit()
        self.form.add("reason", "Why was it wrong?", note_box(2))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Take it back", "danger", self._go)
        self.go.setObjectName("take-back-request")
        SAVE_FORM.bind(self, self._go)
        self.form.field("reason").setFocus()

    def dirty(self) -> bool:
        return bool(self.form.value("reason").strip())

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        self.set_busy(True)
        workspace, request_id, reason = self._context.workspace, self._request_id, self.form.value("reason")
        self._context.tasks.write(
            lambda: jobcentre_requests.take_back(workspace, request_id, reason),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[UUID]) -> None:
        self.accept()
        self._context.hub.tell(outcome)
        self._context.say.news("Taken back, with its reason. The request waits for its case.")

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form)
