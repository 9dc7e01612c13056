"""The recovery code, shown once: to print, save or copy, and to confirm."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.dialogs.vault.face import Face
from ui.widgets.buttons import button
from ui.widgets.roles import set_state
from ui.widgets.secret_clipboard import copy_secret
from ui.widgets.text import by_letters, label

CLIPBOARD_MS = 60_000
PAPER = (
    "JFS Desktop: recovery code\n\n{code}\n\n"
    "This code opens the vault when the passphrase is forgotten. "
    "Keep it locked away, and never beside the computer.\n"
)


KEEP = "Keep this recovery code"
WHY = (
    "It opens the vault when the passphrase is forgotten. It is shown this once and kept nowhere. "
    "Print it and lock it away; without it and the passphrase nobody can open the vault."
)


class RecoveryCodeFace(Face):
    """``confirmed()`` once the last group has been typed. ``replaces`` says that another one was made before
    and opens nothing any more."""

    confirmed = Signal()

    def __init__(self, code: str, *, replaces: bool = False) -> None:
        more = " The code shown earlier opens nothing any more." if replaces else ""
        super().__init__(KEEP, WHY + more, width=560)
        self.sheet = CodeSheet(code)
        self.last = self.sheet.last
        self.sheet.confirmed.connect(self.confirmed)
        self.sheet.refused.connect(self.show_error)
        self.body.addWidget(self.sheet)
        self.body.addWidget(self.error)
        go = button("Continue", "primary", self.sheet.confirm, name="confirm-code")
        self.body.addWidget(go, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self.last)


class CodeSheet(QWidget):
    """The code, the ways to keep it, and the field for its last group. ``confirmed()`` once that was typed,
    ``refused(sentence)`` where it was another."""

    confirmed = Signal()
    refused = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        groups = code.split("-")
        lines = [" ".join(groups[start : start + 3]) for start in range(0, len(groups), 3)]
        self.shown = label("\n".join(lines), "code")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName("Recovery code " + ", ".join(" ".join(group) for group in groups))
        self.last = QLineEdit()
        self.last.setObjectName("last-group")
        self.last.setMaximumWidth(by_letters(160))
        self.last.returnPressed.connect(self.confirm)
        ask = label("Type the last group, to confirm that you have it", "strong")
        ask.setBuddy(self.last)
        self.last.setAccessibleName(ask.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.shown)
        column.addLayout(self._ways())
        column.addWidget(ask)
        column.addWidget(self.last)

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
            self.refused.emit("The file could not be written there. Choose another place.")

    def _copy(self) -> None:
        copy_secret(self._code, CLIPBOARD_MS)

    def confirm(self) -> None:
        """Compare what was typed with the last group."""
        last = self._code.rsplit("-", 1)[-1]
        if self.last.text().strip().upper().translate(str.maketrans("OIL", "011")) == last:
            self.confirmed.emit()
        else:
            self.refused.emit("That is not the last group of the code. Look at it once more.")
            set_state(self.last, "error")
            self.last.selectAll()
            self.last.setFocus()
