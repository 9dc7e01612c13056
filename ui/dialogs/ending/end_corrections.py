"""What is said about an end beside itself: a death learned of, and a wrong end taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.journey.ends import DIED_ON_REASON
from ui.dialogs.questions.reason import ReasonDialog
from ui.shell.context import Context
from ui.widgets.date_field import DateField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit


class DeathDialog(Dialog):
    """Notes a death on a case that is not on provision: nothing goes out from here on (X8)."""

    def __init__(self, context: Context, case_id: UUID, today: date, parent: QWidget | None) -> None:
        super().__init__(
            "Note a death", "Everything that would go out stops at once (JFS 5.11).", parent, width=480
        )
        self._context, self._case_id = context, case_id
        self.form = FormKit(columns=2)
        self.form.add("told_by", "Who told us", QLineEdit(), span=2)
        self.form.add("learned_on", "When we learned of it", DateField(today, today))
        self.form.add("died_on", "Day of death, if known", DateField(today))
        self.form.add(DIED_ON_REASON, "Why it lies before a day on which they were met", QLineEdit(), span=2)
        self.form.set_shown(DIED_ON_REASON, False)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Stop everything", "danger", self._go, saves=True)
        self.go.setObjectName("stop-everything")
        self.form.field("told_by").setFocus()

    @classmethod
    def ask(cls, context: Context, case_id: UUID, today: date, parent: QWidget | None) -> DeathDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, case_id, today, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(self.form.value("told_by").strip())

    def _go(self) -> None:
        values, notes = self.form.values(), self.form.date_problems()
        if values["learned_on"] is None:
            notes.setdefault("learned_on", ("Type this day.", "error"))
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        self.set_busy(True)
        workspace, case_id = self._context.workspace, self._case_id
        death = Death(
            values["learned_on"], values["told_by"], values["died_on"], reason=values[DIED_ON_REASON]
        )
        self._context.tasks.write(
            lambda: ends.learn_death(workspace, case_id, death),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[Any]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news("Noted. Nothing goes out to this person any more.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form)


class TakeEndBackDialog(ReasonDialog[UUID]):
    """Why the end of a case was wrong; without a reason nothing is taken back."""

    title, verb, name = "Take the end back", "Take back", "take-end-back"

    def text(self) -> str:
        return "It stays in the history with your reason, and the case goes on where it stood."

    def carry_out(self, reason: str) -> Outcome[str]:
        return ends.take_back(self.workspace, self.about, reason)

    def said(self, outcome: Outcome[Any]) -> str:
        return "Taken back. The case goes on where it stood."
