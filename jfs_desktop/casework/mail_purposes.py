"""What a message can be for, whom it is for, and what stands on the case once it has gone (I14, I16, X3, X6).

What the fact of the case says is put together when the message is queued and goes with it, so that nothing
has to be asked again when the server has taken it, which may be hours later and with nobody there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework import facts, issued_documents
from jfs_desktop.casework.document_views import MEDIA
from jfs_desktop.casework.facts import WhatHappened
from jfs_desktop.casework.issued_documents import NewIssue
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import NotFound
from jfs_desktop.records.message import Message, MessagePart
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.recipients import Towards
from jfs_desktop.rules.reply_words import Paper
from jfs_desktop.store.unit_of_work import Change

__all__ = ["ABOUT", "LATE_REASON", "MEDIA", "PURPOSES", "Purpose", "gone", "of"]

ABOUT: Final = "about"
"""In the details of a message: the fact that its own fact is about, such as the Jobcentre's request."""
LATE_REASON: Final = "late_reason"
"""In the details: why a duty is late that the message meets."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """``fact`` is what the case records when it has gone; ``papers`` are those of a start that it carries."""

    key: str
    name: str
    towards: Towards
    fact: FactKind | None = None
    papers: frozenset[Paper] = frozenset()


PURPOSES: Final = {
    one.key: one
    for one in (
        Purpose("pack", "Induction pack", Towards.PARTICIPANT, FactKind.PACK_SENT, frozenset({Paper.PACK})),
        Purpose(
            "draft_jfap", "Draft JFAP", Towards.PARTICIPANT, FactKind.DRAFT_JFAP_SENT, frozenset({Paper.PLAN})
        ),
        Purpose("final_jfap", "Final JFAP", Towards.PARTICIPANT, FactKind.FINAL_JFAP_SENT),
        Purpose("jcp_jfap", "JFAP for the Jobcentre", Towards.DWP, FactKind.JFAP_SENT_TO_JOBCENTRE),
        Purpose("jfs07", "JFS07", Towards.DWP, FactKind.JFS07_SENT),
        Purpose("prap14", "PRaP14", Towards.DWP, FactKind.PRAP14_SENT),
        Purpose("survey", "Satisfaction survey", Towards.PARTICIPANT, FactKind.SURVEY_ASKED),
        Purpose("letter", "Letter", Towards.PARTICIPANT),
    )
}


def of(key: str) -> Purpose:
    """A purpose by its key. Raises NotFound."""
    try:
        return PURPOSES[key]
    except KeyError:
        raise NotFound(f"There is no message for '{key}'.") from None


def gone(change: Change, workspace: Workspace, message: Message) -> None:
    """Put on the case that a message went: to whom, when, by which way, with what proof.

    Raises what ``facts.record`` raises where the journey does not allow it, or a late duty has no reason.
    """
    if message.case_id is not None:
        _record(change, workspace, message.case_id, message)


def _record(change: Change, workspace: Workspace, case_id: UUID, message: Message) -> None:
    purpose = of(message.purpose)
    at = message.ended_at or change.at
    if purpose.fact is not None:
        local = at.astimezone(LONDON)
        detail = dict(message.details)
        late_reason, about = detail.pop(LATE_REASON, ""), detail.pop(ABOUT, "")
        happened = WhatHappened(
            purpose.fact,
            local.date(),
            local.time().replace(microsecond=0),
            by=message.made_by,
            channel=message.channel,
            note=message.note,
            about=UUID(about) if about else None,
            detail={**detail, "sent_to": message.to_address},
            late_reason=late_reason,
        )
        message.fact_id = facts.write(change, workspace, case_id, happened).id
    for document_id in _documents(change, message.id):
        issue = NewIssue(
            message.channel,
            message.to_address,
            at,
            message.note,
            message.body,
            message.body_version,
            message.server_answer,
            message.fact_id,
        )
        issued_documents.issue_in(change, workspace, document_id, issue)


def _documents(change: Change, message_id: UUID) -> tuple[UUID, ...]:
    wanted = select(MessagePart.document_id).where(MessagePart.message_id == message_id)
    return tuple(change.db.scalars(wanted.order_by(MessagePart.position)))
