"""An entry whose message came back: what counts only where it arrives told and asked nobody (X14, Q6, I18).

The entry stands, for the message went; the rules do not see it, so that what it met is open again.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.message import Message, ReceivedMessage
from jfs_desktop.rules.facts.facts import CAME_BACK, FactKind
from jfs_desktop.rules.programme.questions import YES
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from jfs_desktop.store.unit_of_work import Change


def reported(db: Session, message_id: UUID, besides: UUID | None = None) -> bool:
    """Whether a mail server's report says that a message came back, but for the report ``besides``."""
    wanted = select(ReceivedMessage.id).where(
        ReceivedMessage.answers_id == message_id, ReceivedMessage.kind == ReplyKind.BOUNCE.value
    )
    return any(one != besides for one in db.scalars(wanted))


def mark(change: Change, workspace: Workspace, message: Message, *, back: bool) -> None:
    """Say on the entry of a message whether it came back, where the profile counts only what arrives."""
    fact = change.db.get(CaseFact, message.fact_id) if message.fact_id is not None else None
    if fact is None or fact.case_id is None:
        return
    rule = workspace.programmes.of_case(change.db, fact.case_id).fact_kinds[FactKind(fact.kind)]
    detail = {key: said for key, said in fact.detail.items() if key != CAME_BACK}
    if back and rule.must_arrive:
        detail[CAME_BACK] = YES
    if detail != fact.detail:
        fact.detail = detail
        change.case_ids.add(fact.case_id)
