"""Attachments for tests of the store, below the verbs."""

from __future__ import annotations

import hashlib
from uuid import UUID

from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.staff import Staff
from jfs_desktop.store.unit_of_work import Change

CONTENT = b"CANARY-OF-A-PASSPORT " * 70_000
"""Longer than one sealed chunk."""
ADVISER = UUID(int=(7 << 76) | (2 << 62) | 77)


def adviser(change: Change) -> UUID:
    """Somebody who keeps attachments."""
    if change.db.get(Staff, ADVISER) is None:
        change.db.add(Staff(id=ADVISER, name="Ann Avery"))
        change.db.flush()
    return ADVISER


def add_row(change: Change, attachment_id: UUID, staff_id: UUID, content: bytes) -> None:
    """The record of an attachment, without its content."""
    change.db.add(
        Attachment(
            id=attachment_id,
            purpose="identity_evidence",
            retention_class="identity_evidence",
            media_type="image/jpeg",
            name="passport.jpg",
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            taken_at=change.at,
            by_staff_id=staff_id,
        )
    )
    change.db.flush()
