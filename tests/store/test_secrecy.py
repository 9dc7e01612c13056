"""What can be found on the disk and in memory by somebody without the passphrase: nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine.interfaces import CacheStats

from jfs_desktop.records.draft import Draft
from jfs_desktop.records.journal import Device
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.staff import Staff
from jfs_desktop.store import dialect
from jfs_desktop.store.unit_of_work import reading
from jfs_desktop.store.vault import Vault
from tests.conftest import PASSPHRASE, FakeClock
from tests.store.conftest import Changing
from tests.store.secrecy_child import MASK
from tests.store.test_journal import AT, PERSON, STAFF

TOP = Path(__file__).resolve().parents[2]
CANARIES = ("Canaryname", "QQ123456C", "Canary note", "Canary draft", "canary.change", PASSPHRASE)


def files_with(folder: Path, canaries: tuple[str, ...]) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            spelt = [form for word in canaries for form in (word.encode(), word.encode("utf-16-le"))]
            found += [path.name for form in spelt if form in data]
    return found


def test_no_name_or_number_is_found_in_any_file(vault: Vault, change: Changing) -> None:
    """While open with a write-ahead log, after a lock, and in a backup."""
    with change("canary.change", reason="Canary note") as first:
        first.db.add(Staff(id=STAFF, name="Canaryname"))
        first.db.add(
            Participant(id=PERSON, first_name="Canaryname", last_name="Canaryname", ni_number="QQ123456C")
        )
        first.db.add(Draft(owner="plan", body={"text": "Canary draft"}, saved_at=AT))
    assert (vault.folder / "store.db-wal").stat().st_size > 0
    assert files_with(vault.folder, CANARIES) == []
    backup = vault.back_up()
    vault.lock()
    assert not (vault.folder / "store.db-wal").exists()
    assert files_with(vault.folder, CANARIES) == []
    assert b"SQLite" not in backup.read_bytes()[:16]
    vault.unlock(PASSPHRASE)
    with reading(vault.engine) as db:
        assert db.get_one(Participant, PERSON).ni_number == "QQ123456C"


def test_passphrase_key_and_parameters_stand_in_no_text_of_the_vault(vault: Vault) -> None:
    key = vault._held_key().hex()
    for shown in (repr(vault), repr(vault.engine), repr(vault.engine.url), repr(vars(vault.engine.pool))):
        assert key not in shown and PASSPHRASE not in shown


@pytest.mark.skipif(sys.platform != "linux", reason="looks through /proc")
def test_a_locked_vault_holds_no_open_file_and_no_key_in_memory(vault: Vault, clock: FakeClock) -> None:
    """Even with a transaction left open by a part of the program that forgot it."""
    vault.close()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.secrecy_child", str(vault.folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TOP,
    ) as child:  # fmt: skip
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(PASSPHRASE + "\n")
        child.stdin.flush()
        key = bytes(int(byte) ^ MASK for byte in child.stdout.readline().split())
        needles = (key, key.hex().encode(), key.hex().upper().encode())
        assert len(key) == 32
        open_before = store_files(child.pid)
        found_before = copies(child.pid, needles)
        child.stdin.write("\n")
        child.stdin.flush()
        assert child.stdout.readline() == "locked\n"
        assert open_before and found_before[0] > 0
        assert store_files(child.pid) == []
        assert copies(child.pid, needles) == [0, 0, 0]
        child.stdin.close()


def store_files(pid: int) -> list[str]:
    links = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
    return [link for link in links if "store.db" in link]


def copies(pid: int, needles: tuple[bytes, ...]) -> list[int]:
    counts = [0] * len(needles)
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            fields = line.split()
            if "r" not in fields[1] or line.rstrip().endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            start, end = (int(place, 16) for place in fields[0].split("-"))
            memory.seek(start)
            try:
                content = memory.read(end - start)
            except OSError:
                continue
            counts = [count + content.count(needle) for count, needle in zip(counts, needles, strict=True)]
    return counts


def test_a_lock_lets_go_of_the_words_that_were_asked_for(vault: Vault) -> None:
    """A compiled statement keeps the values with which it was asked first."""
    with reading(vault.engine) as db:
        db.scalars(select(Participant.id).where(Participant.last_name == "Canaryname")).all()
    asked = dialect.compiled()
    kept = [one.cache_key.bindparams for one in asked.values() if one.cache_key is not None]
    assert any(one.value == "Canaryname" for values in kept for one in values)
    vault.lock()
    assert not asked
    assert not dialect.compiled()
    assert dialect.compiled() is not asked, "a reading that ends late brings nothing back"


def test_what_was_compiled_for_one_vault_serves_the_next(vault: Vault, clock: FakeClock) -> None:
    asked = select(Device.id)
    with vault.engine.connect() as db:
        db.execute(asked)
    other = Vault.in_memory(clock)
    with other.engine.connect() as db:
        found = db.execute(asked)
        assert found.context.cache_hit is CacheStats.CACHE_HIT
        assert found.scalars().all() == [other.device_id]
    other.close()
