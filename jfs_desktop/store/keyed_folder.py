"""A vault's folder and its data key, while that is held: what opens the vault, and what the key seals."""

from __future__ import annotations

from pathlib import Path

from jfs_desktop.clock import Clock
from jfs_desktop.errors import VaultProblem
from jfs_desktop.store import key_file, key_slots, seal
from jfs_desktop.store.engine import wipe
from jfs_desktop.store.key_header import ArgonCost, Header


class KeyedFolder:
    """A folder with key slots. Passphrase and recovery code can be changed while it is locked too."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self._clock = clock
        self._key: bytearray | None = None

    def change_passphrase(self, old: str, new: str, *, cost: ArgonCost | None = None) -> None:
        """Wraps the key for a new passphrase; nothing is encrypted anew and the recovery code stays.

        Raises WrongPassphrase where ``old`` does not open the vault.
        """
        key_slots.check_new_passphrase(new)
        self._rewrap(*key_file.open_header(self.folder, passphrase=old), new, cost)

    def set_passphrase_by_code(self, code: str, new: str, *, cost: ArgonCost | None = None) -> None:
        """As :meth:`change_passphrase`, for somebody who has only the recovery code."""
        key_slots.check_new_passphrase(new)
        self._rewrap(*key_file.open_header(self.folder, code=code), new, cost)

    def new_recovery_code(self, passphrase: str) -> str:
        """A new code, to be shown once; the one before opens the vault no more, only older copies of it.

        Raises WrongPassphrase where ``passphrase`` does not open the vault.
        """
        header, key = key_file.open_header(self.folder, passphrase=passphrase)
        try:
            fresh, code = key_slots.with_recovery_code(header, key, at=self._clock.now())
            key_file.replace_header(self.folder, fresh, passphrase=passphrase)
        finally:
            wipe(key)
        return code

    def _rewrap(self, header: Header, key: bytearray, new: str, cost: ArgonCost | None) -> None:
        try:
            fresh = key_slots.with_passphrase(header, key, new, cost=cost, at=self._clock.now())
            key_file.replace_header(self.folder, fresh, passphrase=new)
        finally:
            wipe(key)

    def seal(self, plain: bytes) -> bytes:
        """Bytes that only :meth:`unseal` of this vault reads. Raises VaultProblem while it is locked."""
        return seal.seal(self._held_key(), plain)

    def unseal(self, sealed: bytes) -> bytes:
        """What was sealed. Raises VaultProblem while the vault is locked."""
        return seal.unseal(self._held_key(), sealed)

    def _held_key(self) -> bytearray:
        if self._key is None:
            raise VaultProblem("The vault is locked.", title="Locked", remedy="Unlock it first.")
        return self._key
