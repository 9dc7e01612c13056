"""What is said about an end beside itself: a death learned of, and a wrong end taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework import ends
from jfs_desktop.casework.ends import Death
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.date_field import DateField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.shortcuts import SAVE_FORM


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
        self.content.addWidget(self.form)
        SAVE_FORM.bind(self, self._go)
        self.add_cancel()
        self.go = self.add_verb("Stop everything", "danger", self._go)
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
        death = Death(values["learned_on"], values["told_by"], values["died_on"])
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


class TakeEndBackDialog(Dialog):
    """Asks why the end was wrong; without a reason nothing is taken back."""

    def __init__(self, context: Context, case_id: UUID, parent: QWidget | None) -> None:
        super().__init__(
            "Take the end back",
            "It stays in the history with your reason, and the case goes on where it stood.",
            parent,
            width=480,
        )
        self._context, self._case_id = context, case_id
        self.form = FormKit()
        self.form.add("reason", "Why was it wrong?", note_box(3))
        self.content.addWidget(self.form)
        SAVE_FORM.bind(self, self._go)
        self.add_cancel()
        self.go = self.add_verb("Take back", "danger", self._go)
        self.go.setObjectName("take-end-back")
        self.form.field("reason").setFocus()

    @classmethod
    def ask(cls, context: Context, case_id: UUID, parent: QWidget | None) -> TakeEndBackDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, case_id, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(self.form.value("reason").strip())

    def _go(self) -> None:
        self.set_busy(True)
        workspace, case_id, reason = self._context.workspace, self._case_id, self.form.value("reason")
        self._context.tasks.write(
            lambda: ends.take_back(workspace, case_id, reason),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[str]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news("Taken back. The case goes on where it stood.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form)
