"""What devices sent stands in head office's check and in its backups, and comes back from them (D11, D4)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from jfs_desktop.casework.desk import verification
from jfs_desktop.casework.documents import attachments
from jfs_desktop.exchange import envelope
from jfs_desktop.head_office import received_files, soundness
from jfs_desktop.store import attachment_files, device, received
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE
from tests.head_office.bad_bundles import refused, resigned
from tests.head_office.conftest import Exchange, opened_in
from tests.head_office.test_intake import picture


@pytest.fixture(params=["exchange", "on_postgres"])
def either(request: pytest.FixtureRequest) -> Exchange:
    """A head office that keeps what comes in its vault, or on PostgreSQL."""
    made: Exchange = request.getfixturevalue(request.param)
    return made


def found(exchange: Exchange) -> dict[str, str]:
    """The checks that fail, with what they say."""
    return {check.name: check.text for check in soundness.verify(exchange.archive).checks if not check.ok}


def test_d11_the_check_tells_of_a_received_file_that_is_gone_or_damaged(either: Exchange) -> None:
    first, second = picture(either.office), picture(either.office)
    either.settle()
    checks = {check.name: check.text for check in soundness.verify(either.archive).checks}
    assert found(either) == {} and checks["received"] == "2 attachments read and whole."
    home = received.place(either.archive.folder)
    attachment_files.place(home, first.id).unlink()
    file = attachment_files.place(home, second.id)
    whole = bytearray(file.read_bytes())
    whole[-1] ^= 1
    file.write_bytes(whole)
    assert set(found(either)) == {"received"}
    assert "1 of 2 attachments missing" in found(either)["received"]
    assert "1 of 2 attachments damaged" in found(either)["received"]


def test_d11_an_ordinary_vault_has_no_such_check(exchange: Exchange) -> None:
    names = [check.name for check in verification.verify(exchange.device).checks]
    assert names == ["pages", "journal", "attachments", "due dates"]


def test_d11_a_file_that_is_lost_comes_back_from_beside_the_backup(either: Exchange, tmp_path: Path) -> None:
    view = picture(either.office)
    either.settle()
    copy = soundness.back_up(either.archive, tmp_path / "stick" / "centre.db")
    shutil.rmtree(received.place(either.archive.folder))
    assert set(found(either)) == {"received"}
    soundness.bring_back(either.archive, copy.parent)
    assert found(either) == {}
    with either.archive.reading() as db:
        assert received_files.content_of(db, either.archive.folder, view.id)


def test_d11_a_restored_vault_has_its_received_files_again(exchange: Exchange, tmp_path: Path) -> None:
    """And what stood there meanwhile is kept beside the copy that is put aside."""
    view = picture(exchange.office)
    exchange.settle()
    folder = exchange.centre.vault.folder
    copy = soundness.back_up(exchange.archive)
    later = picture(exchange.office)
    exchange.settle()
    exchange.centre.close()
    attachment_files.place(received.place(folder), view.id).unlink()
    kept = Vault.restore(folder, copy, passphrase=PASSPHRASE, clock=exchange.office.clock)
    exchange.centre = opened_in(folder, exchange.office.clock)
    with exchange.centre.reading() as db:
        assert received_files.content_of(db, folder, view.id)
    assert (kept.parent / attachment_files.POOL / str(later.id)).is_file()
    exchange.take_in(exchange.export(all_again=True).path)
    assert found(exchange) == {}


def test_d4_what_a_device_took_back_goes_at_head_office_too(either: Exchange) -> None:
    gone, kept = picture(either.office), picture(either.office)
    either.settle()
    attachments.take_back(either.device, gone.id, "The wrong person's passport")
    either.settle()
    home = received.place(either.archive.folder)
    assert not attachment_files.place(home, gone.id).exists()
    with either.archive.reading() as db:
        assert set(received.wanted(db)) == {kept.id}
        assert received_files.content_of(db, either.archive.folder, kept.id)
    assert found(either) == {}


def test_d4_a_refused_bundle_takes_nothing_back(either: Exchange) -> None:
    view = picture(either.office)
    either.settle()
    attachments.take_back(either.device, view.id, "The wrong person's passport")
    made = either.export()
    with either.device.reading() as db:
        own = device.signer(db, either.device.vault.device_id)
    whole = made.path.read_bytes()
    with made.path.open("rb") as file:
        sealed = envelope.read(file, len(whole))
    longer = replace(sealed.header, plain=sealed.header.plain + 1)  # seen only after all of it was read
    made.path.write_bytes(longer.to_bytes() + whole[len(sealed.header.to_bytes()) :])
    refused(either, resigned(made.path, own, named=False), "damaged or was altered")
    assert found(either) == {}
