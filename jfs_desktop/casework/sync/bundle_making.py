"""What one bundle for head office is to hold, and its making whole beside the vault (D11).

Drafts, heartbeats, keys and secrets are not in the journal and so never in a bundle; what only the nominated
officer may read is held back from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync import sync_keys
from jfs_desktop.casework.sync.bundles_made import confirmed_last, must_enrol, party_of
from jfs_desktop.casework.sync.need_to_know import NeedToKnow
from jfs_desktop.errors import UserError, VaultProblem
from jfs_desktop.exchange import bundle, enrolment_code, envelope
from jfs_desktop.exchange.bundle import Before, Carried, Manifest
from jfs_desktop.exchange.enrolment_code import Party
from jfs_desktop.exchange.envelope import NOTHING, Envelope, Header, Kind
from jfs_desktop.records.attachment import Attachment, AttachmentKey
from jfs_desktop.records.journal import JournalHead
from jfs_desktop.records.sync import BundleOut, EnrolmentToken, HeadOffice
from jfs_desktop.rules.writing.wording import counted
from jfs_desktop.store import attachments, device, journal_lines, put_back, trouble


class ExportStopped(UserError):
    """Somebody, or the closing of the window, stopped the export: nothing was written."""

    default_title = "Stopped"


@dataclass
class Watch:
    """How far an export is, for whoever shows it, and how it is told to stop; any thread may look."""

    entries: int = 0
    of: int = 0
    attachments: int = 0
    carried: int = 0
    size: int = 0
    """Of the file on its way to its folder, in bytes; 0 until it is made."""
    stop: bool = False

    def go_on(self) -> None:
        """Raises ExportStopped once it was told to stop."""
        if self.stop:
            raise ExportStopped("The export was stopped; nothing was written.", remedy="Export again.")


class Plan:
    """A bundle to be: its manifest, and what is counted while it is written."""

    def __init__(self, manifest: Manifest, builds_on: int, head_office: Party, watch: Watch) -> None:
        self.manifest = manifest
        self.builds_on = builds_on
        self.head_office = head_office
        self.watch = watch
        watch.of = manifest.entries
        self.brought: set[str] = set()
        self.sent = 0
        self.missing = 0

    def noting(self, lines: Iterator[bytes], secret: NeedToKnow) -> Iterator[bytes]:
        """The entries without what stays here, the attachments that they brought in being noted."""
        for several in lines:
            self.watch.go_on()
            self.watch.entries += several.count(b"\n")
            table = Attachment.__tablename__
            added = journal_lines.added(several, table)
            self.brought.update(one for one in added if not secret.holds_back(table, one))
            yield secret.kept_from(several)

    @property
    def told(self) -> tuple[str, ...]:
        if not self.missing:
            return ()
        lost = counted(self.missing, "attachment")
        return (f"{lost} could not be sent: not whole in this vault. The check of the vault lists them.",)


def plan_of(db: Session, workspace: Workspace, watch: Watch, *, all_again: bool) -> Plan | None:
    """What the next bundle holds; None where head office has everything. Raises UserError without one."""
    known = db.scalars(select(HeadOffice)).one_or_none()
    if known is None:
        raise UserError(
            "This vault is not enrolled with a head office.",
            title="Not enrolled",
            remedy="Ask head office for its card and a code, and enrol first.",
        )
    if must_enrol(db, known, workspace.vault.device_id):
        raise UserError(
            "A backup was put back into this vault, and head office does not know it as it is now.",
            title="Enrol again",
            remedy="Ask head office for its card and a new code, and enrol again.",
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
    before = _before(db, me.id) if base is None else ()
    manifest = Manifest(header, first, head.number, head.digest, head.signed_at, head.signature, before)
    return Plan(manifest, base.number if base else 0, head_office, watch)


def _before(db: Session, device_id: UUID) -> tuple[Before, ...]:
    """The journals of before a backup was put back: nobody knows how far head office has them."""
    return tuple(
        Before(end.device_id, end.number, end.digest, end.signed_at, end.signature)
        for end in put_back.before_it(db, device_id)
    )


def seal_into(part: Path, plan: Plan, workspace: Workspace) -> Envelope:
    """Write the whole bundle to a new file on the vault's own disk. Raises VaultProblem where that is full,
    and ExportStopped."""
    header, manifest = plan.manifest.header, plan.manifest
    with (
        workspace.reading() as db,
        trouble.told_plainly(beside=workspace.vault.folder),
        part.open("x+b") as out,
    ):
        signer = device.signer(db, header.sender)
        journals = [(one.device_id, 1, one.last) for one in manifest.before]
        journals.append((header.sender, manifest.first, manifest.last))
        lines = chain.from_iterable(journal_lines.lines(db, *each) for each in journals)
        entries = plan.noting(lines, NeedToKnow(db))
        content = bundle.content_of(manifest, entries, _attachments(plan, db, workspace))
        return envelope.write(out, header, signer, plan.head_office.recipient, content)


def _attachments(plan: Plan, db: Session, workspace: Workspace) -> Iterator[Carried]:
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
