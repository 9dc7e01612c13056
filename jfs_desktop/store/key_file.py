"""``keys.json`` and its second copy on the disk."""

from __future__ import annotations

import contextlib
from pathlib import Path

from jfs_desktop.errors import VaultDamaged, VaultProblem, WrongPassphrase
from jfs_desktop.store import key_slots, trouble
from jfs_desktop.store.files import write_whole
from jfs_desktop.store.key_header import LARGEST, DamagedHeader, Header, read_header

NAME = "keys.json"
COPY = "keys.json.bak"


def write_first(folder: Path, header: Header) -> None:
    """Writes the copy, then the file: a vault exists from the moment the file does."""
    with trouble.told_plainly():
        write_whole(folder / COPY, header.to_bytes())
        write_whole(folder / NAME, header.to_bytes())


def replace_header(folder: Path, header: Header, *, passphrase: str) -> None:
    """Swaps a new header in, proves that the new passphrase opens it, then renews the copy.

    The copy is renewed last, since until then it is the way back; it must be renewed, since it
    still opens with the old passphrase.
    """
    with trouble.told_plainly():
        write_whole(folder / NAME, header.to_bytes())
        proof = key_slots.unlock(read_header(_content(folder / NAME)), passphrase=passphrase)
        proof[:] = bytes(len(proof))
        write_whole(folder / COPY, header.to_bytes())


def open_header(
    folder: Path, *, passphrase: str | None = None, code: str | None = None
) -> tuple[Header, bytearray]:
    """The header and the data key. A damaged file is replaced from its copy, a copy left behind renewed.

    Raises WrongPassphrase, DamagedHeader, or VaultProblem where both files are missing.
    """
    main, copy = _content(folder / NAME), _content(folder / COPY)
    if not main and not copy:
        raise VaultDamaged(
            "The vault's key file (keys.json) is missing from its folder.",
            remedy="Put keys.json back from a backup of the vault's folder, or ask your IT support.",
        )
    refusal: VaultProblem = DamagedHeader()
    try:
        header = read_header(main)
        key = key_slots.unlock(header, passphrase=passphrase, code=code)
    except VaultProblem as error:
        refusal = error
    else:
        _renew_copy(folder, header, main, copy)
        return header, key
    if copy == main or not _may_stand_in(copy, main, refusal):
        raise refusal
    try:
        header = read_header(copy)
        key = key_slots.unlock(header, passphrase=passphrase, code=code)
    except WrongPassphrase:
        raise  # the damage next to it is mended once the right one comes
    except VaultProblem:
        raise refusal from None
    with trouble.told_plainly():
        write_whole(folder / NAME, copy)
    return header, key


def _renew_copy(folder: Path, header: Header, main: bytes, copy: bytes) -> None:
    """A change of passphrase that was cut off leaves a copy that the old passphrase still opens; and a
    damaged copy is none."""
    try:
        behind = copy != main and read_header(copy).gen <= header.gen
    except DamagedHeader:
        behind = True
    except VaultProblem:  # of a newer program
        behind = False
    if behind:
        with contextlib.suppress(OSError):  # on a full disk the vault must open all the same
            write_whole(folder / COPY, main)


def _may_stand_in(copy: bytes, main: bytes, refusal: VaultProblem) -> bool:
    """After a wrong passphrase the copy counts only if it is the same writing of the header, so that
    damage to a slot is mended but an older copy never brings an old passphrase back. The file of a
    newer program is never replaced."""
    if not isinstance(refusal, WrongPassphrase):
        return isinstance(refusal, DamagedHeader)
    try:
        return read_header(copy).gen == read_header(main).gen
    except VaultProblem:
        return False


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise trouble.of_system(error) from None
