"""Attachments of an open vault: keeping, reading, erasing and checking them (SECURITY 2.7).

The file is written and flushed first, then its key and its row are committed together: a crash between
the two leaves a file that nobody has a key for, which the next opening sweeps away.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from jfs_desktop.errors import NotFound, VaultProblem
from jfs_desktop.records.attachment import Attachment, AttachmentKey
from jfs_desktop.rules.writing.wording import counted
from jfs_desktop.store import attachment_files, trouble
from jfs_desktop.store.attachment_files import Damaged
from jfs_desktop.store.engine import side_of
from jfs_desktop.store.unit_of_work import Change, reading

_ADVICE = "Restore it from a backup, or take the evidence again; the check of the vault lists all such files."


@dataclass(frozen=True, slots=True)
class AttachmentReport:
    """What the check of the attachments found: how many are whole, and the ids of those that are not."""

    whole: int = 0
    missing: tuple[UUID, ...] = ()
    damaged: tuple[UUID, ...] = ()
    strays: int = 0

    @property
    def ok(self) -> bool:
        return not (self.missing or self.damaged or self.strays)

    @property
    def text(self) -> str:
        """One line for a person."""
        total = self.whole + len(self.missing) + len(self.damaged)
        faults = ((len(self.missing), "missing from the vault's folder"), (len(self.damaged), "damaged"))
        told = [f"{count:,} of {counted(total, 'attachment')} {words}" for count, words in faults if count]
        if self.strays:
            told.append(f"{counted(self.strays, 'file')} without a record in the attachments folder")
        if told:
            return "; ".join(told) + "."
        return f"{counted(total, 'attachment')} read and whole." if total else "No attachments."


def put(change: Change, folder: Path, attachment_id: UUID, content: bytes) -> None:
    """Encrypts and writes the content of an attachment whose record is added in the same change.

    Raises VaultProblem where the disk is full or may not be written. If the change is taken back,
    so is the file.
    """
    key = attachment_files.new_key()
    sealed = attachment_files.seal(attachment_id, key, content)
    side = side_of(change.db.get_bind().engine)
    try:
        attachment_files.write(folder, attachment_id, sealed)
    except OSError as error:
        problem = trouble.of_system(error)
        if side is not None and side.on_full is not None and problem.title == trouble.disk_full().title:
            side.on_full()
        raise problem from None

    def taken_back(_: Session) -> None:
        attachment_files.remove(folder, attachment_id)

    event.listen(change.db, "after_rollback", taken_back)
    digest = hashlib.sha256(sealed).digest()
    change.db.add(AttachmentKey(attachment_id=attachment_id, key=key, sealed_sha256=digest))


def content_of(db: Session, folder: Path, attachment_id: UUID) -> bytes:
    """The content of an attachment, decrypted in memory.

    Raises NotFound where there is none or it was erased, VaultProblem where its file is missing or damaged.
    """
    row, key = db.get(Attachment, attachment_id), db.get(AttachmentKey, attachment_id)
    if row is None or key is None:
        raise NotFound("This attachment is not in the vault, or was taken back.")
    return _content(folder, row, key)


def _content(folder: Path, row: Attachment, key: AttachmentKey) -> bytes:
    with trouble.told_plainly():
        try:
            sealed = attachment_files.place(folder, row.id).read_bytes()
        except FileNotFoundError:
            raise VaultProblem(
                "The file of this attachment is missing from the vault's folder.",
                title="The attachment is missing",
                remedy=_ADVICE,
            ) from None
    try:
        content = attachment_files.unseal(row.id, key.key, sealed)
    except Damaged:
        content = None
    if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
        raise VaultProblem(
            "The file of this attachment is damaged.", title="The attachment is damaged", remedy=_ADVICE
        )
    return content


def erase(change: Change, folder: Path, attachment_id: UUID) -> None:
    """Destroys the key in this change, and the file once it is committed. Nothing brings them back."""
    key = change.db.get(AttachmentKey, attachment_id)
    if key is not None:
        change.db.delete(key)

    def done(_: Session) -> None:
        attachment_files.remove(folder, attachment_id)

    event.listen(change.db, "after_commit", done)


def sweep(engine: Engine, folder: Path) -> int:
    """Deletes what a crash left of attachments that were never recorded; returns how many files."""
    with trouble.told_plainly(), reading(engine) as db:
        known = set(db.scalars(select(AttachmentKey.attachment_id)))
        return attachment_files.sweep(folder, known)


def verify(db: Session, folder: Path) -> AttachmentReport:
    """Decrypts every attachment and compares it with its row; no write may run meanwhile."""
    keys = {key.attachment_id: key for key in db.scalars(select(AttachmentKey))}
    rows = db.scalars(select(Attachment).where(Attachment.removed_at.is_(None))).all()
    missing, damaged = [], []
    for row in rows:
        key = keys.get(row.id)
        if key is None or not attachment_files.place(folder, row.id).exists():
            missing.append(row.id)
        elif not _is_sound(folder, row, key):
            damaged.append(row.id)
    strays = sum(known_as not in keys for _, known_as in attachment_files.found(folder))
    whole = len(rows) - len(missing) - len(damaged)
    return AttachmentReport(whole, tuple(missing), tuple(damaged), strays)


def _is_sound(folder: Path, row: Attachment, key: AttachmentKey) -> bool:
    if not attachment_files.is_whole(attachment_files.place(folder, row.id), key.sealed_sha256):
        return False
    try:
        _content(folder, row, key)
    except VaultProblem:
        return False
    return True
