"""A Jobcentre's request from the shelf of replies, logged with the message that it came as (X4)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.replies import request_replies
from jfs_desktop.casework.requests import jobcentre_request_views
from jfs_desktop.casework.requests.request_form import RequestForm
from jfs_desktop.outcome import Outcome
from ui.dialogs.requests.jobcentre_request import RequestDialog
from ui.shell.context import Context


class ReplyRequestDialog(RequestDialog):
    """As for a file that is dropped, for one that is in the vault already."""

    def __init__(self, context: Context, parent: QWidget, mailbox: str, reply_id: UUID) -> None:
        super().__init__(context, parent, mailbox)
        self._reply_id = reply_id
        self.drop.setAcceptDrops(False)
        self.drop.pick.hide()
        self.drop.say("Reading the message…")
        workspace = context.workspace
        context.tasks.steps(
            lambda: request_replies.read(workspace, reply_id),
            owner=self,
            done=self.show_file,
            failed=self.show_error,
        )

    @classmethod
    def ask_for(cls, context: Context, reply_id: UUID, parent: QWidget, logged: Callable[[], object]) -> None:
        """Open the form, filled with what stands in a message; ``logged`` follows."""
        workspace = context.workspace

        def show(mailbox: str) -> None:
            dialog = cls(context, parent, mailbox, reply_id)
            dialog.accepted.connect(logged)
            dialog.open()

        context.tasks.read(lambda: jobcentre_request_views.last_mailbox(workspace), owner=parent, done=show)

    def write_down(self, workspace: Workspace, given: RequestForm) -> Outcome[UUID]:
        return request_replies.log(workspace, self._reply_id, given)
