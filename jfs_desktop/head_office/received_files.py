"""Attachments that devices sent: encrypted beside head office's database, a key to each in its row.

``received/att/<attachment id>`` in the vault's folder, sealed as the vault's own attachments are.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from jfs_desktop.errors import NotFound, VaultProblem
from jfs_desktop.exchange.bundle import Carried
from jfs_desktop.records.sync import ReceivedFile
from jfs_desktop.store import attachment_files, trouble
from jfs_desktop.store.attachment_files import Damaged
from jfs_desktop.store.unit_of_work import Change

_FOLDER: Final = "received"


def keep(change: Change, vault_folder: Path, device_id: UUID, number: int, item: Carried) -> bool:
    """Keep an attachment that is not here yet; whether it was new. Its file goes if the change does not
    come to be. Raises VaultProblem where the disk is full or may not be written."""
    if item.content is None or change.db.get(ReceivedFile, item.attachment_id) is not None:
        return False
    folder = place(vault_folder)
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


def content_of(db: Session, vault_folder: Path, attachment_id: UUID) -> bytes:
    """The content, decrypted in memory. Raises NotFound, and VaultProblem where the file is not whole."""
    row = db.get(ReceivedFile, attachment_id)
    if row is None:
        raise NotFound("No device sent this attachment.")
    try:
        sealed = attachment_files.place(place(vault_folder), attachment_id).read_bytes()
        content = attachment_files.unseal(attachment_id, row.key, sealed)
    except (OSError, Damaged):
        content = None
    if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
        raise VaultProblem(
            "The file of this attachment is missing or damaged.", remedy="Restore it from a backup."
        )
    return content


def sweep(db: Session, vault_folder: Path) -> int:
    """Deletes what a crash left of attachments that were never recorded; returns how many files."""
    return attachment_files.sweep(place(vault_folder), set(db.scalars(select(ReceivedFile.attachment_id))))


def place(vault_folder: Path) -> Path:
    """The folder above the received files."""
    return vault_folder / _FOLDER
