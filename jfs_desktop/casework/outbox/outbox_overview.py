"""The outbox as a whole: what is to be decided, what waits, and what went last (I18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.outbox.message_views import MessageView, views_of
from jfs_desktop.records.message import Message, ReceivedMessage
from jfs_desktop.rules.mail.outbox import ASKS, GONE, MessageState
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from jfs_desktop.rules.writing.discreet import Discreet

if TYPE_CHECKING:
    from jfs_desktop.casework.outbox.mail_account import MailAccount

SETTLED: Final = (MessageState.SENT, MessageState.BY_HAND, MessageState.CANCELLED)
URGENT: Final = (MessageState.FAILED, MessageState.UNCERTAIN)
NEWEST: Final = 300
"""So many of the settled ones are shown; the others stand in the history of their case."""


@dataclass(frozen=True, slots=True, repr=False)
class Overview(Discreet):
    """Every message that is open or came back, then the newest settled ones; ``older`` how many more of those
    there are. ``account`` is how messages leave; ``returned`` are those that came back and were not sent
    again; ``replies`` how many wait for somebody to look at them. ``closed`` says why nobody is named: the
    provider waits for a staff check (G5)."""

    messages: tuple[MessageView, ...]
    older: int
    account: MailAccount
    returned: frozenset[UUID] = frozenset()
    replies: int = 0
    closed: str = ""


def overview(workspace: Workspace) -> Overview:
    """What the page shows."""
    from jfs_desktop.casework.outbox import mail_account, paused_route

    settled = Message.state.in_([one.value for one in SETTLED])
    with workspace.reading() as db:
        if closed := staff_checks.closed(db, workspace):
            return Overview((), 0, mail_account.in_force(db), closed=closed)
        still_open = db.scalars(select(Message).where(~settled).order_by(Message.made_at, Message.id)).all()
        newest = db.scalars(
            select(Message)
            .where(settled)
            .order_by(func.coalesce(Message.ended_at, Message.made_at).desc(), Message.id.desc())
            .limit(NEWEST)
        ).all()
        total = db.scalar(select(func.count()).select_from(Message).where(settled)) or 0
        back = papers_out.returned(db)
        asked = db.scalars(select(Message).where(Message.id.in_(back - {one.id for one in newest}))).all()
        views = paused_route.told_of(db, views_of(db, (*still_open, *asked, *newest)))
        older = total - len(newest) - len(asked)
        return Overview(views, older, mail_account.in_force(db), back, _waiting_replies(db))


def progress(workspace: Workspace) -> tuple[int, int, int]:
    """How many messages ask something, how many wait or are being sent, and how many went."""
    number = func.count().label("number")
    with workspace.reading() as db:
        found = {
            row.state: row.number for row in db.execute(select(Message.state, number).group_by(Message.state))
        }
        back = len(papers_out.returned(db))
    waits = (MessageState.QUEUED, MessageState.SENDING)
    asks, waiting, gone = (sum(found.get(one.value, 0) for one in states) for states in (ASKS, waits, GONE))
    return asks + back, waiting, gone - back


def to_decide(workspace: Workspace) -> tuple[int, int]:
    """How many messages and replies ask the adviser something, and how many messages of them did not go,
    perhaps did not, or came back."""
    asks = [one.value for one in ASKS]
    number = func.count().label("number")
    counted = select(Message.state, number).where(Message.state.in_(asks)).group_by(Message.state)
    with workspace.reading() as db:
        found = {row.state: row.number for row in db.execute(counted)}
        back, replies = len(papers_out.returned(db)), _waiting_replies(db)
    return sum(found.values()) + back + replies, sum(found.get(one.value, 0) for one in URGENT) + back


def _waiting_replies(db: Session) -> int:
    """A mail server's report counts with the message that came back by it."""
    report = and_(ReceivedMessage.kind == ReplyKind.BOUNCE.value, ReceivedMessage.answers_id.is_not(None))
    waits = and_(ReceivedMessage.settled_at.is_(None), ~report)
    return db.scalar(select(func.count(ReceivedMessage.id)).where(waits)) or 0
