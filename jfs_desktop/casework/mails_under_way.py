"""Messages that are on their way or may have gone already, so that nothing is sent twice (I18)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.mail_purposes import ABOUT
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.message import Message
from jfs_desktop.rules.outbox import MessageState

UNDER_WAY: Final = (
    MessageState.QUEUED,
    MessageState.SENDING,
    MessageState.UNCERTAIN,
    MessageState.OPENED,
)


def about(db: Session, purpose: str, case_ids: Collection[UUID]) -> frozenset[str]:
    """What the messages of a purpose that are on their way in these cases are about, '' for nothing else."""
    wanted = select(Message).where(
        Message.purpose == purpose,
        Message.case_id.in_(set(case_ids)),
        Message.state.in_([one.value for one in UNDER_WAY]),
    )
    return frozenset(row.details.get(ABOUT, "") for row in db.scalars(wanted))


def refuse_twice(db: Session, case_id: UUID, purpose: str, subject: str = "") -> None:
    """Raise RefusedByRule while the same is on its way already, or may have gone."""
    if subject in about(db, purpose, [case_id]):
        raise RefusedByRule(
            "This is in the outbox already.", remedy="See there what became of it before it is sent again."
        )
