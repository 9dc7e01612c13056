"""Take the Jobcentre's request off a case, or a settlement back, with the reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from jfs_desktop.casework.requests import jobcentre_requests
from jfs_desktop.casework.requests.jobcentre_request_views import RequestView
from jfs_desktop.outcome import Outcome
from ui.dialogs.questions.reason import ReasonDialog


class TakeBackRequestDialog(ReasonDialog[RequestView]):
    """The request waits for its case again."""

    title, name = "Take it back", "take-back-request"

    def text(self) -> str:
        return (
            "The request waits for its case again; what was recorded stays in the history with your reason."
        )

    def headline(self) -> str:
        return f"Take it back: {self.about.name or self.about.participant_name}"

    def carry_out(self, reason: str) -> Outcome[UUID]:
        return jobcentre_requests.take_back(self.workspace, self.about.id, reason)

    def said(self, outcome: Outcome[Any]) -> str:
        return "Taken back, with its reason. The request waits for its case."
