"""Puts a message of the outbox on its way once more, with what has to be asked before it goes (I18, D3)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.outbox import outbox_decisions
from jfs_desktop.casework.outbox.mail_guards import AskFirst
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.errors import UserError
from jfs_desktop.rules.mail.outbox import MessageState
from ui.dialogs.mail.send_late import LATE, SendLateDialog
from ui.shell.context import Context
from ui.shell.mail_news import tell_queued


@dataclass(frozen=True, slots=True)
class SendingAgain:
    """One message that is to go: each question that it raises is asked in its turn."""

    context: Context
    message: MessageView
    owner: QObject
    parent: QWidget

    def start(self) -> None:
        """Send it, once every question about it is answered with yes."""
        self._send(())

    def _ask(self, title: str, text: str, confirmed: tuple[str, ...]) -> None:
        def answer(yes: bool) -> None:
            if yes:
                self._send(confirmed)

        words = "Send" if self.message.state is MessageState.DRAFT else "Send again"
        self.context.say.ask(title, text, words, "Cancel", answer)

    def _send(self, confirmed: tuple[str, ...]) -> None:
        workspace, here = self.context.workspace, self.message.id

        def refused(error: UserError) -> None:
            if isinstance(error, AskFirst):
                asked = tuple(one.words for one in error.found)
                self._ask(error.title, "\n\n".join(asked), (*confirmed, *asked))
            elif error.field == LATE:
                SendLateDialog(self.context, self.message, error, confirmed, self.parent).open()
            else:
                self.context.say.problem(error)

        self.context.tasks.write(
            lambda: outbox_decisions.send_again(workspace, here, confirmed=confirmed),
            owner=self.owner,
            done=lambda outcome: tell_queued(self.context, outcome),
            failed=refused,
        )
