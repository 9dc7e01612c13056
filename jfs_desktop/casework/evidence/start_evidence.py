"""What proves a start, for DWP to see on request: the papers as they went out, the replies as they came,
and a list of every entry of the initial meeting (I14, I16 to I18, I20; JFS 3.19, 3.29)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

from jfs_desktop.casework.circumstances.circumstance_words import told
from jfs_desktop.casework.contact import initial_meeting
from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.desk.leaving_file import Leaving, written_aside
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments, issued_documents, missing_copies
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.casework.documents.kept_replies import KEPT_AS
from jfs_desktop.casework.evidence import message_pieces
from jfs_desktop.casework.evidence.document_lines import ending_of
from jfs_desktop.casework.evidence.pack_piece import Piece
from jfs_desktop.casework.outbox import message_copies, outbox
from jfs_desktop.casework.outbox.mail_purposes import PURPOSES
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.exchange import evidence_files
from jfs_desktop.exchange.evidence_pack import SUMS
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import GONE
from jfs_desktop.rules.meetings.initial_meeting import PARTS
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import day_and_time, full_day, long_day, time_of_day
from jfs_desktop.store.unit_of_work import Verb

EXPORT = Verb("start_evidence.export", "")
"""What has left the vault is not undone."""
LEAVING = Leaving("The evidence", "The evidence was not saved", "Choose another folder.")
PARAGRAPH = "JFS 3.29"
LIST = "Evidence of the start.txt"
_TOLD_OF = (
    FactKind.CONTACTED,
    FactKind.MEETING_BOOKED,
    FactKind.IDENTITY_DOUBTED,
    FactKind.WORK_COACH_CONSULTED,
    FactKind.WORK_COACH_ANSWERED,
    *(kind for kinds in PARTS.values() for kind in kinds),
    FactKind.START_KEYED,
)


def export(workspace: Workspace, case_id: UUID, path: Path) -> Outcome[Path]:
    """Write the evidence of a start to ``path`` as one ZIP: the list, each paper as it went out, each reply
    and proof as it was kept. Pictures of identity documents stay in the vault.

    It is written aside and swapped in; that each piece was taken out is recorded, and of the whole its hash,
    never where it went. Raises RefusedByRule before a meeting was held, BadInput for a name that is not .zip,
    UserError when the file cannot be written, NotFound.
    """
    if path.suffix.lower() != ".zip":
        raise BadInput("The file's name must end in .zip.", field="path")
    view = initial_meeting.read(workspace, case_id)
    if not view.held:
        raise RefusedByRule("No initial meeting was held, so nothing started.", paragraph=PARAGRAPH)
    recorded = [one for one in facts.of_case(workspace, case_id) if not one.withdrawn_reason]
    found = (*_papers(workspace, case_id, recorded), *_files(workspace, view, recorded))
    pieces = {f"{number} - {_plain(one.name)}.{one.ending}": one for number, one in enumerate(found, 1)}
    held = {LIST: _list(workspace, view, recorded, pieces).encode("utf-8-sig")}
    held |= {name: one.content for name, one in pieces.items()}
    content = finish(evidence_files.zipped(held | {SUMS: evidence_files.sums(held)}, workspace.now()))
    with (
        written_aside(workspace, LEAVING, content, path) as put_in_place,
        workspace.changing(EXPORT, case_id=case_id) as change,
    ):
        local = workspace.now().astimezone(LONDON)
        said = {"sha256": hashlib.sha256(content).hexdigest(), "pieces": str(len(pieces))}
        happened = WhatHappened(
            FactKind.START_EVIDENCE_SAVED, local.date(), local.time().replace(microsecond=0), detail=said
        )
        facts.write(change, workspace, case_id, happened)
        put_in_place()
    return Outcome(path, Changed.HISTORY, frozenset({case_id}), change.change_id)


def _papers(workspace: Workspace, case_id: UUID, recorded: list[FactView]) -> Iterator[Piece]:
    """The pack and the draft JFAP, byte for byte as they went out, and the messages by which they went."""
    sent = {one.id for one in recorded if one.kind in (FactKind.PACK_SENT, FactKind.DRAFT_JFAP_SENT)}
    for document in reversed(issued_documents.of_case(workspace, case_id)):
        if not any(one.fact_id in sent and not one.withdrawn_reason for one in document.issues):
            continue
        number = document.version.removeprefix("version ")
        version = f", version {number}" if number else ""
        for form in document.forms:
            content = issued_documents.content(workspace, document.id, form, EXPORT)
            yield Piece(f"{document.kind_name}{version}", form, "as it went out", content)
    with workspace.reading() as db:
        copies = message_copies.of_case(db, case_id)
    for message in reversed(outbox.listed(workspace, GONE, case_id=case_id)):
        if message.fact_id in sent:
            title = f"Message out, {PURPOSES[message.purpose].name}"
            yield from message_pieces.pieces(workspace, message, title, copies.get(message.id, ()), EXPORT)


def _files(workspace: Workspace, view: MeetingView, recorded: list[FactView]) -> Iterator[Piece]:
    """Proofs of sending and replies, as they were kept."""
    for kept in reversed(view.replies):
        content = attachments.content(workspace, kept.id, EXPORT)
        names = [one.name for one in recorded if one.id == kept.about or _rests_on(one, kept)]
        proves = ", ".join(reversed(names)) or ("" if kept.about else kept.purpose_name)
        yield Piece(Path(kept.name).stem, ending_of(kept.kind), proves, content)


def _rests_on(fact: FactView, kept: AttachmentView) -> bool:
    """Whether an entry names this reply as what confirms it."""
    return fact.detail.get(KEPT_AS) == str(kept.id)


def _plain(name: str) -> str:
    """A name that every system can write."""
    return "".join(sign if sign.isalnum() or sign in " -_.,()" else "-" for sign in name)


def _list(
    workspace: Workspace, view: MeetingView, recorded: list[FactView], pieces: Mapping[str, Piece]
) -> str:
    case = view.case
    lines = [
        workspace.programme_of(case.case_id).name,
        f"Evidence of the start, made {day_and_time(workspace.now())} by {workspace.me.name}",
        "",
        f"Participant: {case.name}",
        f"Referral: {case.reference}, made {long_day(case.referral_made_on)}",
        f"Initial meeting: {full_day(view.dates.met_on)}",
        f"Start date: {full_day(case.start_date) if case.start_date else 'not started'}",
        "",
        "The four papers of the start",
        *(_paper_line(view, one.kind, counts=one.counts) for one in view.evidence),
        "",
        "What was recorded",
        *_entries(workspace.programme_of(case.case_id), recorded),
        "",
        "Files in this collection, each with its SHA-256",
        *(f"- {name}: {one.label}, {one.sha256}" for name, one in pieces.items()),
        *([] if pieces else ["- none is kept"]),
    ]
    return "\r\n".join(lines) + "\r\n"


def _paper_line(view: MeetingView, kind: FactKind, *, counts: bool) -> str:
    fact, name = view.fact(kind), view.choices[kind].name
    if fact is None:
        return f"- {name}: NOT THERE YET"
    late = "" if counts else " (after the day of the meeting: does not count)"
    copy = f" (MISSING COPY: {missing_copies.NO_COPY})" if kind in view.uncopied else ""
    return f"- {name}: {_when(fact)}{late}{copy}"


def _entries(programme: Programme, recorded: list[FactView]) -> Iterator[str]:
    for fact in reversed([one for one in recorded if one.kind in _TOLD_OF]):
        yield f"- {_when(fact)}: {fact.name}"
        yield from (f"    {line}" for line in told(fact, programme))


def _when(fact: FactView) -> str:
    return long_day(fact.on) + (f", {time_of_day(fact.at)}" if fact.at is not None else "")
