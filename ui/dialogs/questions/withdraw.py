"""Taking back an entry that was wrong. It stays readable, with the reason."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from jfs_desktop.casework.recording import facts
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.writing.wording import long_day
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit


class WithdrawDialog(FormDialog):
    """Asks why; without a reason nothing is taken back."""

    def __init__(self, context: Context, fact: FactView, parent: QWidget | None = None) -> None:
        super().__init__(
            "Take back an entry",
            f"{fact.name}, {long_day(fact.on)}. It stays in the history with your reason, "
            "and the deadlines are worked out again.",
            parent,
            width=480,
        )
        self._context = context
        self._fact = fact
        self.form = FormKit()
        reason = self.form.add("reason", "Why was it wrong?", QPlainTextEdit())
        reason.setFixedHeight(72)
        reason.setTabChangesFocus(True)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Take back", "danger", self._go, saves=True)
        self.go.setObjectName("withdraw")
        reason.setFocus()

    @classmethod
    def ask(cls, context: Context, fact: FactView, parent: QWidget | None) -> WithdrawDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, fact, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(self.form.value("reason").strip())

    def _go(self) -> None:
        self.set_busy(True)
        workspace, fact_id, reason = self._context.workspace, self._fact.id, self.form.value("reason")
        self._context.tasks.write(
            lambda: facts.withdraw(workspace, fact_id, reason),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[FactView]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"Taken back: {self._fact.name}, {long_day(self._fact.on)}.")
        self.accept()
