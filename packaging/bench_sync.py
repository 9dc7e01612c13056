"""Bundles for head office: the export of a long journal, and a laptop's daily bundle from call to file."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import bench_vaults as vaults
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import first_run
from jfs_desktop.casework.office.first_run import FirstRun
from jfs_desktop.casework.sync import sync, sync_bundles
from jfs_desktop.clock import SystemClock
from jfs_desktop.head_office import enrolment, intake
from jfs_desktop.records.participant import Participant
from jfs_desktop.store.unit_of_work import Verb
from jfs_desktop.store.vault import Vault
from measurement import Measurement, median_ms

EDIT = Verb("bench.edit", "edit")
T = TypeVar("T")
LONG, DAY = 100_000, 500
_EVERY_COLUMN = "SELECT * FROM journal_entry ORDER BY device_id, number"
_NUMBERS = count()


def measure() -> Iterator[Measurement]:
    """A long journal against a bare read of the same rows, then the entries of one day, and their intake."""
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="jfs-bench-") as name:
        folder = Path(name)
        vault, _ = Vault.create(folder / "device", vaults.PASSPHRASE, clock=clock, cost=vaults.CHEAP)
        device = first_run.begin(vault, clock, FirstRun("Northgate Skills", "Bench"))
        who = FirstRun("Northgate Skills", "Head office")
        centre, _ = enrolment.set_up(
            folder / "centre", vaults.PASSPHRASE, who, clock=clock, cost=vaults.CHEAP
        )
        given = enrolment.give_code(centre, folder)
        sync.enrol(device, given.card, given.code)
        _fill(device, LONG)
        yield from _long(device, centre, folder)
        yield from _day(device, centre, folder)
        device.close()
        centre.close()


def _long(device: Workspace, centre: Workspace, folder: Path) -> Iterator[Measurement]:
    floor = median_ms(lambda: _read(device), 5)
    value = median_ms(lambda: sync_bundles.export(device, folder), 5)
    yield Measurement("bundle of a journal, to reading the same rows", LONG, value, floor, most_ratio=1.6)
    made = sync_bundles.export(device, folder).value
    if made is not None:
        taken, took = _timed(lambda: intake.take_in(centre, made.path, folder))
        yield Measurement("taking that bundle in, verified and stored", LONG, took)
        sync.receive(device, taken.receipt)


def _day(device: Workspace, centre: Workspace, folder: Path) -> Iterator[Measurement]:
    times, intakes = [], []
    for _ in range(5):
        _fill(device, DAY, at_once=4)
        made, took = _timed(lambda: sync_bundles.export(device, folder).value)
        times.append(took)
        if made is not None:
            path = made.path
            taken, took = _timed(lambda path=path: intake.take_in(centre, path, folder))  # type: ignore[misc]
            intakes.append(took)
            sync.receive(device, taken.receipt)
    yield Measurement("a day's bundle, from call to file", DAY, sorted(times)[2], most=1000)
    yield Measurement("taking a day's bundle in, with its receipt", DAY, sorted(intakes)[2])


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    value = work()
    return value, (time.perf_counter() - start) * 1000


def _read(workspace: Workspace) -> int:
    """Every column of every journal entry, by the database's own cursor."""
    with workspace.reading() as db:
        cursor = db.connection().connection.cursor()
        cursor.execute(_EVERY_COLUMN)
        return sum(len(rows) for rows in iter(lambda: cursor.fetchmany(5000), []))


def _fill(workspace: Workspace, entries: int, at_once: int = 1000) -> None:
    """So many entries, a few or many to a change."""
    for _ in range(entries // at_once):
        with workspace.changing(EDIT) as change:
            change.db.add_all(_person(workspace.new_key()) for _ in range(at_once))


def _person(key: UUID) -> Participant:
    number = next(_NUMBERS)
    return Participant(
        id=key, first_name=f"Bench {number}", last_name=vaults.LAST[number % len(vaults.LAST)],
        date_of_birth=None, ni_number=None, address=f"{number} Example Row", postcode="NE1 4ZZ", nation="ENG",
        telephone="01632 960123", email=f"person{number}@example.org", vulnerable=False,
        contact_notes=f"Rings back after {number % 24}:00, prefers text; spoke about work in care.",
    )  # fmt: skip
