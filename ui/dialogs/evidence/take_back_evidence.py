"""Taking back a piece of evidence that should not be here: its content is erased, the reason stays."""

from __future__ import annotations

from typing import Any

from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.outcome import Outcome
from ui.dialogs.questions.reason import ReasonDialog


class TakeBackEvidenceDialog(ReasonDialog[AttachmentView]):
    """Without a reason nothing is erased (I6, D5)."""

    title, question = "Take back a piece of evidence", "Why should it not be here?"
    verb, name = "Erase it", "evidence-take-back"

    def text(self) -> str:
        return "Its content is erased for good. That it was here, and your reason, stay in the history."

    def carry_out(self, reason: str) -> Outcome[AttachmentView]:
        return attachments.take_back(self.workspace, self.about.id, reason)

    def said(self, outcome: Outcome[Any]) -> str:
        return f"Erased: {outcome.value.purpose_name.lower()} picture."
