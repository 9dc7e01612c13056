"""Bundles from a device to head office and receipts back: applied once, or refused and nothing changed
(D11, MI20, SECURITY 2.8)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from jfs_desktop.casework.desk import verification
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.sync import sync, sync_bundles, sync_keys
from jfs_desktop.errors import UserError
from jfs_desktop.exchange import envelope
from jfs_desktop.exchange.refusal import EnvelopeRefused
from jfs_desktop.head_office import enrolment, intake, received_files
from jfs_desktop.records.journal import Device, JournalEntry
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.sync import BundleOut, EnrolledDevice, ReceivedFile
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store import attachment_files, device, journal, received
from jfs_desktop.store import attachments as stored
from jfs_desktop.store.unit_of_work import Verb
from tests.casework.conftest import Office
from tests.documents import made_pictures
from tests.head_office.bad_bundles import refused, resigned
from tests.head_office.conftest import Exchange, another_device, head_office_in, opened_in

ERASE = Verb("test.erase", "")
SWEEP = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def journal_of(exchange: Exchange, where: str) -> list[tuple[object, ...]]:
    """The device's journal entries as they stand with the device or at head office, every column."""
    workspace = exchange.device if where == "device" else exchange.archive
    table = JournalEntry.__table__
    query = select(table).where(table.c.device_id == exchange.device.vault.device_id)
    with workspace.reading() as db:
        return [tuple(row) for row in db.connection().execute(query.order_by(table.c.number))]


def picture(office: Office) -> attachments.AttachmentView:
    case_id = office.referred()
    content = made_pictures.jpeg(600, 400)
    return attachments.keep(
        office.workspace, case_id, "identity_evidence", content, "passport.jpg", notice_version="1"
    ).value


def test_d11_the_journal_arrives_whole_and_the_receipt_says_so(exchange: Exchange) -> None:
    case_id = exchange.office.met()
    made = exchange.export()
    taken = exchange.take_in(made.path)
    assert (taken.number, taken.entries, taken.last_entry) == (1, made.entries, made.last_entry)
    assert taken.device == "Rukhsana Khan, Northgate Skills"
    assert journal_of(exchange, "head office") == journal_of(exchange, "device")
    assert verification.verify(exchange.centre).ok
    now = sync.receive(exchange.device, taken.receipt).value
    assert (now.confirmed, now.confirmed_at, now.waiting) == (1, taken.taken_at, 0)
    exchange.office.record(case_id, FactKind.VOLUNTEER_CONFIRMED)
    second = exchange.export()
    assert second.first_entry == made.last_entry + 1 and second.size < made.size
    assert exchange.take_in(second.path).entries == second.entries
    assert journal_of(exchange, "head office") == journal_of(exchange, "device")
    assert verification.verify(exchange.centre).ok and verification.verify(exchange.device).ok


def test_d11_sending_and_receiving_give_nothing_more_to_send(exchange: Exchange) -> None:
    exchange.export()
    before = exchange.office.entries()
    exchange.settle()
    assert exchange.office.entries() == before
    assert sync_bundles.export(exchange.device, exchange.post).value is None
    assert sync.standing(exchange.device).waiting == 0


def test_d11_a_bundle_lost_on_the_way_needs_no_second_thought(exchange: Exchange) -> None:
    """Until a receipt comes each bundle holds all that is not confirmed; the older one is then refused."""
    first = exchange.export()
    exchange.office.referred()
    second = exchange.export()
    assert (second.number, second.first_entry) == (2, 1)
    taken = exchange.take_in(second.path)
    assert taken.last_entry == second.last_entry
    refused(exchange, first.path, r"no\. 1 of this device, and no\. 2 is in already")
    sync.receive(exchange.device, taken.receipt)
    assert journal_of(exchange, "head office") == journal_of(exchange, "device")


def test_d11_what_overlaps_is_applied_once(exchange: Exchange) -> None:
    exchange.take_in(exchange.export().path)  # the receipt is lost
    exchange.office.referred()
    made = exchange.export()
    taken = exchange.take_in(made.path)
    assert made.first_entry == 1 and taken.entries < made.entries
    assert journal_of(exchange, "head office") == journal_of(exchange, "device")


def test_d11_a_replay_is_refused(exchange: Exchange) -> None:
    made = exchange.export()
    exchange.take_in(made.path)
    refused(exchange, made.path, r"No\. 1 of this device is in already")


def test_d11_a_gap_is_refused_and_filled_by_everything_again(exchange: Exchange, tmp_path: Path) -> None:
    """Head office was put back from a backup: what came after it is missing there."""
    exchange.settle()
    exchange.copied(exchange.centre, tmp_path / "backup")
    exchange.office.referred()
    exchange.settle()
    exchange.office.referred()
    made = exchange.export()
    exchange.centre.close()
    shutil.rmtree(tmp_path / "centre")
    shutil.copytree(tmp_path / "backup", tmp_path / "centre")
    exchange.centre = opened_in(tmp_path / "centre", exchange.office.clock)
    refused(exchange, made.path, "builds on a bundle that is not here")
    taken = exchange.take_in(exchange.export(all_again=True).path)
    assert taken.last_entry == exchange.office.entries()
    assert journal_of(exchange, "head office") == journal_of(exchange, "device")


def test_d11_a_device_put_back_from_a_backup_is_told(exchange: Exchange, tmp_path: Path) -> None:
    """Its numbers and its journal are then not those that head office knows."""
    exchange.settle()
    exchange.copied(exchange.device, tmp_path / "backup")
    exchange.office.referred(first_name="Lost")
    exchange.settle()
    exchange.office.close()
    shutil.rmtree(tmp_path / "device")
    shutil.copytree(tmp_path / "backup", tmp_path / "device")
    exchange.office.workspace = opened_in(tmp_path / "device", exchange.office.clock)
    exchange.office.referred(first_name="Other")
    exchange.office.referred(first_name="Another")
    refused(exchange, exchange.export().path, r"Another no\. 2 of this device is in; of this one nothing is")
    refused(exchange, exchange.export().path, "not the one that is here, from entry")


def test_d11_a_wrong_signer_is_refused(exchange: Exchange) -> None:
    forger = Ed25519PrivateKey.generate()
    first = exchange.export()
    refused(exchange, resigned(first.path, forger, named=False), "damaged or was altered")
    refused(exchange, resigned(first.path, forger, named=True), "not enrolled here")
    exchange.settle()
    exchange.office.referred()
    made = exchange.export()
    refused(exchange, resigned(made.path, forger, named=True), "signed by another key")
    refused(exchange, resigned(made.path, forger, named=False), "damaged or was altered")


def test_d11_a_wrong_recipient_is_refused(exchange: Exchange, tmp_path: Path) -> None:
    made = exchange.export()
    other = head_office_in(tmp_path / "elsewhere", exchange.office.clock)
    try:
        elsewhere = Exchange(exchange.office, other, exchange.post)
        refused(elsewhere, made.path, "for another head office")
    finally:
        other.close()


def test_d11_a_truncated_bundle_is_refused(exchange: Exchange) -> None:
    made = exchange.export()
    whole = made.path.read_bytes()
    for length in (0, 5, 6, 100, 170, len(whole) // 2, len(whole) - 64, len(whole) - 1):
        made.path.write_bytes(whole[:length])
        refused(exchange, made.path, "no file of JFS Desktop's exchange|damaged|cut off")
    made.path.write_bytes(whole + b"\0")
    refused(exchange, made.path, "was added to")
    made.path.write_bytes(whole)
    exchange.take_in(made.path)


def test_d11_a_newer_form_is_refused(exchange: Exchange) -> None:
    made = exchange.export()
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[:4] + b"\x00\x02" + whole[6:])
    refused(exchange, made.path, "made by a newer version of the program")


@SWEEP
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), start=st.booleans())
def test_d11_any_flipped_bit_is_refused(exchange: Exchange, place: float, bit: int, start: bool) -> None:
    """Of a first bundle with its introduction; every second flip in the clear header."""
    path = exchange.post / "bundle.jfsb"
    if not path.exists():
        exchange.export().path.rename(path)
    altered = bytearray(path.read_bytes())
    altered[int(place * (800 if start else len(altered)))] ^= 1 << bit
    other = exchange.post / "altered.jfsb"
    other.write_bytes(altered)
    with exchange.centre.reading() as db:
        before = db.scalar(select(func.count()).select_from(JournalEntry))
    with pytest.raises(EnvelopeRefused):
        exchange.take_in(other)
    with exchange.centre.reading() as db:
        assert db.scalar(select(func.count()).select_from(JournalEntry)) == before
        assert db.scalar(select(func.count()).select_from(EnrolledDevice)) == 0


def test_d11_a_manifest_of_another_bundle_is_refused(exchange: Exchange) -> None:
    """Signed by the enrolled device itself, and still refused: what is inside says what the header says."""
    exchange.settle()
    exchange.office.referred()
    made = exchange.export()
    with exchange.device.reading() as db:
        own = device.signer(db, exchange.device.vault.device_id)
    whole = made.path.read_bytes()
    with made.path.open("rb") as file:
        sealed = envelope.read(file, len(whole))
    renumbered = replace(sealed.header, number=9)
    made.path.write_bytes(renumbered.to_bytes() + whole[len(sealed.header.to_bytes()) :])
    refused(exchange, resigned(made.path, own, named=False), "damaged or was altered")


def test_d11_a_receipt_is_no_bundle_and_a_bundle_no_receipt(exchange: Exchange) -> None:
    made = exchange.export()
    taken = exchange.take_in(made.path)
    refused(exchange, taken.receipt, "a receipt, not a bundle")
    with pytest.raises(EnvelopeRefused, match="a bundle, not a receipt"):
        sync.receive(exchange.device, made.path)


def test_d11_attachments_travel_by_their_hash_and_once(exchange: Exchange) -> None:
    view = picture(exchange.office)
    made = exchange.export()
    taken = exchange.take_in(made.path)
    assert (made.attachments, taken.attachments, taken.missing) == (1, 1, 0)
    folder = exchange.centre.vault.folder
    with exchange.centre.reading() as db, exchange.device.reading() as own:
        content = received_files.content_of(db, folder, view.id)
        assert content == stored.content_of(own, exchange.device.vault.folder, view.id)
        assert db.get_one(ReceivedFile, view.id).sha256 == view.sha256
    sealed = (received.place(folder) / attachment_files.FOLDER / str(view.id)).read_bytes()
    assert content[:64] not in sealed
    again = exchange.take_in(exchange.export(all_again=True).path)
    assert again.attachments == 0


def test_d11_an_attachment_that_is_not_whole_is_told_on_both_sides(exchange: Exchange) -> None:
    view = picture(exchange.office)
    attachment_files.place(exchange.device.vault.folder, view.id).unlink()
    done = sync_bundles.export(exchange.device, exchange.post)
    assert done.value is not None and done.value.attachments == 0
    assert "1 attachment could not be sent" in done.besides[0]
    taken = exchange.take_in(done.value.path)
    assert taken.missing == 1
    assert "did not reach head office" in sync.receive(exchange.device, taken.receipt).besides[0]


def test_d11_a_refused_bundle_leaves_no_attachment(exchange: Exchange) -> None:
    picture(exchange.office)
    made = exchange.export()
    whole = made.path.read_bytes()
    with exchange.device.reading() as db:
        own = device.signer(db, exchange.device.vault.device_id)
    with made.path.open("rb") as file:
        sealed = envelope.read(file, len(whole))
    longer = replace(sealed.header, plain=sealed.header.plain + 1)  # seen only after all of it was read
    made.path.write_bytes(longer.to_bytes() + whole[len(sealed.header.to_bytes()) :])
    refused(exchange, resigned(made.path, own, named=False), "damaged or was altered")
    assert intake.take_in(exchange.centre, exchange.export().path, exchange.post).attachments == 1


def test_d4_an_erasure_travels_and_empties_what_head_office_held(exchange: Exchange) -> None:
    exchange.office.referred(first_name="Zebedee")
    exchange.settle()
    with exchange.device.changing(ERASE) as change:
        person = change.db.scalars(select(Participant).where(Participant.first_name == "Zebedee")).one()
        change.db.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        key = person.id
        emptied = journal.erase(change, Participant, (key,))
        change.db.connection().execute(
            Participant.__table__.insert().values(
                id=key, first_name="", last_name="", date_of_birth=None, address="", postcode="",
                telephone="", email="", vulnerable=False, contact_notes="",
            )
        )  # fmt: skip
    assert emptied
    exchange.settle()
    assert journal_of(exchange, "head office") == journal_of(exchange, "device")
    said = b"".join(row[11] or b"" for row in journal_of(exchange, "head office"))  # type: ignore[misc]
    assert b"Zebedee" not in said
    assert verification.verify(exchange.centre).checks[1].ok


def test_d11_a_code_enrols_one_device_once(apart: Exchange, tmp_path: Path) -> None:
    given = enrolment.give_code(apart.centre, apart.post)
    sync.enrol(apart.device, given.card, given.code)
    apart.settle()
    with another_device(tmp_path / "second", apart.office.clock) as second:
        sync.enrol(second, given.card, given.code)
        refused(apart, apart.export(second).path, "code of this device has been used already")
        apart.enrol(second)
        assert apart.take_in(apart.export(second).path).device == "Idris Vaughan, Northgate Skills"
    with apart.centre.reading() as db:
        assert db.scalar(select(func.count()).select_from(EnrolledDevice)) == 2


def test_d11_a_code_is_good_for_a_fortnight(apart: Exchange) -> None:
    apart.enrol()
    made = apart.export()
    apart.office.clock.at += timedelta(days=15)
    refused(apart, made.path, "code of this device is too old")


def test_d11_an_introduction_cannot_be_carried_by_another(apart: Exchange, tmp_path: Path) -> None:
    apart.enrol()
    lifted = apart.export().path
    with lifted.open("rb") as file:
        introduction = envelope.read(file, lifted.stat().st_size).header.introduction
    with another_device(tmp_path / "second", apart.office.clock) as second:
        apart.enrol(second)
        made = apart.export(second)
        whole = made.path.read_bytes()
        with made.path.open("rb") as file:
            header = envelope.read(file, len(whole)).header
        swapped = replace(header, introduction=introduction)
        sealed = whole[len(header.to_bytes()) :]
        made.path.write_bytes(replace(swapped, sealed=len(sealed) - 64).to_bytes() + sealed)
        with second.reading() as db:
            own = device.signer(db, second.vault.device_id)
        refused(apart, resigned(made.path, own, named=False), "not enrolled here")


def test_d11_head_office_is_no_device_of_its_own(apart: Exchange) -> None:
    apart.enrol(apart.centre)
    refused(apart, apart.export(apart.centre).path, "not enrolled here")


def test_d11_a_lost_receipt_is_written_again(exchange: Exchange) -> None:
    taken = exchange.take_in(exchange.export().path)
    taken.receipt.unlink()
    (again,) = intake.write_receipts(exchange.centre, exchange.post)
    assert sync.receive(exchange.device, again).value.confirmed == 1


def test_d11_an_ordinary_vault_takes_nothing_in(exchange: Exchange) -> None:
    made = exchange.export()
    with pytest.raises(UserError, match="not a head office's"):
        intake.take_in(exchange.device, made.path, exchange.post)


def test_d11_what_cannot_be_put_in_its_place_is_not_recorded(exchange: Exchange) -> None:
    name = f"jfs-{exchange.device.vault.device_id.hex[-8:]}-000001.jfsb"
    (exchange.post / name / "full").mkdir(parents=True)
    with pytest.raises(UserError, match="could not be written there"):
        exchange.export()
    with exchange.device.reading() as db:
        assert db.scalar(select(func.count()).select_from(BundleOut)) == 0
    assert not list(exchange.post.glob("*.part-*"))


def test_d11_keys_stay_where_they_are(exchange: Exchange) -> None:
    """Neither side's database holds the other's private keys."""
    exchange.settle()
    with exchange.centre.reading() as db:
        rows = {row.id: row.private_key for row in db.scalars(select(Device))}
        assert rows[exchange.device.vault.device_id] == b""
        assert sync_keys.identity(db, exchange.centre).startswith("AGE-SECRET-KEY-")
