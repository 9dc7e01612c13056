"""The practice caseload while it is made and opened, and what can be done where that did not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.dialogs.vault.face import Face
from ui.widgets.buttons import button

if TYPE_CHECKING:
    from jfs_desktop.errors import UserError

TITLE, WAIT = "Practice caseload", "Making up people to practise on …"


class PracticeFace(Face):
    """``againRequested()`` once it could not be opened, ``quitRequested()`` to leave. Enter tries again."""

    againRequested = Signal()
    quitRequested = Signal()

    def __init__(self) -> None:
        super().__init__(TITLE, WAIT)
        self.leave = button("Quit", "plain", self.quitRequested.emit, name="practice-quit")
        self.again = button("Try again", "primary", self._try_again, name="practice-again")
        row = QHBoxLayout()
        row.addStretch(1)
        for made in (self.leave, self.again):
            made.setAutoDefault(True)
            made.hide()
            row.addWidget(made)
        self.body.addLayout(row)

    def fail(self, error: UserError) -> None:
        """Say why it did not open, and wait for another try."""
        self._show_verbs(True)
        self.show_error(error)
        self.again.setFocus()

    def _try_again(self) -> None:
        self._show_verbs(False)
        self.show_error("")
        self.againRequested.emit()

    def _show_verbs(self, shown: bool) -> None:
        self.text.setVisible(not shown)
        for made in (self.leave, self.again):
            made.setVisible(shown)
