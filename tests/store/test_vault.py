"""Opening, locking and closing a vault, and everything that may be wrong with its folder."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jfs_desktop.errors import VaultInUse, VaultProblem, WrongPassphrase
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.staff import Staff
from jfs_desktop.store import backup, place
from jfs_desktop.store.files import STRAY
from jfs_desktop.store.turn import Turn
from jfs_desktop.store.unit_of_work import reading
from jfs_desktop.store.vault import Vault
from tests import patience
from tests.conftest import CHEAP, PASSPHRASE, FakeClock
from tests.store.conftest import Changing
from tests.store.test_journal import STAFF

NEW = "nine calm herons stand"


@pytest.fixture
def closed(vault: Vault, change: Changing) -> Path:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    vault.close()
    return vault.folder


def opens(folder: Path, clock: FakeClock, passphrase: str = PASSPHRASE) -> bool:
    opened = Vault.open(folder, passphrase=passphrase, clock=clock)
    with reading(opened.engine) as db:
        found = db.get(Staff, STAFF) is not None
    opened.close()
    return found


def told(folder: Path, clock: FakeClock) -> VaultProblem:
    """The refusal of an opening; it must be plain, say what to do, and never lead to deleting anything."""
    with pytest.raises(VaultProblem) as refused:
        Vault.open(folder, passphrase=PASSPHRASE, clock=clock)
    problem = refused.value
    assert problem.remedy and problem.text.endswith(".") and str(folder) not in problem.sentence
    assert "delete" not in problem.remedy.lower() and "Traceback" not in problem.sentence
    return problem


def test_a_new_vault_opens_by_passphrase_and_by_recovery_code(vault_folder: Path, clock: FakeClock) -> None:
    assert not Vault.exists(vault_folder)
    made, code = Vault.create(vault_folder, PASSPHRASE, clock=clock, cost=CHEAP)
    device_id = made.device_id
    made.close()
    made.close()
    assert Vault.exists(vault_folder)
    for way in ({"passphrase": PASSPHRASE}, {"recovery_code": code.lower().replace("-", " ")}):
        opened = Vault.open(vault_folder, clock=clock, **way)
        assert opened.device_id == device_id and opened.verify().ok
        opened.close()
    with pytest.raises(WrongPassphrase):
        Vault.open(vault_folder, passphrase="wrong", clock=clock)
    with pytest.raises(VaultProblem, match="already"):
        Vault.create(vault_folder, NEW, clock=clock, cost=CHEAP)


def test_the_folder_and_all_in_it_are_the_owners_alone(vault: Vault) -> None:
    if os.name == "nt":
        pytest.skip("file modes mean nothing on Windows")
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    for path in vault.folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    vault.close()
    vault.folder.chmod(0o755)
    Vault.open(vault.folder, passphrase=PASSPHRASE, clock=FakeClock(vault._clock.now())).close()
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700


def test_a_new_passphrase_and_a_forgotten_one(vault_folder: Path, clock: FakeClock) -> None:
    made, code = Vault.create(vault_folder, PASSPHRASE, clock=clock, cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        made.change_passphrase("wrong", NEW)
    made.change_passphrase(PASSPHRASE, NEW)
    made.close()
    with pytest.raises(WrongPassphrase):
        Vault.open(vault_folder, passphrase=PASSPHRASE, clock=clock)
    opened = Vault.open(vault_folder, passphrase=NEW, clock=clock)
    opened.set_passphrase_by_code(code, PASSPHRASE)
    opened.close()
    Vault.open(vault_folder, passphrase=PASSPHRASE, clock=clock).close()


def test_a_locked_vault_gives_nothing_and_keeps_others_out(
    vault: Vault, change: Changing, clock: FakeClock
) -> None:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    vault.lock()
    assert vault.is_locked
    with pytest.raises(VaultProblem, match="locked"):
        _ = vault.engine
    with pytest.raises(VaultInUse) as refused:
        Vault.open(vault.folder, passphrase=PASSPHRASE, clock=clock)
    assert refused.value.remedy
    with pytest.raises(WrongPassphrase):
        vault.unlock("wrong")
    assert vault.is_locked
    vault.unlock(PASSPHRASE)
    with reading(vault.engine) as db:
        assert db.get(Staff, STAFF) is not None
    report = vault.verify()
    assert report.ok and report.rows["staff"] == 1 and report.rows["journal_head"] == 1


def test_locking_in_the_middle_of_a_read_closes_it(vault: Vault) -> None:
    with pytest.raises(VaultProblem, match="locked before"), reading(vault.engine) as db:
        db.connection()
        vault.lock()
        db.get(Staff, STAFF)
    vault.unlock(PASSPHRASE)
    assert vault.verify().ok


def test_any_flipped_bit_of_the_database_is_told(closed: Path, clock: FakeClock) -> None:
    database = closed / "store.db"
    whole = database.read_bytes()
    chance = random.Random(7)
    pages = len(whole) // 4096
    places = [0, 15, 16, 4095, *(page * 4096 + chance.randrange(4096) for page in range(0, pages, 2))]
    for position in places:
        altered = bytearray(whole)
        altered[position] ^= 1 << chance.randrange(8)
        database.write_bytes(altered)
        assert "damaged" in told(closed, clock).text
    database.write_bytes(whole)
    assert opens(closed, clock)


def test_a_flipped_bit_is_told_behind_the_work_where_the_door_let_it_by(
    closed: Path, clock: FakeClock
) -> None:
    """The window looks at every page behind the unlock: what the door missed is told then."""
    database = closed / "store.db"
    whole = database.read_bytes()
    chance = random.Random(11)
    by_the_door = 0
    for page in range(0, len(whole) // 4096, 3):
        altered = bytearray(whole)
        altered[page * 4096 + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        database.write_bytes(altered)
        with pytest.raises(VaultProblem, match="damaged"):
            opened = Vault.open(closed, passphrase=PASSPHRASE, clock=clock, look_through=False)
            try:
                by_the_door += 1
                opened.look_through()
            finally:
                opened.close()
    assert by_the_door > 0
    database.write_bytes(whole)
    opened = Vault.open(closed, passphrase=PASSPHRASE, clock=clock, look_through=False)
    opened.look_through()
    opened.close()


@pytest.mark.parametrize("length", [0, 1, 100, 4096, 4097, -4096, -16])
def test_a_truncated_database_is_told(closed: Path, clock: FakeClock, length: int) -> None:
    """What is cut off is read as zeros: of random bytes that seal a page, one may be zero, not sixteen."""
    database = closed / "store.db"
    database.write_bytes(database.read_bytes()[:length])
    assert "damaged" in told(closed, clock).text
    if length != -16:  # a cut inside the last page is found behind the work
        with pytest.raises(VaultProblem, match="damaged"):
            Vault.open(closed, passphrase=PASSPHRASE, clock=clock, look_through=False)


def test_files_that_are_missing_foreign_or_plain_are_told(
    closed: Path, clock: FakeClock, tmp_path: Path
) -> None:
    database = closed / "store.db"
    kept = database.read_bytes()
    database.unlink()
    assert "missing" in told(closed, clock).text
    database.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    assert "not encrypted" in told(closed, clock).text
    database.write_bytes(os.urandom(8192))
    assert "damaged" in told(closed, clock).text
    database.write_bytes(kept)
    (closed / "keys.json").write_bytes(b"{")
    assert opens(closed, clock)
    for name in ("keys.json", "keys.json.bak"):
        (closed / name).unlink()
    assert "missing" in told(closed, clock).text
    with pytest.raises(VaultProblem, match="no vault"):
        Vault.open(tmp_path / "nowhere", passphrase=PASSPHRASE, clock=clock)
    assert not (tmp_path / "nowhere").exists()


def test_unfinished_files_are_swept(closed: Path, clock: FakeClock) -> None:
    strays = [
        closed / "keys.json.part-0a1b2c3d",
        closed / "backup" / "store.db.part-00000000",
        closed / "store.db.new",
    ]
    for stray in strays:
        stray.write_bytes(b"x")
    assert opens(closed, clock)
    assert not any(stray.exists() for stray in strays)


def test_a_backup_is_whole_and_takes_the_place_of_the_database(
    vault: Vault, change: Changing, clock: FakeClock
) -> None:
    """Also while a newer write-ahead log lies about, and when the work was cut off in the middle."""
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    copy = vault.back_up()
    with change() as second:
        second.db.get_one(Staff, STAFF).name = "Bea Bell"
    key = bytearray(vault._held_key())
    stale = (vault.folder / "store.db-wal").read_bytes()
    vault.close()
    (vault.folder / "store.db-wal").write_bytes(stale)
    backup.put_back(vault.folder, copy, key)
    opened = Vault.open(vault.folder, passphrase=PASSPHRASE, clock=clock)
    with reading(opened.engine) as db:
        assert db.get_one(Staff, STAFF).name == "Ann Avery"
    assert opened.verify().ok
    opened.close()
    (vault.folder / "store.db.new").write_bytes(copy.read_bytes())
    (vault.folder / "restore.pending").write_bytes(b"store.db.new")
    (vault.folder / "store.db").unlink()
    assert opens(vault.folder, clock)
    damaged = bytearray(copy.read_bytes())
    damaged[5000] ^= 1
    copy.write_bytes(damaged)
    with pytest.raises(VaultProblem):
        backup.put_back(vault.folder, copy, key)
    assert opens(vault.folder, clock)


def test_a_damaged_vault_is_restored_and_what_stood_there_is_kept(
    vault: Vault, change: Changing, clock: FakeClock, tmp_path: Path
) -> None:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    copy = vault.back_up()
    vault.close()
    damaged = (vault.folder / "store.db").read_bytes()[:9000]
    (vault.folder / "store.db").write_bytes(damaged)
    with pytest.raises(WrongPassphrase):
        Vault.restore(vault.folder, copy, passphrase="wrong", clock=clock)
    kept = Vault.restore(vault.folder, copy, passphrase=PASSPHRASE, clock=clock)
    assert kept.read_bytes() == damaged
    assert opens(vault.folder, clock)
    other, _ = Vault.create(tmp_path / "other", PASSPHRASE, clock=clock, cost=CHEAP)
    other.close()
    with pytest.raises(VaultProblem):
        Vault.restore(other.folder, copy, passphrase=PASSPHRASE, clock=clock)
    unchanged = Vault.open(other.folder, passphrase=PASSPHRASE, clock=clock)
    assert not unchanged.was_put_back and unchanged.device_id == other.device_id
    unchanged.close()


def test_stray_attachments_are_reported(vault: Vault) -> None:
    (vault.folder / "att" / "x").write_bytes(b"x")
    report = vault.verify()
    assert [check.name for check in report.checks if not check.ok] == ["attachments"] and not report.ok


@pytest.mark.parametrize("name", ["OneDrive - Northgate", "Dropbox", "iCloud Drive", "Mobile Documents"])
def test_folders_that_are_copied_to_a_cloud_are_refused(tmp_path: Path, clock: FakeClock, name: str) -> None:
    with pytest.raises(VaultProblem, match="cloud") as refused:
        Vault.create(tmp_path / name / "vault", PASSPHRASE, clock=clock, cost=CHEAP)
    assert "own disk" in refused.value.remedy and not (tmp_path / name).exists()
    with pytest.raises(VaultProblem, match="network"):
        place.refuse_shared(Path("//server/share/vault"))


def test_a_network_drive_is_known_by_what_macos_lists() -> None:
    listing = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)\n"
        "//carys@server/Our%20files on /Volumes/Our files (smbfs, nodev, nosuid, mounted by carys)\n"
        "/dev/disk4s1 on /Volumes/Stick on a ring (msdos, local, nodev, nosuid)\n"
    )
    mounts = list(place.told_by_mac(listing))
    assert len(mounts) == 5
    assert place.kind_at("/Users/carys/Library/vault", mounts) == "apfs"
    assert place.kind_at("/Volumes/Our files/vault", mounts) in place.NETWORK_KINDS
    assert place.kind_at("/Volumes/Our files of old", mounts) == "apfs"
    assert place.kind_at("/Volumes/Stick on a ring/vault", mounts) == "msdos"


def full(problem: VaultProblem) -> bool:
    return "disk is full" in problem.text and "Free some space" in problem.remedy


def test_a_full_database_takes_back_the_step_and_frees_the_ballast(vault: Vault, change: Changing) -> None:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    with pytest.raises(VaultProblem) as refused, change() as second:
        second.db.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        for number in range(200):
            second.db.add(Setting_of(number))
    assert full(refused.value) and not (vault.folder / "ballast").exists()
    vault.lock()
    vault.unlock(PASSPHRASE)
    assert (vault.folder / "ballast").exists()
    report = vault.verify()
    assert report.ok and report.rows["staff"] == 1 and report.rows["participant"] == 0


def Setting_of(number: int) -> Participant:
    return Participant(id=uuid(number), first_name="M", last_name="Q", contact_notes="x" * 4000)


def uuid(number: int) -> object:
    from uuid import UUID

    return UUID(int=(7 << 76) | (2 << 62) | (5000 + number))


def test_a_full_disk_loses_nothing_and_the_work_goes_on_once_there_is_room(
    clock: FakeClock, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)]
    if (
        os.name == "nt"
        or os.getuid() != 0
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip("no small disk can be mounted here")
    try:
        fill_and_go_on(disk / "vault", disk / "filler", clock)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill_and_go_on(folder: Path, filler: Path, clock: FakeClock) -> None:
    from jfs_desktop.store.unit_of_work import Author, Verb, changing

    vault, _ = Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)
    author, numbers = Author(None, vault.device_id), iter(range(10000))

    def write(count: int) -> None:
        verb = Verb("test.fill")
        with changing(
            vault.engine, verb, author, at=clock.now(), new_key=lambda: uuid(next(numbers))
        ) as change:
            for _ in range(count):
                change.db.add(Setting_of(next(numbers)))

    write(5)
    with pytest.raises(OSError, match="space"), filler.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096) == 4096:
            pass
        file.write(b"x")
    with pytest.raises(VaultProblem) as refused:
        write(300)
    assert full(refused.value)
    write(5)
    filler.unlink()
    write(100)
    vault.close()
    again = Vault.open(folder, passphrase=PASSPHRASE, clock=clock)
    report = again.verify()
    assert report.ok and report.rows["participant"] == 110
    again.close()


@contextmanager
def as_nobody(*owned: Path) -> Iterator[None]:
    """Permissions do not bind root, so that a test as root acts as somebody else."""
    if os.getuid() != 0:
        yield
        return
    for path in owned:
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="file modes mean nothing on Windows")
def test_read_only_files_are_told(clock: FakeClock) -> None:
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "vault"
        Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)[0].close()
        everything = [folder, *folder.rglob("*")]
        with as_nobody(*everything):
            (folder / "store.db").chmod(0o400)
            assert "cannot be written" in told(folder, clock).text
            (folder / "store.db").chmod(0o600)
            Vault.open(folder, passphrase=PASSPHRASE, clock=clock).close()


@pytest.mark.skipif(os.name == "nt", reason="file modes mean nothing on Windows")
def test_an_unfinished_file_that_cannot_be_removed_yet_keeps_no_vault_shut(clock: FakeClock) -> None:
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "vault"
        Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)[0].close()
        stray = folder / "backup" / f"store.db{STRAY}1"
        stray.touch()
        with as_nobody(folder, *folder.rglob("*")):
            stray.parent.chmod(0o500)
            Vault.open(folder, passphrase=PASSPHRASE, clock=clock).close()
            assert stray.exists()
            stray.parent.chmod(0o700)
            Vault.open(folder, passphrase=PASSPHRASE, clock=clock).close()
        assert not stray.exists()


@pytest.mark.skipif(
    os.name == "nt" or os.getuid() != 0, reason="needs a folder that belongs to somebody else"
)
def test_a_folder_that_belongs_to_somebody_else_is_told(clock: FakeClock) -> None:
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "vault"
        Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)[0].close()
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        with as_nobody():
            assert "cannot be written" in told(folder, clock).text
            with pytest.raises(VaultProblem, match="cannot be written"):
                Vault.create(Path(outer) / "other", PASSPHRASE, clock=clock, cost=CHEAP)


class Announced(deque[threading.Event]):
    """A queue that tells when somebody has joined it."""

    def __init__(self) -> None:
        super().__init__()
        self.joined = threading.Semaphore(0)

    def append(self, item: threading.Event) -> None:
        super().append(item)
        self.joined.release()


def test_writers_take_turns_in_the_order_they_came() -> None:
    order: list[int] = []
    threads: list[threading.Thread] = []
    turn = Turn()
    turn._waiting = queue = Announced()

    def write(number: int) -> None:
        with turn.taken():
            order.append(number)

    with turn.taken():
        for number in range(8):
            threads.append(threading.Thread(target=write, args=(number,)))
            threads[-1].start()
            assert queue.joined.acquire(timeout=patience.SECONDS)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_a_failed_making_leaves_the_folder_free(tmp_path: Path, clock: FakeClock) -> None:
    from jfs_desktop.store.migrate import Schema

    folder = tmp_path / "vault"
    with pytest.raises(Exception, match="nowhere"):
        Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP, schema=Schema(tmp_path / "nowhere", "0001"))
    Vault.create(folder, PASSPHRASE, clock=clock, cost=CHEAP)[0].close()


def test_the_sentence_of_a_locked_out_process(vault: Vault) -> None:
    """A second process, not a second handle of this one."""
    code = (
        "import sys; from pathlib import Path\n"
        "from jfs_desktop.clock import SystemClock; from jfs_desktop.store.vault import Vault\n"
        "from jfs_desktop.errors import VaultInUse\n"
        "try: Vault.open(Path(sys.argv[1]), passphrase=sys.argv[2], clock=SystemClock())\n"
        "except VaultInUse as e: print(e.sentence)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(vault.folder), PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "The vault is open in another window or program. Close that one first.\n"
    assert done.stderr == ""
