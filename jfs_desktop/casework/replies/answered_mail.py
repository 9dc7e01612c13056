"""What went out, as something that a reply may answer: with the names of whom it went to and of who works
here, so that a reply is told from one that somebody else wrote (I17, JFS 3.19)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of, names_of
from jfs_desktop.casework.outbox import mail_purposes
from jfs_desktop.casework.outbox.message_views import MessageView, views_of
from jfs_desktop.casework.replies.reply_views import went_at
from jfs_desktop.errors import NotFound
from jfs_desktop.records.message import Message, ReceivedMessage
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.mail.recipients import Towards
from jfs_desktop.rules.replies.reply_kinds import REPORTS, Paper, ReplyKind
from jfs_desktop.rules.replies.reply_match import Match, Outgoing, Reply, chosen
from jfs_desktop.rules.replies.reply_names import Names

_SHOWS_NOTHING: Final = frozenset(
    {ReplyKind.BOUNCE, ReplyKind.DELAYED, ReplyKind.NOT_RECEIVED, ReplyKind.WRONG_PERSON}
)
"""Of what came by these nobody can say that the person has had it."""


def outgoing(db: Session, rows: Iterable[Message]) -> tuple[Outgoing, ...]:
    """Messages that went, in their order."""
    rows, ours = tuple(rows), _ours(db)
    names = names_of(db, (row.case_id for row in rows if row.case_id is not None))
    return tuple(
        Outgoing(
            row.id,
            row.case_id,
            row.message_id,
            row.reference,
            row.to_address,
            row.subject,
            went_at(row),
            mail_purposes.of(row.purpose).papers,
            Names(names[row.case_id] if row.case_id is not None else row.to_name, ours),
            mail_purposes.of(row.purpose).towards is Towards.DWP,
        )
        for row in rows
    )


def of_case(db: Session, case_id: UUID, message_id: UUID) -> Outgoing:
    """One message of a case. Raises NotFound where it is none of it."""
    row = db.get(Message, message_id)
    if row is None or row.case_id != case_id:
        raise NotFound("This message is not of that case.")
    (found,) = outgoing(db, [row])
    return found


def by_hand(db: Session, case_id: UUID, at: datetime) -> Outgoing:
    """What went to the person without the outbox, as the entries of the case tell it; ``at`` (aware) where
    they do not say when."""
    known = case_facts.load(db, case_id)
    sent = {Paper.PACK: FactKind.PACK_SENT, Paper.PLAN: FactKind.DRAFT_JFAP_SENT}
    last = known.last(*sent.values())
    person = db.get_one(Participant, case_of(db, case_id).participant_id)
    said = last.detail.get("sent_to", "") if last is not None else ""
    to = said if "@" in said else person.email
    went = last.at if last is not None and last.at is not None else at
    papers = frozenset(paper for paper, kind in sent.items() if known.has(kind))
    return Outgoing(case_id, case_id, "", "", to, "", went, papers, Names(person.name, _ours(db)))


def judged(row: ReceivedMessage, message: Outgoing) -> Match:
    """What a reply says as an answer to this message; what a machine wrote stays that."""
    kind = ReplyKind(row.kind)
    reply = Reply(
        row.from_address,
        row.subject,
        row.written_at,
        row.message_id,
        text=row.text,
        automatic=kind is ReplyKind.AUTOMATIC,
        report=kind if kind in REPORTS else None,
    )
    return chosen(reply, message)


def unsettled(db: Session, reply: ReceivedMessage) -> MessageView | None:
    """The message that a reply answers, where nobody has said yet that it went: its reply shows it (I18)."""
    shows = reply.answers_id is not None and reply.kind not in _SHOWS_NOTHING
    row = db.get(Message, reply.answers_id) if shows else None
    if row is None or row.state not in (MessageState.OPENED, MessageState.UNCERTAIN):
        return None
    (view,) = views_of(db, [row])
    return view


def _ours(db: Session) -> tuple[str, ...]:
    return tuple(db.scalars(select(Staff.name).order_by(Staff.name)))
