"""Keeping a file beside the database with its record, and noting that somebody had its bytes (I6)."""

from __future__ import annotations

import hashlib
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.records.attachment import Attachment, AttachmentOpening
from jfs_desktop.store import attachments as store
from jfs_desktop.store.unit_of_work import Change


def keep(change: Change, workspace: Workspace, row: Attachment, content: bytes) -> UUID:
    """Keep ``content``, of which ``row`` says what it is; its id. Raises VaultProblem.

    The record goes first, since its file is named and sealed by its id; both or neither are kept.
    """
    row.id = workspace.new_key()
    row.size, row.sha256 = len(content), hashlib.sha256(content).hexdigest()
    row.taken_at, row.by_staff_id = change.at, workspace.me.id
    change.db.add(row)
    change.db.flush()
    store.put(change, workspace.vault.folder, row.id, content)
    change.db.flush()
    return row.id


def note_opening(change: Change, workspace: Workspace, attachment_id: UUID) -> None:
    """Note that who works here had the bytes of a kept file."""
    change.db.add(
        AttachmentOpening(
            id=workspace.new_key(),
            attachment_id=attachment_id,
            opened_at=change.at,
            by_staff_id=workspace.me.id,
        )
    )
