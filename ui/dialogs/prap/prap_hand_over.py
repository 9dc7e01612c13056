"""Hand a PRaP entry over to somebody who may key it (W14)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QWidget

from jfs_desktop.casework.prap import prap_keying
from jfs_desktop.casework.prap.prap import OpenedEntry
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, note_box

NOBODY = "Nobody else here has the PRaP right; give it under Settings, Staff."


class HandOverDialog(FormDialog):
    """Asks to whom. Both see the entry from then on; who takes it over is noted."""

    def __init__(
        self, context: Context, opened: OpenedEntry, parent: QWidget | None, then: Callable[[], object]
    ) -> None:
        super().__init__(
            "Hand over",
            "They see it in their PRaP list, with everything that is to be copied. It stays in yours too.",
            parent,
            width=460,
        )
        self._context = context
        self._opened = opened
        self._then = then
        self.form = FormKit()
        self.to = self.form.add("to", "To whom", QComboBox())
        handed = opened.line.entry.hand_over
        known = {opened.me.id, handed.to if handed is not None else None}
        for person in opened.staff:
            if person.prap_role and person.id not in known:
                self.to.addItem(person.name, person.id)
        self.form.add("note", "Note", note_box(2))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Hand over", "primary", self._go, default=True)
        self.go.setObjectName("hand-over-now")
        self.go.setEnabled(self.to.count() > 0)
        if not self.to.count():
            held = handed is not None and handed.to != opened.me.id
            with_them = f"It is with {handed.to_name} already. " if held and handed is not None else ""
            self.form.set_notes({"to": (with_them + NOBODY, "error")})
        self.to.setFocus()

    @classmethod
    def ask(
        cls, context: Context, opened: OpenedEntry, parent: QWidget | None, then: Callable[[], object]
    ) -> None:
        """Open it; ``then`` runs once the entry was handed over."""
        cls(context, opened, parent, then).open()

    def dirty(self) -> bool:
        return bool(self.form.value("note").strip())

    def _go(self) -> None:
        if not self.go.isEnabled():
            return
        self.set_busy(True)
        workspace, line, values = self._context.workspace, self._opened.line, self.form.values()
        case_id, key, to, note = line.case_id, line.entry.key, values["to"], values["note"]
        self._context.tasks.write(
            lambda: prap_keying.hand_over(workspace, case_id, key, to, note),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[UUID]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"Handed over to {self.to.currentText()}.")
        self.accept()
        self._then()
