"""Replies brought in as files, one or hundreds, and kept whole and encrypted as they came (I17, I18).

A file is read outside of any transaction, in a process of its own, and in short steps, so that whoever works
in the window goes first. What was brought in stays when the rest is stopped.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import CheckedFile, NewEvidence
from jfs_desktop.casework.documents.kept_replies import EVIDENCE
from jfs_desktop.casework.replies import answered_mail, dwp_forms, returned_mail
from jfs_desktop.casework.replies.reply_views import ANSWERABLE, ReplyState, ReplyView, views_of
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.errors import BadInput
from jfs_desktop.mail.asking import STEP_S
from jfs_desktop.mail.mail_file import OLE
from jfs_desktop.mail.received import LARGEST, Reading, Received
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.message import Message, ReceivedMessage
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from jfs_desktop.rules.replies.reply_match import Match, Outgoing, match, references_in
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted
from jfs_desktop.store.unit_of_work import Change, Verb

BRING_IN = Verb("replies.bring_in", "")
"""Not undone: a file that should not be here is taken back with a reason, as all evidence is."""
LOOKED_BACK: Final = timedelta(days=190)
"""Messages that went longer ago are not answered any more."""
ENDINGS: Final = (".eml", ".msg")
PASSED_ON: Final = "It hangs as a file on a message from"
"""How the reason begins that tells who passed a reply on."""
AHEAD: Final = 2
"""So many files are read beside the one that is waited for, each by a process of its own."""
_TOLD: Final = Changed.MAIL | Changed.EVIDENCE | Changed.HISTORY | Changed.CASES


@dataclass(frozen=True, slots=True, repr=False)
class ReplyFile(Discreet):
    """A file that was read as a message: its bytes as they came, and what they say."""

    name: str
    content: bytes = field(repr=False)
    said: Received = field(repr=False)

    @property
    def kind(self) -> FileKind:
        return FileKind.OUTLOOK if self.content.startswith(OLE) else FileKind.EMAIL


@dataclass(frozen=True, slots=True, repr=False)
class BroughtIn(Discreet):
    """What became of a file; ``known`` that the same message was here already."""

    reply: ReplyView
    known: bool


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """Files gone through so far, of all."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, repr=False)
class ImportReport(Discreet):
    """What became of some files. ``refused`` names those that were not kept, each with why; ``total`` are
    all that were chosen, of which ``done`` were gone through."""

    new: tuple[ReplyView, ...]
    known: int
    refused: tuple[tuple[str, str], ...]
    done: int
    total: int

    @property
    def matched(self) -> int:
        return sum(one.case_id is not None for one in self.new)

    @property
    def text(self) -> str:
        """For a person, in one or two sentences."""
        told = [f"{counted(len(self.new), 'message')} brought in"]
        if self.new:
            told.append(f"{f'{self.matched:,}' if self.matched else 'none'} matched to a case")
        if came_back := sum(one.kind is ReplyKind.BOUNCE for one in self.new):
            say = "says" if came_back == 1 else "say"
            told.append(f"{came_back:,} {say} that a message could not be delivered")
        if asked := sum(one.kind is ReplyKind.REQUEST for one in self.new):
            told.append(f"{counted(asked, 'request')} of a Jobcentre")
        if self.known:
            told.append(f"{self.known:,} here already")
        if self.refused:
            told.append(f"{len(self.refused):,} not read")
        stopped = f" Stopped after {self.done:,} of {self.total:,}." if self.done < self.total else ""
        return f"{', '.join(told)}.{stopped}"


def read_files(paths: Sequence[Path]) -> Generator[ReplyFile | BadInput | None, None, None]:
    """Read files in their order: each as it is read, or why it was not; None while one takes time. While one
    is written into the vault the process that reads the next one is at work already."""
    begun: deque[_Begun] = deque()
    try:
        for path in paths:
            begun.append(_begin(path))
            if len(begun) > AHEAD:
                yield from _finish(begun[0])
                begun.popleft()
        while begun:
            yield from _finish(begun[0])
            begun.popleft()
    finally:
        for one in begun:
            if one.reading is not None:
                one.reading.stop()


def import_files(
    workspace: Workspace, paths: Sequence[Path]
) -> Generator[ImportProgress, None, Outcome[ImportReport]]:
    """Bring in files: a step reads for a moment or writes one message. Closed early it gives what it has."""
    new: list[ReplyView] = []
    refused: list[tuple[str, str]] = []
    known = done = 0
    try:
        with closing(read_files(paths)) as files:
            for found in files:
                if isinstance(found, ReplyFile):
                    came = bring_in(workspace, found).value
                    known += came.known
                    new += [] if came.known else [came.reply]
                elif found is not None:
                    refused.append((paths[done].name, found.sentence))
                done += found is not None
                yield ImportProgress(done, len(paths))
    except GeneratorExit:
        pass
    report = ImportReport(tuple(new), known, tuple(refused), done, len(paths))
    cases = frozenset(one.case_id for one in new if one.case_id is not None)
    return Outcome(report, _TOLD if new else Changed.NOTHING, cases)


def bring_in(workspace: Workspace, file: ReplyFile) -> Outcome[BroughtIn]:
    """Keep a message as it came, and propose what it answers; nothing is accepted. The same message twice
    changes nothing. Raises VaultProblem where the disk is full."""
    digest = hashlib.sha256(file.content).hexdigest()
    with workspace.changing(BRING_IN) as change:
        row = _same(change.db, digest, file.said)
        known = row is not None
        if row is None:
            row = _keep(change, workspace, file, digest)
        (view,) = views_of(change.db, [row])
    cases = frozenset() if view.case_id is None else frozenset({view.case_id})
    return Outcome(
        BroughtIn(view, known),
        Changed.NOTHING if known else _TOLD,
        cases,
        None if known else change.change_id,
    )


@dataclass(frozen=True, slots=True, repr=False)
class _Begun(Discreet):
    """A file that another process is reading, or why none does."""

    name: str
    content: bytes = field(default=b"", repr=False)
    reading: Reading | None = None
    refused: BadInput | None = None


def _begin(path: Path) -> _Begun:
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        return _Begun(path.name, content, Reading(content))
    except BadInput as refused:
        return _Begun(path.name, refused=refused)
    except OSError:
        unreadable = BadInput(
            "This file could not be read.", field="file", remedy="Save it anew, and choose it again."
        )
        return _Begun(path.name, refused=unreadable)


def _finish(begun: _Begun) -> Generator[ReplyFile | BadInput | None, None, None]:
    """What became of a file that was begun; None while it takes time."""
    if begun.reading is None:
        yield begun.refused
        return
    try:
        yield (yield from _waited_for(begun.name, begun.content, begun.reading))
    except BadInput as refused:
        yield refused


def read_content(name: str, content: bytes) -> Generator[None, None, ReplyFile]:
    """Read one message of which the bytes are here already, in short steps. Raises BadInput (``file``)."""
    return (yield from _waited_for(name, content, Reading(content)))


def _waited_for(name: str, content: bytes, reading: Reading) -> Generator[None, None, ReplyFile]:
    try:
        while (said := reading.wait(STEP_S)) is None:
            yield
    finally:
        reading.stop()
    return ReplyFile(name, content, said)


def _keep(change: Change, workspace: Workspace, file: ReplyFile, digest: str) -> ReceivedMessage:
    key = workspace.new_key()
    said, found = _answering(change, workspace, file.said)
    evidence = NewEvidence(EVIDENCE, CheckedFile(file.content, file.kind), file.name)
    kept = attachments.keep_in(change, workspace, found.case_id, evidence, key)
    row = ReceivedMessage(
        id=key,
        attachment_id=kept.id,
        sha256=digest,
        case_id=found.case_id,
        answers_id=found.answers,
        from_address=said.from_address,
        from_name=said.from_name,
        subject=said.subject,
        written_at=said.at,
        message_id=said.message_id,
        text=said.told,
        kind=found.kind.value,
        score=found.score,
        why=list(found.why),
        proves=sorted(one.value for one in found.proves),
        attached=[one.name or "a file without a name" for one in said.attached],
        state=ReplyState.WAITING.value,
        brought_in_at=change.at,
        brought_in_by=workspace.me.id,
    )
    change.db.add(row)
    if found.kind is ReplyKind.BOUNCE and found.answers is not None:
        returned_mail.note(change, workspace, found.answers, change.at)
    elif found.kind is ReplyKind.DELAYED and found.answers is not None:
        returned_mail.note_late(change, found.answers, change.at)
    change.db.flush()
    return row


def _answering(change: Change, workspace: Workspace, said: Received) -> tuple[Received, Match]:
    """What is read as the reply: the message itself or, where somebody only passes a reply or a message of
    DWP's on, the one message that hangs on it. Whoever hangs the message on it that went out answers that
    one. The file is kept whole either way."""
    carried = tuple(one.message_id for one in said.forwarded if one.message_id)
    said = replace(said, references=(*said.references, *carried))
    found = match(said.reply, _may_be_answered(change, said))
    of_another = found.answers is None or found.kind is ReplyKind.WRONG_PERSON
    if of_another and len(said.forwarded) == 1:
        (inner,) = said.forwarded
        within = _noticed(workspace, inner, match(inner.reply, _may_be_answered(change, inner)))
        told = within.answers is not None or within.kind in (ReplyKind.REQUEST, ReplyKind.NOTICE)
        if told and (found.answers is None or within.kind is not ReplyKind.WRONG_PERSON):
            passed_on = f"{PASSED_ON} {said.from_address or 'nobody named'}."
            return inner, replace(within, why=(passed_on, *within.why))
    return said, _noticed(workspace, said, found)


def _noticed(workspace: Workspace, said: Received, found: Match) -> Match:
    """What answers nothing, or a message that went to DWP, may be DWP's own: it is a Jobcentre's request,
    names a form of change, or comes from POST."""
    if found.kind not in (ReplyKind.UNRELATED, ReplyKind.NOTICE):
        return found
    unrelated = found.kind is ReplyKind.UNRELATED
    if dwp_forms.is_request(said, workspace.now()) or (unrelated and dwp_forms.names_request(said)):
        return replace(found, kind=ReplyKind.REQUEST, why=("A Jobcentre asks for a JFAP by it.",))
    programme, why = workspace.programme, ""
    named = [one.name for one in dwp_forms.named_in(programme, said)]
    if said.from_address.strip().casefold() == programme.prap.post_address.casefold():
        why = "It comes from POST."
    elif named:
        why = f"It names {' and '.join(named)}, a form of DWP's."
    if not why:
        return found
    before = () if unrelated else found.why
    return replace(found, kind=ReplyKind.NOTICE, why=(*before, why))


def _same(db: Session, digest: str, said: Received) -> ReceivedMessage | None:
    """The same file, or the same message saved in another form."""
    wanted = select(ReceivedMessage).where(ReceivedMessage.sha256 == digest)
    if (row := db.scalars(wanted.limit(1)).first()) is not None or not said.message_id:
        return row
    alike = select(ReceivedMessage).where(
        ReceivedMessage.message_id == said.message_id,
        ReceivedMessage.from_address == said.from_address,
        ReceivedMessage.text == said.told,
    )
    return db.scalars(alike.limit(1)).first()


def _may_be_answered(change: Change, said: Received) -> tuple[Outgoing, ...]:
    """Messages for which anything speaks that could be enough: a thread, a reference, an address."""
    wanted = select(Message).where(
        Message.state.in_([one.value for one in ANSWERABLE]),
        Message.made_at >= change.at - LOOKED_BACK,
        or_(
            Message.message_id.in_([one for one in (said.in_reply_to, *said.references) if one]),
            Message.reference.in_(references_in(said.reply)),
            func.lower(Message.to_address) == said.from_address.strip().lower(),
        ),
    )
    return answered_mail.outgoing(change.db, change.db.scalars(wanted))


def attached_to(db: Session, case_id: UUID) -> tuple[ReceivedMessage, ...]:
    """The replies of a case, the newest first."""
    wanted = select(ReceivedMessage).where(ReceivedMessage.case_id == case_id)
    return tuple(db.scalars(wanted.order_by(ReceivedMessage.brought_in_at.desc(), ReceivedMessage.id.desc())))
