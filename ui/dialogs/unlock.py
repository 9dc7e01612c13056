"""Opening the vault: by passphrase, or by the recovery code with a new passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.errors import UserError
from ui.dialogs.face import Face, PassphraseEdit
from ui.widgets.buttons import button
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


class UnlockFace(Face):
    """``unlockRequested(passphrase)``, ``recoveryRequested(code, new)``, ``otherRequested()``,
    ``backupsRequested()``."""

    unlockRequested = Signal(str)
    recoveryRequested = Signal(str, str)
    otherRequested = Signal()
    backupsRequested = Signal()

    def __init__(self, folder: Path, *, locked: bool = False) -> None:
        title = "Locked" if locked else "Unlock your vault"
        text = (
            "Everything typed is kept. Your passphrase brings you back to where you were." if locked else ""
        )
        super().__init__(title, text)
        self.text.setVisible(locked)
        self._session = label("", "strong")
        self._session.hide()
        self._by_passphrase = self._passphrase_part()
        self._by_code = self._code_part()
        self._by_code.hide()
        self.backups = button("Put a backup back…", "link", self.backupsRequested.emit, name="backups")
        self.backups.setVisible(not locked)
        place = ElidedLabel(f"Vault: {folder}", "small")
        self.body.addWidget(self._session)
        self.body.addWidget(self._by_passphrase)
        self.body.addWidget(self._by_code)
        self.body.addWidget(self.error)
        self.body.addLayout(self._verbs(locked))
        below = QHBoxLayout()
        below.addWidget(place, 1)
        below.addWidget(self.backups)
        self.body.addLayout(below)
        self.setFocusProxy(self.passphrase)

    def tell(self, words: str) -> None:
        """Say something below the title, in place of what stands there."""
        self.text.setText(words)
        self.text.show()

    def set_session_line(self, text: str) -> None:
        """Show how long the running session has lasted; never a name."""
        self._session.setText(text)
        self._session.setVisible(bool(text))

    def set_busy(self, busy: bool) -> None:
        """While the key is worked out, nothing can be pressed."""
        for widget in (self.go, self.passphrase, self._switch, self.other, self.backups):
            widget.setEnabled(not busy)
        self.go.setText("Opening…" if busy else self._go_text())

    def fail(self, error: UserError) -> None:
        """Say why it did not open, and wait for another try."""
        self.set_busy(False)
        self.show_error(error)
        (self.code if self._by_code.isVisible() else self.passphrase).setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.passphrase.setFocus()

    def _passphrase_part(self) -> QWidget:
        self.passphrase = PassphraseEdit("passphrase")
        self.passphrase.returnPressed.connect(self._submit)
        caps = label("Caps lock seems to be on.", "warning")
        caps.hide()
        self.passphrase.capsChanged.connect(caps.setVisible)
        return _column(("Passphrase", self.passphrase), extra=caps)

    def _code_part(self) -> QWidget:
        self.code = QLineEdit()
        self.code.setObjectName("recovery-code")
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-…")
        self.new = PassphraseEdit("new-passphrase")
        self.again = PassphraseEdit("new-passphrase-again")
        self.code.returnPressed.connect(self.new.setFocus)
        self.new.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._submit)
        return _column(
            ("Recovery code", self.code), ("New passphrase", self.new), ("New passphrase again", self.again)
        )

    def _verbs(self, locked: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        self._switch = button("Use the recovery code", "link", self._switch_way, name="use-recovery")
        self.other = button("Another vault…", "link", self.otherRequested.emit, name="other-vault")
        self._locked = locked
        self.other.setVisible(not locked)
        self.go = button("Unlock", "primary", self._submit, name="unlock")
        row.addWidget(self._switch)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.go)
        return row

    def _go_text(self) -> str:
        return "Unlock" if self._by_code.isHidden() else "Set passphrase and unlock"

    def _switch_way(self) -> None:
        to_code = self._by_code.isHidden()
        self._by_code.setVisible(to_code)
        self._by_passphrase.setVisible(not to_code)
        self.other.setVisible(not to_code and not self._locked)  # the row has no room for all three
        self._switch.setText("Use the passphrase" if to_code else "Use the recovery code")
        self.go.setText(self._go_text())
        self.show_error("")
        (self.code if to_code else self.passphrase).setFocus()

    def _submit(self) -> None:
        self.show_error("")
        if self._by_code.isHidden():
            if not self.passphrase.text():
                self.show_error("Type your passphrase.")
                return
            self.set_busy(True)
            self.unlockRequested.emit(self.passphrase.take())
            return
        problem = self._code_problem()
        if problem:
            self.show_error(problem)
            return
        self.set_busy(True)
        self.again.clear()
        self.recoveryRequested.emit(self.code.text(), self.new.take())

    def _code_problem(self) -> str:
        if not self.code.text().strip():
            return "Type the recovery code that was printed when the vault was made."
        if self.new.text() != self.again.text():
            return "The two new passphrases differ. Type the same one twice."
        from ui.dialogs.strength import judge

        strength = judge(self.new.text())
        return "" if strength.enough else (strength.words or "Choose a new passphrase.")


def _column(*fields: tuple[str, QLineEdit], extra: QWidget | None = None) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for words, field in fields:
        heading = label(words, "strong")
        heading.setBuddy(field)
        field.setAccessibleName(words)
        column.addWidget(heading)
        column.addWidget(field)
    if extra is not None:
        column.addWidget(extra)
    return holder
