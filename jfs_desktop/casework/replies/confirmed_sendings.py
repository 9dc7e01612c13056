"""Which sending an entry confirms the receipt of, where the pack or the JFAP went more than once (I17, P9;
JFS 3.19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.documents.kept_replies import KEPT_AS
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.message import Message, ReceivedMessage
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.order_of_day import CLOCKS_APART

BY_ITSELF: Final = "This reply confirms it already."
OF_THE_SAME: Final = "Receipt of what this reply answers is confirmed already."
CONFIRMS: Final[Mapping[str, FactKind]] = {
    FactKind.PACK_SENT.value: FactKind.PACK_ACKNOWLEDGED,
    FactKind.DRAFT_JFAP_SENT.value: FactKind.JFAP_ACKNOWLEDGED,
}
"""Which entry confirms the receipt of what another one sent."""


def confirmed_by(db: Session, case_id: UUID, rows: Iterable[CaseFact]) -> Mapping[UUID, CaseFact | None]:
    """The sending that each entry of receipt confirms, by the entry's id: the one whose message the reply
    answers, else the last that had gone by then; None where nothing had."""
    return {row.id: _sending(db, row, _sent(db, case_id, row.kind)) for row in rows}


def refused(db: Session, reply: ReceivedMessage) -> Mapping[FactKind, str]:
    """The entries of receipt that this reply cannot make any more, each with why: by itself it makes each
    once, and the message that it answers is confirmed once."""
    if reply.case_id is None:
        return {}
    kinds = [one.value for one in CONFIRMS.values()]
    wanted = select(CaseFact).where(
        CaseFact.case_id == reply.case_id, CaseFact.kind.in_(kinds), CaseFact.withdrawn_at.is_(None)
    )
    rows = tuple(db.scalars(wanted))
    found = {
        FactKind(row.kind): BY_ITSELF for row in rows if row.detail.get(KEPT_AS) == str(reply.attachment_id)
    }
    message = db.get(Message, reply.answers_id) if reply.answers_id is not None else None
    if message is None or message.fact_id is None:
        return found
    sent = confirmed_by(db, reply.case_id, rows)
    same = (row for row in rows if (of := sent[row.id]) is not None and of.id == message.fact_id)
    return {FactKind(row.kind): OF_THE_SAME for row in same} | found


def _sent(db: Session, case_id: UUID, confirmed_as: str) -> tuple[CaseFact, ...]:
    kinds = [sent for sent, confirmed in CONFIRMS.items() if confirmed == confirmed_as]
    wanted = select(CaseFact).where(
        CaseFact.case_id == case_id, CaseFact.kind.in_(kinds), CaseFact.withdrawn_at.is_(None)
    )
    return tuple(sorted(db.scalars(wanted), key=_order))


def _sending(db: Session, row: CaseFact, sent: tuple[CaseFact, ...]) -> CaseFact | None:
    message = _answered(db, row)
    if message is not None:
        # Nobody answers what is not written yet; when it went may be known less well than that.
        answered = next((one for one in sent if one.id == message.fact_id), None)
        if answered is not None and (
            row.happened_at is None or message.made_at <= row.happened_at + CLOCKS_APART
        ):
            return answered
    return next((one for one in reversed(sent) if _had_gone(one, row)), None)


def _answered(db: Session, row: CaseFact) -> Message | None:
    kept = row.detail.get(KEPT_AS)
    if not kept:
        return None
    wanted = select(ReceivedMessage.answers_id).where(ReceivedMessage.attachment_id == UUID(kept))
    answers_id = db.scalar(wanted)
    return None if answers_id is None else db.get(Message, answers_id)


def _had_gone(sent: CaseFact, by: CaseFact) -> bool:
    """To the minute, as times are told, and by their days where a time is not known."""
    if sent.happened_at is None or by.happened_at is None:
        return sent.happened_on <= by.happened_on
    return _minute(sent.happened_at) <= _minute(by.happened_at)


def _order(fact: CaseFact) -> tuple[date, datetime, datetime]:
    return fact.happened_on, fact.happened_at or datetime.min.replace(tzinfo=UTC), fact.recorded_at


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
