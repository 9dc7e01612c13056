"""Attachments that devices sent to head office, as files: where they lie and whether they are whole.

``received/att/<attachment id>`` in the vault's folder, each sealed under a key of its own as the vault's own
attachments are. The keys stand in ``received_file``, in the vault's database or on PostgreSQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.records.sync import ReceivedFile
from jfs_desktop.store import attachment_files
from jfs_desktop.store.attachment_files import FOLDER, POOL, RECEIVED, Damaged
from jfs_desktop.store.attachments import AttachmentReport


def place(vault_folder: Path) -> Path:
    """The folder above the received files."""
    return vault_folder / RECEIVED


def content_of(vault_folder: Path, row: ReceivedFile) -> bytes | None:
    """The content, decrypted in memory; None where its file is missing or not whole."""
    try:
        sealed = attachment_files.place(place(vault_folder), row.attachment_id).read_bytes()
        content = attachment_files.unseal(row.attachment_id, row.key, sealed)
    except (OSError, Damaged):
        return None
    return content if hashlib.sha256(content).hexdigest() == row.sha256 else None


def verify(db: Session, vault_folder: Path) -> AttachmentReport:
    """Decrypts every received attachment and compares it with its row; no intake may run meanwhile."""
    missing, damaged, known = [], [], set()
    for row in db.scalars(select(ReceivedFile).execution_options(yield_per=500)):
        known.add(row.attachment_id)
        if not attachment_files.place(place(vault_folder), row.attachment_id).exists():
            missing.append(row.attachment_id)
        elif content_of(vault_folder, row) is None:
            damaged.append(row.attachment_id)
    strays = sum(named not in known for _, named in attachment_files.found(place(vault_folder)))
    return AttachmentReport(len(known) - len(missing) - len(damaged), tuple(missing), tuple(damaged), strays)


def wanted(db: Session) -> dict[UUID, bytes]:
    """Every received attachment with the SHA-256 of its sealed file."""
    rows = db.execute(select(ReceivedFile.attachment_id, ReceivedFile.sealed_sha256))
    return {row.attachment_id: row.sealed_sha256 for row in rows}


def copy_out(vault_folder: Path, backups: Path, files: Mapping[UUID, bytes]) -> None:
    """Keep them beside the backups in that folder, where the vault's own attachments are too."""
    attachment_files.spread(place(vault_folder) / FOLDER, backups / POOL, files)


def bring_back(vault_folder: Path, backups: Path, files: Mapping[UUID, bytes]) -> None:
    """Bring those that are missing or damaged here back from beside the backups."""
    attachment_files.spread(backups / POOL, place(vault_folder) / FOLDER, files)
