"""Head office on a real PostgreSQL server: the same bundles in, the same refusals, nothing changed by them
(D11, SECURITY 2.8, DESIGN 8)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, select, text

from jfs_desktop.casework.sync import sync
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange import envelope
from jfs_desktop.head_office import archive, database, enrolment, intake, received_files
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.sync import EnrolledDevice
from jfs_desktop.store import attachments as stored
from jfs_desktop.store import device
from jfs_desktop.store.journal import verify_chain
from tests.head_office.bad_bundles import refused, resigned
from tests.head_office.conftest import Exchange, another_device, head_office_in
from tests.head_office.test_intake import picture


def entries(exchange: Exchange, where: str) -> list[tuple[object, ...]]:
    """The device's journal with the device, or as PostgreSQL has it."""
    table = JournalEntry.__table__
    query = select(table).where(table.c.device_id == exchange.device.vault.device_id)
    reading = exchange.device.reading if where == "device" else exchange.archive.reading
    with reading() as db:
        return [tuple(row) for row in db.connection().execute(query.order_by(table.c.number))]


def test_d11_the_journal_arrives_whole_on_postgresql(on_postgres: Exchange) -> None:
    view = picture(on_postgres.office)
    taken = on_postgres.settle()
    assert entries(on_postgres, "head office") == entries(on_postgres, "device")
    assert sync.standing(on_postgres.device).confirmed == 1
    with on_postgres.archive.reading() as db, on_postgres.device.reading() as own:
        held = received_files.content_of(db, on_postgres.archive.folder, view.id)
        assert held == stored.content_of(own, on_postgres.device.vault.folder, view.id)
        assert verify_chain(db).ok
    with on_postgres.centre.reading() as db:
        assert db.scalars(select(EnrolledDevice)).all() == []  # the vault has the keys, and nobody's journal
        assert db.scalars(
            select(JournalEntry.number).where(JournalEntry.device_id == taken.device_id)
        ).all() == []  # fmt: skip


def test_d11_no_private_key_stands_on_the_server(on_postgres: Exchange, postgres: Engine) -> None:
    on_postgres.settle()
    own = enrolment.own_keys(on_postgres.centre)
    with on_postgres.centre.reading() as db:
        private = device.signer(db, on_postgres.centre.vault.device_id).private_bytes_raw()
    dump = repr(on_postgres.everything()[0])
    assert own.identity not in dump and repr(private) not in dump
    assert "AGE-SECRET-KEY" not in dump


def test_d11_bad_bundles_change_nothing_on_postgresql(on_postgres: Exchange, tmp_path: Path) -> None:
    made = on_postgres.export()
    whole, forger = made.path.read_bytes(), Ed25519PrivateKey.generate()
    other = made.path.with_name("other.jfsb")

    def altered(content: bytes, saying: str) -> None:
        other.write_bytes(content)
        refused(on_postgres, other, saying)

    for cut in (0, 5, 170, len(whole) // 2, len(whole) - 1):
        altered(whole[:cut], "no file of JFS Desktop's exchange|damaged|cut off")
    altered(whole + b"\0", "was added to")
    for place in (*range(0, 200, 7), *range(200, len(whole), len(whole) // 24)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        altered(bytes(flipped), ".")
    refused(on_postgres, resigned(made.path, forger, named=False), "damaged or was altered")
    refused(on_postgres, resigned(made.path, forger, named=True), "not enrolled here")
    sync.receive(on_postgres.device, on_postgres.take_in(made.path).receipt)
    refused(on_postgres, made.path, r"No\. 1 of this device is in already")
    on_postgres.office.referred()
    second = on_postgres.export()
    refused(on_postgres, resigned(second.path, forger, named=True), "signed by another key")
    with another_device(tmp_path / "second", on_postgres.office.clock) as stranger:
        elsewhere = head_office_in(tmp_path / "elsewhere", on_postgres.office.clock)
        try:
            given = enrolment.give_code(elsewhere, tmp_path)
            sync.enrol(stranger, given.card, given.code)
            refused(on_postgres, on_postgres.export(stranger).path, "for another head office")
        finally:
            elsewhere.close()
    assert on_postgres.take_in(second.path).number == 2
    assert entries(on_postgres, "head office") == entries(on_postgres, "device")


def test_d11_what_is_refused_late_leaves_neither_row_nor_file(on_postgres: Exchange) -> None:
    """Seen only once all of it was read: the rows are taken back and the attachment is gone."""
    picture(on_postgres.office)
    made = on_postgres.export()
    whole = made.path.read_bytes()
    with on_postgres.device.reading() as db:
        own = device.signer(db, on_postgres.device.vault.device_id)
    with made.path.open("rb") as file:
        sealed = envelope.read(file, len(whole))
    longer = replace(sealed.header, plain=sealed.header.plain + 1)
    made.path.write_bytes(longer.to_bytes() + whole[len(sealed.header.to_bytes()) :])
    refused(on_postgres, resigned(made.path, own, named=False), "damaged or was altered")


def test_d11_a_gap_is_refused_on_postgresql(on_postgres: Exchange) -> None:
    on_postgres.settle()
    on_postgres.office.referred()
    on_postgres.settle()
    on_postgres.office.referred()
    made = on_postgres.export()
    with on_postgres.archive.engine.begin() as connection:  # type: ignore[union-attr]
        connection.execute(text("DELETE FROM bundle_in WHERE number = 2"))  # as out of an older backup
    refused(on_postgres, made.path, "builds on a bundle that is not here")
    on_postgres.take_in(on_postgres.export(all_again=True).path)
    assert entries(on_postgres, "head office") == entries(on_postgres, "device")


def test_d11_a_database_belongs_to_one_head_office(on_postgres: Exchange, tmp_path: Path) -> None:
    url = on_postgres.archive.engine.url.render_as_string()  # type: ignore[union-attr]
    other = head_office_in(tmp_path / "elsewhere", on_postgres.office.clock)
    try:
        with pytest.raises(UserError, match="belongs to a head office already"):
            archive.begin(other, url)
        assert archive.opened(other).engine is None
        with pytest.raises(UserError, match="keeps what devices send in its vault"):
            archive.opened(other, url)
    finally:
        other.close()
    again = archive.opened(on_postgres.centre, url)
    assert again.id == on_postgres.archive.id
    again.close()
    with pytest.raises(UserError, match="in another database"):
        archive.opened(on_postgres.centre, url.replace("/jfs_", "/other_"))


def test_d11_a_server_that_is_away_is_one_sentence_and_nothing_is_half_done(
    on_postgres: Exchange, tmp_path: Path
) -> None:
    made = on_postgres.export()
    place = database.read_url(f"postgresql+psycopg://nobody@/jfs?host={tmp_path}")
    away = replace(on_postgres.archive, engine=database.connect(place))
    with pytest.raises(UserError, match="does not answer, or does not let you in"):
        intake.take_in(on_postgres.centre, made.path, on_postgres.post, away)
    away.close()
    assert list(on_postgres.post.glob("*.jfsr")) == []
    assert on_postgres.take_in(made.path).number == 1


@pytest.mark.parametrize(
    ("address", "saying"),
    [
        ("postgresql+psycopg://ann:secret@localhost/jfs", "password does not belong into the address"),
        ("postgresql+psycopg://ann@localhost/jfs?sslpassword=secret", "password does not belong"),
        ("postgresql+psycopg://ann@db.northgate.example/jfs?sslmode=require", "only encrypted"),
        ("postgresql+psycopg://ann@localhost/jfs?hostaddr=192.0.2.7&sslmode=disable", "only encrypted"),
        ("sqlite:///centre.db", "not the address of a PostgreSQL database"),
        ("centre", "not the address of a PostgreSQL database"),
        ("postgresql+psycopg://ann@localhost", "not the address of a PostgreSQL database"),
    ],
)
def test_d11_an_address_with_a_password_or_without_encryption_is_refused(address: str, saying: str) -> None:
    with pytest.raises(BadInput, match=saying):
        database.read_url(address)


def test_d11_another_computer_is_reached_with_its_certificate_checked() -> None:
    assert not database.read_url("postgresql://ann@db.northgate.example/jfs").is_here
    for here in ("ann@localhost", "ann@127.0.0.1:5433", "ann@"):
        assert database.read_url(f"postgresql+psycopg://{here}/jfs").is_here


def test_d11_a_password_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password.txt"
    file.write_text("quiet otters\nsecond line\n", "utf-8")
    assert database.read_password(file) == "quiet otters"
    assert database.read_password(None) == ""
    file.write_text("\n", "utf-8")
    with pytest.raises(UserError, match="is empty"):
        database.read_password(file)
    with pytest.raises(UserError, match="cannot be read"):
        database.read_password(tmp_path / "nothing")
