"""Copies of documents that another program has open: read-only, in one private folder outside the vault, and
cleared when the vault closes, locks and is next opened (SECURITY: temporary files).

What that program keeps for itself meanwhile, such as a list of recent files or a copy for recovery, stays
with it; :func:`may_remain` says so to the person beforehand.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from jfs_desktop import paths
from jfs_desktop.errors import UserError

if TYPE_CHECKING:  # this runs when the vault opens: what makes documents loads with the first one
    from jfs_desktop.casework.documents.document_copy import Copy
    from jfs_desktop.documents.pdf.office_pdf import Office


def may_remain(program: str = "The other program") -> str:
    """What the person is told before ``program`` gets a document."""
    return (
        f"{program} gets a copy in a private folder, outside the encrypted vault. It is removed as soon as it"
        " is no longer needed, at the latest when you lock or close this program. What"
        f" {program[:1].lower() + program[1:] if program.startswith('The') else program} keeps for itself,"
        " such as a list of recent files or a copy for recovery, may remain on this computer."
    )


class NotOpened(UserError):
    """A copy for another program cannot be made."""

    default_title = "The document was not opened"


def folder_of(vault: Path) -> Path:
    """The private folder of a vault; its name tells nothing of where the vault lies."""
    place = os.path.normcase(vault.absolute())  # on Windows it may be typed in capital letters, too
    return paths.opened_elsewhere() / hashlib.sha256(place.encode()).hexdigest()[:16]


def put_out(vault: Path, copy: Copy) -> Path:
    """Write a read-only copy for another program, in a folder of its own within the private one.

    Raises NotOpened where it cannot be written.
    """
    folder = private_folder(vault)
    try:
        path = folder / copy.name
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(copy.content)
        path.chmod(stat.S_IRUSR)
    except OSError as problem:
        _remove(folder)
        raise _refused(problem) from None
    return path


def private_folder(vault: Path) -> Path:
    """A new folder that only this user can read, cleared with the others. Raises NotOpened."""
    try:
        whole = folder_of(vault)
        if whole.is_symlink():  # it would lead the copies elsewhere
            whole.unlink()
        whole.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32" and stat.S_IMODE(whole.stat().st_mode) != 0o700:
            whole.chmod(0o700)
        folder = whole / token_hex(4)
        folder.mkdir(mode=0o700)
    except OSError as problem:
        raise _refused(problem) from None
    return folder


def pdf_by(vault: Path, office: Office, content: bytes, stopped: Callable[[], bool]) -> bytes:
    """The PDF that another program makes of a Word file, within the private folder. Raises OfficeProblem
    where it makes none, and once ``stopped`` says that the vault locks."""
    from jfs_desktop.documents.pdf import office_pdf

    folder = private_folder(vault)
    try:
        return office_pdf.pdf_by(office, content, inside=folder, stopped=stopped)
    finally:
        _remove(folder)


def clear(vault: Path) -> bool:
    """Remove every copy of a vault; False where one could not be removed yet, because it is still open."""
    folder = folder_of(vault)
    _remove(folder)
    return not folder.exists()


def clear_unless_used(vault: Path) -> bool:
    """The same before the vault is open; nothing is removed while another program has it."""
    if not folder_of(vault).is_dir():
        return True
    from filelock import FileLock, Timeout

    from jfs_desktop.store.vault import LOCK

    try:
        with FileLock(vault / LOCK, timeout=0):
            return clear(vault)
    except (Timeout, OSError):
        return False


def left(vault: Path) -> int:
    """How many copies there are now."""
    folder = folder_of(vault)
    return sum(1 for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        with suppress(OSError):
            folder.unlink()
        return
    for place, folders, files in os.walk(folder, topdown=False):
        for name in files:
            _unlink(Path(place, name))
        for name in folders:
            _unlink(Path(place, name))
    with suppress(OSError):
        folder.rmdir()


def _unlink(path: Path) -> None:
    with suppress(OSError):  # what is still open on Windows goes the next time
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
            return
        if not path.is_symlink():
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        path.unlink()


def _refused(problem: OSError) -> NotOpened:
    why = os.strerror(problem.errno or 0)
    return NotOpened(
        f"The copy could not be written ({why}).", remedy="Make room on the disk, or save a copy yourself."
    )
