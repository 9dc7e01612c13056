"""Everything on a case as evidence, and what is missing for the stage that it has reached (C7, D5, I18, W16).

DWP asks for it by participant (JFS 7.36); nothing is kept for it, it is read from what the case holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments, papers_out
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.casework.documents.kept_replies import KEPT_AS
from jfs_desktop.casework.documents.papers_out import UNDER_WAY, Stands
from jfs_desktop.casework.evidence import case_documents, evidence_lines
from jfs_desktop.casework.evidence.case_documents import DocumentLine, Source
from jfs_desktop.casework.evidence.evidence_lines import STATE_NAMES, EvidenceLine, Opens, State
from jfs_desktop.casework.outbox import message_copies, outbox
from jfs_desktop.casework.outbox.message_copies import MessageCopy
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.prap.prap import PROOF_PURPOSE
from jfs_desktop.casework.recording import completion, facts
from jfs_desktop.casework.recording.receipts import EMAIL, RECEIPTS
from jfs_desktop.casework.replies import replies
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.casework.sessions import session_views
from jfs_desktop.clock import london_day
from jfs_desktop.records.views import FactView, SessionView
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.evidence import evidence as rules
from jfs_desktop.rules.evidence.evidence import Held, Missing
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.prap.prap_entries import EntryState, keyed_entries
from jfs_desktop.rules.programme.evidence_lists import EvidenceClass
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet

__all__ = [
    "STATE_NAMES",
    "CaseEvidence",
    "EvidenceLine",
    "Missing",
    "Opens",
    "State",
    "of_case",
    "records_of",
]

_TOLD: Final = (
    MessageState.SENT,
    MessageState.BY_HAND,
    MessageState.OPENED,
    MessageState.UNCERTAIN,
    MessageState.FAILED,
)
"""What has not left yet, or is not wanted any more, proves nothing."""
_KEPT: Final = (Source.KEPT, Source.VERSION, Source.LEFT)


@dataclass(frozen=True, slots=True, repr=False)
class CaseRecords(Discreet):
    """Everything of a case that may prove something, as its own modules tell it."""

    facts: tuple[FactView, ...]
    sessions: tuple[SessionView, ...]
    documents: tuple[DocumentLine, ...]
    files: tuple[AttachmentView, ...]
    messages: tuple[MessageView, ...]
    replies: tuple[ReplyView, ...]
    copies: Mapping[UUID, tuple[MessageCopy, ...]] = field(default_factory=dict)
    """Of each message as it was handed over, by its id."""


@dataclass(frozen=True, slots=True, repr=False)
class CaseEvidence(Discreet):
    """The evidence of a case: ``missing`` in the profile's order, ``lines`` by class and newest first, and
    the ``classes`` that a line or something missing belongs to."""

    case_id: UUID
    stage_name: str
    missing: tuple[Missing, ...]
    lines: tuple[EvidenceLine, ...]
    classes: tuple[EvidenceClass, ...]

    def of_class(self, key: str) -> tuple[EvidenceLine, ...]:
        """The lines of one class."""
        return tuple(line for line in self.lines if line.class_key == key)


def of_case(workspace: Workspace, case_id: UUID, records: CaseRecords | None = None) -> CaseEvidence:
    """The evidence of a case, from ``records`` where they were read already. Raises NotFound."""
    found = records if records is not None else records_of(workspace, case_id)
    programme, today = workspace.programme_of(case_id), workspace.today()
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        tests = completion.tests_of(db, workspace, known)
        out = papers_out.of_case(db, case_id)
    readings = clocks_for(known, programme, workspace.calendar, today, now=workspace.now(), explain=False)
    stage = stage_of(known, programme, workspace.calendar, today)
    late = rules.late_facts(known, readings)
    held = Held(
        known,
        stage,
        readings,
        tests,
        frozenset(one.kind for one in found.documents if one.source in (Source.KEPT, Source.VERSION)),
        _proved(known, programme, found.files),
        _copied(found),
        _unfiled(found),
        tuple(_uncertain_days(found)),
        tuple((one.name, london_day(one.at)) for one in out if one.stands is Stands.CAME_BACK),
        tuple(london_day(one.brought_in_at) for one in found.replies if one.state is ReplyState.WAITING),
        {one.kind: one.words for one in out if one.stands in UNDER_WAY and one.kind is not None},
    )
    lines = [line for line in _lines(found, programme, late) if line is not None]
    order = {one.key: place for place, one in enumerate(programme.evidence_classes)}
    lines.sort(key=lambda line: (line.on, line.at.isoformat() if line.at else "", str(line.id)), reverse=True)
    lines.sort(key=lambda line: order[line.class_key])
    lacking = rules.missing(held, programme)
    shown = {line.class_key for line in lines} | {one.of for one in lacking}
    return CaseEvidence(
        case_id,
        programme.stage_names[stage.value],
        lacking,
        tuple(lines),
        tuple(one for one in programme.evidence_classes if one.key in shown),
    )


def records_of(workspace: Workspace, case_id: UUID) -> CaseRecords:
    """What a case holds. Raises NotFound."""
    with workspace.reading() as db:
        case_of(db, case_id)
        copies = message_copies.of_case(db, case_id)
    return CaseRecords(
        facts.of_case(workspace, case_id),
        session_views.of_case(workspace, case_id),
        case_documents.of_case(workspace, case_id),
        attachments.of_case(workspace, case_id),
        outbox.listed(workspace, _TOLD, case_id=case_id),
        replies.of_case(workspace, case_id),
        copies,
    )


def _lines(
    found: CaseRecords, programme: Programme, late: Mapping[UUID, date]
) -> Iterator[EvidenceLine | None]:
    """One line for each record; a session stands for the entry that it made, a reply for its file."""
    timed = {london_day(one.started_at) for one in found.sessions}
    unproved = {one.id for one in found.facts if one.kind in RECEIPTS} & _unfiled(found)
    for fact in found.facts:
        if not (fact.kind == FactKind.SESSION_HELD and fact.on in timed):
            line = evidence_lines.of_fact(fact, programme, late)
            yield evidence_lines.unproved(line) if line is not None and fact.id in unproved else line
    for session in found.sessions:
        yield evidence_lines.of_session(session, programme)
    for document in found.documents:
        if document.source in _KEPT:
            yield evidence_lines.of_document(document, programme)
    names, came = (
        {one.id: one.name for one in found.facts},
        {one.attachment_id for one in found.replies if not one.entry},
    )
    for file in found.files:
        if file.id not in came:
            about = names.get(file.about, "") if file.about is not None else ""
            yield evidence_lines.of_file(file, programme, about)
    for message in found.messages:
        yield evidence_lines.of_message(message, programme, found.copies.get(message.id, ()))
    for reply in found.replies:
        if reply.entry is not None:
            continue  # its file stands with the entry that it is
        yield evidence_lines.of_reply(reply, programme)


def _uncertain_days(found: CaseRecords) -> Iterator[date]:
    for one in found.messages:
        if one.state is MessageState.UNCERTAIN:
            yield london_day(one.ended_at or one.made_at)


def _proved(known: CaseFacts, programme: Programme, files: Iterable[AttachmentView]) -> frozenset[UUID]:
    """The entries keyed on PRaP whose proof is kept (W16)."""
    pictures = {
        one.about for one in files if one.purpose == PROOF_PURPOSE and not one.taken_back and one.about
    }
    entries = keyed_entries(known, programme, pictures)
    return frozenset(
        entry.keyed.id for entry in entries if entry.keyed is not None and entry.state is EntryState.PROVED
    )


def _unfiled(found: CaseRecords) -> frozenset[UUID]:
    """The entries that somebody made of an e-mail, of which neither the message nor a file is kept."""
    kept = {one.id for one in found.files if not one.taken_back}
    shown = {one.about for one in found.files if not one.taken_back}
    return frozenset(
        one.id
        for one in found.facts
        if one.channel == EMAIL and one.id not in shown and _reply_of(one) not in kept
    )


def _reply_of(fact: FactView) -> UUID | None:
    named = fact.detail.get(KEPT_AS)
    return UUID(named) if named else None


def _copied(found: CaseRecords) -> frozenset[UUID]:
    """The sendings of whose paper something is kept: the document that went, or the file brought in."""
    kept = {issue.fact_id for document in found.documents for issue in document.issues}
    kept |= {one.about for one in found.files if not one.taken_back}
    return frozenset(one for one in kept if one is not None)
