"""A message from the shelf of replies, recorded as an entry of its own (M8, W8, Q7)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.recording.record_offers import RecordOffer
from jfs_desktop.casework.replies import reply_entries
from jfs_desktop.casework.replies.came_by_mail import Proposal
from jfs_desktop.casework.replies.reply_files import ReplyFile
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from ui.dialogs.recording.came_by_mail import CameByMailDialog
from ui.shell.context import Context


class ReplyEntryDialog(CameByMailDialog):
    """As for a file that is dropped, for one that is in the vault already."""

    def __init__(  # noqa: PLR0917 - as the form that it is, and which message it is about
        self,
        context: Context,
        offer: RecordOffer,
        file: ReplyFile,
        read: Proposal,
        parent: QWidget | None,
        reply_id: UUID,
    ) -> None:
        super().__init__(context, offer, file, read, parent)
        self._reply_id = reply_id

    @classmethod
    def ask_for(
        cls, context: Context, reply_id: UUID, kind: FactKind, parent: QWidget, recorded: Callable[[], object]
    ) -> None:
        """Read what a message says as such an entry, and open the form; ``recorded`` follows."""
        workspace = context.workspace

        def show(found: tuple[RecordOffer, ReplyFile, Proposal]) -> None:
            dialog = cls(context, *found, parent, reply_id)
            dialog.accepted.connect(recorded)
            dialog.open()

        context.tasks.read(
            lambda: reply_entries.read(workspace, reply_id, kind),
            owner=parent,
            done=show,
            failed=context.say.problem,
        )

    def write_down(self, workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[FactView]:
        return reply_entries.record(workspace, self._reply_id, happened)
