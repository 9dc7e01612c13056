"""Bundles for head office: what is newer in the journal than its last receipt, in one file (D11).

One that is lost on the way needs no second thought, since the next holds the same and more. Drafts,
heartbeats, keys and secrets are not in the journal and so never in a bundle; what only the nominated officer
may read is held back from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework import sync_keys, unfinished_exports
from jfs_desktop.casework.leaving_file import Leaving
from jfs_desktop.casework.need_to_know import NeedToKnow
from jfs_desktop.casework.settings import Declared
from jfs_desktop.casework.sync import confirmed_last, party_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import BadInput, UserError, VaultProblem
from jfs_desktop.exchange import bundle, enrolment_code, envelope
from jfs_desktop.exchange.bundle import Carried, Manifest
from jfs_desktop.exchange.enrolment_code import Party
from jfs_desktop.exchange.envelope import NOTHING, Envelope, Header, Kind
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.attachment import Attachment, AttachmentKey
from jfs_desktop.records.journal import JournalHead
from jfs_desktop.records.sync import BundleOut, EnrolmentToken, HeadOffice
from jfs_desktop.rules.wording import counted
from jfs_desktop.store import attachments, device, journal_lines
from jfs_desktop.store.files import flush_file, part_path, swap_in
from jfs_desktop.store.unit_of_work import Verb

EXPORT = Verb("sync.export", "")
SUFFIX: Final = ".jfsb"
FOLDER: Final = Declared("sync_folder", "", "Folder for bundles", "Head office fetches them from there.")
_LEAVING: Final = Leaving(
    "The bundle", "The bundle was not written", "Choose another folder, or make room there, and export again."
)


class ExportStopped(UserError):
    """Somebody, or the closing of the window, stopped the export: nothing was written."""

    default_title = "Stopped"


@dataclass
class Watch:
    """How far an export is, for whoever shows it, and how it is told to stop; any thread may look."""

    entries: int = 0
    of: int = 0
    attachments: int = 0
    stop: bool = False

    def go_on(self) -> None:
        """Raises ExportStopped once it was told to stop."""
        if self.stop:
            raise ExportStopped("The export was stopped; nothing was written.", remedy="Export again.")


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle that was written: its number, the journal entries it holds, and its attachments."""

    path: Path
    number: int
    first_entry: int
    last_entry: int
    attachments: int
    size: int

    @property
    def entries(self) -> int:
        return self.last_entry - self.first_entry + 1


def export(
    workspace: Workspace, folder: Path, *, all_again: bool = False, watch: Watch | None = None
) -> Outcome[BundleView | None]:
    """Write what is newer than the last receipt into a folder, signed and encrypted to head office.

    With ``all_again`` everything from the first entry. The value is None where there is nothing newer.
    ``besides`` tells of attachments that are not whole in this vault. Raises UserError, and ExportStopped
    where ``watch`` says so.
    """
    if not folder.is_dir():
        raise BadInput("This folder is not there.", field="folder", remedy="Choose one that is.")
    workspace.vault.sign_head()
    with workspace.reading() as db:
        plan = _plan(db, workspace, watch or Watch(), all_again=all_again)
    if plan is None:
        return Outcome(None, Changed.NOTHING)
    name = f"jfs-{plan.manifest.header.sender.hex[-8:]}-{plan.manifest.header.number:06d}{SUFFIX}"
    path = folder / name
    part = part_path(path)
    with unfinished_exports.remembered(workspace, part, unfinished_exports.BUNDLE_OWNER):
        with (
            workspace.reading() as db
        ):  # closed before the record: two connections at once could starve others
            sealed = _written(part, plan, db, workspace)
        plan.watch.go_on()
        _record(workspace, plan, sealed, part, path)
    header = plan.manifest.header
    view = BundleView(
        path, header.number, plan.manifest.first, plan.manifest.last, plan.sent, sealed.header.file_bytes
    )
    return Outcome(view, Changed.SETTINGS, besides=plan.told)


class _Plan:
    """A bundle to be: its manifest, and what is counted while it is written."""

    def __init__(self, manifest: Manifest, builds_on: int, head_office: Party, watch: Watch) -> None:
        self.manifest = manifest
        self.builds_on = builds_on
        self.head_office = head_office
        self.watch = watch
        watch.of = manifest.last - manifest.first + 1
        self.brought: set[str] = set()
        self.sent = 0
        self.missing = 0

    def noting(self, lines: Iterator[bytes], secret: NeedToKnow) -> Iterator[bytes]:
        """The entries without what stays here, the attachments that they brought in being noted."""
        for several in lines:
            self.watch.go_on()
            self.watch.entries += several.count(b"\n")
            self.brought.update(journal_lines.added(several, Attachment.__tablename__))
            yield secret.kept_from(several)

    @property
    def told(self) -> tuple[str, ...]:
        if not self.missing:
            return ()
        lost = counted(self.missing, "attachment")
        return (f"{lost} could not be sent: not whole in this vault. The check of the vault lists them.",)


def _plan(db: Session, workspace: Workspace, watch: Watch, *, all_again: bool) -> _Plan | None:
    known = db.scalars(select(HeadOffice)).one_or_none()
    if known is None:
        raise UserError(
            "This vault is not enrolled with a head office.",
            title="Not enrolled",
            remedy="Ask head office for its card and a code, and enrol first.",
        )
    base = None if all_again else confirmed_last(db, known)
    me, head_office = sync_keys.own_party(db, workspace), party_of(known)
    head = db.scalars(
        select(JournalHead).where(JournalHead.device_id == me.id).order_by(JournalHead.number.desc()).limit(1)
    ).first()
    first = base.last_entry + 1 if base else 1
    if head is None or head.number < first:
        return None
    token = db.get(EnrolmentToken, known.id)
    header = Header(
        Kind.JOURNAL,
        me.id,
        me.signing_key,
        head_office.fingerprint,
        (db.scalar(select(func.max(BundleOut.number))) or 0) + 1,
        base.digest if base else NOTHING,
        introduction=enrolment_code.introduction(me, token.token, head_office) if token else b"",
    )
    manifest = Manifest(header, first, head.number, head.digest, head.signed_at, head.signature)
    return _Plan(manifest, base.number if base else 0, head_office, watch)


def _written(part: Path, plan: _Plan, db: Session, workspace: Workspace) -> Envelope:
    header, manifest = plan.manifest.header, plan.manifest
    signer = device.signer(db, header.sender)
    lines = journal_lines.lines(db, header.sender, manifest.first, manifest.last)
    content = bundle.content_of(manifest, plan.noting(lines, NeedToKnow(db)), _carried(plan, db, workspace))
    try:
        with part.open("x+b") as out:
            sealed = envelope.write(out, header, signer, plan.head_office.recipient, content)
        flush_file(part)
    except OSError as problem:
        raise _LEAVING.unwritten(problem) from problem
    return sealed


def _carried(plan: _Plan, db: Session, workspace: Workspace) -> Iterator[Carried]:
    """The attachments that the entries of a bundle brought in and that are still kept."""
    if not plan.brought:
        return
    kept = select(Attachment).join(AttachmentKey, AttachmentKey.attachment_id == Attachment.id)
    for row in db.scalars(kept.order_by(Attachment.id)):
        if str(row.id) not in plan.brought:
            continue
        plan.watch.go_on()
        try:
            content = attachments.content_of(db, workspace.vault.folder, row.id)
        except VaultProblem:
            plan.missing += 1
            yield Carried(row.id, row.sha256, None)
            continue
        plan.sent += 1
        plan.watch.attachments = plan.sent
        yield Carried(row.id, row.sha256, content)


def _record(workspace: Workspace, plan: _Plan, sealed: Envelope, part: Path, path: Path) -> None:
    """Keeps that the bundle was made, and puts the file in its place last."""
    manifest = plan.manifest
    with workspace.changing(EXPORT) as change:
        change.db.add(
            BundleOut(
                number=manifest.header.number, recipient=manifest.header.recipient, digest=sealed.digest,
                builds_on=plan.builds_on,
                first_entry=manifest.first, last_entry=manifest.last, attachments=plan.sent,
                size=sealed.header.file_bytes, made_at=change.at, by_staff_id=workspace.me.id,
            )
        )  # fmt: skip
        change.db.flush()
        try:
            swap_in(part, path)
        except OSError as problem:
            raise _LEAVING.unwritten(problem) from problem
