"""One piece of evidence of a case as a line: its class, when, by whom, its hash (D5, C7, W16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from jfs_desktop.casework.circumstances.circumstance_words import told
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.casework.documents.call_notice import VERSION
from jfs_desktop.casework.documents.document_views import FILE_HASH, PDF_HASH
from jfs_desktop.casework.documents.kept_replies import KEPT_HASH
from jfs_desktop.casework.evidence.document_lines import DocumentLine, Source, ending_of
from jfs_desktop.casework.outbox.mail_purposes import PURPOSES
from jfs_desktop.casework.outbox.message_copies import MessageCopy
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.recording.survey_version import QUESTIONS
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.clock import london_day
from jfs_desktop.records.views import FactView, SessionView
from jfs_desktop.rules.evidence import evidence as rules
from jfs_desktop.rules.evidence.told_answers import class_of_entry
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail import outbox
from jfs_desktop.rules.mail.outbox import GONE, MessageState
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from jfs_desktop.rules.programme.evidence_lists import EvidenceClass
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import day_and_time, hours_and_minutes, long_day


class State(StrEnum):
    """How a piece of evidence stands."""

    THERE = "there"
    LATE = "late"
    TAKEN_BACK = "taken_back"
    MISSING = "missing"
    BY_HAND = "by_hand"
    """A message that the adviser says went otherwise than from here."""
    GIVEN = "given"
    """One that another program was given."""
    PERHAPS = "perhaps"
    NOT_SENT = "not_sent"


class Opens(StrEnum):
    """What is behind a line, and so what opens on it."""

    ENTRY = "entry"
    """Nothing but what the entry says."""
    SESSION = "session"
    DOCUMENT = "document"
    FILE = "file"
    MESSAGE = "message"
    REPLY = "reply"


STATE_NAMES: Final = {
    State.THERE: "There",
    State.LATE: "Late",
    State.TAKEN_BACK: "Taken back",
    State.MISSING: "Missing",
    State.BY_HAND: outbox.NAMES[MessageState.BY_HAND],
    State.GIVEN: outbox.NAMES[MessageState.OPENED],
    State.PERHAPS: outbox.NAMES[MessageState.UNCERTAIN],
    State.NOT_SENT: outbox.NAMES[MessageState.FAILED],
}
_MESSAGES: Final = {
    MessageState.BY_HAND: State.BY_HAND,
    MessageState.OPENED: State.GIVEN,
    MessageState.UNCERTAIN: State.PERHAPS,
    MessageState.FAILED: State.NOT_SENT,
}
_HASHED: Final = {FILE_HASH: "file", PDF_HASH: "PDF", KEPT_HASH: "reply"}
"""What the detail of a fact has the hash of, by its key: the paper that went, and the reply that it rests
on."""
_REPLIES: Final = {
    ReplyState.WAITING: "waits to be decided about",
    ReplyState.ACCEPTED: "taken as a confirmation",
    ReplyState.SET_ASIDE: "set aside",
}
_SESSIONS: Final = {SessionKind.ONE_TO_ONE: "1-2-1 session", SessionKind.INITIAL_MEETING: "Initial meeting"}


@dataclass(frozen=True, slots=True, repr=False)
class EvidenceLine(Discreet):
    """One piece of evidence. ``id`` is that of the record that ``opens``; ``on`` its Europe/London day and
    ``at`` the instant (aware) where it is known; ``digests`` the SHA-256 by the form of the file, none where
    there is no file. ``restricted`` leaves the house on a tick with a reason only; ``asked_for`` is a picture
    that goes into a pack on a tick only."""

    id: UUID
    class_key: str
    class_name: str
    paragraph: str
    title: str
    state: State
    on: date
    at: datetime | None
    by: str
    opens: Opens
    digests: tuple[tuple[str, str], ...] = ()
    details: tuple[str, ...] = ()
    restricted: bool = False
    asked_for: bool = False

    @property
    def when(self) -> str:
        """'26 May 2021, 10:02', or the day where no time is known."""
        return day_and_time(self.at) if self.at is not None else long_day(self.on)

    @property
    def sha256(self) -> str:
        """The hash of the file, the first where there are several; '' for none."""
        return self.digests[0][1] if self.digests else ""


def of_fact(view: FactView, programme: Programme, late: Mapping[UUID, date]) -> EvidenceLine | None:
    """An entry of the case; None for one that proves nothing."""
    of = class_of_entry(FactKind(view.kind), view.detail, programme)
    if of is None:
        return None
    due, details = late.get(view.id), list(told(replace(view, by=""), programme))
    if due is not None:
        details.insert(0, f"Due by {long_day(due)}")
    if view.detail.get(VERSION):
        details.append(f"Version of the notice: {view.detail[VERSION]}")
    if view.detail.get(QUESTIONS):
        details.append(f"Version of the questions: {view.detail[QUESTIONS]}")
    if view.late_reason:
        details.append(f"Why it was late: {view.late_reason}")
    state = State.LATE if due is not None or view.late_reason else State.THERE
    if view.withdrawn_reason:
        state = State.TAKEN_BACK
        details.append(f"Taken back: {view.withdrawn_reason}")
    hashed = tuple((form, view.detail[key]) for key, form in _HASHED.items() if view.detail.get(key))
    return _line(
        view.id,
        of,
        view.name,
        state,
        on=view.on,
        at=view.at,
        by=view.by,
        opens=Opens.ENTRY,
        digests=hashed,
        details=details,
    )


def unproved(line: EvidenceLine) -> EvidenceLine:
    """The entry of an e-mail that is not kept: what proves it is missing."""
    said = (*line.details, "The e-mail itself is not kept")
    return replace(line, state=State.MISSING if line.state is State.THERE else line.state, details=said)


def of_session(view: SessionView, programme: Programme) -> EvidenceLine | None:
    """A timed session, with its counted time and every correction."""
    of = rules.class_of_sessions(programme)
    if of is None:
        return None
    details = [hours_and_minutes(view.minutes)]
    if view.manual:
        details.append(f"Entered by hand: {view.manual_reason}")
    for one in view.corrections:
        details.append(f"Corrected {day_and_time(one.at)} by {one.by}: {one.reason}")
    if view.notes:
        details.append(" ".join(view.notes.split()))
    name, on = _SESSIONS[SessionKind(view.kind)], london_day(view.started_at)
    return _line(
        view.id,
        of,
        name,
        State.THERE,
        on=on,
        at=view.started_at,
        by=view.adviser,
        opens=Opens.SESSION,
        digests=(),
        details=details,
    )


def of_document(line: DocumentLine, programme: Programme) -> EvidenceLine | None:
    """A document that is kept, or of which the hash is."""
    of = rules.class_of_document(programme, line.kind)
    if of is None:
        return None
    details = [line.state_name]
    for issue in reversed(line.issues):
        words = f"Went to {issue.to} on {day_and_time(issue.at)} by {issue.channel_name.lower()}"
        details.append(f"{words}; taken back: {issue.withdrawn_reason}" if issue.withdrawn_reason else words)
    opens = Opens.DOCUMENT
    if line.source is Source.LEFT:
        opens = Opens.ENTRY
        details.append("Only its hash is kept here")
    title = f"{line.title}, {line.version}" if line.version else line.title
    on = london_day(line.made_at)
    return _line(
        line.id,
        of,
        title,
        State.THERE,
        on=on,
        at=line.made_at,
        by=line.made_by,
        opens=opens,
        digests=line.digests,
        details=details,
    )


def of_file(view: AttachmentView, programme: Programme, about: str) -> EvidenceLine | None:
    """A picture or file kept as evidence, ``about`` the entry of that name; one taken back keeps its line."""
    of = rules.class_of_file(programme, view.purpose)
    if of is None:
        return None
    details = [part for part in (view.name, f"About: {about}" if about else "") if part]
    if view.taken_back:
        details.append(f"Erased: {view.removed_reason}")
    state = State.TAKEN_BACK if view.taken_back else State.THERE
    title = f"{view.purpose_name}, {'picture' if view.kind.is_picture else 'file'}"
    digests, on = ((ending_of(view.kind), view.sha256),), london_day(view.taken_at)
    return _line(
        view.id, of, title, state, on=on, at=view.taken_at, by=view.by, opens=Opens.FILE,
        digests=digests, details=details,
        asked_for=of.pictures_asked,
    )  # fmt: skip


def of_message(
    view: MessageView, programme: Programme, copies: Sequence[MessageCopy] = ()
) -> EvidenceLine | None:
    """A message that went or may have gone, with the ``copies`` of it as it was handed over."""
    of = rules.class_of_messages(programme)
    if of is None:
        return None
    answer = outbox.told_of_tries(view.server_answer, view.state)
    told_to = f"To {view.to_name} <{view.to_address}>" if view.to_name else f"To {view.to_address}"
    channels = {one.key: one.name for one in programme.channels}
    by = f"By {channels.get(view.channel, view.channel).lower()}" if view.state in GONE else ""
    parts = (
        outbox.NAMES[view.state],
        by,
        told_to,
        f"Subject: {view.subject}",
        answer,
        view.failure,
        view.note,
    )
    digests = tuple((one.name, one.sha256) for one in view.parts)
    digests += tuple(("The whole message", one.sha256) for one in copies)
    at = view.ended_at or view.queued_at or view.made_at
    purpose = PURPOSES[view.purpose].name if view.purpose in PURPOSES else view.purpose
    title, details = f"Message out: {purpose}", [part for part in parts if part]
    return _line(
        view.id, of, title, _MESSAGES.get(view.state, State.THERE), on=london_day(at), at=at, by=view.by,
        opens=Opens.MESSAGE, digests=digests, details=details,
    )  # fmt: skip


def of_reply(view: ReplyView, programme: Programme) -> EvidenceLine | None:
    """A message that came, as it came."""
    of = rules.class_of_messages(programme)
    if of is None:
        return None
    settled = f" by {view.settled_by}" if view.settled_by else ""
    details = [f"From {view.sender}", f"Subject: {view.subject}", f"{_REPLIES[view.state]}{settled}"]
    if view.settled_reason:
        details.append(view.settled_reason)
    at = view.written_at or view.brought_in_at
    title = f"Reply: {view.answers.purpose_name}" if view.answers else "Reply"
    digests = (("eml", view.sha256),)
    return _line(
        view.id,
        of,
        title,
        State.THERE,
        on=london_day(at),
        at=at,
        by=view.by,
        opens=Opens.REPLY,
        digests=digests,
        details=details,
    )


def _line(
    record: UUID,
    of: EvidenceClass,
    title: str,
    state: State,
    *,
    on: date,
    at: datetime | None,
    by: str,
    opens: Opens,
    digests: tuple[tuple[str, str], ...],
    details: list[str],
    asked_for: bool = False,
) -> EvidenceLine:
    return EvidenceLine(
        record, of.key, of.name, of.paragraph, title, state, on, at, by, opens, digests, tuple(details),
        of.restricted, asked_for,
    )  # fmt: skip
