"""This computer's signing key, and the signed end of its journal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from jfs_desktop.records.journal import Device, JournalHead
from jfs_desktop.store import chain, trouble
from jfs_desktop.store.engine import own_side
from jfs_desktop.store.unit_of_work import last_entry


def make_device(db: Session, device_id: UUID, at: datetime) -> None:
    """Adds this device with a fresh Ed25519 key."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    db.add(Device(id=device_id, public_key=public, private_key=key.private_bytes_raw(), made_at=at))


def renew_key(db: Session, device_id: UUID) -> None:
    """A fresh key for this device; what was signed with the old one is forgotten."""
    key = Ed25519PrivateKey.generate()
    row = db.get_one(Device, device_id)
    row.public_key, row.private_key = key.public_key().public_bytes_raw(), key.private_bytes_raw()
    db.execute(delete(JournalHead).where(JournalHead.device_id == device_id))


def own_device(db: Session) -> UUID:
    """The id of this vault's device: the one whose private key is here.

    Raises VaultProblem where there is none: then this is not the database that was made here.
    """
    found = db.scalars(select(Device.id).where(Device.private_key != b"")).one_or_none()
    if found is None:
        raise trouble.damaged()
    return found


def sign_head(engine: Engine, device_id: UUID, at: datetime) -> bool:
    """Signs the end of the journal as it stands; returns False where that is signed already."""
    turn = own_side(engine).turn.taken()
    with turn, Session(engine.execution_options(write=True)) as db, db.begin():
        number, digest = last_entry(db, device_id)
        if number == 0 or db.get(JournalHead, (device_id, number)) is not None:
            return False
        key = signer(db, device_id)
        signature = key.sign(chain.head_message(device_id, number, digest))
        db.add(
            JournalHead(device_id=device_id, number=number, digest=digest, signed_at=at, signature=signature)
        )
    return True


def signer(db: Session, device_id: UUID) -> Ed25519PrivateKey:
    """This vault's own signing key, for what leaves it."""
    return Ed25519PrivateKey.from_private_bytes(db.get_one(Device, device_id).private_key)


def head_holds(head: JournalHead, public_key: bytes) -> bool:
    """Whether a head was signed by the device's key."""
    message = chain.head_message(head.device_id, head.number, head.digest)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(head.signature, message)
    except InvalidSignature:
        return False
    return True
