"""A new recovery code for the vault, asked for in Settings; the one before opens it no more."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.office import first_run
from ui.dialogs.vault.face import PassphraseEdit
from ui.dialogs.vault.recovery_code import KEEP, WHY, CodeSheet
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit
from ui.widgets.text import label


class NewRecoveryCode(Dialog):
    """Asks for the passphrase, shows the new code once, and asks for its last group.

    Left before that, the next unlock makes another one and shows it.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            "New recovery code",
            "The code you have now will not open the vault any more. Copies of the vault made before today "
            "still open with it.",
            parent,
        )
        self._context = context
        self.sheet: CodeSheet | None = None
        self.form = FormKit()
        self.form.add("passphrase", "Your passphrase", PassphraseEdit("passphrase"))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Make a new code", "primary", self._go, default=True)
        self.form.field("passphrase").setFocus()

    @classmethod
    def ask(cls, parent: QWidget, context: Context) -> NewRecoveryCode:
        """Open the dialog over ``parent``."""
        dialog = cls(context, parent)
        dialog.open()
        return dialog

    def _go(self) -> None:
        if self.sheet is not None:
            self.sheet.confirm()
            return
        passphrase, workspace = self.form.value("passphrase"), self._context.workspace
        self.show_error("")
        self.set_busy(True)
        self._context.tasks.write(
            lambda: first_run.new_code(workspace, passphrase),
            owner=self,
            done=self._show,
            failed=self.show_error,
        )

    def _show(self, code: str) -> None:
        self.set_busy(False)
        self.form.set_value("passphrase", "")
        self.form.hide()
        self.sheet = CodeSheet(code)
        self.sheet.confirmed.connect(self._kept)
        self.sheet.refused.connect(self.show_error)
        self.content.addWidget(label(KEEP, "strong"))
        self.content.addWidget(label(WHY, "soft", wrap=True))
        self.content.addWidget(self.sheet)
        self.go.setText("I have it")
        self.sheet.last.setFocus()

    def _kept(self) -> None:
        workspace = self._context.workspace
        self._context.tasks.write(
            lambda: first_run.code_kept(workspace),
            owner=self,
            done=lambda _: self._tell(),
            failed=self.show_error,
        )

    def _tell(self) -> None:
        self._context.say.news("The vault has a new recovery code.")
        self.accept()
