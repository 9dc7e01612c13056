"""The form of ``keys.json`` and its strict reading.

The file is canonical JSON: sorted names, no spaces, ASCII. Reading refuses anything that does
not write back to the very same bytes, so a flipped bit never passes as another spelling.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson

from jfs_desktop.errors import VaultDamaged, VaultProblem

MAGIC = "JFS-KEYS"
VERSION = 1
LARGEST = 64 * 1024
MOST_SLOTS = 16
PAGE_SIZE = 4096
PAGE_HMAC = "HMAC_SHA512"
SALT_BYTES = 16
NONCE_BYTES = 12
WRAPPED_BYTES = 32 + 16
"""A data key and its GCM tag."""

MEMORY_KIB = range(19 * 1024, 1024 * 1024 + 1)
PASSES = range(1, 17)
LANES = range(1, 9)
_STORE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)
_SLOT = re.compile("passphrase|recovery|keyring", re.ASCII)
_SLOT_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class DamagedHeader(VaultDamaged):
    """``keys.json`` is not what this program wrote."""

    def __init__(self) -> None:
        super().__init__(
            "The vault's key file is damaged; nothing was changed or deleted.",
            title="The vault is damaged",
            remedy="Put keys.json back from a backup of the vault's folder, or ask your IT support.",
        )


@dataclass(frozen=True)
class ArgonCost:
    """What one guess of a passphrase costs: KiB of memory, passes, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if self.memory_kib not in MEMORY_KIB or self.passes not in PASSES or self.lanes not in LANES:
            raise ValueError("the passphrase cost is out of bounds")


@dataclass(frozen=True)
class Slot:
    """One wrapping of the data key. ``kdf`` is 'argon2id', 'hkdf-sha256' or 'none' (keyring)."""

    id: str
    type: str
    created: str
    epoch: int
    kdf: dict[str, Any]
    nonce: bytes
    ct: bytes = b""

    def plain(self) -> dict[str, Any]:
        """The slot's fields as they stand in the file, without the wrapped key."""
        return {
            "id": self.id,
            "type": self.type,
            "created": self.created,
            "epoch": self.epoch,
            "kdf": self.kdf,
            "nonce": b64(self.nonce),
        }


@dataclass(frozen=True)
class Header:
    """The whole of ``keys.json``. ``gen`` counts how often it was written."""

    store: UUID
    epoch: int
    gen: int
    salt: str
    """The database's own 32 hexadecimal digits, with which a damaged first page can be read."""
    slots: tuple[Slot, ...]
    mac: bytes = b""

    def without_mac(self) -> bytes:
        return canonical(self._mapping())

    def to_bytes(self) -> bytes:
        return canonical(self._mapping() | {"mac": b64(self.mac)})

    def with_mac(self, mac: bytes) -> Header:
        return replace(self, mac=mac)

    def associated(self, slot: Slot) -> bytes:
        """What a wrapped key is bound to: version, store and every other field of its slot."""
        return canonical({"v": VERSION, "store": str(self.store), "slot": slot.plain()})

    def _mapping(self) -> dict[str, Any]:
        return {
            "magic": MAGIC,
            "v": VERSION,
            "store": str(self.store),
            "epoch": self.epoch,
            "gen": self.gen,
            "cipher": {"page_size": PAGE_SIZE, "hmac": PAGE_HMAC, "salt": self.salt},
            "slots": [slot.plain() | {"ct": b64(slot.ct)} for slot in self.slots],
        }


def canonical(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def b64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def read_header(data: bytes) -> Header:
    """Reads and checks; all bounds hold before any key is derived. Raises :class:`DamagedHeader`."""
    if len(data) > LARGEST:
        raise DamagedHeader
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise DamagedHeader from None
    if not isinstance(found, dict) or found.get("magic") != MAGIC:
        raise DamagedHeader
    # The version first: a newer one may well have fields that this program does not know.
    if _whole(found.get("v"), range(1, 1000)) > VERSION:
        raise VaultProblem(
            "This vault was made by a newer version of the program.",
            title="A newer vault",
            remedy="Install the newer version and open it with that.",
        )
    fields = _fields(found, "magic v store epoch gen cipher slots mac")
    cipher = _fields(fields["cipher"], "page_size hmac salt")
    if cipher["page_size"] != PAGE_SIZE or cipher["hmac"] != PAGE_HMAC:
        raise DamagedHeader
    slots = fields["slots"]
    if not isinstance(slots, list) or not 1 <= len(slots) <= MOST_SLOTS:
        raise DamagedHeader
    header = Header(
        store=UUID(_text(fields["store"], _STORE)),
        epoch=_whole(fields["epoch"], range(1, 2**31)),
        gen=_whole(fields["gen"], range(1, 2**31)),
        salt=_text(cipher["salt"], _SALT),
        slots=tuple(_slot(slot) for slot in slots),
        mac=_bytes(fields["mac"], 32),
    )
    if header.to_bytes() != data or len({slot.id for slot in header.slots}) != len(slots):
        raise DamagedHeader
    return header


def _slot(found: Any) -> Slot:
    fields = _fields(found, "id type created epoch kdf nonce ct")
    kind = _text(fields["type"], _SLOT)
    return Slot(
        id=_text(fields["id"], _SLOT_ID),
        type=kind,
        created=_text(fields["created"], _INSTANT),
        epoch=_whole(fields["epoch"], range(1, 2**31)),
        kdf=_kdf(kind, fields["kdf"]),
        nonce=_bytes(fields["nonce"], NONCE_BYTES),
        ct=_bytes(fields["ct"], WRAPPED_BYTES),
    )


def _kdf(kind: str, found: Any) -> dict[str, Any]:
    if kind == "passphrase":
        fields = _fields(found, "name salt m t p")
        _whole(fields["m"], MEMORY_KIB)
        _whole(fields["t"], PASSES)
        _whole(fields["p"], LANES)
        _bytes(fields["salt"], SALT_BYTES)
        expected = "argon2id"
    elif kind == "recovery":
        fields = _fields(found, "name salt")
        _bytes(fields["salt"], SALT_BYTES)
        expected = "hkdf-sha256"
    else:
        fields = _fields(found, "name")
        expected = "none"
    if fields["name"] != expected:
        raise DamagedHeader
    return fields


def _fields(found: Any, names: str) -> dict[str, Any]:
    if not isinstance(found, dict) or set(found) != set(names.split()):
        raise DamagedHeader
    return found


def _whole(found: Any, allowed: range) -> int:
    if type(found) is not int or found not in allowed:
        raise DamagedHeader
    return found


def _text(found: Any, pattern: re.Pattern[str]) -> str:
    if not isinstance(found, str) or not pattern.fullmatch(found):
        raise DamagedHeader
    return found


def _bytes(found: Any, length: int) -> bytes:
    if not isinstance(found, str):
        raise DamagedHeader
    try:
        value = base64.b64decode(found, validate=True)
    except (binascii.Error, ValueError):
        raise DamagedHeader from None
    if len(value) != length or b64(value) != found:
        raise DamagedHeader
    return value
