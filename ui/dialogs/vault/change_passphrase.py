"""A new passphrase for the vault; nothing is encrypted anew, and the recovery code stays."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.vault.face import PassphraseEdit
from ui.dialogs.vault.strength import judge
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit


class ChangePassphrase(Dialog):
    """Asks for the old one and twice for the new one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            "Change passphrase",
            "Copies of the vault made before today still open with the old passphrase.",
            parent,
        )
        self._context = context
        self.form = FormKit()
        self.form.add("old", "Your passphrase today", PassphraseEdit("old"))
        self.form.add(
            "new", "New passphrase", PassphraseEdit("new"), help="Five words that do not belong together."
        )
        self.form.add("again", "New passphrase again", PassphraseEdit("again"))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.add_verb("Change passphrase", "primary", self._go, default=True)
        self.form.field("old").setFocus()

    @classmethod
    def ask(cls, parent: QWidget, context: Context) -> ChangePassphrase:
        """Open the dialog over ``parent``."""
        dialog = cls(context, parent)
        dialog.open()
        return dialog

    def _problems(self) -> dict[str, tuple[str, str]]:
        value = self.form.value
        strength = judge(value("new"))
        if not value("old"):
            return {"old": ("Type the passphrase that opens the vault now.", "error")}
        if not strength.enough:
            return {"new": (strength.words or "Choose a new passphrase.", "error")}
        if value("new") != value("again"):
            return {"again": ("The two passphrases differ. Type the same one twice.", "error")}
        return {}

    def _go(self) -> None:
        problems = self._problems()
        self.form.set_notes(problems)
        if problems:
            self.form.focus_first_note()
            return
        old, new = self.form.value("old"), self.form.value("new")
        vault = self._context.workspace.vault
        self.show_error("")
        self.set_busy(True)
        self._context.tasks.write(
            lambda: vault.change_passphrase(old, new),
            owner=self,
            done=lambda _: self._changed(),
            failed=self.show_error,
        )

    def _changed(self) -> None:
        self._context.say.news("The passphrase is changed.")
        self.accept()
