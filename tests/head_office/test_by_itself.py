"""What goes and comes without being asked for: the schedule, receipts in the folder, silence (D11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from jfs_desktop.casework.desk import settings, unfinished_exports
from jfs_desktop.casework.sync import bundles_made, sync_bundles, sync_receipts, sync_schedule
from jfs_desktop.casework.sync.bundle_making import ExportStopped, Watch
from jfs_desktop.casework.sync.sync_receipts import FolderLook
from jfs_desktop.casework.sync.sync_schedule import Schedule, Silence
from jfs_desktop.errors import UserError
from jfs_desktop.records.draft import Draft
from jfs_desktop.records.sync import BundleOut
from tests.casework.conftest import PASSPHRASE
from tests.head_office.conftest import Exchange, files_in, rows_of


def look(exchange: Exchange) -> FolderLook:
    """As the window looks, for what this device has not read."""
    now = sync_schedule.get(exchange.device)
    return sync_receipts.look_into(exchange.post, now.device, now.confirmed)


def test_d11_the_schedule_is_kept_and_begins_with_enrolment(apart: Exchange) -> None:
    assert not sync_schedule.get(apart.device).is_ready
    apart.enrol()
    settings.put(apart.device, bundles_made.FOLDER, str(apart.post))
    first = sync_schedule.get(apart.device)
    assert first == Schedule(apart.post, True, time(16), True, apart.office.clock.at, 0, first.device)
    assert first.is_ready
    sync_schedule.put(apart.device, daily=False, at=time(9, 30), at_close=False)
    kept = replace(first, daily=False, at=time(9, 30), at_close=False)
    assert sync_schedule.get(apart.device) == kept
    apart.office.clock.at += timedelta(hours=1)
    apart.settle()
    assert sync_schedule.get(apart.device) == replace(kept, last=apart.office.clock.at, confirmed=1)


def test_d11_a_stopped_export_leaves_nothing(exchange: Exchange) -> None:
    exchange.device.vault.sign_head()
    before, files = rows_of(exchange.device), files_in(exchange.device.vault.folder)
    with pytest.raises(ExportStopped, match="nothing was written"):
        sync_bundles.export(exchange.device, exchange.post, watch=Watch(stop=True))
    assert (rows_of(exchange.device), files_in(exchange.device.vault.folder)) == (before, files)
    assert not list(exchange.post.glob("*.jfsb*"))
    with exchange.device.reading() as db:
        assert db.scalar(select(func.count()).select_from(BundleOut)) == 0
        assert db.scalar(select(func.count()).select_from(Draft)) == 0


def test_d11_the_way_to_the_folder_touches_nothing_of_the_vault(exchange: Exchange) -> None:
    """It may take a stick minutes: the vault can be written to, and even be locked, meanwhile."""
    vault = exchange.device.vault
    made = sync_bundles.Export(exchange.device, exchange.post)
    assert made.begin()
    made.seal()
    vault.lock()
    made.carry()
    vault.unlock(PASSPHRASE)
    exchange.office.referred()
    made.record()
    vault.lock()
    made.put_in_place()
    vault.unlock(PASSPHRASE)
    view = made.end().value
    assert view is not None and made.watch.carried == made.watch.size == view.path.stat().st_size
    assert exchange.take_in(view.path).last_entry == view.last_entry
    assert not [name for name in files_in(vault.folder) if "bundle" in name]


def test_d11_what_a_kill_left_half_in_the_folder_goes_at_the_next_opening(exchange: Exchange) -> None:
    before = set(exchange.post.iterdir())
    made = sync_bundles.Export(exchange.device, exchange.post)
    made.begin()
    made.seal()
    made.carry()
    assert len(set(exchange.post.iterdir()) - before) == 1
    assert unfinished_exports.sweep(exchange.device)
    assert set(exchange.post.iterdir()) == before and exchange.export().number == 1


def test_d11_a_folder_that_goes_away_at_the_last_step_leaves_no_number_used_up(exchange: Exchange) -> None:
    made = sync_bundles.Export(exchange.device, exchange.post)
    made.begin()
    made.seal()
    made.carry()
    made.record()
    away = exchange.post.rename(exchange.post.with_name("drawer"))
    with pytest.raises(UserError, match="could not be written there"):
        made.put_in_place()
    made.remove_files()
    made.forget()
    away.rename(exchange.post)
    assert exchange.export().number == 1
    with exchange.device.reading() as db:
        assert db.scalar(select(func.count()).select_from(Draft)) == 0


def test_d11_an_export_tells_how_far_it_is(exchange: Exchange) -> None:
    watch = Watch()
    made = sync_bundles.export(exchange.device, exchange.post, watch=watch).value
    assert made is not None
    assert (watch.entries, watch.of, watch.attachments) == (made.entries, made.entries, 0)


def test_d11_the_newest_receipt_in_the_folder_is_read_by_itself(exchange: Exchange) -> None:
    exchange.take_in(exchange.export().path)
    exchange.office.referred()
    exchange.take_in(exchange.export().path)
    (exchange.post / "jfs-00000000-000009.jfsr").write_bytes(b"another device's")
    found = look(exchange)
    assert len(found.receipts) == 2
    done = sync_receipts.receive_found(exchange.device, found.receipts, frozenset())
    assert done.value.read and done.value.standing.confirmed == 2 and done.value.refused == ()
    assert look(exchange) == FolderLook(True, ())


def test_d11_a_damaged_receipt_is_told_once_and_the_one_before_it_read(exchange: Exchange) -> None:
    exchange.take_in(exchange.export().path)
    exchange.office.referred()
    taken = exchange.take_in(exchange.export().path)
    whole = taken.receipt.read_bytes()
    taken.receipt.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    done = sync_receipts.receive_found(exchange.device, look(exchange).receipts, frozenset())
    assert done.value.standing.confirmed == 1
    assert len(done.value.refused) == 1 and "damaged or was altered" in done.value.refused[0]
    again = sync_receipts.receive_found(exchange.device, look(exchange).receipts, done.value.refused_files)
    assert not again.value.read and again.value.refused == () and not again.changed


def test_d11_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    assert sync_receipts.look_into(tmp_path / "stick", "12345678", 0) == FolderLook(False)


def test_d11_it_is_told_when_head_office_has_had_nothing_for_over_a_working_day(exchange: Exchange) -> None:
    clock = exchange.office.clock
    exchange.settle()
    assert sync_schedule.silence(exchange.device) == Silence()  # it has everything, for however long
    clock.at += timedelta(days=7)
    assert sync_schedule.silence(exchange.device) == Silence()
    exchange.office.referred()
    late = sync_schedule.silence(exchange.device)
    assert late.days > 1 and "Head office has had nothing from here since" in late.words
    exchange.export()
    assert sync_schedule.silence(exchange.device) == late  # written, but nobody knows whether it came
    exchange.settle()
    assert sync_schedule.silence(exchange.device).words == ""


def test_d11_nobody_is_silent_to_a_head_office_that_is_not_there(apart: Exchange) -> None:
    assert sync_schedule.silence(apart.device) == Silence()
