"""A changed head office: what is pinned changes where two people signed, and in no other way
(D11, SECURITY 4 'Head office key swap')."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync import head_office_changes, sync, sync_bundles
from jfs_desktop.errors import RefusedByRule, UserError
from jfs_desktop.exchange import head_office_change
from jfs_desktop.head_office import devices, enrolment, hand_over, intake
from jfs_desktop.head_office.archive import Archive
from jfs_desktop.head_office.enrolment import Given
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.sync import HeadOffice
from jfs_desktop.store import device
from tests.head_office.conftest import Exchange, another_device, head_office_in, rows_of


class Handed:
    """A device, a second person with a vault of her own, and the head offices before and after."""

    def __init__(self, exchange: Exchange, second: Workspace, after: Workspace) -> None:
        self.exchange, self.second, self.after = exchange, second, after
        self.device, self.post = exchange.device, exchange.post

    def paper(self) -> Path:
        """Signed by the head office that the devices know."""
        card = enrolment.give_code(self.after, self.post).card
        return hand_over.hand_over(self.exchange.archive, card, "The contract passes on.", self.post)

    def code(self) -> Given:
        return enrolment.give_code(self.after, self.post)


@pytest.fixture
def handed(exchange: Exchange, tmp_path: Path) -> Iterator[Handed]:
    exchange.settle()
    clock = exchange.office.clock
    after = head_office_in(tmp_path / "after", clock)
    with another_device(tmp_path / "second", clock) as second:
        exchange.enrol(second)
        sync.receive(second, exchange.take_in(exchange.export(second).path).receipt)
        devices.name_countersigner(exchange.archive, second.vault.device_id)
        exchange.enrol(second)
        exchange.enrol()
        yield Handed(exchange, second, after)
    after.close()


def refused(handed: Handed, path: Path, saying: str) -> None:
    before = rows_of(handed.device)
    with pytest.raises(UserError, match=saying):
        head_office_changes.take(handed.device, path, handed.code().code)
    assert rows_of(handed.device) == before


def test_d11_two_signatures_and_a_code_change_the_head_office(handed: Handed) -> None:
    paper = handed.paper()
    refused(handed, paper, "Only one person has signed this change, and it needs two")
    head_office_changes.countersign(handed.second, paper)
    seen = head_office_changes.look(handed.device, paper)
    assert (seen.second, seen.reason) == ("Idris Vaughan, Northgate Skills", "The contract passes on.")
    given = handed.code()
    now = head_office_changes.take(handed.device, paper, given.code).value
    assert now.fingerprint == given.fingerprint != seen.old_fingerprint
    assert (now.confirmed, now.made) == (0, 0) and now.waiting > 0
    with handed.device.reading() as db:
        verbs = db.scalars(select(JournalEntry.verb).order_by(JournalEntry.number.desc()).limit(2)).all()
    assert set(verbs) == {head_office_changes.CHANGE.name}
    made = sync_bundles.export(handed.device, handed.post).value
    assert made is not None and (made.first_entry, made.number) == (1, 2)
    taken = intake.take_in(handed.after, made.path, handed.post)
    assert sync.receive(handed.device, taken.receipt).value.confirmed == 2


def test_d11_an_older_change_leads_nobody_back(handed: Handed, tmp_path: Path) -> None:
    """SECURITY 4: after going back, the paper that led away is no way to lead there again."""
    exchange, after = handed.exchange, Archive.within(handed.after)
    there = handed.paper()
    head_office_changes.countersign(handed.second, there)
    old = tmp_path / "old.jfschange"
    old.write_bytes(there.read_bytes())
    for one in (handed.device, handed.second):
        head_office_changes.take(one, there, handed.code().code)
        intake.take_in(handed.after, exchange.export(one).path, handed.post)
    devices.name_countersigner(after, handed.second.vault.device_id)
    for one in (handed.device, handed.second):
        given = handed.code()
        sync.enrol(one, given.card, given.code)
    exchange.office.clock.at += timedelta(days=15)
    back = enrolment.give_code(exchange.centre, handed.post)
    here = hand_over.hand_over(after, back.card, "It was a mistake.", handed.post)
    head_office_changes.countersign(handed.second, here)
    now = head_office_changes.take(handed.device, here, back.code).value
    assert now.fingerprint == back.fingerprint
    refused(handed, old, "taken it or a newer one already")
    refused(handed, here, "not one of the head office that this vault is enrolled with")
    with pytest.raises(UserError, match="counts no more"):
        head_office_changes.look(handed.device, old)
    with another_device(tmp_path / "third", exchange.office.clock) as third:
        exchange.enrol(third)
        with pytest.raises(UserError, match="was enrolled long after it"):
            head_office_changes.take(third, old, handed.code().code)


def test_d11_one_person_alone_cannot_change_it(handed: Handed) -> None:
    """Neither head office by signing twice, nor the second person, nor a stranger, nor a changed word."""
    paper = handed.paper()
    whole = head_office_change.read(paper.read_bytes())

    def signed_second(name: str, workspace: Workspace) -> bytes:
        with workspace.reading() as db:
            return whole.countersigned(name, device.signer(db, workspace.vault.device_id)).to_bytes()

    paper.write_bytes(signed_second("Idris Vaughan", handed.exchange.centre))
    refused(handed, paper, "not one of those whom head office's card named")
    head_office_changes_alone = replace(whole, signed_by="Idris Vaughan")
    with handed.second.reading() as db:
        key = device.signer(db, handed.second.vault.device_id)
    paper.write_bytes(head_office_changes_alone.signed(key).countersigned("Idris", key).to_bytes())
    refused(handed, paper, "Head office's own signature does not fit")
    good = orjson.loads(signed_second("Idris Vaughan", handed.second))
    for name, other in (
        ("reason", "Another"),
        ("serial", 2**40),
        ("signature", "00" * 64),
        ("second_signature", "00" * 64),
    ):
        paper.write_bytes(orjson.dumps(good | {name: other}))
        refused(handed, paper, "signature does not fit")
    paper.write_bytes(orjson.dumps(good | {"old": "00" * 32}))
    refused(handed, paper, "not one of the head office that this vault is enrolled with")
    for junk in (
        b"",
        b"{}",
        b"null",
        b"x" * 40_000,
        orjson.dumps(good | {"new": {}}),
        orjson.dumps(good | {"serial": -1}),
    ):
        paper.write_bytes(junk)
        refused(handed, paper, "is not a change of head office|far too large")


def test_d11_the_code_must_be_the_new_head_offices(handed: Handed) -> None:
    paper = handed.paper()
    head_office_changes.countersign(handed.second, paper)
    old = enrolment.give_code(handed.exchange.centre, handed.post)
    with pytest.raises(UserError, match="not one of the head office that this change leads to"):
        head_office_changes.take(handed.device, paper, old.code)
    assert sync.standing(handed.device).fingerprint == old.fingerprint


def test_d11_who_countersigns_is_pinned_too(handed: Handed, tmp_path: Path) -> None:
    """A card of the same head office that names others, or nobody, changes nothing."""
    centre = handed.exchange.archive
    devices.name_countersigner(centre, handed.second.vault.device_id, countersigns=False)
    with pytest.raises(RefusedByRule, match="Nobody is named who countersigns"):
        handed.paper()
    given = enrolment.give_code(handed.exchange.centre, handed.post)
    with pytest.raises(UserError, match="names other people who countersign"):
        sync.enrol(handed.device, given.card, given.code)
    with pytest.raises(UserError, match="does not name this vault as one that countersigns"):
        devices.name_countersigner(centre, handed.second.vault.device_id)
        head_office_changes.countersign(handed.device, handed.paper())


def test_d11_who_countersigns_changes_with_two_signatures_too(handed: Handed, tmp_path: Path) -> None:
    """Somebody leaves: one who is known still signs for whoever comes; what is confirmed stays so."""
    exchange = handed.exchange
    with another_device(tmp_path / "third", exchange.office.clock) as third:
        exchange.enrol(third)
        exchange.take_in(exchange.export(third).path)
        devices.name_countersigner(exchange.archive, third.vault.device_id)
    devices.name_countersigner(exchange.archive, handed.second.vault.device_id, countersigns=False)
    given = enrolment.give_code(exchange.centre, handed.post)
    paper = hand_over.hand_over(exchange.archive, given.card, "Idris Vaughan leaves.", handed.post)
    head_office_changes.countersign(handed.second, paper)
    seen, before = head_office_changes.look(handed.device, paper), sync.standing(handed.device)
    assert seen.keeps_head_office and len(seen.countersigners) == 1
    now = head_office_changes.take(handed.device, paper, given.code).value
    assert (now.fingerprint, now.confirmed) == (before.fingerprint, 1)
    with exchange.archive.reading() as db:
        (third_key,) = (one.signing_key for one in devices.countersigners(db))
    with handed.device.reading() as db:
        (pinned,) = db.scalars(select(HeadOffice)).one().countersigners
    assert pinned["signing_key"] == third_key.hex()


def test_d11_without_a_second_person_nothing_is_changed(exchange: Exchange, tmp_path: Path) -> None:
    exchange.settle()
    after = head_office_in(tmp_path / "after", exchange.office.clock)
    try:
        card = enrolment.give_code(after, exchange.post).card
        with pytest.raises(RefusedByRule, match="Nobody is named who countersigns"):
            hand_over.hand_over(Archive.within(exchange.centre), card, "Why", exchange.post)
    finally:
        after.close()
