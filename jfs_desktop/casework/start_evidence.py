"""What proves a start, for DWP to see on request: the papers as they went out, the replies as they came,
and a list of every entry of the initial meeting (I14, I16 to I18, I20; JFS 3.19, 3.29)."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from jfs_desktop.casework import attachments, facts, initial_meeting, issued_documents, missing_copies
from jfs_desktop.casework.attachments import AttachmentView
from jfs_desktop.casework.circumstance_words import told
from jfs_desktop.casework.facts import WhatHappened
from jfs_desktop.casework.initial_meeting import MeetingView
from jfs_desktop.casework.leaving_file import Leaving, written_aside
from jfs_desktop.casework.reply_views import KEPT_AS
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import LONDON
from jfs_desktop.documents.file_kinds import FileKind
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.initial_meeting import PARTS
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.wording import day_and_time, full_day, long_day, time_of_day
from jfs_desktop.store.unit_of_work import Verb

EXPORT = Verb("start_evidence.export", "")
"""What has left the vault is not undone."""
LEAVING = Leaving("The evidence", "The evidence was not saved", "Choose another folder.")
PARAGRAPH = "JFS 3.29"
LIST = "Evidence of the start.txt"
_ENDINGS = {
    FileKind.PDF: "pdf",
    FileKind.JPEG: "jpg",
    FileKind.PNG: "png",
    FileKind.WEBP: "webp",
    FileKind.EMAIL: "eml",
    FileKind.OUTLOOK: "msg",
}
_TOLD_OF = (
    FactKind.CONTACTED,
    FactKind.MEETING_BOOKED,
    FactKind.IDENTITY_DOUBTED,
    FactKind.WORK_COACH_CONSULTED,
    FactKind.WORK_COACH_ANSWERED,
    *(kind for kinds in PARTS.values() for kind in kinds),
    FactKind.START_KEYED,
)


@dataclass(frozen=True, slots=True, repr=False)
class _Piece(Discreet):
    """One file of the collection, and what it proves."""

    name: str
    proves: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


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
    pieces = [replace(one, name=f"{number} - {_plain(one.name)}") for number, one in enumerate(found, 1)]
    content = _zipped(workspace, _list(workspace, view, recorded, pieces), pieces)
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


def _papers(workspace: Workspace, case_id: UUID, recorded: list[FactView]) -> Iterator[_Piece]:
    """The pack and the draft JFAP, byte for byte as they went out."""
    sent = {one.id for one in recorded if one.kind in (FactKind.PACK_SENT, FactKind.DRAFT_JFAP_SENT)}
    for document in reversed(issued_documents.of_case(workspace, case_id)):
        if not any(one.fact_id in sent and not one.withdrawn_reason for one in document.issues):
            continue
        number = document.version.removeprefix("version ")
        version = f", version {number}" if number else ""
        for form in document.forms:
            content = issued_documents.content(workspace, document.id, form, EXPORT)
            yield _Piece(f"{document.kind_name}{version}.{form}", "as it went out", content)


def _files(workspace: Workspace, view: MeetingView, recorded: list[FactView]) -> Iterator[_Piece]:
    """Proofs of sending and replies, as they were kept."""
    for kept in reversed(view.replies):
        content = attachments.content(workspace, kept.id, EXPORT)
        name = f"{Path(kept.name).stem}.{_ENDINGS[kept.kind]}"
        names = [one.name for one in recorded if one.id == kept.about or _rests_on(one, kept)]
        yield _Piece(name, ", ".join(reversed(names)) or ("" if kept.about else kept.purpose_name), content)


def _rests_on(fact: FactView, kept: AttachmentView) -> bool:
    """Whether an entry names this reply as what confirms it."""
    return fact.detail.get(KEPT_AS) == str(kept.id)


def _plain(name: str) -> str:
    """A name that every system can write."""
    return "".join(sign if sign.isalnum() or sign in " -_.,()" else "-" for sign in name)


def _list(workspace: Workspace, view: MeetingView, recorded: list[FactView], pieces: list[_Piece]) -> str:
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
        *(f"- {one.name}: {one.proves}, {one.digest}" for one in pieces),
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


def _zipped(workspace: Workspace, words: str, pieces: list[_Piece]) -> bytes:
    moment = workspace.now().astimezone(LONDON).timetuple()[:6]
    whole, held = io.BytesIO(), {LIST: words.encode("utf-8-sig")}
    held |= {one.name: one.content for one in pieces}
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()
