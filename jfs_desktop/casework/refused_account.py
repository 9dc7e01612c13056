"""A mail account that the server refuses keeps every message, whatever is in it: they wait (I18, DESIGN 7).

One message asks for all, and again after a pause; until it is let through no other is tried, for a server
shuts out whoever signs in wrongly again and again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from jfs_desktop.mail.delivery import Delivery, Step
from jfs_desktop.records.message import Message
from jfs_desktop.rules import outbox as rules
from jfs_desktop.rules.outbox import MessageState

if TYPE_CHECKING:
    from jfs_desktop.casework.message_views import MessageView
    from jfs_desktop.casework.workspace import Workspace

REMEDY: Final = "Put it right in Settings, under E-mail."
_ASKS: Final = and_(Message.state == MessageState.QUEUED.value, Message.tries == 0, Message.failure != "")
"""A message that was kept by the account has not been tried itself; only such a one says why nevertheless."""


def until(db: Session) -> datetime | None:
    """Before when no message is tried (aware); None where the account is not refused."""
    return db.scalar(select(func.max(Message.not_before, type_=Message.not_before.type)).where(_ASKS))


def keeps(workspace: Workspace) -> bool:
    """Whether what is queued now waits for the account."""
    with workspace.reading() as db:
        pause = until(db)
    return pause is not None and pause > workspace.now()


def note(db: Session, row: Message, delivery: Delivery, now: datetime) -> tuple[str, ...]:
    """Note what the end of a try says of the account, ``row`` as the try left it: refused, the message waits
    and asks again for all after a pause; once the server deals with a message nothing is kept any more. What
    is news of it, in sentences."""
    if delivery.step is Step.HAND_OVER:
        let_go(db, now)
    if not delivery.is_of_account:
        return ()
    known = set(db.scalars(select(Message.failure).where(_ASKS)))
    if row.tries == 1:  # it had not been tried before, so that this is why it was kept
        known.add(row.failure)
    row.failure = f"{delivery.words} {REMEDY}" if delivery.step is Step.SIGN_IN else delivery.words
    row.tries, row.not_before = 0, now + rules.ACCOUNT_PAUSE
    return () if row.failure in known else (row.failure,)


def told_of(db: Session, messages: tuple[MessageView, ...]) -> tuple[MessageView, ...]:
    """The same messages, of which those that wait for the one that asks say why and until when."""
    asks = select(Message.failure, Message.not_before).where(_ASKS)
    first = db.execute(asks.order_by(Message.not_before.desc()).limit(1)).first()
    if first is None:
        return messages
    return tuple(
        replace(one, failure=one.failure or first.failure, not_before=max(first.not_before, one.not_before))
        if one.state is MessageState.QUEUED and one.not_before is not None
        else one
        for one in messages
    )


def let_go(db: Session, now: datetime) -> int:
    """Let what waits for the account be tried, as once the server has let a message through; the number of
    those that asked for all."""
    asked = db.scalars(select(Message).where(_ASKS)).all()
    for row in asked:
        row.failure, row.not_before = "", now
    return len(asked)
