"""Why does a booking over an appointment with the Jobcentre not matter? Asked before it may stand (C9)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.contact import contacts
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.meetings.jobcentre_clashes import REASON, Clash
from jfs_desktop.rules.writing.wording import weekday_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, note_box


class ClashDialog(FormDialog):
    """One reason; without it the clash stays on the case and on Today."""

    def __init__(self, context: Context, case_id: UUID, clash: Clash, parent: QWidget | None = None) -> None:
        said = f"{weekday_day(clash.appointment.on)}: {clash.text}. Benefit conditions go on (JFS 1.22)."
        super().__init__("Leave both as they are", said, parent, width=480)
        self._context, self._case_id, self._clash = context, case_id, clash
        self.form = FormKit()
        reason = self.form.add(REASON, "Why does it not matter?", note_box(2))
        self.content.addWidget(self.form)
        self._before = self.form.values()
        self.add_cancel()
        self.keep = self.add_verb("Keep the reason", "primary", self._keep_it, saves=True)
        self.keep.setObjectName("weigh-clash")
        reason.setFocus()

    @classmethod
    def ask(cls, context: Context, case_id: UUID, clash: Clash, parent: QWidget | None) -> ClashDialog:
        """Open it over ``parent``."""
        dialog = cls(context, case_id, clash, parent)
        dialog.open()
        return dialog

    def _keep_it(self) -> None:
        if not self.keep.isEnabled():
            return
        self.set_busy(True)
        workspace, reason = self._context.workspace, str(self.form.value(REASON))
        self._context.tasks.write(
            lambda: contacts.weigh_clash(workspace, self._case_id, self._clash, reason),
            owner=self,
            done=self._kept,
            failed=self._refused,
        )

    def _kept(self, outcome: Outcome[UUID]) -> None:
        tell_with_undo(self._context, outcome, "The reason is kept.")
        self.accept()
