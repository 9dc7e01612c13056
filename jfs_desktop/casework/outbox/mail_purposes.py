"""What a message can be for, whom it is for, and what stands on the case once it has gone (I14, I16, X3, X6).

What the fact of the case says is put together when the message is queued and goes with it, so that nothing
has to be asked again when the server has taken it, which may be hours later and with nobody there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.documents.document_views import FILE_HASH, HASHES, MEDIA
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.documents.message_purposes import (
    ABOUT,
    CONTENT,
    EXIT,
    FOR_JOBCENTRE,
    JFS07,
    OF_THE_OUTBOX,
    PRAP14,
    PURPOSES,
    SURVEY,
    Purpose,
    of,
)
from jfs_desktop.casework.outbox import came_back
from jfs_desktop.casework.recording import facts, late_duties
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.message import Message, MessagePart
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import refusal, unanswered
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.programme.questions import CHANNEL
from jfs_desktop.rules.writing.wording import day_and_time
from jfs_desktop.store.unit_of_work import Change

__all__ = [
    "ABOUT",
    "CONTENT",
    "EXIT",
    "FOR_JOBCENTRE",
    "ISSUED_ON",
    "JFS07",
    "LATE_REASON",
    "MEDIA",
    "PRAP14",
    "PURPOSES",
    "REQUESTED_ON",
    "SURVEY",
    "Purpose",
    "gone",
    "is_dated_otherwise",
    "late_now",
    "of",
    "refuse_late",
    "refuse_out_of_turn",
]

LATE_REASON: Final = "late_reason"
"""In the details: why a duty is late that the message meets."""
ISSUED_ON: Final = "issued_on"
"""In the details: the date of issue that stands on the paper."""
REQUESTED_ON: Final = "requested_on"
"""In the details: the day from which the days taken are counted once it has gone."""


def refuse_out_of_turn(
    db: Session, workspace: Workspace, case_id: UUID, key: str, details: Mapping[str, str]
) -> None:
    """Raise RefusedByRule where the case does not allow today what a message of this purpose becomes."""
    kind = of(key).fact
    if kind is None:
        return
    known, today = case_facts.load(db, case_id), workspace.today()
    programme = workspace.programmes.of(known)
    against = refusal(kind, known, programme, workspace.calendar, today=today, on=today, detail=details)
    if against is not None:
        raise RefusedByRule(against.text, paragraph=against.paragraph)


def refuse_late(db: Session, workspace: Workspace, message: Message, at: datetime) -> None:
    """Raise BadInput (``late_reason``) where a message that goes at that instant meets a duty too late and
    nobody says why, or where an answer of its fact is missing: what is asked is asked while somebody is
    there. A reason that was given before goes with the message."""
    kind, case_id = of(message.purpose).fact, message.case_id
    if kind is None or case_id is None:
        return
    known = case_facts.load(db, case_id)
    happened = _happened(workspace, message, kind, at)
    said = {**happened.detail, CHANNEL: happened.channel}
    for missing in unanswered(kind, workspace.programmes.of(known), said):
        raise BadInput(missing.text, field=missing.key, paragraph=missing.paragraph)
    late = late_duties.late_clocks(workspace, known, kind, happened.on, happened.about, instant=at)
    reason = late_duties.reason_why_late(known, late, happened.late_reason)
    if reason:
        message.details = {**message.details, LATE_REASON: reason}


def late_now(db: Session, workspace: Workspace, case_id: UUID, key: str, details: Mapping[str, str]) -> str:
    """Which duty such a message would meet too late if it went now, and that the reason is not told yet; a
    sentence, '' where nobody is to be asked."""
    kind = of(key).fact
    if kind is None:
        return ""
    known, now = case_facts.load(db, case_id), workspace.now()
    about = UUID(details[ABOUT]) if details.get(ABOUT) else None
    late = late_duties.late_clocks(workspace, known, kind, workspace.today(), about, instant=now)
    try:
        late_duties.reason_why_late(known, late, "")
    except BadInput as asked:
        return asked.sentence
    return ""


def is_dated_otherwise(message: Message, today: date) -> bool:
    """Whether the paper in a message says that it was issued on another day than this one (JFS 5.03)."""
    issued_on = message.details.get(ISSUED_ON, "")
    return bool(issued_on) and date.fromisoformat(issued_on) != today


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
        happened = _happened(workspace, message, purpose.fact, at)
        said = {key: one for key, one in happened.detail.items() if key not in HASHES}
        happened = replace(happened, detail=said | _carried(change.db, message.id))
        message.fact_id = facts.write(change, workspace, case_id, happened, by_message=True).id
        came_back.mark(change, workspace, message, back=came_back.reported(change.db, message.id))
    proof = message.server_answer if message.state == MessageState.SENT.value else ""
    for document_id in _documents(change, message.id):
        issue = NewIssue(
            message.channel,
            message.to_address,
            at,
            message.note,
            message.body,
            message.body_version,
            proof,
            message.fact_id,
        )
        issued_documents.issue_in(change, workspace, document_id, issue)


def _carried(db: Session, message_id: UUID) -> dict[str, str]:
    """The SHA-256 of the paper that a message carries, and of no other form of it; nothing without one."""
    wanted = select(MessagePart.sha256).where(MessagePart.message_id == message_id)
    digest = db.scalar(wanted.order_by(MessagePart.position).limit(1))
    return {FILE_HASH: digest} if digest else {}


def _documents(change: Change, message_id: UUID) -> tuple[UUID, ...]:
    wanted = select(MessagePart.document_id).where(MessagePart.message_id == message_id)
    return tuple(change.db.scalars(wanted.order_by(MessagePart.position)))


def _happened(workspace: Workspace, message: Message, kind: FactKind, at: datetime) -> WhatHappened:
    """The entry that a message becomes by going at that instant. One that was in time when it was queued, and
    went by itself when it no longer was, says how long it waited."""
    local, detail = at.astimezone(LONDON), dict(message.details)
    late_reason, about = detail.pop(LATE_REASON, ""), detail.pop(ABOUT, "")
    for key in OF_THE_OUTBOX:
        detail.pop(key, None)
    queued = message.queued_at
    by_itself = message.state == MessageState.SENT.value
    if by_itself and not late_reason and queued is not None and queued < at:
        late_reason = f"It waited in the outbox since {day_and_time(queued)}."
    if REQUESTED_ON in detail:
        asked = date.fromisoformat(detail[REQUESTED_ON])
        detail["days_taken"] = str(workspace.calendar.count_between(asked, local.date()))
    return WhatHappened(
        kind,
        local.date(),
        local.time().replace(microsecond=0),
        by=message.made_by,
        channel=message.channel,
        note=message.note,
        about=UUID(about) if about else None,
        detail={**detail, "sent_to": message.to_address},
        late_reason=late_reason,
    )
