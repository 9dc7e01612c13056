"""The recovery code, shown once: to print, save or copy, and to confirm."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from ui.dialogs.face import Face
from ui.widgets.buttons import button
from ui.widgets.secret_clipboard import copy_secret
from ui.widgets.text import by_letters, label

CLIPBOARD_MS = 60_000
PAPER = (
    "JFS Desktop: recovery code\n\n{code}\n\n"
    "This code opens the vault when the passphrase is forgotten. "
    "Keep it locked away, and never beside the computer.\n"
)


class RecoveryCodeFace(Face):
    """``confirmed()`` once the last group has been typed."""

    confirmed = Signal()

    def __init__(self, code: str) -> None:
        super().__init__(
            "Keep this recovery code",
            "It opens the vault when the passphrase is forgotten. It is shown this once and kept nowhere. "
            "Print it and lock it away; without it and the passphrase nobody can open the vault.",
            width=560,
        )
        self._code = code
        groups = code.split("-")
        lines = [" ".join(groups[start : start + 3]) for start in range(0, len(groups), 3)]
        self.shown = label("\n".join(lines), "code")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName("Recovery code " + ", ".join(" ".join(group) for group in groups))
        self.last = QLineEdit()
        self.last.setObjectName("last-group")
        self.last.setMaximumWidth(by_letters(160))
        self.last.returnPressed.connect(self._confirm)
        ask = label("Type the last group, to confirm that you have it", "strong")
        ask.setBuddy(self.last)
        self.last.setAccessibleName(ask.text())
        self.body.addWidget(self.shown)
        self.body.addLayout(self._ways())
        self.body.addWidget(ask)
        self.body.addWidget(self.last)
        self.body.addWidget(self.error)
        go = button("Continue", "primary", self._confirm, name="confirm-code")
        self.body.addWidget(go, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.last)

    def save(self, path: Path) -> None:
        """Write the code as a text file for this person alone."""
        from jfs_desktop.store.files import write_whole

        write_whole(path, PAPER.format(code=self._code).encode())

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(button("Print…", "plain", self._print))
        row.addWidget(button("Save as text…", "plain", self._save))
        row.addWidget(button("Copy for one minute", "plain", self._copy))
        row.addStretch(1)
        return row

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("JFS Desktop")
        if QPrintDialog(printer, self).exec():
            document = QTextDocument()
            document.setPlainText(PAPER.format(code=self._code))
            document.print_(printer)

    def _save(self) -> None:
        from ui.widgets.last_folder import documents

        name, _ = QFileDialog.getSaveFileName(
            self, "Save the recovery code", str(documents() / "recovery-code.txt"), "Text (*.txt)"
        )
        if not name:
            return
        try:
            self.save(Path(name))
        except OSError:
            self.show_error("The file could not be written there. Choose another place.")

    def _copy(self) -> None:
        copy_secret(self._code, CLIPBOARD_MS)

    def _confirm(self) -> None:
        last = self._code.rsplit("-", 1)[-1]
        if self.last.text().strip().upper().translate(str.maketrans("OIL", "011")) == last:
            self.confirmed.emit()
        else:
            self.show_error("That is not the last group of the code. Look at it once more.")
            self.last.selectAll()
            self.last.setFocus()
