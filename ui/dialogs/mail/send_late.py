"""A message that is sent late: why, asked before it waits once more in the outbox (JFS 7.04)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.outbox import outbox_decisions
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.mail_news import tell_queued
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit

LATE = "late_reason"


class SendLateDialog(Dialog):
    """One line: the reason goes with the message, and stands on the case once the server has taken it."""

    def __init__(
        self,
        context: Context,
        message: MessageView,
        asked: UserError,
        confirmed: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        super().__init__("Send it late", asked.sentence, parent)
        self._context, self._message, self._confirmed = context, message, confirmed
        self.form = FormKit()
        field = self.form.add(LATE, "Why it is late", QLineEdit())
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Send", "primary", self._go, default=True)
        self.go.setObjectName("send-late")
        field.setFocus()

    def dirty(self) -> bool:
        return bool(str(self.form.value(LATE)).strip())

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        workspace, message_id, reason = self._context.workspace, self._message.id, self.form.value(LATE)
        confirmed = self._confirmed
        self.set_busy(True)
        self._context.tasks.write(
            lambda: outbox_decisions.send_again(workspace, message_id, reason, confirmed),
            owner=self,
            done=self._done,
            failed=lambda error: self.show_refusal(error, self.form),
        )

    def _done(self, outcome: Outcome[MessageView]) -> None:
        self.accept()
        tell_queued(self._context, outcome)
