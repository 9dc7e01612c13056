"""Entering a staff check, and taking a wrong one back with a reason (G5)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.office.staff_checks import CheckView, NewCheck
from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import StaffView
from ui.dialogs.questions.reason import ReasonDialog
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice


class StaffCheckDialog(FormDialog):
    """Kind, reference, days, and when chapter 2 was read."""

    def __init__(self, context: Context, person: StaffView, parent: QWidget | None = None) -> None:
        super().__init__("Staff check", f"For {person.name}.", parent)
        self._context, self._person = context, person
        today = london_day(context.clock.now())
        kinds = {"": "None: only the reading"} | {
            one.key: one.name for one in context.workspace.programme.staff_checks.kinds
        }
        self.form = FormKit(columns=2)
        self.form.add("kind", "Check", choice(kinds))
        self.form.add("reference", "Reference", QLineEdit())
        self.form.add("checked_on", "Checked on", DateField(today))
        self.form.add(
            "valid_until", "Valid until", DateField(today), help="Leave it empty if it does not end."
        )
        self.form.add(
            "chapter_read_on", "Chapter 2 of the generic guidance read on", DateField(today), span=2
        )
        self.form.set_value("kind", next(iter(list(kinds)[1:]), ""))
        self._before = self.form.values()
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Enter", "primary", self._go, default=True)
        self.save.setObjectName("save-check")
        self.form.field("kind").setFocus()

    @classmethod
    def ask(cls, context: Context, person: StaffView, parent: QWidget) -> StaffCheckDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, person, parent)
        dialog.open()
        return dialog

    def _go(self) -> None:
        if not self.dates_told():
            return
        self.set_busy(True)
        workspace, staff_id, wish = self._context.workspace, self._person.id, NewCheck(**self.form.values())
        self._context.tasks.write(
            lambda: staff_checks.add(workspace, staff_id, wish),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[UUID]) -> None:
        context = self._context
        tell_with_undo(context, outcome, "The check is entered.")
        self.accept()


class CheckBackDialog(ReasonDialog[CheckView]):
    """Without a reason nothing is taken back."""

    title, verb, name = "Take back a staff check", "Take back", "take-check-back"

    def text(self) -> str:
        return f"{self.about.kind_name} {self.about.reference}".strip()

    def carry_out(self, reason: str) -> Outcome[UUID]:
        return staff_checks.take_back(self.workspace, self.about.id, reason)
