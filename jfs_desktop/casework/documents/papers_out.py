"""How the papers of a case stand that go out as messages: on their way, not gone, or come back (I18, P9).

One reading for the meeting, the documents, the evidence, the answer to a Jobcentre and Today. What went and
did not come back stands on the case as an entry, and is not told here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.message_purposes import ABOUT, CONTENT, PURPOSES, becoming
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.message import Message, MessagePart, ReceivedMessage
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import GONE, MessageState
from jfs_desktop.rules.replies.reply_kinds import Paper, ReplyKind
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import day_and_time


class Stands(StrEnum):
    """How a paper stands that has not arrived as far as anybody knows."""

    WAITS = "waits"
    OPENED = "opened"
    PERHAPS = "perhaps"
    FAILED = "failed"
    CAME_BACK = "came_back"


UNDER_WAY: Final = frozenset({Stands.WAITS, Stands.OPENED, Stands.PERHAPS})
"""It goes, or may have gone: the same is not sent beside it, nor recorded as sent by another way."""
DECIDES: Final = frozenset({Stands.OPENED, Stands.PERHAPS, Stands.FAILED, Stands.CAME_BACK})
"""The adviser has something to decide about it."""
_STANDS: Final[Mapping[str, Stands]] = {
    MessageState.QUEUED.value: Stands.WAITS,
    MessageState.SENDING.value: Stands.WAITS,
    MessageState.OPENED.value: Stands.OPENED,
    MessageState.UNCERTAIN.value: Stands.PERHAPS,
    MessageState.FAILED.value: Stands.FAILED,
}
_CONFIRMED_BY: Final = {
    Paper.PACK: FactKind.PACK_ACKNOWLEDGED.value,
    Paper.PLAN: FactKind.JFAP_ACKNOWLEDGED.value,
}
_ANSWERED_BY: Final = {FactKind.SURVEY_ASKED: FactKind.SURVEY_ANSWERED.value}
"""Whoever answers had it, whatever a mail server said."""
_WORDS: Final[Mapping[Stands, str]] = {
    Stands.WAITS: "In the outbox: it goes to {to}.",
    Stands.OPENED: "Given to another program, for {to}. Say in the outbox whether it went from there.",
    Stands.PERHAPS: "Perhaps sent to {to}: say in the outbox what became of it.",
    Stands.FAILED: "Not sent to {to}: see in the outbox why.",
    Stands.CAME_BACK: "Sent to {to} on {at}, and came back undelivered. Send it again, or by another way.",
}


@dataclass(frozen=True, slots=True, repr=False)
class PaperOut(Discreet):
    """One such message. ``about`` is the fact that it answers, '' for none; ``at`` when it went or was made
    (aware); ``fact_id`` the entry that it made, None before it went; ``same`` what tells it apart from others
    of its purpose, as :func:`told_apart` gives it."""

    message_id: UUID
    case_id: UUID
    purpose: str
    about: str
    stands: Stands
    to: str
    at: datetime
    fact_id: UUID | None
    document_ids: frozenset[UUID]
    why: str
    same: str

    @property
    def name(self) -> str:
        """'Induction pack'."""
        return PURPOSES[self.purpose].name

    @property
    def kind(self) -> FactKind | None:
        """The fact that it becomes by going."""
        return PURPOSES[self.purpose].fact

    @property
    def words(self) -> str:
        """Where it is, in a sentence."""
        return _WORDS[self.stands].format(to=self.to, at=day_and_time(self.at))


def of_case(db: Session, case_id: UUID) -> tuple[PaperOut, ...]:
    """Those of one case, the newest first."""
    return of_cases(db, [case_id])


def of_cases(db: Session, case_ids: Collection[UUID]) -> tuple[PaperOut, ...]:
    """Those of some cases, the newest first."""
    wanted = select(Message).where(Message.case_id.in_(set(case_ids)), Message.state.in_(_STANDS))
    returned = select(Message).where(Message.case_id.in_(set(case_ids)), Message.id.in_(_BOUNCED))
    return _read(db, db.scalars(wanted).all(), db.scalars(returned).all())


def in_the_vault(db: Session) -> tuple[PaperOut, ...]:
    """Those of every case."""
    wanted = select(Message).where(Message.case_id.is_not(None), Message.state.in_(_STANDS))
    returned = select(Message).where(Message.case_id.is_not(None), Message.id.in_(_BOUNCED))
    return _read(db, db.scalars(wanted).all(), db.scalars(returned).all())


def came_back(db: Session, case_id: UUID) -> frozenset[UUID]:
    """The entries of a case that say that a paper went which came back, and was not sent again."""
    found = (one.fact_id for one in of_case(db, case_id) if one.stands is Stands.CAME_BACK)
    return frozenset(one for one in found if one is not None)


def never_arrived(db: Session, case_id: UUID | None) -> frozenset[UUID]:
    """The entries of a case that say that a message went which came back, whatever was sent since: who never
    had it was neither told nor asked by it."""
    of_case = Message.case_id == case_id, Message.id.in_(_BOUNCED)
    found = db.scalars(select(Message.fact_id).where(*of_case))
    return frozenset(one for one in found if one is not None)


def returned(db: Session) -> frozenset[UUID]:
    """The messages of the vault that came back and were not sent again: the adviser has to decide."""
    gone = [one.value for one in GONE]
    wanted = select(Message).where(Message.id.in_(_BOUNCED), Message.state.in_(gone))
    held = [row for row in db.scalars(wanted) if row.purpose in PURPOSES]
    return frozenset(row.id for row in _not_repaired(db, held))


def answering(workspace: Workspace, case_id: UUID, fact_id: UUID) -> PaperOut | None:
    """The newest message that answers this fact of the case and has not arrived as far as anybody knows."""
    with workspace.reading() as db:
        return next((one for one in of_case(db, case_id) if one.about == str(fact_id)), None)


def refuse_twice(
    db: Session, case_id: UUID, purpose: str, details: Mapping[str, str], besides: UUID | None = None
) -> None:
    """Raise RefusedByRule while the same is on its way already, or may have gone; ``details`` are the
    message's own, ``besides`` is the message that is to go itself."""
    for one in of_case(db, case_id):
        if (one.purpose, one.same) == (purpose, told_apart(details)) and one.message_id != besides:
            _refuse(one, "See there what became of it before it is sent again.")


def told_apart(details: Mapping[str, str]) -> str:
    """What tells a message apart from another of its purpose in the same case: the fact that it is about, or
    else what its form says, as two notices of two changes do (M10); '' where there is only one of it."""
    return details.get(ABOUT) or details.get(CONTENT, "")


def refuse_beside(db: Session, case_id: UUID, kind: FactKind, about: UUID | None) -> None:
    """Raise RefusedByRule for an entry that a paper went, while the message with it is on its way."""
    purposes = becoming(kind)
    if not purposes:
        return
    for one in of_case(db, case_id):
        if one.purpose in purposes and one.about in ("", str(about or "")):
            _refuse(one, "Take it back there first, or say there that it went.")


def _refuse(one: PaperOut, remedy: str) -> None:
    if one.stands in UNDER_WAY:
        raise RefusedByRule(
            f"This is in the outbox already. {one.words}", remedy=remedy, paragraph="JFS 3.19"
        )


_BOUNCED: Final = select(ReceivedMessage.answers_id).where(
    ReceivedMessage.kind == ReplyKind.BOUNCE.value, ReceivedMessage.answers_id.is_not(None)
)


def _read(db: Session, rows: Iterable[Message], bounced: Iterable[Message]) -> tuple[PaperOut, ...]:
    held = {row.id: (row, _STANDS[row.state]) for row in rows if row.purpose in PURPOSES}
    gone = [row for row in bounced if row.id not in held and row.purpose in PURPOSES]
    held |= {row.id: (row, Stands.CAME_BACK) for row in _not_repaired(db, gone)}
    parts: dict[UUID, set[UUID]] = {}
    for part in db.scalars(select(MessagePart).where(MessagePart.message_id.in_(held))) if held else ():
        parts.setdefault(part.message_id, set()).add(part.document_id)
    found = [
        PaperOut(
            row.id, row.case_id, row.purpose, row.details.get(ABOUT, ""), stands, row.to_address,
            row.ended_at or row.made_at, row.fact_id, frozenset(parts.get(row.id, ())), row.failure,
            told_apart(row.details),
        )
        for row, stands in held.values()
        if row.case_id is not None
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.at, one.message_id), reverse=True))


def _not_repaired(db: Session, gone: list[Message]) -> Iterator[Message]:
    """Those that came back and were neither sent again since, nor confirmed or answered by whom they were
    for."""
    if not gone:
        return
    wanted = select(CaseFact).where(
        CaseFact.case_id.in_({row.case_id for row in gone}), CaseFact.withdrawn_at.is_(None)
    )
    facts = db.scalars(wanted).all()
    for row in gone:
        purpose = PURPOSES[row.purpose]
        went = row.ended_at or row.made_at
        since = [one for one in facts if one.case_id == row.case_id and one.recorded_at > went]
        again = any(one.kind == purpose.fact and one.id != row.fact_id for one in since)
        shows = {_CONFIRMED_BY[paper] for paper in purpose.papers}
        if purpose.fact in _ANSWERED_BY:
            shows.add(_ANSWERED_BY[purpose.fact])
        if not again and not any(one.kind in shows for one in since):
            yield row
