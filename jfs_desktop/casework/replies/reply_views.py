"""A reply as it is shown: who wrote what, which message it answers, and why that is thought (I17, I18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.documents.kept_replies import KEPT_AS
from jfs_desktop.casework.outbox import mail_purposes
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.message import Message, ReceivedMessage
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import GONE, NAMES, MessageState
from jfs_desktop.rules.replies.reply_kinds import Paper, ReplyKind
from jfs_desktop.rules.replies.reply_voice import own_words
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import day_and_time, whole_name

CONFIRMED_BY: Final[Mapping[Paper, FactKind]] = {
    Paper.PACK: FactKind.PACK_ACKNOWLEDGED,
    Paper.PLAN: FactKind.JFAP_ACKNOWLEDGED,
}
REQUEST: Final = "jobcentre_request"
"""The evidence purpose as which the message lies with a Jobcentre's request that was logged from it."""
ENTRIES: Final = (FactKind.SURVEY_ANSWERED, FactKind.CHANGE_NOTICE_RECEIVED, FactKind.POST_CONFIRMED)
"""What a message can be recorded as that confirms no paper (M8, W8, Q7)."""
ANSWERABLE: Final = (
    MessageState.SENT,
    MessageState.BY_HAND,
    MessageState.OPENED,
    MessageState.UNCERTAIN,
)
"""These may have reached somebody: whoever answers one of which nobody knows whether it went has had it."""


class ReplyState(StrEnum):
    """What has been decided about a reply."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True, repr=False)
class Answered(Discreet):
    """A message that a reply answers or may answer."""

    id: UUID
    purpose: str
    purpose_name: str
    subject: str
    to_address: str
    sent_at: datetime
    papers: frozenset[Paper]
    state: MessageState

    @property
    def words(self) -> str:
        """'Induction pack, sent 4 June 2021, 10:42'; of one of which nobody knows that it went, how it
        stands."""
        if self.state is MessageState.UNCERTAIN:
            return f"{self.purpose_name}, perhaps sent {day_and_time(self.sent_at)}"
        how = f"sent {day_and_time(self.sent_at)}" if self.state in GONE else NAMES[self.state].lower()
        return f"{self.purpose_name}, {how}"


@dataclass(frozen=True, slots=True, repr=False)
class ReplyView(Discreet):
    """One reply. ``proves`` is what its words confirm, ``confirmed`` what stands on the case by it, ``entry``
    as which entry of its own it was recorded; ``text`` all that it says and ``words`` what the person wrote
    themselves; ``likely_case_id`` is whose it may be while it is nobody's, by the address that it comes from,
    where that is one person's. Instants are aware."""

    id: UUID
    state: ReplyState
    kind: ReplyKind
    score: int
    why: tuple[str, ...]
    proves: frozenset[Paper]
    confirmed: frozenset[Paper]
    entry: FactKind | None
    from_address: str
    from_name: str
    subject: str
    written_at: datetime | None
    text: str = field(repr=False)
    attached: tuple[str, ...]
    case_id: UUID | None
    case_name: str
    answers: Answered | None
    attachment_id: UUID
    sha256: str
    size: int
    brought_in_at: datetime
    by: str
    settled_at: datetime | None
    settled_by: str
    settled_reason: str
    likely_case_id: UUID | None = None
    likely_name: str = ""

    @property
    def words(self) -> str:
        return own_words(self.text)

    @property
    def answers_survey(self) -> bool:
        """Whether it answers the message that asked for the survey (Q7)."""
        return self.answers is not None and self.answers.purpose == mail_purposes.SURVEY

    @property
    def sender(self) -> str:
        """The name with the address, or what there is of them."""
        if self.from_name and self.from_address:
            return f"{self.from_name} <{self.from_address}>"
        return self.from_address or self.from_name or "nobody named"


def views_of(db: Session, rows: Iterable[ReceivedMessage]) -> tuple[ReplyView, ...]:
    """The views of some replies, in their order."""
    held = list(rows)
    staff = {one.id: one.name for one in db.scalars(select(Staff))}
    kept = [row.attachment_id for row in held]
    files = db.scalars(select(Attachment).where(Attachment.id.in_(kept))).all()
    sizes = {one.id: one.size for one in files}
    entries = dict(entries_by(db, [row.case_id for row in held if row.case_id is not None]))
    entries |= {one.id: frozenset({FactKind.JFAP_REQUESTED}) for one in files if one.purpose == REQUEST}
    likely = _likely(db, {row.from_address.strip().lower() for row in held if row.case_id is None})
    views = (
        _view(db, row, staff, sizes.get(row.attachment_id, 0), entries.get(row.attachment_id, frozenset()))
        for row in held
    )
    return tuple(_with_likely(view, likely) for view in views)


def _likely(db: Session, addresses: Iterable[str]) -> Mapping[str, tuple[UUID, str]]:
    """The case and name of the person with each address; nothing where several have it."""
    wanted = (
        select(func.lower(Participant.email), Case.id, Participant.first_name, Participant.last_name)
        .join(Case, Case.participant_id == Participant.id)
        .where(Participant.email != "", func.lower(Participant.email).in_(list(addresses)))
    )
    found: dict[str, list[tuple[UUID, str]]] = {}
    for address, case_id, first, last in db.execute(wanted):
        found.setdefault(address, []).append((case_id, whole_name(first, last)))
    return {address: cases[0] for address, cases in found.items() if len(cases) == 1}


def _with_likely(view: ReplyView, likely: Mapping[str, tuple[UUID, str]]) -> ReplyView:
    found = likely.get(view.from_address.strip().lower()) if view.case_id is None else None
    return view if found is None else replace(view, likely_case_id=found[0], likely_name=found[1])


def entries_by(db: Session, case_ids: Iterable[UUID]) -> Mapping[UUID, frozenset[FactKind]]:
    """Which entries of these cases stand by a message that is kept, by its attachment."""
    found: dict[UUID, frozenset[FactKind]] = {}
    facts = select(CaseFact.kind, CaseFact.detail).where(
        CaseFact.case_id.in_(set(case_ids)),
        CaseFact.kind.in_([kind.value for kind in (*CONFIRMED_BY.values(), *ENTRIES)]),
        CaseFact.withdrawn_at.is_(None),
    )
    for kind, detail in db.execute(facts):
        if kept := detail.get(KEPT_AS):
            found[UUID(kept)] = found.get(UUID(kept), frozenset()) | {FactKind(kind)}
    return MappingProxyType(found)


def answered(row: Message) -> Answered:
    """A message as something that is answered."""
    purpose = mail_purposes.of(row.purpose)
    return Answered(
        row.id, purpose.key, purpose.name, row.subject, row.to_address, went_at(row), purpose.papers,
        MessageState(row.state),
    )  # fmt: skip


def went_at(row: Message) -> datetime:
    """When a message went, as nearly as that is known."""
    return row.ended_at or row.started_at or row.made_at


def _view(
    db: Session, row: ReceivedMessage, staff: Mapping[UUID, str], size: int, entries: frozenset[FactKind]
) -> ReplyView:
    message = db.get(Message, row.answers_id) if row.answers_id is not None else None
    return ReplyView(
        row.id,
        ReplyState(row.state),
        ReplyKind(row.kind),
        row.score,
        tuple(row.why),
        frozenset(Paper(one) for one in row.proves),
        frozenset(paper for paper, kind in CONFIRMED_BY.items() if kind in entries),
        next((kind for kind in (*ENTRIES, FactKind.JFAP_REQUESTED) if kind in entries), None),
        row.from_address,
        row.from_name,
        row.subject,
        row.written_at,
        row.text,
        tuple(row.attached),
        row.case_id,
        name_of(db, row.case_id) if row.case_id is not None else "",
        answered(message) if message is not None else None,
        row.attachment_id,
        row.sha256,
        size,
        row.brought_in_at,
        staff.get(row.brought_in_by, ""),
        row.settled_at,
        staff.get(row.settled_by, "") if row.settled_by is not None else "",
        row.settled_reason,
    )
