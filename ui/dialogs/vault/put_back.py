"""Putting a backup in the place of a vault that is not open: which one, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout

from jfs_desktop.errors import UserError
from jfs_desktop.rules.writing.wording import day_and_time
from jfs_desktop.store.backup import Kept
from ui.dialogs.vault.face import Face, PassphraseEdit
from ui.widgets.buttons import button
from ui.widgets.text import ElidedLabel, label

WHAT = (
    "The vault becomes what it was when the backup was made. What stands there now is kept beside it; "
    "nothing is deleted."
)
AFTER = (
    "What was a draft or waited to be sent then may have gone since: the outbox asks about it. Head office "
    "takes nothing more from here until you enrol again, with a new code."
)
NONE = "No backup lies in the vault's folder. Choose the file of one."


class PutBackFace(Face):
    """``putBackRequested(file, passphrase)`` and ``cancelled()``."""

    putBackRequested = Signal(object, str)
    cancelled = Signal()

    def __init__(self, folder: Path, found: Sequence[Kept]) -> None:
        super().__init__("Put a backup back", WHAT, width=520)
        self._folder = folder
        self.which = QComboBox()
        self.which.setObjectName("which-backup")
        self.which.setAccessibleName("Backup")
        for one in found:
            why = f" ({one.why})" if one.why else ""
            self.which.addItem(f"{day_and_time(one.made_at)}{why}", one.path)
        self.none = label(NONE, "soft", wrap=True)
        self.passphrase = PassphraseEdit("passphrase")
        self.passphrase.setAccessibleName("Passphrase")
        self.passphrase.returnPressed.connect(self._submit)
        self._fill()
        self._show_choice()
        self.setFocusProxy(self.passphrase if found else self.other)

    def set_busy(self, busy: bool) -> None:
        """While it is checked and put back, nothing can be pressed."""
        for widget in (self.go, self.back, self.other, self.which, self.passphrase):
            widget.setEnabled(not busy)
        self.go.setText("Putting it back…" if busy else "Put it back")

    def fail(self, error: UserError) -> None:
        self.set_busy(False)
        self.show_error(error)
        self.passphrase.setFocus()

    def _fill(self) -> None:
        row = QHBoxLayout()
        self.other = button("Another file…", "link", self._choose, name="other-backup")
        row.addWidget(self.other)
        row.addStretch(1)
        self.back = button("Back", "plain", self.cancelled.emit, name="leave-backups")
        self.go = button("Put it back", "primary", self._submit, name="put-back")
        row.addWidget(self.back)
        row.addWidget(self.go)
        heading = label("Passphrase", "strong")
        heading.setBuddy(self.passphrase)
        for widget in (
            label("Backup", "strong"), self.which, self.none, heading, self.passphrase,
            label(AFTER, "soft", wrap=True), self.error,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(ElidedLabel(f"Vault: {self._folder}", "small"))

    def _show_choice(self) -> None:
        self.which.setVisible(self.which.count() > 0)
        self.none.setVisible(self.which.count() == 0)
        self.go.setEnabled(self.which.count() > 0)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Backup", str(self._folder / "backup"), "Backups (*.db)")
        if name:
            self.which.addItem(Path(name).name, Path(name))
            self.which.setCurrentIndex(self.which.count() - 1)
            self._show_choice()
            self.passphrase.setFocus()

    def _submit(self) -> None:
        if self.which.count() == 0:
            self.show_error(NONE)
            return
        if not self.passphrase.text():
            self.show_error("Type your passphrase.")
            return
        self.show_error("")
        self.set_busy(True)
        self.putBackRequested.emit(self.which.currentData(), self.passphrase.take())
