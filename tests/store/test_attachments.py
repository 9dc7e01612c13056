"""Attachments on disk: sealed, whole or told, gone when erased, in every copy, and no stray after a kill
(SECURITY 2.7; I6)."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.errors import NotFound, VaultProblem
from jfs_desktop.records.attachment import Attachment, AttachmentKey
from jfs_desktop.store import attachment_files, attachments
from jfs_desktop.store.attachment_files import CHUNK, Damaged, seal, unseal
from jfs_desktop.store.unit_of_work import reading
from jfs_desktop.store.vault import Vault
from tests.conftest import PASSPHRASE, FakeClock
from tests.store.conftest import Changing
from tests.store.made_attachments import CONTENT, add_row, adviser

TOP = Path(__file__).resolve().parents[2]
ID, OTHER = (UUID(int=(7 << 76) | (2 << 62) | number) for number in (501, 502))
KEY = bytes(range(32))
CANARY = b"CANARY-OF-A-PASSPORT"


def keep(vault: Vault, change: Changing, attachment_id: UUID = ID, content: bytes = CONTENT) -> Path:
    with change("attachments.keep", label="") as kept:
        add_row(kept, attachment_id, adviser(kept), content)
        attachments.put(kept, vault.folder, attachment_id, content)
    return attachment_files.place(vault.folder, attachment_id)


def content_of(vault: Vault, attachment_id: UUID = ID) -> bytes:
    with reading(vault.engine) as db:
        return attachments.content_of(db, vault.folder, attachment_id)


def check(vault: Vault) -> attachments.AttachmentReport:
    with reading(vault.engine) as db:
        return attachments.verify(db, vault.folder)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_is_sealed_is_unsealed(length: int) -> None:
    content = random.Random(length).randbytes(length)
    sealed = seal(ID, KEY, content)
    assert unseal(ID, KEY, sealed) == content
    assert seal(ID, bytes(32), content) != sealed


def test_any_altered_bit_and_any_other_length_is_told() -> None:
    """Also chunks dropped, swapped or cut off at their ends, another id, and another key."""
    short, long = seal(ID, KEY, b"a passport"), seal(ID, KEY, random.Random(1).randbytes(3 * CHUNK))
    for position in range(len(short)):
        for bit in range(8):
            altered = bytearray(short)
            altered[position] ^= 1 << bit
            with pytest.raises(Damaged):
                unseal(ID, KEY, bytes(altered))
    head, piece = len(attachment_files.MAGIC), CHUNK + 16
    chunks = [long[head + number * piece : head + (number + 1) * piece] for number in range(3)]
    wrong = [short[:length] for length in range(len(short))] + [short + b"x", long + bytes(16)]
    for order in ((0,), (0, 1), (1, 0, 2), (0, 2), (0, 1, 1, 2), (0, 1, 2, 2)):
        wrong.append(attachment_files.MAGIC + b"".join(chunks[number] for number in order))
    for sealed in wrong:
        with pytest.raises(Damaged):
            unseal(ID, KEY, sealed)
    for attachment_id, key in ((OTHER, KEY), (ID, bytes(32))):
        with pytest.raises(Damaged):
            unseal(attachment_id, key, short)


def test_it_is_read_again_after_a_lock_and_lies_sealed_in_a_file_of_its_own(
    vault: Vault, change: Changing
) -> None:
    place = keep(vault, change)
    assert place.parent == vault.folder / "att" and place.name == str(ID)
    assert CANARY not in place.read_bytes() and content_of(vault) == CONTENT
    if os.name != "nt":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    vault.lock()
    vault.unlock(PASSPHRASE)
    assert content_of(vault) == CONTENT
    assert vault.verify().ok


def test_no_two_files_share_a_key_and_none_is_in_the_journal(vault: Vault, change: Changing) -> None:
    """DESIGN 3.4: every column of the journal is read for the keys."""
    keep(vault, change)
    keep(vault, change, OTHER)
    with reading(vault.engine) as db:
        keys = [db.get_one(AttachmentKey, known).key for known in (ID, OTHER)]
        rows = db.connection().exec_driver_sql("SELECT * FROM journal_entry").all()
    said = b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )
    assert len(set(keys)) == 2 and rows
    for key in keys:
        assert len(key) == 32 and key not in said and key.hex().encode() not in said


def test_taken_back_with_its_change(vault: Vault, change: Changing) -> None:
    with pytest.raises(RuntimeError, match="stopped"), change("attachments.keep", label="") as kept:
        add_row(kept, ID, adviser(kept), CONTENT)
        attachments.put(kept, vault.folder, ID, CONTENT)
        assert names(vault.folder / "att") == {str(ID)}
        raise RuntimeError("stopped")
    assert names(vault.folder / "att") == set() and vault.verify().ok


def test_a_full_disk_leaves_neither_file_nor_row(vault: Vault, change: Changing) -> None:
    if sys.platform != "linux":
        pytest.skip("a limit on the size of files stands for the full disk here")
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(CONTENT) // 2, old[1]))
    try:
        with pytest.raises(VaultProblem) as refused:
            keep(vault, change)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert refused.value.remedy and names(vault.folder / "att") == set()
    with pytest.raises(NotFound):
        content_of(vault)
    assert vault.verify().ok


def test_an_erased_one_is_gone_from_the_folder_and_has_no_key(vault: Vault, change: Changing) -> None:
    place = keep(vault, change)
    with change("attachments.take_back", label="") as taken:
        attachments.erase(taken, vault.folder, ID)
        taken.db.get_one(Attachment, ID).removed_at = taken.at
        assert place.exists()
    assert not place.exists()
    with pytest.raises(NotFound, match="taken back"):
        content_of(vault)
    with reading(vault.engine) as db:
        assert db.get(AttachmentKey, ID) is None and db.get(Attachment, ID) is not None
    assert vault.verify().ok


def test_the_check_tells_what_is_missing_damaged_or_a_stray(vault: Vault, change: Changing) -> None:
    """I6: a missing file is reported, not discovered."""
    places = [keep(vault, change, UUID(int=ID.int + number), b"%d" % number * 100) for number in range(4)]
    assert (
        check(vault) == attachments.AttachmentReport(4)
        and "4 attachments read and whole" in check(vault).text
    )
    places[0].unlink()
    places[1].write_bytes(places[1].read_bytes()[:-1])
    places[2].write_bytes(places[3].read_bytes())
    (vault.folder / "att" / ".DS_Store").write_bytes(b"x")
    found = check(vault)
    assert (found.whole, found.strays, found.ok) == (1, 0, False)
    for name in ("notes.txt", str(UUID(int=1))):
        (vault.folder / "att" / name).write_bytes(b"x")
    found = check(vault)
    assert found.missing == (ID,) and len(found.damaged) == 2 and found.strays == 2
    assert "1 of 4 attachments missing" in found.text and "2 of 4 attachments damaged" in found.text
    report = vault.verify()
    assert [part.name for part in report.checks if not part.ok] == ["attachments"]
    for attachment_id, words in ((ID, "missing"), (UUID(int=ID.int + 2), "damaged")):
        with pytest.raises(VaultProblem, match=words) as told:
            content_of(vault, attachment_id)
        assert told.value.remedy and str(vault.folder) not in told.value.sentence


def test_a_backup_has_the_attachments_and_brings_them_back(
    vault: Vault, change: Changing, clock: FakeClock
) -> None:
    """Missing, damaged and erased ones come back; what came later is kept beside the store replaced."""
    place = keep(vault, change)
    keep(vault, change, OTHER, b"another")
    copy = vault.back_up()
    pool = copy.parent / "attachments"
    assert names(pool) == {str(ID), str(OTHER)} and CANARY not in (pool / str(ID)).read_bytes()
    (pool / f"{ID}.part-0a1b2c3d").write_bytes(b"cut off")
    later = UUID(int=ID.int + 9)
    keep(vault, change, later, b"later")
    with change("attachments.take_back", label="") as taken:
        attachments.erase(taken, vault.folder, OTHER)
        taken.db.get_one(Attachment, OTHER).removed_at = taken.at
    place.write_bytes(b"damaged")
    vault.close()
    kept = Vault.restore(vault.folder, copy, passphrase=PASSPHRASE, clock=clock)
    opened = Vault.open(vault.folder, passphrase=PASSPHRASE, clock=clock)
    assert content_of(opened) == CONTENT and content_of(opened, OTHER) == b"another"
    assert names(vault.folder / "att") == {str(ID), str(OTHER)} and opened.verify().ok
    assert names(pool) == {str(ID), str(OTHER), str(later)}
    opened.close()
    Vault.restore(vault.folder, kept, passphrase=PASSPHRASE, clock=clock)
    again = Vault.open(vault.folder, passphrase=PASSPHRASE, clock=clock)
    assert content_of(again, later) == b"later" and again.verify().ok
    again.close()


def test_a_backup_elsewhere_is_whole_and_one_missing_file_does_not_stop_it(
    vault: Vault, change: Changing, tmp_path: Path, clock: FakeClock
) -> None:
    place = keep(vault, change)
    keep(vault, change, OTHER, b"another")
    place.unlink()
    copy = vault.back_up(tmp_path / "stick" / "store.db")
    assert names(copy.parent / "attachments") == {str(OTHER)}
    vault.close()
    (vault.folder / "att" / str(OTHER)).unlink()
    Vault.restore(vault.folder, copy, passphrase=PASSPHRASE, clock=clock)
    opened = Vault.open(vault.folder, passphrase=PASSPHRASE, clock=clock)
    assert content_of(opened, OTHER) == b"another"
    with reading(opened.engine) as db:
        assert attachments.verify(db, opened.folder).missing == (ID,)
    opened.close()


@pytest.fixture
def child(vault: Vault) -> Callable[[str], subprocess.Popen[str]]:
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("a process is killed here")
    vault.close()

    def start(when: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.store.attachment_child", str(vault.folder), PASSPHRASE, when],
            stdout=subprocess.PIPE, text=True, cwd=TOP, env=os.environ | {"PYTHONPATH": str(TOP)},
        )  # fmt: skip

    return start


def test_killed_between_file_and_row_leaves_a_stray_that_the_next_opening_sweeps(
    vault: Vault, child: Callable[[str], subprocess.Popen[str]], clock: FakeClock
) -> None:
    with child("file") as process:
        assert process.stdout is not None
        said = process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL and len(said) == 3
    assert names(vault.folder / "att") == set(said)
    assert CANARY not in b"".join(path.read_bytes() for path in (vault.folder / "att").iterdir())
    opened = Vault.open(vault.folder, passphrase=PASSPHRASE, clock=clock)
    assert names(vault.folder / "att") == set(said[:2])
    assert opened.verify().ok and content_of(opened, UUID(said[0])) == CONTENT
    opened.close()


def test_killed_at_any_moment_nothing_acknowledged_is_lost(
    vault: Vault, child: Callable[[str], subprocess.Popen[str]], clock: FakeClock
) -> None:
    acknowledged: list[str] = []
    chance = random.Random(11)
    for _ in range(4):
        with child("for-ever") as process:
            assert process.stdout is not None
            acknowledged += [process.stdout.readline().strip() for _ in range(chance.randrange(1, 9))]
            process.kill()
            acknowledged += process.stdout.read().split()
        opened = Vault.open(vault.folder, passphrase=PASSPHRASE, clock=clock)
        assert opened.verify().ok
        assert all(content_of(opened, UUID(known)) == CONTENT for known in acknowledged)
        opened.close()
    assert len(acknowledged) >= 4
