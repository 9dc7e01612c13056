"""Naming another designated adviser (S4)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.office import staff
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import CaseView, StaffView
from jfs_desktop.rules.programme.questions import NO, YES
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice

_MET = "They know each other by now: the fewer advisers, the better (JFS 1.32)."


class AssignAdviserDialog(FormDialog):
    """Everybody who works here, with the adviser of now chosen; why, where the two have met."""

    def __init__(
        self, context: Context, view: CaseView, people: tuple[StaffView, ...], parent: QWidget | None = None
    ) -> None:
        asked = f"Who is the adviser of {view.first_name or view.name}?"
        super().__init__("Designated adviser", asked, parent, width=440)
        self._context = context
        self._case_id = view.case_id
        self._adviser_id = view.adviser_id
        self._met = cases.asks_why(view)
        self.form = FormKit()
        self.form.add("adviser", "Adviser", choice({one.id: one.name for one in people if one.active}))
        self.form.add("change_reason", "Why it changes", QLineEdit(), help=_MET)
        self.form.add("agreed", "Agreed with the participant", ChipChoice([(YES, "Yes"), (NO, "No")]))
        if view.adviser_id is not None:
            self.form.set_value("adviser", view.adviser_id)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Name the adviser", "primary", self._go, default=True)
        self.save.setObjectName("save-adviser")
        self.form.changed.connect(lambda _: self._show_why())
        self._show_why()
        self.form.field("adviser").setFocus()

    @classmethod
    def ask(cls, context: Context, view: CaseView, parent: QWidget) -> None:
        """Read who works here and open the dialog over ``parent``."""
        workspace = context.workspace
        context.tasks.read(
            lambda: staff.all_staff(workspace),
            owner=parent,
            done=lambda people: cls(context, view, people, parent).open(),
        )

    def dirty(self) -> bool:
        return bool(self.form.value("change_reason").strip())

    def _show_why(self) -> None:
        asked = self._met and self.form.value("adviser") != self._adviser_id
        for name in ("change_reason", "agreed"):
            self.form.set_shown(name, asked)

    def _go(self) -> None:
        wish = self.form.value("adviser")
        if wish is None or wish == self._adviser_id:
            self.accept()
            return
        self.set_busy(True)
        workspace, case_id = self._context.workspace, self._case_id
        reason, agreed = self.form.value("change_reason"), "".join(self.form.value("agreed"))
        self._context.tasks.write(
            lambda: cases.assign(workspace, case_id, wish, reason=reason, agreed=agreed),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[UUID]) -> None:
        context = self._context
        self.accept()
        tell_with_undo(context, outcome, "The designated adviser is changed.")
