"""Opening the vault: by passphrase, or by the recovery code with a new passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from jfs_desktop.errors import UserError
from ui.dialogs.vault.face import Face, FieldColumn, PassphraseEdit
from ui.widgets.buttons import button
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from ui.dialogs.vault.recovery_part import RecoveryPart


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
        self.by_code: RecoveryPart | None = None
        self.backups = button("Put a backup back…", "link", self.backupsRequested.emit, name="backups")
        self.backups.setVisible(not locked)
        place = ElidedLabel(f"Vault: {folder}", "small")
        self.body.addWidget(self._session)
        self.body.addWidget(self._by_passphrase)
        self.body.addWidget(self.error)
        self.body.addLayout(self._verbs(locked))
        self.body.addWidget(place)
        below = QHBoxLayout()
        below.addWidget(self.backups)
        below.addStretch(1)
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
        self._first().setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.passphrase.setFocus()

    def _passphrase_part(self) -> QWidget:
        self.passphrase = PassphraseEdit("passphrase")
        self.passphrase.returnPressed.connect(self._submit)
        caps = label("Caps lock seems to be on.", "warning")
        caps.hide()
        self.passphrase.capsChanged.connect(caps.setVisible)
        part = FieldColumn(("Passphrase", self.passphrase))
        part.column.addWidget(caps)
        return part

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

    @property
    def _takes_code(self) -> bool:
        return self.by_code is not None and not self.by_code.isHidden()

    def _first(self) -> QLineEdit:
        """Where typing begins, by the way that is chosen."""
        return self.by_code.code if self.by_code is not None and self._takes_code else self.passphrase

    def _go_text(self) -> str:
        return "Set passphrase and unlock" if self._takes_code else "Unlock"

    def _switch_way(self) -> None:
        to_code = not self._takes_code
        self._code_part().setVisible(to_code)
        self._by_passphrase.setVisible(not to_code)
        self.other.setVisible(not to_code and not self._locked)  # the row has no room for all three
        self._switch.setText("Use the passphrase" if to_code else "Use the recovery code")
        self.go.setText(self._go_text())
        self.show_error("")
        self._first().setFocus()

    def _code_part(self) -> RecoveryPart:
        """Made once somebody asks for it: the first paint does not wait for it."""
        if self.by_code is None:
            from ui.dialogs.vault.recovery_part import RecoveryPart

            self.by_code = RecoveryPart()
            self.by_code.hide()
            self.by_code.submitted.connect(self._submit)
            self.body.insertWidget(self.body.indexOf(self._by_passphrase) + 1, self.by_code)
        return self.by_code

    def _submit(self) -> None:
        self.show_error("")
        part = self.by_code if self._takes_code else None
        problem = part.problem() if part is not None else self._without_passphrase()
        if problem:
            self.show_error(problem)
            if part is None:
                self.passphrase.setFocus()
            return
        self.set_busy(True)
        if part is not None:
            self.recoveryRequested.emit(*part.take())
        else:
            self.unlockRequested.emit(self.passphrase.take())

    def _without_passphrase(self) -> str:
        return "" if self.passphrase.text() else "Type your passphrase."
