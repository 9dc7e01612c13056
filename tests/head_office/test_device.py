"""The device's side: what never leaves, whom it trusts, and which receipts it believes (D11, MI20)."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.sessions import session_gaps, sessions
from jfs_desktop.casework.sync import sync, sync_bundles, sync_keys
from jfs_desktop.casework.sync.sync import SyncStanding
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange import receipts
from jfs_desktop.exchange.receipts import Receipt
from jfs_desktop.exchange.refusal import EnvelopeRefused
from jfs_desktop.head_office import enrolment
from jfs_desktop.records.attachment import AttachmentKey
from jfs_desktop.records.base import Base
from jfs_desktop.records.journal import Device
from jfs_desktop.records.sync import BundleOut, EnrolmentToken, SealingKey
from jfs_desktop.store import device, recorder
from tests.documents import made_pictures
from tests.head_office.conftest import Exchange, another_device, head_office_in, rows_of

SWEEP = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spelt(secret: bytes) -> tuple[bytes, ...]:
    """A secret as it could stand in a text or a file."""
    return secret, secret.hex().encode(), secret.hex().upper().encode(), base64.b64encode(secret)


def test_d11_drafts_heartbeats_keys_and_secrets_never_leave(exchange: Exchange) -> None:
    """Read from the bundle in clear, as head office reads it; names are there, canaries are not."""
    office = exchange.office
    case_id = office.started()
    office.on(office.workspace.today(), "18:00")
    content = made_pictures.jpeg(600, 400)
    attachments.keep(office.workspace, case_id, "identity_evidence", content, "p.jpg", notice_version="1")
    drafts.save_draft(office.workspace, "plan:canary", {"text": "CANARY-HALF-TYPED"})
    made = exchange.export()
    clear = exchange.opened(made.path)
    with office.workspace.reading() as db:
        secrets = [row.private_key for row in db.scalars(select(Device))]
        secrets += [row.key for row in db.scalars(select(AttachmentKey))]
        secrets += [row.token for row in db.scalars(select(EnrolmentToken))]
        identities = [row.identity.encode() for row in db.scalars(select(SealingKey))]
    assert len(secrets) == 3 and len(identities) == 1
    assert b"Priya" in clear and b"Nair" in clear and b"\xff\xd8\xff" in clear
    for secret in (*identities, b"AGE-SECRET-KEY", b"CANARY-HALF-TYPED"):
        assert secret.lower() not in clear.lower()
    for secret in secrets:
        assert not any(spelling in clear for spelling in spelt(secret))
    assert all(name not in made.path.read_bytes() for name in (b"Priya", b"Nair", b"Rukhsana", b"Northgate"))
    assert "nair" not in made.path.name.lower()


def test_d11_no_table_of_secrets_or_of_moments_is_journaled() -> None:
    journaled = {str(mapper.local_table) for mapper in recorder.journaled_mappers()}
    kept_back = {"draft", "session_heartbeat", "attachment_key", "device", "sealing_key", "enrolment_token"}
    kept_back |= {"enrolment_code", "bundle_out", "bundle_in", "received_file", "own_word"}
    assert kept_back <= set(Base.metadata.tables)
    assert not kept_back & journaled


def test_d11_heartbeats_of_a_running_session_give_nothing_to_send(exchange: Exchange) -> None:
    case_id = exchange.office.started()
    exchange.office.on(exchange.office.workspace.today(), "18:00")
    said = {"channel": "video", "identity": "confirmed", "at": exchange.device.now()}
    begun = sessions.start(exchange.device, case_id, **said).value
    exchange.settle()
    exchange.office.clock.pass_by(15)
    session_gaps.beat(
        exchange.device, begun.id, wall=exchange.device.now(), monotonic=exchange.device.clock.monotonic()
    )
    assert sync_bundles.export(exchange.device, exchange.post).value is None


def test_d11_enrolling_is_told_in_the_journal_without_the_token(apart: Exchange) -> None:
    given = enrolment.give_code(apart.centre, apart.post)
    before = apart.office.entries()
    now = sync.enrol(apart.device, given.card, given.code).value
    assert (now.head_office, now.fingerprint) == ("Morag Bell, Northgate Skills", given.fingerprint)
    assert apart.office.entries() == before + 1
    assert sync.enrol(apart.device, given.card, given.code).value == now


def test_d11_a_code_of_another_head_office_is_refused(apart: Exchange, tmp_path: Path) -> None:
    """A card that was swapped on the way does not fit the code that was given by telephone."""
    given = enrolment.give_code(apart.centre, apart.post)
    elsewhere = head_office_in(tmp_path / "elsewhere", apart.office.clock)
    try:
        (tmp_path / "cards").mkdir()
        swapped = enrolment.give_code(elsewhere, tmp_path / "cards")
        before = rows_of(apart.device)
        with pytest.raises(EnvelopeRefused, match="code does not belong to this card"):
            sync.enrol(apart.device, swapped.card, given.code)
        assert rows_of(apart.device) == before
        sync.enrol(apart.device, given.card, given.code)
        with pytest.raises(UserError, match="enrolled with another head office already"):
            sync.enrol(apart.device, swapped.card, swapped.code)
    finally:
        elsewhere.close()
    assert sync.standing(apart.device).fingerprint == given.fingerprint


def test_d11_nothing_is_written_before_enrolment(apart: Exchange) -> None:
    with pytest.raises(UserError, match="not enrolled with a head office"):
        sync_bundles.export(apart.device, apart.post)
    assert sync.standing(apart.device) == SyncStanding()
    assert list(apart.post.iterdir()) == []


def test_d11_a_folder_that_is_gone_is_told(exchange: Exchange) -> None:
    with pytest.raises(BadInput, match="folder is not there"):
        sync_bundles.export(exchange.device, exchange.post / "stick")


def test_d11_the_token_goes_with_the_first_receipt(exchange: Exchange) -> None:
    exchange.settle()
    with exchange.device.reading() as db:
        assert db.scalars(select(EnrolmentToken)).all() == []


def forged(exchange: Exchange, made: Receipt, signer: Ed25519PrivateKey | None = None) -> Path:
    """A receipt for this device, signed by head office unless by somebody else."""
    with exchange.centre.reading() as db:
        me = sync_keys.own_party(db, exchange.centre)
        key = signer or device.signer(db, me.id)
    with exchange.device.reading() as db:
        to = sync_keys.own_party(db, exchange.device)
    path = exchange.post / "made.jfsr"
    path.write_bytes(receipts.write(made, me, key, to))
    return path


def refused(exchange: Exchange, path: Path, saying: str) -> None:
    before = rows_of(exchange.device)
    with pytest.raises(EnvelopeRefused, match=saying):
        sync.receive(exchange.device, path)
    assert rows_of(exchange.device) == before


def test_d11_receipts_are_believed_from_head_office_alone_and_once(
    exchange: Exchange, tmp_path: Path
) -> None:
    taken = exchange.take_in(exchange.export().path)
    with exchange.device.reading() as db:
        made = db.get_one(BundleOut, 1)
        true = Receipt(1, made.digest, made.last_entry, taken.taken_at)
    refused(exchange, forged(exchange, true, Ed25519PrivateKey.generate()), "damaged or was altered")
    refused(exchange, forged(exchange, replace(true, digest=b"x" * 32)), "did not make as it stands there")
    refused(exchange, forged(exchange, replace(true, number=2)), "did not make as it stands there")
    refused(exchange, forged(exchange, replace(true, last_entry=10**6)), "did not make as it stands there")
    with another_device(tmp_path / "second", exchange.office.clock) as second:
        exchange.enrol(second)
        other = exchange.take_in(exchange.export(second).path)
        refused(exchange, other.receipt, "for another device")
    sync.receive(exchange.device, taken.receipt)
    refused(exchange, taken.receipt, "confirmed everything up to no. 1 already")


def test_d11_an_older_receipt_does_not_take_the_standing_back(exchange: Exchange) -> None:
    first = exchange.take_in(exchange.export().path)
    exchange.office.referred()
    second = exchange.take_in(exchange.export().path)
    sync.receive(exchange.device, second.receipt)
    refused(exchange, first.receipt, "confirmed everything up to no. 2 already")


@SWEEP
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_d11_a_damaged_receipt_changes_nothing(exchange: Exchange, place: float, bit: int, cut: bool) -> None:
    kept = next(iter(exchange.post.glob("*.jfsr")), None)
    receipt = kept or exchange.take_in(exchange.export().path).receipt
    whole = bytearray(receipt.read_bytes())
    at = int(place * len(whole))
    if cut:
        del whole[at:]
    else:
        whole[at] ^= 1 << bit
    other = exchange.post / "damaged"
    other.write_bytes(whole)
    with pytest.raises(EnvelopeRefused):
        sync.receive(exchange.device, other)
    assert sync.standing(exchange.device).confirmed == 0
