"""What the adviser decides about a reply: that it confirms the pack, the plan or both, whose it is, or that
it is none (I17, I18, AMB-13, JFS 3.19).

Nothing is accepted by itself. What is no confirmation by its kind becomes one only with a reason in words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.kept_replies import EVIDENCE, KEPT_AS, KEPT_HASH
from jfs_desktop.casework.outbox import mail_purposes
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.recording import fact_choices, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.replies import answered_mail, confirmed_sendings, reply_files, returned_mail
from jfs_desktop.casework.replies.reply_views import (
    ANSWERABLE,
    CONFIRMED_BY,
    REQUEST,
    Answered,
    ReplyState,
    ReplyView,
    answered,
    entries_by,
    views_of,
)
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.message import Message, ReceivedMessage
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.replies.reply_kinds import Paper, ReplyKind
from jfs_desktop.rules.replies.reply_match import Outgoing
from jfs_desktop.rules.replies.reply_voice import own_words
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import says_why, told_why
from jfs_desktop.store.unit_of_work import Change, Verb

ACCEPT = Verb("replies.accept", "take the reply as a confirmation")
ATTACH = Verb("replies.attach", "say whose reply it is")
SET_ASIDE = Verb("replies.set_aside", "set the reply aside")
TAKE_UP = Verb("replies.take_up", "take the reply up again")
NO_CONFIRMATION: Final[Mapping[ReplyKind, str]] = {
    ReplyKind.AUTOMATIC: "A machine wrote this reply.",
    ReplyKind.BOUNCE: "This is a mail server's report that the message was not delivered.",
    ReplyKind.DELAYED: "This is a mail server's warning that the message is still on its way.",
    ReplyKind.DELIVERED: "This is a mail server's receipt: the participant did not write it.",
    ReplyKind.WRONG_PERSON: "It seems to come from somebody else than the participant.",
    ReplyKind.THANKS: "It only says thanks.",
    ReplyKind.NOT_RECEIVED: "It says that something did not come.",
    ReplyKind.ASKS: "It asks something.",
    ReplyKind.UNCLEAR: "Its words do not say for certain what came.",
    ReplyKind.NOTICE: "It seems to come from DWP, about the participant.",
    ReplyKind.REQUEST: "A Jobcentre asks for a JFAP by it.",
}
"""Kinds that confirm nothing by themselves, and what is said of them."""
_OF_DWP: Final = (ReplyKind.NOTICE, ReplyKind.REQUEST)
CARRIED_NONE: Final = "What it answers carried neither the induction pack nor the draft JFAP."
WENT_FIRST: Final = "Nobody has said yet that the message went, as this reply shows. Record that first."
PARAGRAPH: Final = "JFS 3.19"
LONGEST_WORDS: Final = 2000
"""Letters of their own words that stand in the entry; the file itself is kept whole."""
_TOLD: Final = Changed.MAIL | Changed.HISTORY | Changed.CASES
_ACCEPTED: Final = _TOLD | Changed.CLOCKS | Changed.EVIDENCE | Changed.PLAN


@dataclass(frozen=True, slots=True, repr=False)
class ReplyOffer(Discreet):
    """A reply, and why a paper may not be confirmed by it now, by paper; ``asks_reason`` says why a reason in
    words is asked for before it counts, '' where none is. ``unsettled`` is the message that it answers, where
    nobody has said yet that it went."""

    reply: ReplyView
    refused: Mapping[Paper, str]
    asks_reason: str
    unsettled: MessageView | None = None


def offer(workspace: Workspace, reply_id: UUID) -> ReplyOffer:
    """A reply with what may be made of it. Raises NotFound."""
    with workspace.reading() as db:
        row = _found(db, reply_id)
        (view,) = views_of(db, [row])
        before, asks_reason = confirmed_sendings.refused(db, row), _against(db, row)
        unsettled = answered_mail.unsettled(db, row)
    refused: dict[Paper, str] = {}
    if view.case_id is not None:
        choices = fact_choices.of_kinds(workspace, view.case_id, CONFIRMED_BY.values())
        against = {one.kind: one.refused for one in choices}
        if unsettled is not None and view.answers is not None:
            carried = {CONFIRMED_BY[paper] for paper in view.answers.papers}
            against |= {kind: WENT_FIRST for kind in carried if against[kind]}
        against |= before
        refused = {paper: against[kind] for paper, kind in CONFIRMED_BY.items() if against[kind]}
    return ReplyOffer(view, refused, asks_reason, unsettled)


def listed(
    workspace: Workspace,
    states: Collection[ReplyState] = (ReplyState.WAITING,),
    *,
    case_id: UUID | None = None,
    most: int | None = None,
) -> tuple[ReplyView, ...]:
    """Replies in some states: those that wait and confirm a paper, then the others, each the newest first.
    With a case its own, and those that are nobody's yet."""
    confirms = and_(
        ReceivedMessage.state == ReplyState.WAITING.value,
        ReceivedMessage.kind == ReplyKind.ACKNOWLEDGES.value,
    )
    order = confirms.desc(), ReceivedMessage.brought_in_at.desc(), ReceivedMessage.id.desc()
    with workspace.reading() as db:
        rows = db.scalars(
            select(ReceivedMessage).where(*_where(states, case_id)).order_by(*order).limit(most)
        )
        return views_of(db, rows)


def how_many(
    workspace: Workspace,
    states: Collection[ReplyState] = (ReplyState.WAITING,),
    *,
    case_id: UUID | None = None,
) -> int:
    """How many :func:`listed` would give of all."""
    with workspace.reading() as db:
        return db.scalar(select(func.count(ReceivedMessage.id)).where(*_where(states, case_id))) or 0


def _where(states: Collection[ReplyState], case_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    logged = select(Attachment.id).where(Attachment.purpose == REQUEST)  # seen with the requests alone (X7)
    found: tuple[ColumnElement[bool], ...] = (
        ReceivedMessage.state.in_([one.value for one in states]),
        ReceivedMessage.attachment_id.not_in(logged),
    )
    if case_id is not None:
        found += (or_(ReceivedMessage.case_id == case_id, ReceivedMessage.case_id.is_(None)),)
    return found


def of_case(workspace: Workspace, case_id: UUID) -> tuple[ReplyView, ...]:
    """Every reply of a case, whatever became of it, the newest first."""
    with workspace.reading() as db:
        return views_of(db, reply_files.attached_to(db, case_id))


def accept(
    workspace: Workspace,
    reply_id: UUID,
    papers: Collection[Paper],
    *,
    reason: str = "",
    late_reason: str = "",
) -> Outcome[ReplyView]:
    """Record that a reply confirms the receipt of papers, each as an entry of its own on the case, of the day
    and time of the reply, with their words and with the reply as its evidence.

    Raises BadInput (``papers``, ``reason`` where its kind confirms nothing, ``late_reason``), RefusedByRule
    where the reply is nobody's or the guidance does not allow it, NotFound.
    """
    if not papers:
        raise BadInput("Say what it confirms.", field="papers", paragraph=PARAGRAPH)
    with workspace.changing(ACCEPT, reason=reason.strip()) as change:
        row = waiting_in(change.db, reply_id, ReplyState.ACCEPTED)  # for the other paper, too
        case_id = row.case_id
        if case_id is None:
            raise RefusedByRule("Nobody knows yet whose reply this is.", remedy="Choose the case first.")
        before = confirmed_sendings.refused(change.db, row)
        for paper in sorted(papers):  # before a reason is asked for: none would help
            if CONFIRMED_BY[paper] in before:
                raise RefusedByRule(before[CONFIRMED_BY[paper]], paragraph=PARAGRAPH)
        _refuse_without_reason(_against(change.db, row), reason)
        for paper in sorted(papers):
            happened = _happened(change, row, CONFIRMED_BY[paper], reason)
            facts.write(change, workspace, case_id, replace(happened, late_reason=late_reason))
        settle_in(change, workspace, row, ReplyState.ACCEPTED, reason)
        (view,) = views_of(change.db, [row])
    return Outcome(view, _ACCEPTED, frozenset({case_id}), change.change_id, ACCEPT.label)


def answerable(workspace: Workspace, case_id: UUID) -> tuple[Answered, ...]:
    """The messages of a case that a reply may answer, the newest first."""
    wanted = select(Message).where(
        Message.case_id == case_id, Message.state.in_([one.value for one in ANSWERABLE])
    )
    with workspace.reading() as db:
        rows = [answered(row) for row in db.scalars(wanted)]
    return tuple(sorted(rows, key=lambda one: one.sent_at, reverse=True))


def attach_to(
    workspace: Workspace, reply_id: UUID, case_id: UUID, message_id: UUID | None = None
) -> Outcome[ReplyView]:
    """Say whose reply it is and which message it answers, None for papers that were sent without the outbox.
    It waits on, now with what it says of that. Raises NotFound, RefusedByRule where it is settled."""
    with workspace.changing(ATTACH, case_id=case_id) as change:
        row = waiting_in(change.db, reply_id)
        case_of(change.db, case_id)
        if row.case_id is not None:
            change.case_ids.add(row.case_id)
        found = answered_mail.judged(row, _answered(change, case_id, message_id))
        was_of, row.case_id, row.answers_id = row.answers_id, case_id, message_id
        if row.kind in _OF_DWP and message_id is None:  # whomever it is about
            found = replace(found, kind=ReplyKind(row.kind), proves=frozenset(), why=tuple(row.why))
        row.kind, row.score = found.kind.value, found.score
        row.proves = sorted(one.value for one in found.proves)
        row.why = [f"{workspace.me.name} chose whose it is.", *found.why]
        _move_return(change, workspace, row, was_of)
        change.db.get_one(Attachment, row.attachment_id).case_id = case_id
        change.db.flush()
        (view,) = views_of(change.db, [row])
    told = _TOLD | Changed.EVIDENCE
    return Outcome(view, told, frozenset(change.case_ids), change.change_id, ATTACH.label)


def _move_return(change: Change, workspace: Workspace, row: ReceivedMessage, was_of: UUID | None) -> None:
    """A report that something came back tells of the message that was chosen, and no longer of another; so
    does a warning that it is late."""
    if row.kind == ReplyKind.DELAYED and row.answers_id not in (None, was_of):
        returned_mail.note_late(change, row.answers_id, row.brought_in_at)
    if row.kind != ReplyKind.BOUNCE or was_of == row.answers_id:
        return
    if was_of is not None:
        returned_mail.let_go(change, workspace, was_of, row.id)
    if row.answers_id is not None:
        returned_mail.note(change, workspace, row.answers_id, row.brought_in_at)


def set_aside(workspace: Workspace, reply_id: UUID, reason: str) -> Outcome[ReplyView]:
    """Say that a reply confirms nothing; it is kept all the same. Raises BadInput (``reason``), NotFound."""
    reason = told_why(reason, "Say why it is set aside.")
    with workspace.changing(SET_ASIDE, reason=reason) as change:
        row = waiting_in(change.db, reply_id)
        settle_in(change, workspace, row, ReplyState.SET_ASIDE, reason)
        (view,) = views_of(change.db, [row])
    return Outcome(view, _TOLD, _cases(view), change.change_id, SET_ASIDE.label)


def take_up(workspace: Workspace, reply_id: UUID) -> Outcome[ReplyView]:
    """Let a reply wait again that was set aside, or whose entries were all taken back. Raises RefusedByRule
    while an entry rests on it, NotFound."""
    with workspace.changing(TAKE_UP) as change:
        row = _found(change.db, reply_id)
        if row.case_id is not None and entries_by(change.db, [row.case_id]).get(row.attachment_id):
            raise RefusedByRule(
                "An entry of the case rests on this reply.",
                remedy="Take that entry back first, with your reason.",
            )
        kept = change.db.get_one(Attachment, row.attachment_id)
        if kept.purpose == REQUEST:
            raise RefusedByRule(
                "It is logged as a Jobcentre's request.", remedy="Correct or settle it there, with why."
            )
        rule = workspace.programme.evidence_purpose(EVIDENCE)
        if kept.purpose != EVIDENCE and rule is not None:
            kept.purpose, kept.retention_class, kept.about_id = rule.key, rule.retention_class, row.id
        row.state, row.settled_reason = ReplyState.WAITING.value, ""
        row.settled_at = row.settled_by = None
        change.db.flush()
        (view,) = views_of(change.db, [row])
    return Outcome(view, _TOLD, _cases(view), change.change_id, TAKE_UP.label)


def _happened(change: Change, row: ReceivedMessage, kind: FactKind, reason: str) -> WhatHappened:
    """The entry that a reply makes: of its own moment, but never of one after it was brought in."""
    at = min(row.written_at or row.brought_in_at, row.brought_in_at).astimezone(LONDON)
    kept = change.db.get_one(Attachment, row.attachment_id)
    if kept.removed_at is not None:
        raise NotFound("The file of this reply was taken back, so that it proves nothing any more.")
    words = own_words(row.text)[:LONGEST_WORDS].strip()
    detail = {"words": words, KEPT_AS: str(kept.id), KEPT_HASH: kept.sha256}
    passed_on = [one for one in row.why if one.startswith(reply_files.PASSED_ON)]
    note = " ".join([*passed_on, *([f"Why it counts: {reason.strip()}"] if reason.strip() else [])])
    return WhatHappened(kind, at.date(), at.time().replace(microsecond=0), None, "email", note, detail=detail)


def _against(db: Session, row: ReceivedMessage) -> str:
    """Why a reply confirms nothing by itself, '' where nothing speaks against it."""
    message = db.get(Message, row.answers_id) if row.answers_id is not None else None
    kind = ReplyKind(row.kind)
    carried_none = message is not None and not mail_purposes.of(message.purpose).papers
    if carried_none and kind in (ReplyKind.ACKNOWLEDGES, ReplyKind.UNCLEAR):
        return CARRIED_NONE
    return NO_CONFIRMATION.get(kind, "")


def _refuse_without_reason(against: str, reason: str) -> None:
    if against and not says_why(reason):
        raise BadInput(
            f"{against} Say why it counts as a confirmation all the same.",
            field="reason",
            paragraph=PARAGRAPH,
        )


def _answered(change: Change, case_id: UUID, message_id: UUID | None) -> Outgoing:
    if message_id is None:
        return answered_mail.by_hand(change.db, case_id, change.at)
    return answered_mail.of_case(change.db, case_id, message_id)


def settle_in(
    change: Change, workspace: Workspace, row: ReceivedMessage, state: ReplyState, reason: str
) -> None:
    """Say within an open change what was decided about a reply."""
    row.state, row.settled_at, row.settled_by = state.value, change.at, workspace.me.id
    row.settled_reason = reason.strip()
    if row.case_id is not None:
        change.case_ids.add(row.case_id)
    change.db.flush()


def _found(db: Session, reply_id: UUID) -> ReceivedMessage:
    row = db.get(ReceivedMessage, reply_id)
    if row is None:
        raise NotFound("This reply is not in the vault.")
    return row


def waiting_in(db: Session, reply_id: UUID, *also: ReplyState) -> ReceivedMessage:
    """The row of a reply about which nothing was decided, or what ``also`` says. Raises RefusedByRule,
    NotFound."""
    row = _found(db, reply_id)
    if row.state not in (ReplyState.WAITING, *also):
        raise RefusedByRule("It was decided already what this reply is.", remedy="Take it up again first.")
    return row


def _cases(view: ReplyView) -> frozenset[UUID]:
    return frozenset() if view.case_id is None else frozenset({view.case_id})
