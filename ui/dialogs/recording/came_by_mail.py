"""A message from DWP, or an answer to the survey, recorded as what it is: read for the adviser, who
confirms it (M8, W8, Q7, AMB-36)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import record_offers
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.wording import day_and_time
from ui.dialogs.recording.answer import AnswerDialog
from ui.shell.context import Context
from ui.widgets.form_kit import note_box
from ui.widgets.text import label

if TYPE_CHECKING:  # the labels of documents come with them
    from jfs_desktop.casework.recording.record_offers import RecordOffer
    from jfs_desktop.casework.replies.came_by_mail import Proposal
    from jfs_desktop.casework.replies.reply_files import ReplyFile

ROWS = 5


class CameByMailDialog(AnswerDialog):
    """The form of the entry, filled in from the message whose words stand above; it is kept with it."""

    def __init__(
        self,
        context: Context,
        offer: RecordOffer,
        file: ReplyFile,
        read: Proposal,
        parent: QWidget | None,
    ) -> None:
        super().__init__(context, offer, parent, None)
        said = read.said
        self._file = file
        who = f"{said.from_name} <{said.from_address}>" if said.from_name else said.from_address
        when = f", {day_and_time(said.at)}" if said.at is not None else ""
        self.who = label(f"From {who or 'nobody named'}{when}: {said.subject}", "strong", wrap=True)
        self.words = note_box(ROWS)
        self.words.setPlainText(said.text.strip() or "This message has no words of its own.")
        self.words.setReadOnly(True)
        self.words.setAccessibleName("What the message says")
        self.words.setTabChangesFocus(True)
        self.doubts = label(" ".join(read.doubts), "warning", wrap=True)
        self.doubts.setVisible(bool(read.doubts))
        above: tuple[QWidget, ...] = (self.who, self.words, self.doubts)
        for place, part in enumerate(above):
            self.content.insertWidget(place, part)
        self._propose(read)
        self.save.setFocus()

    @classmethod
    def read(
        cls, context: Context, case_id: UUID, parent: QWidget | None, kind: FactKind, path: Path
    ) -> None:
        """Read a file that was dropped or chosen, then open the form of that entry with what it says."""
        from jfs_desktop.casework.replies import came_by_mail

        workspace, owner = context.workspace, parent or context.hub

        def show(file: ReplyFile) -> None:
            context.tasks.read(
                lambda: (
                    record_offers.offer(workspace, case_id, kinds=(kind,)),
                    came_by_mail.proposed(workspace, case_id, kind, file),
                ),
                owner=owner,
                done=lambda found: cls(context, found[0], file, found[1], parent).open(),
                failed=context.say.problem,
            )

        context.tasks.steps(
            lambda: came_by_mail.read(path),
            owner=owner,
            done=show,
            failed=context.say.problem,
            write=False,
        )

    def write_down(self, workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[FactView]:
        from jfs_desktop.casework.replies import came_by_mail

        return came_by_mail.record(workspace, case_id, happened, self._file)

    def _propose(self, read: Proposal) -> None:
        """The day and time of the message itself, by e-mail, and the answers that it seems to give."""
        self._proposed |= dict(read.answers)
        self._show_choice()
        self.form.set_shown("kind", False)
        if read.said.at is not None:
            at = read.said.at.astimezone(LONDON)
            self.form.set_value("on", at.date())
            self.form.set_value("at", at.time().replace(second=0, microsecond=0))
        index = self.channel.findData("email")
        if index >= 0:
            self.channel.setCurrentIndex(index)
