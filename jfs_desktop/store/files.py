"""Writing files so that a crash leaves either the old or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from pathlib import Path

LAST_ATTEMPT = 4
_NO_SUCH_CALL = (errno.EINVAL, errno.ENOTSUP)
STRAY = ".part-"
"""Files with this in their name are unfinished and are swept when the vault opens."""


def part_path(target: Path) -> Path:
    """Where a file is written aside before it is swapped in."""
    return target.with_name(f"{target.name}{STRAY}{secrets.token_hex(4)}")


def write_whole(target: Path, content: bytes) -> None:
    """Writes aside, flushes, swaps in. Raises OSError and leaves the old file on failure."""
    part = part_path(target)
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        swap_in(part, target)
    except OSError:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            part.unlink(missing_ok=True)
        raise


def swap_in(part: Path, target: Path) -> None:
    """Renames a finished file over the old one and makes the rename lasting."""
    for attempt in range(LAST_ATTEMPT + 1):
        try:
            part.replace(target)
            break
        except PermissionError:
            # On Windows a virus scanner may hold a new file open for a moment.
            if os.name != "nt" or attempt == LAST_ATTEMPT:
                raise
            time.sleep(0.05 * 2**attempt)
    flush_folder(target.parent)


def flush_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Makes renames in a folder lasting; Windows has no such call and needs none, nor have some drives."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> int:
    """Deletes unfinished files left by a crash; returns how many. One that another program has hold of, such
    as a virus scanner, keeps no vault shut: it goes the next time."""
    swept = 0
    found = list(folder.iterdir()) if folder.is_dir() else []
    for path in found:
        if STRAY not in path.name:
            continue
        with contextlib.suppress(PermissionError):
            if path.is_file():
                path.unlink(missing_ok=True)
                swept += 1
    return swept
