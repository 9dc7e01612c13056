"""Evidence: pictures and files kept on a case, who looked at them, and taking one back (C7, I6, W16, D5)."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import file_keeping
from jfs_desktop.casework.documents.kept_files import OWN
from jfs_desktop.documents.files import picture
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.attachment import Attachment, AttachmentOpening
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.programme.programme_lists import EvidencePurpose
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import TAKEN_BACK, told_why
from jfs_desktop.store import attachments as store
from jfs_desktop.store.unit_of_work import Change, Verb

KEEP = Verb("attachments.keep", "")
OPEN = Verb("attachments.open", "")
TAKE_BACK = Verb("attachments.take_back", "")
"""None is undone: evidence of an identity check is corrected with a reason (DESIGN 3.4)."""

LONGEST_NAME = 120
_TOLD = Changed.EVIDENCE | Changed.HISTORY


@dataclass(frozen=True, slots=True, repr=False)
class AttachmentView(Discreet):
    """One piece of evidence, without its content.

    ``about`` is the record it is evidence for. ``size`` in bytes and ``sha256`` are of the content as
    kept; ``width`` and ``height``, in pixels, are None for what is no picture. ``removed_at`` and
    ``removed_reason`` say that it was taken back: then its content is gone.
    """

    id: UUID
    case_id: UUID | None
    about: UUID | None
    purpose: str
    purpose_name: str
    retention_class: str
    kind: FileKind
    name: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    taken_at: datetime
    by: str
    notice_version: str
    notice_shown_at: datetime | None
    removed_at: datetime | None
    removed_reason: str

    @property
    def taken_back(self) -> bool:
        return self.removed_at is not None


@dataclass(frozen=True, slots=True, repr=False)
class Opening(Discreet):
    """Somebody looked at a piece of evidence (I6)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class CheckedFile(Discreet):
    """What would be kept of a file; width and height, in pixels, are None for what is no picture."""

    content: bytes
    kind: FileKind
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class NewEvidence(Discreet):
    """A file found fit to be kept, what it is for, and the purpose notice that was shown before it."""

    purpose: str
    content: CheckedFile
    name: str
    notice_version: str = ""
    notice_shown_at: datetime | None = None


def keep(
    workspace: Workspace,
    case_id: UUID | None,
    purpose: str,
    content: bytes | CheckedFile,
    name: str,
    *,
    about: UUID | None = None,
    notice_version: str = "",
    notice_shown_at: datetime | None = None,
) -> Outcome[AttachmentView]:
    """Keep a picture, written anew without what the camera noted in it, or a PDF as it came.

    ``content`` is the file's bytes, or what :func:`check` made of them, so that the slow part can run
    beside other work and only the writing stands in the writers' queue.

    ``purpose`` is a key of the programme's evidence purposes; ``case_id`` is None for what belongs to the
    contract; ``about`` names the fact or other record it is evidence for; ``notice_shown_at`` is when the
    purpose notice was shown, by default now. The same picture for the same purpose and record is kept once.

    Raises BadInput (``field``) for a file that cannot be taken, RefusedByRule where the purpose notice was
    not shown first (JFS 3.23), NotFound for an unknown case, VaultProblem where the disk is full.
    """
    rule = _purpose(workspace, case_id, purpose)
    _refuse_without_notice(workspace, rule, notice_version, notice_shown_at)
    checked = content if isinstance(content, CheckedFile) else check(rule, content)
    given = NewEvidence(purpose, checked, name, notice_version, notice_shown_at)
    with workspace.changing(KEEP, case_id=case_id) as change:
        row = keep_in(change, workspace, case_id, given, about)
        view = _view(change.db, workspace, row)
    return Outcome(view, _TOLD, _cases(row), change.change_id)


def keep_in(
    change: Change, workspace: Workspace, case_id: UUID | None, given: NewEvidence, about: UUID | None
) -> Attachment:
    """The same within a change that is already open, for verbs that record more than one thing."""
    rule = _purpose(workspace, case_id, given.purpose)
    _refuse_without_notice(workspace, rule, given.notice_version, given.notice_shown_at)
    _refuse_pdf(rule, given.content)
    _refuse_other_case(change.db, case_id, about)
    digest = hashlib.sha256(given.content.content).hexdigest()
    row = _same(change.db, case_id, given.purpose, about, digest)
    if row is None:
        row = Attachment(case_id=case_id, about_id=about, name=plain_name(given.name))
        row.purpose, row.retention_class = rule.key, rule.retention_class
        row.notice_version = given.notice_version
        row.notice_shown_at = (given.notice_shown_at or change.at) if given.notice_version else None
        row.media_type = given.content.kind.value
        row.width, row.height = given.content.width, given.content.height
        file_keeping.keep(change, workspace, row, given.content.content)
    return row


def check(purpose: EvidencePurpose, content: bytes) -> CheckedFile:
    """What would be kept of a file. Raises BadInput where it cannot be taken for this purpose."""
    from jfs_desktop.documents.files.evidence_file import kind_of_evidence  # it comes with the first file

    kind = kind_of_evidence(content, pdf=purpose.pdf)
    if kind is FileKind.PDF:
        return CheckedFile(content, kind)
    taken = picture.take_in(content)
    return CheckedFile(taken.content, taken.kind, taken.width, taken.height)


def check_for(workspace: Workspace, case_id: UUID, purpose: str, content: bytes) -> CheckedFile:
    """The same by the purpose's key, as the case's programme has it."""
    return check(_purpose(workspace, case_id, purpose), content)


def of_case(workspace: Workspace, case_id: UUID, *, about: UUID | None = None) -> tuple[AttachmentView, ...]:
    """The evidence on a case, newest first, or only that for one record; what was taken back is among it."""
    wanted = select(Attachment).where(Attachment.case_id == case_id, Attachment.purpose.not_in(OWN))
    if about is not None:
        wanted = wanted.where(Attachment.about_id == about)
    return _views(workspace, wanted)


def of_purpose(workspace: Workspace, purpose: str) -> tuple[AttachmentView, ...]:
    """All evidence of one purpose on every case and on the contract, newest first: for an audit (D5)."""
    return _views(workspace, select(Attachment).where(Attachment.purpose == purpose))


def content(workspace: Workspace, attachment_id: UUID, verb: Verb = OPEN) -> bytes:
    """The bytes of a piece of evidence, for memory only. That it was asked for is recorded first (I6), under
    ``verb``, which says what for.

    Raises NotFound where there is none or it was taken back, VaultProblem where its file is missing or
    damaged. It writes, so that it runs as a change does.
    """
    from jfs_desktop.casework.desk import restricted_cases

    with workspace.changing(verb) as change:
        row = _standing(change.db, attachment_id)
        restricted_cases.refuse_file(change.db, workspace, row)
        file_keeping.note_opening(change, workspace, row.id)
    with workspace.reading() as db:
        return store.content_of(db, workspace.vault.folder, attachment_id)


def openings(workspace: Workspace, attachment_id: UUID) -> tuple[Opening, ...]:
    """Who looked at a piece of evidence and when, newest first; also of one taken back."""
    with workspace.reading() as db:
        rows = db.execute(
            select(Staff.name, AttachmentOpening.opened_at)
            .join(Staff, Staff.id == AttachmentOpening.by_staff_id)
            .where(AttachmentOpening.attachment_id == attachment_id)
            .order_by(AttachmentOpening.opened_at.desc(), AttachmentOpening.id.desc())
        )
        return tuple(Opening(name, at) for name, at in rows)


def take_back(workspace: Workspace, attachment_id: UUID, reason: str) -> Outcome[AttachmentView]:
    """Erase the content of evidence that should not be here; what it was stays readable, with the reason.

    Raises BadInput without a reason, NotFound where there is none or it was taken back already.
    """
    reason = told_why(reason, TAKEN_BACK)
    with workspace.changing(TAKE_BACK, reason=reason) as change:
        row = take_back_in(change, workspace, attachment_id, reason)
        view = _view(change.db, workspace, row)
    return Outcome(view, _TOLD, _cases(row), change.change_id)


def take_back_in(change: Change, workspace: Workspace, attachment_id: UUID, reason: str) -> Attachment:
    """The same within a change that is already open. Raises NotFound."""
    row = _standing(change.db, attachment_id)
    row.removed_at, row.removed_reason = change.at, reason.strip()
    store.erase(change, workspace.vault.folder, attachment_id)
    change.db.flush()
    return row


def plain_name(name: str) -> str:
    """A file's name as a label: no folder, no control or direction characters, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in last)
    return " ".join(shown.split())[:LONGEST_NAME] or "picture"


def _purpose(workspace: Workspace, case_id: UUID | None, key: str) -> EvidencePurpose:
    programme = workspace.programme
    if case_id is not None:
        with workspace.reading() as db:
            programme = workspace.programmes.of_case(db, case_id)
    rule = programme.evidence_purpose(key)
    if rule is None:
        raise BadInput("Nothing is kept as evidence for that purpose.", field="purpose")
    return rule


def _refuse_without_notice(
    workspace: Workspace, rule: EvidencePurpose, version: str, shown_at: datetime | None
) -> None:
    if rule.notice and not version:
        raise RefusedByRule(
            "Say what a picture is for before one is taken.",
            paragraph="JFS 3.23",
            remedy="Show or read out the notice, then choose the picture.",
        )
    if shown_at is not None and shown_at > workspace.now():
        raise BadInput("The notice cannot have been shown in the future.", field="notice_shown_at")


def _refuse_pdf(rule: EvidencePurpose, checked: CheckedFile) -> None:
    if checked.kind is FileKind.PDF and not rule.pdf:
        raise BadInput(
            "A PDF is not kept for this purpose.", field="picture", remedy="Choose a picture of it."
        )


def _refuse_other_case(db: Session, case_id: UUID | None, about: UUID | None) -> None:
    if case_id is not None:
        case_of(db, case_id)
    fact = db.get(CaseFact, about) if about is not None else None
    if fact is not None and fact.case_id != case_id:
        raise NotFound("This entry is not on this case.")


def _same(
    db: Session, case_id: UUID | None, purpose: str, about: UUID | None, digest: str
) -> Attachment | None:
    """What a second press of the button would keep again."""
    wanted = select(Attachment).where(
        Attachment.case_id == case_id,
        Attachment.purpose == purpose,
        Attachment.about_id == about,
        Attachment.sha256 == digest,
        Attachment.removed_at.is_(None),
    )
    return db.scalars(wanted.limit(1)).first()


def _standing(db: Session, attachment_id: UUID) -> Attachment:
    row = db.get(Attachment, attachment_id)
    if row is None or row.purpose in OWN:
        raise NotFound("This piece of evidence is not in the vault.")
    if row.removed_at is not None:
        raise NotFound("This piece of evidence was taken back, so its content is no longer here.")
    return row


def _cases(row: Attachment) -> frozenset[UUID]:
    return frozenset() if row.case_id is None else frozenset({row.case_id})


def _views(workspace: Workspace, wanted: Select[Attachment]) -> tuple[AttachmentView, ...]:
    from jfs_desktop.casework.desk import restricted_cases  # no start needs it

    open_to_them = wanted.where(~restricted_cases.kept_from(workspace))
    with workspace.reading() as db:
        rows = db.scalars(open_to_them.order_by(Attachment.taken_at.desc(), Attachment.id.desc())).all()
        return tuple(_view(db, workspace, row) for row in rows)


def _view(db: Session, workspace: Workspace, row: Attachment) -> AttachmentView:
    programme = workspace.programme
    if row.case_id is not None:
        known = workspace.programmes
        programme = known.remembered(row.case_id) or known.of_case(db, row.case_id)
    rule = programme.evidence_purpose(row.purpose)
    return AttachmentView(
        row.id,
        row.case_id,
        row.about_id,
        row.purpose,
        rule.name if rule else row.purpose,
        row.retention_class,
        FileKind(row.media_type),
        row.name,
        row.size,
        row.sha256,
        row.width,
        row.height,
        row.taken_at,
        db.get_one(Staff, row.by_staff_id).name,
        row.notice_version,
        row.notice_shown_at,
        row.removed_at,
        row.removed_reason,
    )
