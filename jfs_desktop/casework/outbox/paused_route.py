"""A way out that is shut keeps every message, whatever is in it: they wait (I18, DESIGN 7).

No network, a server that signs nobody in, an account that it refuses: one message asks for all, and again
after a pause. Until it is let through no other is tried: a server shuts out whoever calls again and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.documents.message_purposes import ASKED_FOR_ALL
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.records.message import Message
from jfs_desktop.rules.mail import outbox as rules
from jfs_desktop.rules.mail.outbox import MessageState

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.casework.outbox.message_views import MessageView

_BROKE: Final = "The connection to the server breaks off."
_BUSY: Final = "The server takes no messages just now."
REMEDY: Final = "Put it right in Settings, under E-mail."
_ASKS: Final = and_(
    Message.state == MessageState.QUEUED.value,
    Message.failure != "",
    Message.details[ASKED_FOR_ALL].as_string().is_not(None),
)
"""The message that asks for all. It was not tried itself: the way had ended before anybody looked at it."""


def until(db: Session) -> datetime | None:
    """Before when no message is tried (aware); None where the way is open."""
    return db.scalar(select(func.max(Message.not_before, type_=Message.not_before.type)).where(_ASKS))


def keeps(workspace: Workspace) -> bool:
    """Whether what is queued now waits for the way."""
    with workspace.reading() as db:
        pause = until(db)
    return pause is not None and pause > workspace.now()


def let_through(db: Session, row: Message, delivery: Delivery, now: datetime) -> None:
    """A message was looked at by whoever takes it: the way is open. Its own tries count from this one.

    Where the connection broke in the middle of it, or the server takes none for a while, the next one asks
    for all after a pause: of each that is lost so the adviser would have to say whether it went.
    """
    asked = db.scalars(select(Message).where(_ASKS)).all()
    times = max(map(_times, (row, *asked)))
    let_go(db, now)
    if ASKED_FOR_ALL in row.details:
        row.tries = 1
        _unmark(row)
    why = _BROKE if delivery.ending is Ending.UNKNOWN else _BUSY if _wants_none(delivery) else ""
    waits = select(Message).where(Message.state == MessageState.QUEUED.value, Message.id != row.id)
    following = db.scalar(waits.order_by(Message.queued_at, Message.id).limit(1))
    if why and following is not None:
        pause = rules.next_try(times + 1, now)
        following.failure, following.not_before = why, max(pause, following.not_before or pause)
        following.details = {**following.details, ASKED_FOR_ALL: str(times + 1)}


def _wants_none(delivery: Delivery) -> bool:
    """Whether the server said that it is not available, whatever the message (RFC 5321, 421)."""
    return delivery.ending is Ending.PUT_OFF and delivery.answer.startswith("421")


def note(db: Session, row: Message, delivery: Delivery, now: datetime) -> tuple[str, ...]:
    """Let a message ask for all whose try ended on the way: it waits, and longer each time where that may
    pass by itself. What is news of it, in sentences."""
    asked: Sequence[Message] = db.scalars(select(Message).where(_ASKS, Message.id != row.id)).all()
    known = {one.failure for one in asked}
    if _times(row):
        known.add(row.failure)
    times = 1 + max(map(_times, (row, *asked)))
    let_go(db, now)
    refused = delivery.ending is Ending.REFUSED
    row.failure = (
        f"{delivery.words} {REMEDY}" if refused and delivery.step is Step.SIGN_IN else delivery.words
    )
    row.tries -= 1
    row.details = {**row.details, ASKED_FOR_ALL: str(times)}
    row.not_before = now + rules.ACCOUNT_PAUSE if refused else rules.next_try(times, now)
    is_news = row.failure not in known if refused else times == 1
    return (row.failure,) if is_news else ()


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
    """Let what waits for the way be tried, as once a message was let through; the number of those that asked
    for all. Its pauses begin anew."""
    asked = db.scalars(select(Message).where(_ASKS)).all()
    for row in asked:
        row.failure, row.not_before = "", now
        _unmark(row)
    return len(asked)


def _times(row: Message) -> int:
    """How often it asked in vain."""
    return int(row.details.get(ASKED_FOR_ALL, "0")) if row.failure else 0


def _unmark(row: Message) -> None:
    row.details = {key: said for key, said in row.details.items() if key != ASKED_FOR_ALL}
