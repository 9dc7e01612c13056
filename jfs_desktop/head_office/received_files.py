"""Attachments that devices sent: encrypted in head office's vault folder, a key to each in its row."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from jfs_desktop.errors import NotFound, VaultProblem
from jfs_desktop.exchange.bundle import Carried
from jfs_desktop.exchange.refusal import damaged
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.sync import ReceivedFile
from jfs_desktop.store import attachment_files, content, received, trouble
from jfs_desktop.store.files import sweep as sweep_parts
from jfs_desktop.store.unit_of_work import Change

_TABLE: Final = Attachment.__tablename__


def keep(change: Change, vault_folder: Path, device_id: UUID, number: int, item: Carried) -> bool:
    """Keep an attachment that is not here yet; whether it was new. Its file goes if the change does not
    come to be. Raises VaultProblem where the disk is full or may not be written."""
    if item.content is None or change.db.get(ReceivedFile, item.attachment_id) is not None:
        return False
    folder = received.place(vault_folder)
    key = attachment_files.new_key()
    sealed = attachment_files.seal(item.attachment_id, key, item.content)
    with trouble.told_plainly():
        (folder / attachment_files.FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        attachment_files.write(folder, item.attachment_id, sealed)

    def taken_back(_: Session) -> None:
        attachment_files.remove(folder, item.attachment_id)

    event.listen(change.db, "after_rollback", taken_back)
    change.db.add(
        ReceivedFile(
            attachment_id=item.attachment_id, device_id=device_id, number=number, sha256=item.sha256,
            size=len(item.content), key=key, sealed_sha256=hashlib.sha256(sealed).digest(),
        )
    )  # fmt: skip
    return True


def forget_erased(
    change: Change, vault_folder: Path, rows: Sequence[Mapping[str, Any]], ids: Collection[UUID]
) -> None:
    """Drop the attachments that new rows of a device's journal tell of as taken back or erased: the key in
    this change, the file once it is committed. ``ids`` are those that the device has had.

    Raises EnvelopeRefused for rows that no device writes.
    """
    try:
        gone = [UUID(row["record_id"]) for row in rows if row["table"] == _TABLE and _is_gone(row)]
    except (ValueError, TypeError, AttributeError):
        raise damaged() from None
    for attachment_id in gone:
        known = change.db.get(ReceivedFile, attachment_id)
        if known is not None and known.device_id in ids:
            change.db.delete(known)
            _remove_after(change, vault_folder, attachment_id)


def _is_gone(row: Mapping[str, Any]) -> bool:
    if row["action"] == "update" and row["content"] is not None:
        return content.read(row["content"]).after.get("removed_at") is not None
    return row["action"] in {"erase", "delete"}


def _remove_after(change: Change, vault_folder: Path, attachment_id: UUID) -> None:
    def done(_: Session) -> None:
        attachment_files.remove(received.place(vault_folder), attachment_id)

    event.listen(change.db, "after_commit", done)


def content_of(db: Session, vault_folder: Path, attachment_id: UUID) -> bytes:
    """The content, decrypted in memory. Raises NotFound, and VaultProblem where the file is not whole."""
    row = db.get(ReceivedFile, attachment_id)
    if row is None:
        raise NotFound("No device sent this attachment.")
    found = received.content_of(vault_folder, row)
    if found is None:
        raise VaultProblem(
            "The file of this attachment is missing or damaged.", remedy="Restore it from a backup."
        )
    return found


def sweep(db: Session, vault_folder: Path) -> int:
    """Deletes what a crash left of attachments that were never recorded; returns how many files."""
    home = received.place(vault_folder)
    known = set(db.scalars(select(ReceivedFile.attachment_id)))
    return sweep_parts(home / attachment_files.FOLDER) + attachment_files.sweep(home, known)
