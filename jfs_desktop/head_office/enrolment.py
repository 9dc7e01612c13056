"""Head office's own vault, the codes it gives out, and the devices it then knows (D11)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import uuid_utils.compat as uuid_utils
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.settings import Declared, value_in
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import first_run
from jfs_desktop.casework.sync import sync_keys
from jfs_desktop.casework.sync.sync import CARD_SUFFIX
from jfs_desktop.clock import Clock, london_day
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange import enrolment_code
from jfs_desktop.exchange.bundle import Before
from jfs_desktop.exchange.enrolment_code import Party
from jfs_desktop.exchange.envelope import Header
from jfs_desktop.exchange.refusal import EnvelopeRefused, damaged
from jfs_desktop.head_office import devices
from jfs_desktop.head_office.archive import Archive
from jfs_desktop.records.journal import Device, JournalHead
from jfs_desktop.records.setting import Setting
from jfs_desktop.records.sync import EnrolledDevice, EnrolmentCode
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store import device
from jfs_desktop.store.files import write_whole
from jfs_desktop.store.key_header import ArgonCost
from jfs_desktop.store.put_back import HEAD_OFFICE
from jfs_desktop.store.unit_of_work import Change, Verb
from jfs_desktop.store.vault import Vault

SET_UP = Verb("head_office.set_up", "")
GIVE_CODE = Verb("head_office.give_code", "")
_MARK: Final = Declared(HEAD_OFFICE, False, "Head office", "This vault takes in what devices send.")


@dataclass(frozen=True, slots=True)
class Given:
    """A code for one device, the card that goes with it, and how long the code may be used."""

    code: str = field(repr=False)
    card: Path
    fingerprint: str
    valid_until: datetime


def set_up(
    folder: Path,
    passphrase: str,
    answers: first_run.FirstRun,
    *,
    clock: Clock,
    cost: ArgonCost | None = None,
    new_key: Callable[[], UUID] = uuid_utils.uuid7,
) -> tuple[Workspace, str]:
    """An encrypted vault for head office, opened, and its recovery code. Raises as ``Vault.create`` does."""
    who = first_run.FirstRun(answers.provider_name, answers.name, Role.ANALYST, answers.prap_role)
    vault, recovery_code = Vault.create(folder, passphrase, clock=clock, cost=cost, new_key=new_key)
    try:
        workspace = first_run.begin(vault, clock, who, new_key=new_key)
        with workspace.changing(SET_UP) as change:
            change.db.add(Setting(key=_MARK.key, value=True))
            sync_keys.make(change, workspace)
    except BaseException:
        vault.close()
        raise
    return workspace, recovery_code


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Head office's own end of the exchange, out of its vault."""

    party: Party
    identity: str = field(repr=False)


def own_keys(workspace: Workspace) -> OwnKeys:
    """Raises UserError where the vault is not a head office's."""
    with workspace.reading() as db:
        refuse_other(db)
        return OwnKeys(sync_keys.own_party(db, workspace), sync_keys.identity(db, workspace))


def refuse_other(db: Session) -> None:
    """Raises UserError where the vault is not a head office's."""
    if not value_in(db, _MARK):
        raise UserError(
            "This vault is not a head office's.", remedy="Name the vault that `jfs head-office init` made."
        )


def on_card(archive: Archive) -> Party:
    """Head office as its card names it: its public keys, and who countersigns a change of them."""
    own = own_keys(archive.workspace).party
    with archive.reading() as db:
        return replace(own, countersigners=devices.countersigners(db))


def give_code(workspace: Workspace, folder: Path, archive: Archive | None = None) -> Given:
    """A new code for one device, and head office's card, written into a folder. Raises UserError."""
    kept_in = archive or Archive.within(workspace)
    party = on_card(kept_in)
    with kept_in.changing(GIVE_CODE) as change:
        code = enrolment_code.new_code(party)
        until = change.at + timedelta(days=enrolment_code.CODE_DAYS)
        change.db.add(
            EnrolmentCode(
                token_sha256=_digest(code.token), made_at=change.at, by_staff_id=workspace.me.id,
                valid_until=until,
            )
        )  # fmt: skip
        card = folder / f"jfs-head-office-{party.id.hex[-8:]}{CARD_SUFFIX}"
        try:
            write_whole(card, party.to_bytes())
        except OSError as problem:
            raise BadInput(
                "The card could not be written there.", field="folder", remedy="Choose another folder."
            ) from problem
    return Given(str(code), card, party.fingerprint.hex(), until)


def known_device(db: Session, device_id: UUID) -> Party | None:
    """A device whose bundles are taken, by its pinned keys; None for a stranger and for one withdrawn."""
    row = db.get(EnrolledDevice, device_id)
    if row is None or row.withdrawn_at is not None:
        return None
    return Party(row.id, row.name, row.signing_key, row.recipient)


def admit(change: Change, own: OwnKeys, header: Header) -> Party:
    """Enrol the device that a first bundle introduces, its code being used up by that.

    Its keys are pinned from then on; those of a device that was withdrawn are pinned anew. Raises
    EnvelopeRefused; the change is then taken back by the caller.
    """
    row = change.db.get(EnrolledDevice, header.sender)
    if not header.introduction:
        raise _stranger(row)
    party, token = enrolment_code.read_introduction(header.introduction, own.identity)
    if (party.id, party.signing_key) != (header.sender, header.signer):
        raise _stranger(row)
    if party.id == own.party.id:  # this vault itself
        raise _stranger(row)
    code = change.db.get(EnrolmentCode, _digest(token))
    if code is None or (row is not None and code.used_at is not None):
        raise _stranger(row)
    if code.used_at is not None or code.valid_until < change.at:
        why = "has been used already" if code.used_at is not None else "is too old"
        raise EnvelopeRefused(
            f"The enrolment code of this device {why}.",
            title="Not enrolled",
            remedy="Give it a new code with `jfs head-office enrol`.",
        )
    code.used_at = change.at
    _pin(change, row, party)
    return party


def went_on(change: Change, before: Before, sender: Party) -> JournalHead:
    """Take it that a device was put back from a backup and goes on as another, the sender: nothing more is
    taken from the one it was, and what that one did with its key the sender does. Returns the signed end of
    its journal as it then was.

    Raises EnvelopeRefused where that device has another key by now, or did not sign the end of its journal.
    """
    head = JournalHead(
        device_id=before.device_id,
        number=before.last,
        digest=before.head_digest,
        signed_at=before.head_signed_at,
        signature=before.head_signature,
    )
    row = change.db.get(EnrolledDevice, before.device_id)
    is_our_own = row is None and change.db.get(Device, before.device_id) is not None
    if is_our_own or not device.head_holds(head, sender.signing_key):
        raise damaged()
    if row is None:  # put back before anything had come from it
        _pin(change, None, replace(sender, id=before.device_id))
        row = change.db.get_one(EnrolledDevice, before.device_id)
    elif row.signing_key != sender.signing_key:
        raise EnvelopeRefused(
            "This device goes on from one that has other keys by now.",
            title="Not enrolled",
            remedy="Enrol it again with new keys: `jfs sync enrol … --new-keys`.",
        )
    if row.withdrawn_at is None:
        now = change.db.get_one(EnrolledDevice, sender.id)
        row.withdrawn_at, now.countersigns, row.countersigns = change.at, row.countersigns, False
    change.db.flush()
    return head


def same_device(db: Session, device_id: UUID) -> frozenset[UUID]:
    """The ids that a device has had here, by its key: it has another after each backup that was put back."""
    key = select(EnrolledDevice.signing_key).where(EnrolledDevice.id == device_id).scalar_subquery()
    return frozenset(db.scalars(select(EnrolledDevice.id).where(EnrolledDevice.signing_key == key)))


def _pin(change: Change, row: EnrolledDevice | None, party: Party) -> None:
    if row is None:
        row = EnrolledDevice(id=party.id)
        change.db.add(row)
    elif row.signing_key != party.signing_key:
        # Each was checked when it came in; the key that it was signed with is known here no more.
        change.db.execute(delete(JournalHead).where(JournalHead.device_id == party.id))
    row.name, row.signing_key, row.recipient = party.name, party.signing_key, party.recipient
    row.enrolled_at, row.withdrawn_at = change.at, None
    change.db.merge(Device(id=party.id, public_key=party.signing_key, private_key=b"", made_at=change.at))
    change.db.flush()


def _stranger(row: EnrolledDevice | None) -> EnvelopeRefused:
    if row is not None and row.withdrawn_at is not None:
        return EnvelopeRefused(
            f"This device was withdrawn on {long_day(london_day(row.withdrawn_at))}.",
            title="Withdrawn",
            remedy="If it may send again, give it a new code with `jfs head-office enrol`.",
        )
    return EnvelopeRefused(
        "This device is not enrolled here.",
        title="Not enrolled",
        remedy="Give it a code with `jfs head-office enrol`, and have it sent again.",
    )


def _digest(token: bytes) -> bytes:
    return hashlib.sha256(b"jfs/enrolment-token" + token).digest()
