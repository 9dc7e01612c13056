"""Messages about which the adviser has something to decide, as rows of Today (I18)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.papers_out import DECIDES, PaperOut, Stands
from jfs_desktop.casework.today.loose_end import LooseEnd
from jfs_desktop.casework.today.putting_off import MAIL, key_of
from jfs_desktop.clock import london_day
from jfs_desktop.records.message import ReceivedMessage
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from jfs_desktop.rules.writing.wording import short_day

_WHAT: Final[Mapping[Stands, str]] = {
    Stands.OPENED: "Say whether it went from the other program: {name}",
    Stands.PERHAPS: "Say whether it went: {name}, perhaps sent",
    Stands.FAILED: "Send it again or another way: {name}, not sent",
    Stands.CAME_BACK: "Send it again or another way: {name}, came back undelivered",
}


def by_case(db: Session) -> dict[UUID, tuple[LooseEnd, ...]]:
    """One row for each such message, the oldest first. One that came back has a row of its own only once its
    report is decided about: until then Today asks about that."""
    waits = select(ReceivedMessage.answers_id).where(
        ReceivedMessage.kind == ReplyKind.BOUNCE.value, ReceivedMessage.state == "waiting"
    )
    asked = set(db.scalars(waits))
    found: dict[UUID, tuple[LooseEnd, ...]] = {}
    for one in reversed(papers_out.in_the_vault(db)):
        if one.stands in DECIDES and not (one.stands is Stands.CAME_BACK and one.message_id in asked):
            found[one.case_id] = (*found.get(one.case_id, ()), _row(one))
    return found


def _row(one: PaperOut) -> LooseEnd:
    why = f"of {short_day(london_day(one.at))} · JFS 3.19"
    what = _WHAT[one.stands].format(name=one.name)
    return LooseEnd(key_of(MAIL, one.message_id), MAIL, what, why, "Open the outbox", about=one.message_id)
