"""The store: a verb with its journal entry, unlocking, and checking the journal."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.settings import IDLE_MINUTES, put
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office.first_run import FirstRun, begin
from jfs_desktop.clock import SystemClock
from jfs_desktop.records.participant import Participant
from jfs_desktop.store.journal import verify_chain
from jfs_desktop.store.key_header import ArgonCost
from jfs_desktop.store.unit_of_work import Verb, changing
from jfs_desktop.store.vault import Vault
from measurement import Measurement, median_ms

PASSPHRASE = "seven quiet otters wade"  # noqa: S105
CHEAP = ArgonCost(memory_kib=19 * 1024, passes=1, lanes=1)
EDIT = Verb("bench.edit", "edit")
ENTRIES = 20_000


def measure() -> Iterator[Measurement]:
    """A verb against a bare edit and commit of the same record; unlock; the chain."""
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="jfs-bench-") as folder:
        vault, _ = Vault.create(Path(folder) / "vault", PASSPHRASE, clock=clock, cost=CHEAP)
        workspace = begin(vault, clock, FirstRun("Northgate Skills", "Bench"))
        person = _person(workspace)
        floor = median_ms(lambda: _bare_edit(vault, person), 200)
        value = median_ms(lambda: _verb(workspace, person), 200)
        yield Measurement("a verb with journal entry, hash and commit", 200, value, floor, most_ratio=3)
        minutes = count(1)
        setting = median_ms(lambda: put(workspace, IDLE_MINUTES, next(minutes) % 50 + 1), 100)
        yield Measurement("changing a setting, from call to commit", 100, setting, floor)
        _fill(workspace, ENTRIES)
        with workspace.reading() as db:
            chain = median_ms(lambda: verify_chain(db), 3)
        rate = ENTRIES / chain * 1000
        yield Measurement("journal entries checked a second", ENTRIES, rate, 80_000, unit="/s")
        vault.lock()
        derive = median_ms(_derive, 5)
        unlock = median_ms(lambda: _unlock(vault), 5)
        yield Measurement("unlock, Argon2id apart", 5, max(unlock - derive, 0), most=50)
        vault.close()


def _person(workspace: Workspace) -> UUID:
    person_id = workspace.new_key()
    with workspace.changing(EDIT) as change:
        change.db.add(
            Participant(
                id=person_id, first_name="Bench", last_name="Mark", date_of_birth=date(1990, 1, 1),
                ni_number=None, address="", postcode="", nation="ENG", telephone="", email="",
                vulnerable=False, contact_notes="",
            )
        )  # fmt: skip
    return person_id


_TEXTS = count()


def _bare_edit(vault: Vault, person_id: UUID) -> None:
    with Session(vault.engine.execution_options(write=True)) as db, db.begin():
        person = db.get(Participant, person_id)
        if person is not None:
            person.contact_notes = f"note {next(_TEXTS)}"


def _verb(workspace: Workspace, person_id: UUID) -> None:
    with changing(
        workspace.vault.engine, EDIT, workspace.author, at=workspace.now(), new_key=workspace.new_key
    ) as change:
        person = change.db.get(Participant, person_id)
        if person is not None:
            person.contact_notes = f"note {next(_TEXTS)}"


def _fill(workspace: Workspace, entries: int) -> None:
    """Journal entries in batches, so that the chain has a length worth measuring."""
    for _ in range(entries // 1000):
        with workspace.changing(EDIT) as change:
            for _ in range(1000):
                change.db.add(
                    Participant(
                        id=uuid4(), first_name="Bench", last_name="Mark", date_of_birth=None, ni_number=None,
                        address="", postcode="", nation=None, telephone="", email="", vulnerable=False,
                        contact_notes=f"{datetime.now().astimezone()}",
                    )
                )  # fmt: skip


def _derive() -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        PASSPHRASE.encode(), bytes(16), CHEAP.passes, CHEAP.memory_kib, CHEAP.lanes, 32, Type.ID
    )


def _unlock(vault: Vault) -> None:
    vault.unlock(PASSPHRASE)
    vault.lock()
