"""Whole, verified copies of the database, and putting one back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from jfs_desktop.errors import VaultProblem
from jfs_desktop.store import trouble
from jfs_desktop.store.engine import open_connection, set_key
from jfs_desktop.store.files import flush_file, flush_folder, part_path, swap_in, write_whole

PENDING = "restore.pending"
"""Names the file being put back; while it is there, the opening of the vault finishes the work."""
FRESH = "store.db.new"


def make(database: Path, key: bytearray, target: Path) -> None:
    """Copies a database to ``target``, under the same key, checks the copy and swaps it in.

    All pages are copied in one step: a copy in small steps starts again at every commit and may
    never end. Raises VaultProblem, and leaves nothing behind, on failure.
    """
    part = part_path(target)
    try:
        with trouble.told_plainly():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            _copy(database, key, part)
            check(part, key)
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

    A crash leaves the old database whole, or work that :func:`finish_pending` completes. The old
    write-ahead log goes first: it would be applied to the restored file without a word.
    """
    fresh = folder / FRESH
    with trouble.told_plainly():
        write_whole(fresh, backup.read_bytes())
        check(fresh, key)
        for leftover in _with_log(fresh)[1:]:
            leftover.unlink(missing_ok=True)
        for place in _with_log(folder / "store.db"):
            if keep is not None and place.exists():
                write_whole(keep.with_name(place.name.replace("store.db", keep.name)), place.read_bytes())
        write_whole(folder / PENDING, FRESH.encode())
    finish_pending(folder)


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
