"""This vault's own end of the exchange: its public keys, and the key that opens what is sent to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.settings import PROVIDER_NAME, value_in
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.exchange import sealing
from jfs_desktop.exchange.enrolment_code import Party
from jfs_desktop.records.journal import Device
from jfs_desktop.records.sync import SealingKey
from jfs_desktop.store import device
from jfs_desktop.store.unit_of_work import Change


def make(change: Change, workspace: Workspace) -> SealingKey:
    """This vault's sealing key, made when it is first needed."""
    known = change.db.get(SealingKey, workspace.vault.device_id)
    if known is not None:
        return known
    pair = sealing.new_key()
    fresh = SealingKey(
        device_id=workspace.vault.device_id,
        recipient=pair.recipient,
        identity=pair.identity,
        made_at=change.at,
    )
    change.db.add(fresh)
    change.db.flush()
    return fresh


def renew(change: Change, workspace: Workspace) -> None:
    """New keys of both kinds in the place of those that somebody else may have.

    The end of the journal is signed anew with them when it is signed next; earlier signatures go, since the
    key that they would be checked by is gone.
    """
    device_id = workspace.vault.device_id
    device.renew_key(change.db, device_id)
    known = change.db.get(SealingKey, device_id)
    if known is not None:
        pair = sealing.new_key()
        known.recipient, known.identity, known.made_at = pair.recipient, pair.identity, change.at


def identity(db: Session, workspace: Workspace) -> str:
    """The private half of the sealing key, which must be there."""
    return db.get_one(SealingKey, workspace.vault.device_id).identity


def own_party(db: Session, workspace: Workspace) -> Party:
    """This vault as the other end knows it, by who works here and for which provider."""
    device_id = workspace.vault.device_id
    signing_key = db.get_one(Device, device_id).public_key
    name = ", ".join(part for part in (workspace.me.name, value_in(db, PROVIDER_NAME)) if part)
    return Party(device_id, name, signing_key, db.get_one(SealingKey, device_id).recipient)
