"""A request of the Jobcentre as it is kept: who may see it, whether its mark stands on a case, and whether it
repeats another (X4, X7)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.outcome import Changed
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.rules.facts.facts import CAME_BACK, FactKind
from jfs_desktop.rules.programme.roles import Role

REQUESTED, SENT = FactKind.JFAP_REQUESTED, FactKind.JFAP_SENT_TO_JOBCENTRE
ARRIVED: Final = and_(
    CaseFact.kind == SENT.value,
    CaseFact.withdrawn_at.is_(None),
    CaseFact.detail[CAME_BACK].as_string().is_(None),
)
"""A sending that stands and whose message did not come back: it answers a request (X6)."""
CLOCK: Final = "share_jfap_with_jobcentre"
TOLD = Changed.REQUESTS | Changed.CASES | Changed.CLOCKS | Changed.PLAN | Changed.HISTORY
_RESTRICTED: Final = "JFS 3.09"


class SettledAs(StrEnum):
    """Why a request is not answered with a JFAP."""

    WRONG_PROVIDER = "wrong_provider"
    DUPLICATE = "duplicate"
    NOTHING_TO_SEND = "nothing_to_send"


def are_there(workspace: Workspace) -> bool:
    """Whether the Jobcentre ever asked for anything here: most vaults need not look further at a start."""
    with workspace.reading() as db:
        return db.scalar(select(JobcentreRequest.id).limit(1)) is not None


def open_row(db: Session, workspace: Workspace, request_id: UUID) -> JobcentreRequest:
    """A request that the person at this computer may handle. Raises NotFound, RefusedByRule (X7)."""
    row = row_of(db, request_id)
    if hidden_from(workspace, row):
        raise RefusedByRule(
            "This request asks for post, as for a MAPPA case or a Special Customer Record.",
            paragraph=_RESTRICTED,
            remedy="Only your nominated officer handles it.",
        )
    return row


def hidden_from(workspace: Workspace, row: JobcentreRequest) -> bool:
    """Whether it is for restricted users only, and the person at this computer is none (X7)."""
    return bool(row.return_address) and workspace.me.role != Role.NOMINATED_OFFICER


def standing_fact(db: Session, row: JobcentreRequest) -> CaseFact | None:
    """The mark on the case, as long as nobody took it back."""
    fact = db.get(CaseFact, row.fact_id) if row.fact_id is not None else None
    return fact if fact is not None and fact.withdrawn_at is None else None


def earlier_alike(db: Session, row: JobcentreRequest) -> JobcentreRequest | None:
    """An earlier request for the same NI number with the same date on it, which this one may repeat."""
    if not row.ni_number:
        return None
    return db.scalars(
        select(JobcentreRequest)
        .where(
            JobcentreRequest.ni_number == row.ni_number,
            JobcentreRequest.requested_on == row.requested_on,
            JobcentreRequest.id != row.id,
            JobcentreRequest.logged_at <= row.logged_at,
            JobcentreRequest.settled_as.not_in([SettledAs.DUPLICATE.value]),
        )
        .order_by(JobcentreRequest.logged_at)
        .limit(1)
    ).first()


def row_of(db: Session, request_id: UUID) -> JobcentreRequest:
    """The request. Raises NotFound."""
    row = db.get(JobcentreRequest, request_id)
    if row is None:
        raise NotFound("This request is not in the vault.")
    return row
