"""Whether a message may have gone already by an earlier try, and what is asked before it goes again (I18,
DESIGN 7).

That outlives the state: who lays such a message aside and takes it up again decides about the same letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.message_purposes import GIVEN_AWAY_AT, PERHAPS_WENT_AT
from jfs_desktop.records.message import Message
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.mail.recipients import Finding, Weight
from jfs_desktop.rules.writing.wording import day_and_time

TITLE: Final = "Send it a second time?"
_KEPT_UNDER: Final = {MessageState.UNCERTAIN: PERHAPS_WENT_AT, MessageState.OPENED: GIVEN_AWAY_AT}
_ASKED: Final = {
    MessageState.UNCERTAIN: (
        "It may have gone already, on {when}.",
        "If you can, look first into the account's sent messages, or ask the person.",
    ),
    MessageState.OPENED: (
        "It was given to another mail program on {when}: if you sent it there, it would go a second time.",
        "If you can, look first into its sent messages. Did it go, choose 'It went…' instead.",
    ),
}
_PARAGRAPH: Final = "JFS 3.19"


def note(row: Message, then: MessageState, at: datetime) -> None:
    """Keep with a message that it comes to a state in which it may have gone, at that instant (aware)."""
    if then in _KEPT_UNDER:
        began = row.started_at if then is MessageState.UNCERTAIN else None
        row.details = {**row.details, _KEPT_UNDER[then]: (began or at).isoformat()}


def not_given(row: Message) -> None:
    """Forget that it was given to another program, where it turns out that none took it."""
    row.details = {key: said for key, said in row.details.items() if key != GIVEN_AWAY_AT}


def found(message: Message, *, to_program: bool = False) -> tuple[Finding, ...]:
    """What is asked before a message goes that may have gone, of each try anew; with ``to_program`` nothing
    of a mail program that had it, for there it is seen whether it went."""
    asked = ((state, when) for state, when in _when(message.details))
    return tuple(
        Finding(Weight.ASK, _ASKED[state][0].format(when=when), _ASKED[state][1], _PARAGRAPH)
        for state, when in asked
        if not (to_program and state is MessageState.OPENED)
    )


def laid_aside(db: Session, case_id: UUID, purpose: str, details: Mapping[str, str]) -> tuple[Finding, ...]:
    """What is asked before the same is written anew, where a message with it was laid aside that may have
    gone."""
    wanted = select(Message).where(
        Message.case_id == case_id,
        Message.purpose == purpose,
        Message.state == MessageState.CANCELLED.value,
    )
    alike = [row for row in db.scalars(wanted.order_by(Message.made_at)) if _same(row.details, details)]
    last = [when for row in alike for _, when in _when(row.details)][-1:]
    remedy = "Send it a second time only where it is wanted again."
    return tuple(
        Finding(
            Weight.ASK, f"It was laid aside in the outbox, and may have gone on {when}.", remedy, _PARAGRAPH
        )
        for when in last
    )


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    alike = papers_out.told_apart(one) == papers_out.told_apart(other)
    return alike and one.get("version", "") == other.get("version", "")


def _when(details: Mapping[str, str]) -> Iterator[tuple[MessageState, str]]:
    for state, key in _KEPT_UNDER.items():
        if at := details.get(key):
            yield state, day_and_time(datetime.fromisoformat(at))
