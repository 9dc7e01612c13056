"""What Today says when nothing is to be done: with nobody referred yet, how to bring them in, and how
messages are to leave (I18)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.cases import caseload
from jfs_desktop.casework.office import staff_checks
from ui.shell.context import Context
from ui.widgets.empty_state import ListEmpty

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
SET_UP = "Set up e-mail…"
ASKED = "Say how e-mail leaves and test the connection now, or later in Settings."


class TodayEmpty(ListEmpty):
    """``caseloadRequested()``; the import and the e-mail account it offers open by themselves."""

    caseloadRequested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(*_NOTHING_DUE, SET_UP, parent=parent)
        self._context = context
        self._nobody = False
        self.mail = self.buttons[1]
        self.mail.setObjectName("today-set-up-mail")
        self.mail.hide()
        self.actionRequested.connect(lambda which: self._set_up() if which else self._act())

    def refresh(self) -> None:
        """Look whether there is anybody at all, and whether a way for messages was chosen."""
        workspace = self._context.workspace

        def read() -> tuple[int, bool, str]:
            from jfs_desktop.casework.outbox import mail_account

            with workspace.reading() as db:
                closed = staff_checks.closed(db, workspace)
            return caseload.how_many(workspace), mail_account.is_chosen(workspace), closed

        self._context.tasks.read(read, owner=self, done=lambda found: self._say(*found))

    def _say(self, cases: int, chosen: bool, closed: str) -> None:
        self.show_closed(closed)
        if closed:
            return
        self._nobody = not cases
        title, text, action = _NOBODY if self._nobody else _NOTHING_DUE
        asks = self._nobody and not chosen
        self.title.setText(title)
        self.text.setText(f"{text}\n{ASKED}" if asks else text)
        self.buttons[0].setText(action)
        self.mail.setVisible(asks)

    def _act(self) -> None:
        if not self._nobody:
            self.caseloadRequested.emit()
            return
        from ui.dialogs.referrals.import_referrals import ImportDialog

        ImportDialog.ask(self._context, self.window())

    def _set_up(self) -> None:
        from ui.dialogs.office.mail_account import MailAccountDialog

        MailAccountDialog.ask(self._context, self.window(), self.refresh)
