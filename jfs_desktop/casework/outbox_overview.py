"""The outbox as a whole: what is to be decided, what waits, and what went last (I18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework import mail_account
from jfs_desktop.casework.mail_account import MailAccount, Route
from jfs_desktop.casework.message_views import MessageView, views_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.records.message import Message
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.outbox import ASKS, GONE, MessageState
from jfs_desktop.rules.wording import counted

SETTLED: Final = (MessageState.SENT, MessageState.BY_HAND, MessageState.CANCELLED)
URGENT: Final = (MessageState.FAILED, MessageState.UNCERTAIN)
NEWEST: Final = 300
"""So many of the settled ones are shown; the others stand in the history of their case."""

_NOT_BY_ITSELF: Final = {
    Route.NONE: "How messages leave is not chosen yet.",
    Route.HAND: "Messages go by hand from here.",
    Route.DRAFT: "Open them as drafts in your mail program.",
}


@dataclass(frozen=True, slots=True, repr=False)
class Overview(Discreet):
    """Every message that is open, then the newest settled ones; ``older`` how many more of those there are.
    ``account`` is how messages leave."""

    messages: tuple[MessageView, ...]
    older: int
    account: MailAccount


def overview(workspace: Workspace) -> Overview:
    """What the page shows."""
    settled = Message.state.in_([one.value for one in SETTLED])
    with workspace.reading() as db:
        still_open = db.scalars(select(Message).where(~settled).order_by(Message.made_at, Message.id)).all()
        newest = db.scalars(
            select(Message)
            .where(settled)
            .order_by(func.coalesce(Message.ended_at, Message.made_at).desc(), Message.id.desc())
            .limit(NEWEST)
        ).all()
        total = db.scalar(select(func.count()).select_from(Message).where(settled)) or 0
        views = views_of(db, (*still_open, *newest))
        return Overview(views, total - len(newest), mail_account.in_force(db))


def progress(workspace: Workspace) -> tuple[int, int, int]:
    """How many messages ask something, how many wait or are being sent, and how many went."""
    number = func.count().label("number")
    with workspace.reading() as db:
        found = {
            row.state: row.number for row in db.execute(select(Message.state, number).group_by(Message.state))
        }
    waits = (MessageState.QUEUED, MessageState.SENDING)
    asks, waiting, gone = (sum(found.get(one.value, 0) for one in states) for states in (ASKS, waits, GONE))
    return asks, waiting, gone


def to_decide(workspace: Workspace) -> tuple[int, int]:
    """How many messages ask the adviser something, and how many of them did not go or perhaps did not."""
    asks = [one.value for one in ASKS]
    number = func.count().label("number")
    counted = select(Message.state, number).where(Message.state.in_(asks)).group_by(Message.state)
    with workspace.reading() as db:
        found = {row.state: row.number for row in db.execute(counted)}
    return sum(found.values()), sum(found.get(one.value, 0) for one in URGENT)


@dataclass(frozen=True, slots=True)
class HeldUp:
    """Why messages do not go now, in a sentence; '' where they do. ``waiting`` is how many wait."""

    why: str
    waiting: int

    @property
    def told_of_all(self) -> str:
        """For who is not looking at the outbox; '' while none of them waits."""
        if not (self.why and self.waiting):
            return ""
        waits = "waits" if self.waiting == 1 else "wait"
        return f"{counted(self.waiting, 'message')} {waits} in the outbox. {self.why}"


def held_up(workspace: Workspace) -> HeldUp:
    """Whether messages can go now, as far as that is known here."""
    queued = Message.state == MessageState.QUEUED.value
    with workspace.reading() as db:
        waiting = db.scalar(select(func.count()).select_from(Message).where(queued)) or 0
        account = mail_account.in_force(db)
        return HeldUp(failing_in(db) if account.sends else _NOT_BY_ITSELF[account.route], waiting)


def failing_in(db: Session) -> str:
    """Why the last try of what waits was in vain, in sentences; '' where none was."""
    tried = Message.state == MessageState.QUEUED.value, Message.tries > 0
    failure = db.scalar(select(Message.failure).where(*tried).order_by(Message.started_at.desc()).limit(1))
    return f"{failure} It is tried again by itself." if failure else ""
