"""What Today says when nothing is to be done: with nobody referred yet, how to bring them in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework import caseload
from ui.shell.context import Context
from ui.widgets.empty_state import EmptyState

_NOTHING_DUE = (
    "Nothing is due",
    "No deadline falls on or before the next five working days. New referrals appear here at once.",
    "Open the caseload",
)
_NOBODY = (
    "No participants yet",
    "Import the referral file that PRaP gave you. Each step then stands here on the day it is due.",
    "Import referrals…",
)


class TodayEmpty(EmptyState):
    """``caseloadRequested()``; the import it offers opens by itself."""

    caseloadRequested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(*_NOTHING_DUE, parent=parent)
        self._context = context
        self._nobody = False
        self.actionRequested.connect(lambda _: self._act())

    def refresh(self) -> None:
        """Look whether there is anybody at all."""
        workspace = self._context.workspace
        self._context.tasks.read(lambda: caseload.how_many(workspace), owner=self, done=self._say)

    def _say(self, cases: int) -> None:
        self._nobody = not cases
        title, text, action = _NOBODY if self._nobody else _NOTHING_DUE
        self.title.setText(title)
        self.text.setText(text)
        self.buttons[0].setText(action)

    def _act(self) -> None:
        if not self._nobody:
            self.caseloadRequested.emit()
            return
        from ui.dialogs.import_referrals import ImportDialog

        ImportDialog.ask(self._context, self.window())
