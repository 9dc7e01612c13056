"""The fields to open a vault by its recovery code, with a new passphrase for the time after."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from ui.dialogs.vault.face import FieldColumn, PassphraseEdit
from ui.dialogs.vault.strength import judge


class RecoveryPart(FieldColumn):
    """``submitted()`` when Enter is pressed in the last field."""

    submitted = Signal()

    def __init__(self) -> None:
        self.code = QLineEdit()
        self.code.setObjectName("recovery-code")
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-…")
        self.new = PassphraseEdit("new-passphrase")
        self.again = PassphraseEdit("new-passphrase-again")
        super().__init__(
            ("Recovery code", self.code), ("New passphrase", self.new), ("New passphrase again", self.again)
        )
        self.code.returnPressed.connect(self.new.setFocus)
        self.new.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.submitted)

    def problem(self) -> str:
        """What is still missing or wrong, as a sentence; '' where nothing is."""
        if not self.code.text().strip():
            return "Type the recovery code that was printed when the vault was made."
        if self.new.text() != self.again.text():
            return "The two new passphrases differ. Type the same one twice."
        strength = judge(self.new.text())
        return "" if strength.enough else (strength.words or "Choose a new passphrase.")

    def take(self) -> tuple[str, str]:
        """The code and the new passphrase, which no field holds afterwards."""
        self.again.clear()
        return self.code.text(), self.new.take()
