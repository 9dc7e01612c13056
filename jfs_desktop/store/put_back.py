"""A database that was put back from a backup: the mark beside it, and the device that it goes on as.

What was written after that backup may have gone to head office, under numbers that the database, put back,
would give to other entries. So it goes on as another device, with a journal of its own beside the one of
before, and with the same keys: by them head office knows whose journal it continues.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import uuid_utils.compat as uuid_utils
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from jfs_desktop.records.journal import Device, JournalHead
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.sync import BundleOut, EnrolmentToken, SealingKey
from jfs_desktop.store import device, trouble
from jfs_desktop.store.files import write_whole

MARK: Final = "put.back"
"""Lies beside a database that was put back, until somebody has looked at what happened since its backup."""

_FRESH: Final = b"fresh"
"""What the mark says until the database was opened."""
HEAD_OFFICE: Final = "is_head_office"
"""The setting of head office's own vault. It stays the one that its devices know, and sends no journal."""


def mark(folder: Path) -> None:
    """Say that a database is put back in this folder."""
    write_whole(folder / MARK, _FRESH)


def is_marked(folder: Path) -> bool:
    """Whether nobody has looked yet at what happened since its backup."""
    return (folder / MARK).exists()


def forget(folder: Path) -> None:
    """Say that somebody has looked at it."""
    with trouble.told_plainly():
        (folder / MARK).unlink(missing_ok=True)


def go_on(folder: Path, engine: Engine, at: datetime) -> None:
    """Let a vault that was put back go on as another device, once."""
    if not is_marked(folder) or (folder / MARK).read_bytes() != _FRESH:
        return
    with Session(engine) as db:
        own, is_head_office = device.own_device(db), db.get(Setting, HEAD_OFFICE) is not None
    if not is_head_office:
        device.sign_head(engine, own, at)  # so that nobody doubts the end of the journal of before
        with Session(engine.execution_options(write=True)) as db, db.begin():
            _succeed(db, own, at)
    write_whole(folder / MARK, b"")


def _succeed(db: Session, device_id: UUID, at: datetime) -> None:
    before, new_id = db.get_one(Device, device_id), uuid_utils.uuid7()
    keys = {"public_key": before.public_key, "private_key": before.private_key}
    db.add(Device(id=new_id, made_at=at, **keys))
    before.private_key = b""
    db.flush()
    db.execute(update(SealingKey).where(SealingKey.device_id == device_id).values(device_id=new_id))
    # Their numbers, too, may have been given to others since; nothing is known to be confirmed.
    db.execute(delete(BundleOut))
    db.execute(delete(EnrolmentToken))


def before_it(db: Session, device_id: UUID) -> tuple[JournalHead, ...]:
    """The signed ends of the journals that a vault wrote before it was put back, the earliest first."""
    own = db.get_one(Device, device_id)
    query = select(Device.id).where(Device.public_key == own.public_key, Device.id != device_id)
    ends: list[JournalHead] = []
    for one in db.scalars(query.order_by(Device.made_at)):
        heads = select(JournalHead).where(JournalHead.device_id == one)
        ends += db.scalars(heads.order_by(JournalHead.number.desc()).limit(1))
    return tuple(ends)
