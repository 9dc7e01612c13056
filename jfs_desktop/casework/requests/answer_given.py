"""One answer to a Jobcentre's request, as its page tells it (X6, X7, Q5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.rules.mail.jfap_request import JfapState
from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class AnswerView(Discreet):
    """One sending. ``days_taken`` are working days from the date of request."""

    fact_id: UUID
    on: date
    at: datetime | None
    route: str
    sent_to: str
    other_reason: str
    state: JfapState
    version: int | None
    issued_on: date
    sha256: str
    days_taken: int
    late: bool
    service: str
    tracking: str


def given(workspace: Workspace, fact: CaseFact, row: JobcentreRequest, until: date) -> AnswerView:
    """The answer that a sending was; ``until`` is the day by which it was due."""
    said = fact.detail
    issued = said.get("issued_on", "")
    taken = said.get("days_taken", "")
    counted = workspace.calendar.count_between(row.requested_on, fact.happened_on)
    return AnswerView(
        fact.id,
        fact.happened_on,
        fact.happened_at,
        fact.channel,
        said.get("sent_to", ""),
        said.get("other_reason", ""),
        JfapState(said.get("jfap_state", JfapState.FINAL.value)),
        int(said["version"]) if said.get("version") else None,
        date.fromisoformat(issued) if issued else fact.happened_on,
        said.get("file_sha256", ""),
        int(taken) if taken else counted,
        fact.happened_on > until,
        said.get("service", ""),
        said.get("tracking", ""),
    )
