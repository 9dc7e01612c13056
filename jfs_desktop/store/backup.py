"""Whole, verified copies of the database with its attachments, and putting one back.

The attachments of all copies in a folder lie beside them, in ``attachments``: still encrypted, and only
readable with the keys inside a copy.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from jfs_desktop.errors import VaultProblem
from jfs_desktop.store import attachment_files, trouble
from jfs_desktop.store.attachment_files import FOLDER, POOL, RECEIVED
from jfs_desktop.store.engine import open_connection, set_key
from jfs_desktop.store.files import flush_file, flush_folder, part_path, swap_in, write_whole
from jfs_desktop.store.put_back import mark

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_PUT_ASIDE: Final = "put aside as a backup was put back"
_WHY: Final = {"before-schema": "before an update of the program", "replaced": _PUT_ASIDE}
PENDING = "restore.pending"
"""Names the file being put back; while it is there, the opening of the vault finishes the work."""
FRESH = "store.db.new"


class Home(NamedTuple):
    """Where attachments of one kind lie in the vault's folder, and the table that has their keys."""

    folder: str
    table: str


class Kept(NamedTuple):
    """A copy in the vault's ``backup`` folder: when it was made (aware), and why, in a few words."""

    path: Path
    made_at: datetime
    why: str


HOMES = (Home(FOLDER, "attachment_key"), Home(f"{RECEIVED}/{FOLDER}", "received_file"))
"""The vault's own, and at head office those that devices sent."""


def listed(folder: Path) -> tuple[Kept, ...]:
    """The copies beside a vault, the newest first, and below the backups what was put aside, which may be
    damaged; none of them is looked into."""
    found = []
    with trouble.told_plainly():
        for path in (folder / "backup").glob("*.db"):
            why = next((words for start, words in _WHY.items() if path.name.startswith(start)), "")
            found.append(Kept(path, _made_at(path), why))
    return tuple(sorted(found, key=lambda one: (one.why != _PUT_ASIDE, one.made_at), reverse=True))


def _made_at(path: Path) -> datetime:
    """As its name tells, or the file."""
    try:
        return datetime.strptime(path.stem.rpartition("-")[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        written = path.stat().st_mtime
        return datetime.fromtimestamp(written, UTC)


def stamp(at: datetime) -> str:
    """A moment as the names of copies have it."""
    return at.astimezone(UTC).strftime(_STAMP)


def make(database: Path, key: bytearray, target: Path) -> None:
    """Copies a database to ``target``, under the same key, checks the copy and swaps it in.

    All pages are copied in one step: a copy in small steps starts again at every commit and may
    never end. The attachments it names follow, those that are not there yet. Raises VaultProblem, and
    leaves no copy behind, on failure.
    """
    part = part_path(target)
    try:
        with trouble.told_plainly(beside=target.parent):
            target.parent.mkdir(mode=0o700, exist_ok=True)
            _copy(database, key, part)
            check(part, key)
            for home in HOMES:
                source = database.parent / home.folder
                attachment_files.spread(source, target.parent / POOL, named_in(part, key, home))
            flush_file(part)
            swap_in(part, target)
    finally:
        for leftover in _with_log(part):
            leftover.unlink(missing_ok=True)


def _copy(database: Path, key: bytearray, part: Path) -> None:
    source = open_connection(database, key)
    try:
        copy = sqlcipher.connect(str(part), isolation_level=None)
        try:
            copy.execute("PRAGMA cipher_log_level = NONE")
            set_key(copy, key)
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            copy.close()
    finally:
        source.close()


def check(database: Path, key: bytearray) -> None:
    """Raises :class:`VaultProblem` unless every page of a closed copy is whole."""
    connection = open_connection(database, key)
    try:
        problems = page_problems(connection)
    finally:
        connection.close()
    if problems:
        raise VaultProblem(
            "The backup could not be verified, so it was not kept.", remedy="Check the disk, then try again."
        )


def named_in(database: Path, key: bytearray, home: Home) -> dict[UUID, bytes]:
    """The attachments of one kind that a closed copy has keys for, with the SHA-256 of each sealed file."""
    connection = open_connection(database, key)
    try:
        known = "SELECT count(*) FROM sqlite_master WHERE name = ?"
        if not connection.execute(known, (home.table,)).fetchone()[0]:
            return {}  # of a version of the program that had none
        rows = connection.execute(f"SELECT attachment_id, sealed_sha256 FROM {home.table}").fetchall()  # noqa: S608
    finally:
        connection.close()
    return {UUID(attachment_id): digest for attachment_id, digest in rows}


def page_problems(connection: Any) -> list[str]:
    """What a full check of the pages finds, in the database's own words; empty when all is well.

    The log is folded in first: the page check reads the file past it and would give false alarms.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"{row[0]}: a row points at nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    return found


def put_back(folder: Path, backup: Path, key: bytearray, *, keep: Path | None = None) -> None:
    """Puts a backup in the place of the folder's closed ``store.db``, which is first copied to ``keep``.

    Its attachments come back first. With ``keep``, those now in the vault are copied beside it: the
    opening of the vault sweeps away what the restored database does not know, and the vault is marked as one
    that was put back.

    A crash leaves the old database whole, or work that :func:`finish_pending` completes. The old
    write-ahead log goes first: it would be applied to the restored file without a word. Raises VaultProblem,
    nothing being changed, where it is no whole backup of this vault.
    """
    fresh = folder / FRESH
    with trouble.told_plainly():
        _bring_in(fresh, backup, key)
        if keep is not None:
            for home in HOMES:
                attachment_files.set_aside(folder / home.folder, keep.parent / POOL)
        for home in HOMES:
            wanted = named_in(fresh, key, home)
            attachment_files.spread(backup.parent / POOL, folder / home.folder, wanted)
        for leftover in _with_log(fresh)[1:]:
            leftover.unlink(missing_ok=True)
        for place in _with_log(folder / "store.db"):
            if keep is not None and place.exists():
                write_whole(keep.with_name(place.name.replace("store.db", keep.name)), place.read_bytes())
        if keep is not None:
            mark(folder)  # before, so that no crash lets it be forgotten
        write_whole(folder / PENDING, FRESH.encode())
    finish_pending(folder)


def _bring_in(fresh: Path, backup: Path, key: bytearray) -> None:
    try:
        content = backup.read_bytes()
    except OSError as problem:
        raise VaultProblem(
            "The backup cannot be read; nothing was changed.", remedy="Choose another file."
        ) from problem
    write_whole(fresh, content)
    try:
        check(fresh, key)
    except VaultProblem as problem:
        for leftover in _with_log(fresh):
            leftover.unlink(missing_ok=True)
        raise VaultProblem(
            "This file is no backup of this vault, or it is damaged; nothing was changed.",
            title="No whole backup",
            remedy="Choose another one.",
        ) from problem


def finish_pending(folder: Path) -> None:
    """Completes a restore that was begun; does nothing where none was."""
    with trouble.told_plainly():
        if not (folder / PENDING).exists():
            # Its log too: it would be applied to the next file of that name without a word.
            for leftover in _with_log(folder / FRESH):
                leftover.unlink(missing_ok=True)
            return
        if (folder / FRESH).exists():
            for log in _with_log(folder / "store.db")[1:]:
                log.unlink(missing_ok=True)
            swap_in(folder / FRESH, folder / "store.db")
        (folder / PENDING).unlink()
        flush_folder(folder)


def _with_log(database: Path) -> list[Path]:
    return [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))]
