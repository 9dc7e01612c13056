"""A device that was put back from its backup: it enrols again and goes on, and nothing of it is lost at head
office (D11, DESIGN 3.5)."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from jfs_desktop.casework.desk import verification
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.sync import sync, sync_bundles, sync_schedule
from jfs_desktop.errors import UserError
from jfs_desktop.exchange.bundle import Before
from jfs_desktop.exchange.refusal import EnvelopeRefused
from jfs_desktop.head_office import devices, enrolment
from jfs_desktop.head_office.archive import Archive
from jfs_desktop.records.journal import Device, JournalEntry
from jfs_desktop.records.sync import EnrolledDevice, ReceivedFile
from jfs_desktop.store.journal import verify_chain
from jfs_desktop.store.unit_of_work import Verb
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE
from tests.head_office.bad_bundles import refused
from tests.head_office.conftest import Exchange, opened_in
from tests.head_office.test_intake import journal_of, picture


def put_back(exchange: Exchange, copy: Path) -> None:
    """Close the device, put a backup in its place, and open it again."""
    office = exchange.office
    office.close()
    Vault.restore(office.folder, copy, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = opened_in(office.folder, office.clock)


def written_by(workspace: Workspace | Archive, device_id: object) -> list[tuple[object, ...]]:
    table = JournalEntry.__table__
    query = select(table).where(table.c.device_id == device_id).order_by(table.c.number)
    with workspace.reading() as db:
        return [tuple(row) for row in db.connection().execute(query)]


@pytest.mark.parametrize(
    ("kept_in", "sent"),
    [
        ("exchange", "nothing sent since"),
        ("exchange", "more sent since"),
        ("on_postgres", "more sent since"),
    ],
)
def test_d11_a_device_put_back_enrols_again_and_goes_on(
    request: pytest.FixtureRequest, kept_in: str, sent: str
) -> None:
    """Whether head office had less of its journal than the backup or more, it has all of both in the end."""
    exchange: Exchange = request.getfixturevalue(kept_in)
    held = exchange.settle().last_entry
    picture(exchange.office)
    was, before = exchange.device.vault.device_id, exchange.office.entries()
    copy = exchange.device.vault.back_up()
    exchange.office.referred(first_name="Lost")
    if sent == "more sent since":
        devices.name_countersigner(exchange.archive, was)
        exchange.settle()
        held = before
    put_back(exchange, copy)
    assert exchange.device.vault.device_id != was, "its numbers may belong to other entries by now"
    exchange.office.referred(first_name="Other")
    now = sync.standing(exchange.device)
    assert now.must_enrol and (now.made, now.confirmed) == (0, 0)
    assert "enrol again" in sync.told(now) and sync_schedule.get(exchange.device).last is None
    with pytest.raises(UserError, match="A backup was put back into this vault"):
        sync_bundles.export(exchange.device, exchange.post)

    exchange.enrol()
    waiting = sync.standing(exchange.device).waiting
    made = exchange.export()
    taken = exchange.take_in(made.path)
    sync.receive(exchange.device, taken.receipt)
    assert (made.entries, taken.entries) == (waiting, waiting - held)
    assert journal_of(exchange, "head office") == journal_of(exchange, "device")
    kept = written_by(exchange.device, was)
    assert written_by(exchange.archive, was)[: len(kept)] == kept
    with exchange.archive.reading() as db:
        assert verify_chain(db).ok
    assert verification.verify(exchange.centre).ok and verification.verify(exchange.device).ok
    assert sync.told(sync.standing(exchange.device)).endswith("Nothing is newer.")
    earlier, one = sorted(devices.every(exchange.archive), key=lambda row: row.withdrawn_at is None)
    assert (earlier.id, one.id) == (was, exchange.device.vault.device_id)
    assert earlier.withdrawn_at is not None and one.countersigns == (sent == "more sent since")
    exchange.office.close()
    exchange.office.workspace = opened_in(exchange.office.folder, exchange.office.clock)
    exchange.office.referred(first_name="Later")
    newer = exchange.settle()
    assert newer.device_id == one.id and newer.entries < taken.entries, "from then on what is newer alone"


def test_d11_what_is_taken_back_then_is_gone_at_head_office_too(exchange: Exchange) -> None:
    """It came from the device under the id that it had before."""
    view = picture(exchange.office)
    exchange.settle()
    put_back(exchange, exchange.device.vault.back_up())
    attachments.take_back(exchange.device, view.id, "It shows somebody else.")
    exchange.enrol()
    exchange.settle()
    with exchange.centre.reading() as db:
        assert db.scalars(select(ReceivedFile)).all() == []


def test_d11_nobody_else_continues_its_journal(exchange: Exchange) -> None:
    """One whose keys are others by now brings what is new alone; what another signed is refused."""
    exchange.settle()
    put_back(exchange, exchange.device.vault.back_up())
    exchange.office.referred(first_name="Other")
    with exchange.centre.changing(Verb("test.rekey", "")) as change:
        change.db.scalars(select(EnrolledDevice)).one().signing_key = bytes(32)
    exchange.enrol()
    refused(exchange, exchange.export().path, "goes on from one that has other keys by now")
    given = enrolment.give_code(exchange.centre, exchange.post)
    sync.enrol(exchange.device, given.card, given.code, new_keys=True)
    exchange.settle()
    assert journal_of(exchange, "head office") == journal_of(exchange, "device")


def test_d11_no_device_goes_on_from_head_office_itself_nor_from_a_journal_it_did_not_sign(
    exchange: Exchange,
) -> None:
    exchange.settle()
    own, known = exchange.centre.vault.device_id, exchange.device.vault.device_id
    with exchange.centre.reading() as db:
        sender, keys = enrolment.known_device(db, known), db.get_one(Device, own).private_key
    assert sender is not None and keys
    for before in (own, known, uuid4()):
        claimed = Before(before, 1, bytes(32), exchange.centre.now(), bytes(64))
        with pytest.raises(EnvelopeRefused), exchange.centre.changing(Verb("test.claim", "")) as change:
            enrolment.went_on(change, claimed, sender)
    with exchange.centre.reading() as db:
        assert db.get_one(Device, own).private_key == keys
        assert enrolment.known_device(db, known) == sender


def test_d11_head_offices_own_vault_stays_the_one_that_its_devices_know(exchange: Exchange) -> None:
    exchange.settle()
    vault = exchange.centre.vault
    was, copy = vault.device_id, vault.back_up()
    exchange.centre.close()
    Vault.restore(vault.folder, copy, passphrase=PASSPHRASE, clock=exchange.office.clock)
    exchange.centre = opened_in(vault.folder, exchange.office.clock)
    assert exchange.centre.vault.device_id == was
    exchange.office.referred(first_name="Later")
    exchange.settle()
