"""The database's errors in plain sentences."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from jfs_desktop.errors import StepNotSaved, VaultDamaged, VaultProblem

ROOM_TO_READ = 256 * 1024
"""Bytes; the index of a database's log takes some of it before the first row is read."""
_TOO_LONG = 206
"""What Windows says of a path over 260 letters."""
BACKUP_ADVICE = (
    "Close the program, keep the folder as it is, and put the latest backup back where the passphrase is "
    "asked for, or ask your IT support."
)


_DAMAGED = (
    "disk image is malformed",
    "malformed database schema",
    "file is not a database",
    "hmac check failed",
)


def disk_full() -> StepNotSaved:
    return StepNotSaved(
        "The disk is full, so the last step was not saved; everything before it is safe.",
        title="The disk is full",
        first="Free some space on the disk",
    )


def not_opened() -> VaultProblem:
    return VaultProblem(
        "The disk is full, so the vault cannot be opened; nothing in it is lost.",
        remedy="Free some space on the disk that it lies on, then open it again.",
        title=disk_full().title,
    )


def not_checked() -> VaultProblem:
    return VaultProblem(
        "The disk is full, so the vault cannot be checked; nothing in it was changed.",
        remedy="Free some space on the disk that it lies on, then check it again.",
        title=disk_full().title,
    )


def read_only() -> VaultProblem:
    return VaultProblem(
        "The vault's folder cannot be written to.",
        remedy="Move it to a folder of your own on this computer, or ask your IT support for access.",
        title="The vault is read-only",
    )


def missing() -> VaultDamaged:
    return VaultDamaged("The vault's database file is missing from its folder.", remedy=BACKUP_ADVICE)


def damaged() -> VaultDamaged:
    return VaultDamaged(
        "The vault's database is damaged; nothing was changed or deleted.", remedy=BACKUP_ADVICE
    )


def no_place() -> VaultProblem:
    return VaultProblem(
        "There cannot be a folder of that name there.",
        remedy="Choose another folder, with a shorter or plainer name.",
        title="Choose another folder",
    )


def unreadable() -> VaultProblem:
    return VaultProblem(
        "The vault's disk could not be read or written just now.",
        remedy="Check that the disk is connected and healthy, then open the vault again.",
        title="The disk does not answer",
    )


def busy() -> StepNotSaved:
    return StepNotSaved(
        "The vault was busy for too long, so the last step was not saved.",
        title="The vault was busy for too long",
    )


def locked_meanwhile() -> StepNotSaved:
    return StepNotSaved(
        "The vault was locked before the step was finished, so nothing of it was saved.",
        title="Locked",
        first="Unlock the vault",
    )


def has_room(folder: Path) -> bool:
    """Whether the folder's disk has the room without which a database cannot even be read."""
    return shutil.disk_usage(folder).free >= ROOM_TO_READ


def of_database(error: BaseException) -> VaultProblem | None:
    """What to tell a person about an error of the database, or None where it is our own bug."""
    text = str(error)
    if "database or disk is full" in text:
        return disk_full()
    if "readonly database" in text or "unable to open database file" in text:
        return read_only()
    if any(words in text for words in _DAMAGED):
        return damaged()
    if "disk I/O error" in text:
        return unreadable()
    if "database is locked" in text:
        return busy()
    return locked_meanwhile() if "closed database" in text or text == "interrupted" else None


def of_system(error: OSError) -> VaultProblem:
    """What to tell a person about an error of the file system."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only()
    too_long = getattr(error, "winerror", None) == _TOO_LONG  # to Python that is a file that is not there
    if too_long or error.errno in {
        errno.ENAMETOOLONG,
        errno.ENOTDIR,
        errno.EEXIST,
        errno.EINVAL,
        errno.ELOOP,
    }:
        return no_place()
    return unreadable()


def opening() -> AbstractContextManager[None]:
    """Around what opens a vault: of a full disk it is told that it keeps the vault shut, since whoever opens
    one has no step to do again."""
    return _without_a_step(not_opened)


def checking() -> AbstractContextManager[None]:
    """Around what checks a vault: neither is that a step."""
    return _without_a_step(not_checked)


@contextmanager
def _without_a_step(on_full: Callable[[], VaultProblem]) -> Iterator[None]:
    try:
        yield
    except VaultProblem as problem:
        if problem.title == disk_full().title:
            raise on_full() from None
        raise


@contextmanager
def told_plainly(on_full: Callable[[], None] | None = None, *, beside: Path | None = None) -> Iterator[None]:
    """Turns errors of the database and of the vault's files into a :class:`VaultProblem`.

    Not for use around other people's code, whose own files may be missing: see
    :func:`database_told_plainly`.
    """
    with database_told_plainly(on_full, beside=beside):
        try:
            yield
        except OSError as error:
            raise of_system(error) from None


@contextmanager
def database_told_plainly(
    on_full: Callable[[], None] | None = None,
    *,
    beside: Path | None = None,
    on_damage: Callable[[], None] | None = None,
) -> Iterator[None]:
    """Turns errors of the database into a :class:`VaultProblem`.

    ``on_full`` runs first when the disk is full, ``on_damage`` when a page is damaged. ``beside`` is the
    folder of the database: where that has no room, an error in reading is told as a full disk, since the
    log's index needs some. The plain error carries no trace of the statement, whose text might hold
    somebody's data.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        raw = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        problem = of_database(raw)
        if problem is None:
            raise
        if beside is not None and problem.title == unreadable().title and not has_room(beside):
            problem = disk_full()
        if on_full is not None and problem.title == "The disk is full":
            on_full()
        if on_damage is not None and isinstance(problem, VaultDamaged):
            on_damage()
        raise problem from None
