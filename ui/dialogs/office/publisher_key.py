"""The public key of whoever publishes working-day calendars, entered once."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from jfs_desktop.casework.office import calendars
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit


class PublisherKeyDialog(FormDialog):
    """Takes the key; its fingerprint is shown afterwards, to be compared by telephone."""

    def __init__(self, context: Context, known: str, parent: QWidget | None) -> None:
        replaces = f" It replaces the one with the fingerprint {known}." if known else ""
        super().__init__(
            "Publisher's key",
            "Calendars signed with this key are taken without a further question, so enter only what the "
            f"publisher gave you.{replaces}",
            parent,
        )
        self._context = context
        self.form = FormKit()
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setMaximumHeight(110)
        self.form.add("key", "Public key", field, help="64 hexadecimal digits, Base64, or PEM (Ed25519).")
        self.content.addWidget(self.form)
        self.add_cancel()
        self.add_verb("Trust this key", "primary", self._trust, default=True).setObjectName("trust-key")
        field.setFocus()

    @classmethod
    def ask(cls, context: Context, known: str, parent: QWidget | None) -> None:
        """Open it; ``known`` is the fingerprint of the key that is trusted now, or empty."""
        cls(context, known, parent).open()

    def dirty(self) -> bool:
        return bool(self.form.value("key").strip())

    def _trust(self) -> None:
        workspace, key = self._context.workspace, self.form.value("key")
        self.set_busy(True)
        self._context.tasks.write(
            lambda: calendars.trust(workspace, key), owner=self, done=self._trusted, failed=self._refused
        )

    def _trusted(self, outcome: Outcome[str]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"Calendars of this publisher are trusted. Fingerprint: {outcome.value}")
        self.accept()
