"""Enrolling this vault with head office: its card, and the code that proves it (D11)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from jfs_desktop.casework.sync import sync
from jfs_desktop.casework.sync.sync import CARD_SUFFIX, SyncStanding
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit

CARDS = f"Head office's card (*{CARD_SUFFIX})"


class EnrolDialog(FormDialog):
    """Takes the code for a card that was chosen."""

    def __init__(self, context: Context, card: Path, parent: QWidget | None) -> None:
        super().__init__(
            "Enrol with head office",
            "Type the code that head office gave you by another way than the card, by telephone for example. "
            "From then on bundles are encrypted to that head office alone.",
            parent,
        )
        self._context, self._card = context, card
        self.form = FormKit()
        field = self.form.add(
            "code", "Enrolment code", QLineEdit(), help="25 letters and digits, in five groups."
        )
        self.content.addWidget(self.form)
        self.add_cancel()
        self.add_verb("Enrol", "primary", self._enrol, default=True).setObjectName("enrol")
        field.setFocus()

    @classmethod
    def choose(cls, context: Context, parent: QWidget) -> None:
        """Have the card chosen, then ask for its code."""
        name, _ = QFileDialog.getOpenFileName(parent, "Head office's card", "", CARDS)
        if name:
            cls(context, Path(name), parent).open()

    def dirty(self) -> bool:
        return bool(self.form.value("code").strip())

    def _enrol(self) -> None:
        workspace, card, code = self._context.workspace, self._card, self.form.value("code")
        self.set_busy(True)
        self._context.tasks.write(
            lambda: sync.enrol(workspace, card, code), owner=self, done=self._enrolled, failed=self._refused
        )

    def _enrolled(self, outcome: Outcome[SyncStanding]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news("Enrolled with head office. Export now to introduce this computer to it.")
        self.accept()
