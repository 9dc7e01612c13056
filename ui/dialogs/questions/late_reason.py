"""Why is it late? Asked once, and kept with what is recorded later."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.recording import lateness
from jfs_desktop.casework.today.cockpit import Todo
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.clocks.lateness import BECAUSE
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit


class LateReasonDialog(FormDialog):
    """One line; the item stays on Today until it is done."""

    def __init__(self, context: Context, todo: Todo, parent: QWidget | None = None) -> None:
        paragraph = todo.clock.paragraph if todo.clock is not None else ""
        body = f"{todo.what} · {paragraph}. It stays on Today until it is done, and counts as late."
        super().__init__("Reason for lateness", body, parent, width=480)
        self._context, self._todo = context, todo
        self.form = FormKit()
        field = self.form.add(BECAUSE, "Why is it late?", QLineEdit(todo.because))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.keep = self.add_verb("Keep the reason", "primary", self._keep_it, default=True)
        field.setFocus()

    @classmethod
    def ask(cls, context: Context, todo: Todo, parent: QWidget | None) -> LateReasonDialog:
        """Open it over ``parent``."""
        dialog = cls(context, todo, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return str(self.form.value(BECAUSE)).strip() != self._todo.because

    def _keep_it(self) -> None:
        clock, case_id = self._todo.clock, self._todo.case_id
        if clock is None or case_id is None or not self.keep.isEnabled():
            return
        self.set_busy(True)
        workspace, because = self._context.workspace, self.form.value(BECAUSE)
        self._context.tasks.write(
            lambda: lateness.explain(workspace, case_id, clock.id, clock.subject, because),
            owner=self,
            done=self._kept,
            failed=self._refused,
        )

    def _kept(self, outcome: Outcome[str]) -> None:
        context = self._context
        tell_with_undo(context, outcome, "The reason is kept.")
        self.accept()
