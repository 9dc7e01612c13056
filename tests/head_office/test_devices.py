"""Which devices are silent, and one that is withdrawn and comes back, on both kinds of archive (D11)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from jfs_desktop.casework.sync import sync
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.head_office import devices, enrolment
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.sync import EnrolledDevice
from jfs_desktop.store.journal import verify_chain
from jfs_desktop.store.profiles import shipped_texts
from tests.head_office.bad_bundles import refused
from tests.head_office.conftest import Exchange, another_device


@pytest.fixture(params=["exchange", "on_postgres"])
def either(request: pytest.FixtureRequest) -> Exchange:
    """A device and a head office that keeps what comes in its vault, or on PostgreSQL."""
    made: Exchange = request.getfixturevalue(request.param)
    return made


def pinned(exchange: Exchange) -> tuple[bytes, str]:
    with exchange.archive.reading() as db:
        row = db.get_one(EnrolledDevice, exchange.device.vault.device_id)
        return row.signing_key, row.recipient


def taken_again(exchange: Exchange, *, new_keys: bool) -> None:
    """A new code is given and typed."""
    given = enrolment.give_code(
        exchange.centre, exchange.post, exchange.archive if exchange.archive.engine else None
    )
    sync.enrol(exchange.device, given.card, given.code, new_keys=new_keys)


def test_d11_a_device_is_late_after_more_than_one_working_day(exchange: Exchange, tmp_path: Path) -> None:
    clock = exchange.office.clock
    exchange.settle()
    with another_device(tmp_path / "second", clock) as second:
        clock.at += timedelta(days=14)
        exchange.enrol(second)
        exchange.take_in(exchange.export(second).path)
    silent, fresh = devices.every(exchange.archive)
    assert (silent.id, silent.number, silent.is_late) == (exchange.device.vault.device_id, 1, True)
    assert silent.days > 1 and (fresh.days, fresh.is_late) == (0, False)
    assert devices.named(exchange.archive, silent.short) == silent
    assert devices.named(exchange.archive, str(silent.id)) == silent
    with pytest.raises(BadInput, match="No device is known"):
        devices.named(exchange.archive, silent.short[-4:])
    longer = f'version = "2022-01-01.1"\n[settings]\nunsynced_working_days = {silent.days}'
    exchange.centre.adopt((*shipped_texts("jfs-2021"), longer))
    assert not devices.every(exchange.archive)[0].is_late, "the profile says how long is too long"


def test_d11_nothing_is_taken_from_a_device_that_was_withdrawn(either: Exchange) -> None:
    either.settle()
    known = either.device.vault.device_id
    with pytest.raises(BadInput, match="Say why"):
        devices.withdraw(either.archive, known, " ")
    devices.withdraw(either.archive, known, "left on a train")
    with pytest.raises(RefusedByRule, match="withdrawn already"):
        devices.withdraw(either.archive, known, "again")
    (row,) = devices.every(either.archive)
    assert row.withdrawn_at is not None and not row.is_late
    either.office.referred()
    refused(either, either.export().path, "This device was withdrawn on")
    with either.archive.reading() as db:
        told = select(JournalEntry.content).where(JournalEntry.verb == devices.WITHDRAW.name)
        assert b"left on a train" in b"".join(filter(None, db.scalars(told)))


def test_d11_a_used_code_does_not_bring_a_withdrawn_device_back(either: Exchange) -> None:
    """Its bundles still bear the introduction, since it never saw a receipt."""
    either.take_in(either.export().path)
    devices.withdraw(either.archive, either.device.vault.device_id, "stolen")
    refused(either, either.export().path, "This device was withdrawn on")


@pytest.mark.parametrize("new_keys", [True, False])
def test_d11_a_new_code_brings_it_back_and_pins_its_keys_anew(either: Exchange, new_keys: bool) -> None:
    either.settle()
    before, known = pinned(either), either.device.vault.device_id
    devices.withdraw(either.archive, known, "the laptop was rebuilt")
    taken_again(either, new_keys=new_keys)
    either.office.referred()
    taken = either.settle()
    assert (pinned(either) != before) == new_keys
    assert sync.standing(either.device).confirmed == taken.number == 2
    assert [row.withdrawn_at for row in devices.every(either.archive)] == [None]
    with either.archive.reading() as db, either.device.reading() as own:
        assert verify_chain(db).ok and verify_chain(own).ok


def test_d11_new_keys_alone_are_refused_while_the_old_ones_stand(either: Exchange) -> None:
    """A code does not do: somebody at head office has to withdraw the device first."""
    either.settle()
    taken_again(either, new_keys=True)
    either.office.referred()
    refused(either, either.export().path, "signed by another key")
    devices.withdraw(either.archive, either.device.vault.device_id, "rebuilt")
    assert either.take_in(either.export().path).number == 3
