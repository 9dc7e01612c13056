"""The files of a vault's attachments: each encrypted under a key of its own, named by its id.

``att/<uuid>`` holds ``MAGIC`` and then chunks of ``CHUNK`` bytes, each sealed with AES-256-GCM; the
attachment's id is authenticated with every chunk. The nonce is the chunk's number and whether it is the
last, so that chunks cannot be swapped, dropped or cut off unseen; a key seals one file, so that no nonce
is used twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jfs_desktop.store.files import flush_folder, write_whole
from jfs_desktop.store.files import sweep as sweep_parts

FOLDER = "att"
RECEIVED = "received"
"""At head office: above the folder of those that devices sent."""
POOL = "attachments"
"""Beside the backups: one folder of attachments for all of them, since such a file never changes."""
MAGIC = b"JFSA1\n"
CHUNK = 1024 * 1024
KEY_BYTES = 32
_TAG = 16
_OF_FILE_MANAGERS = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})


class Damaged(Exception):
    """The file is not what was sealed under this key and id; told on as a plain sentence by the store."""


def seal(attachment_id: UUID, key: bytes, content: bytes) -> bytes:
    """The content as it is written to disk."""
    cipher = AESGCM(key)
    starts = range(0, max(len(content), 1), CHUNK)
    parts = [MAGIC]
    for number, start in enumerate(starts):
        nonce = _nonce(number, last=number == len(starts) - 1)
        parts.append(cipher.encrypt(nonce, content[start : start + CHUNK], attachment_id.bytes))
    return b"".join(parts)


def unseal(attachment_id: UUID, key: bytes, sealed: bytes) -> bytes:
    """The content again. Raises :class:`Damaged` where a bit of it, its length or its owner is another."""
    if not sealed.startswith(MAGIC):
        raise Damaged
    cipher = AESGCM(key)
    body = memoryview(sealed)[len(MAGIC) :]
    starts = range(0, len(body), CHUNK + _TAG)
    parts = []
    try:
        for number, start in enumerate(starts):
            nonce = _nonce(number, last=number == len(starts) - 1)
            parts.append(cipher.decrypt(nonce, body[start : start + CHUNK + _TAG], attachment_id.bytes))
    except InvalidTag:
        raise Damaged from None
    if not parts:
        raise Damaged
    return b"".join(parts)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def place(folder: Path, attachment_id: UUID) -> Path:
    """Where an attachment of the vault in ``folder`` lies."""
    return folder / FOLDER / str(attachment_id)


def write(folder: Path, attachment_id: UUID, sealed: bytes) -> None:
    """Writes aside, flushes, swaps in. Raises OSError and leaves nothing on failure."""
    write_whole(place(folder, attachment_id), sealed)


def remove(folder: Path, attachment_id: UUID) -> None:
    """Takes the file away; what cannot be removed now is swept when the vault is next opened."""
    with contextlib.suppress(OSError):
        place(folder, attachment_id).unlink(missing_ok=True)
        flush_folder(folder / FOLDER)


def found(folder: Path) -> Iterator[tuple[Path, UUID | None]]:
    """Every file in the attachments' folder with the id that its name says, if it says one."""
    home = folder / FOLDER
    for path in sorted(home.iterdir()) if home.is_dir() else ():
        if path.name not in _OF_FILE_MANAGERS:
            yield path, _id_of(path.name)


def sweep(folder: Path, known: set[UUID]) -> int:
    """Deletes the files that no row has a key for: a crash left them, and nobody can read them. What another
    program has hold of goes the next time."""
    strays = [path for path, known_as in found(folder) if known_as is not None and known_as not in known]
    for path in strays:
        with contextlib.suppress(PermissionError):
            path.unlink(missing_ok=True)
    return len(strays)


def spread(source: Path, target: Path, wanted: Mapping[UUID, bytes]) -> None:
    """Brings whole files from one folder into another; ``wanted`` has the SHA-256 of each sealed file.

    One that stands there whole is left alone, and one that is missing or damaged at the source is
    passed over: the check of the vault tells of it.
    """
    sweep_parts(target)
    for attachment_id, digest in wanted.items():
        name = str(attachment_id)
        if is_whole(target / name, digest) or not is_whole(source / name, digest):
            continue
        _copy(source / name, target)


def set_aside(source: Path, target: Path) -> None:
    """Keeps every attachment of ``source`` in ``target`` too, whatever it belongs to."""
    sweep_parts(target)
    for path in source.iterdir() if source.is_dir() else ():
        if _id_of(path.name) is not None and not (target / path.name).exists():
            _copy(path, target)


def _copy(file: Path, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(folder / file.name, file.read_bytes())


def is_whole(path: Path, digest: bytes) -> bool:
    """Whether a sealed file is there and is the one that was written."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest() == digest
    except FileNotFoundError:
        return False


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def _id_of(name: str) -> UUID | None:
    try:
        known = UUID(name)
    except ValueError:
        return None
    return known if str(known) == name else None
