"""Vaults that a run of the tests makes once and copies from then on: making one takes a migration and a
dozen flushes. What is kept is real, closed and whole, and each test has files of its own."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from jfs_desktop.store import ballast
from jfs_desktop.store.vault import LOCK

T = TypeVar("T")

_KEPT: dict[Hashable, tuple[Path, object]] = {}


def kept(folder: Path, key: Hashable, make: Callable[[], T]) -> T:
    """Brings ``folder``, which holds closed vaults or nothing yet, to where ``make`` brings it, and returns
    what that returned. ``make`` leaves the vault closed.

    It runs once; from then on its files are copied to every folder that holds the same bytes as the
    first did. ``key`` names all else that it goes by, the time among that.
    """
    place = (_bytes_of(folder), key)
    if place not in _KEPT:
        made, aside = make(), _shelf() / str(len(_KEPT))
        _copy(folder, aside)
        _KEPT[place] = aside, made
        return made
    aside, answer = _KEPT[place]
    for file in _files(folder):
        file.unlink()
    _copy(aside, folder)
    return cast(T, answer)


def _files(folder: Path) -> Iterator[Path]:
    """What a vault is: neither its lock nor the space that it holds free."""
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name not in _NOTHING_SAID)


_NOTHING_SAID = {LOCK, ballast.NAME}


def _bytes_of(folder: Path) -> bytes:
    whole = hashlib.blake2b()
    for file in _files(folder):
        whole.update(str(file.relative_to(folder)).encode())
        whole.update(file.read_bytes())
    return whole.digest()


def _copy(source: Path, target: Path) -> None:
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in _files(source):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy(file, copy)
    for held in source.rglob(ballast.NAME):
        spare = target / held.relative_to(source)
        if not spare.exists():
            with suppress(OSError):  # another disk: the vault takes the space when it opens
                os.link(held, spare)  # nobody writes in it: it is only put away and made anew


@cache
def _shelf() -> Path:
    made = Path(tempfile.mkdtemp(prefix="jfs-kept-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made
