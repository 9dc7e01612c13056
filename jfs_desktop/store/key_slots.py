"""Wrapping the data key: slots for a passphrase and a recovery code, room for a keyring.

The data key is 32 random bytes that never change when a passphrase does. Each slot wraps it
with AES-256-GCM under a key of its own, bound to every field of the slot; the header's mac is
keyed by the data key, so adding or dropping a slot is seen.
"""

from __future__ import annotations

import base64
import hmac
import secrets
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from jfs_desktop.errors import BadInput, WrongPassphrase
from jfs_desktop.store import recovery_code
from jfs_desktop.store.engine import KEY_BYTES, wipe
from jfs_desktop.store.key_header import (
    NONCE_BYTES,
    SALT_BYTES,
    ArgonCost,
    DamagedHeader,
    Header,
    Slot,
    b64,
)

LONGEST_PASSPHRASE = 1024


def new_header(
    store: UUID, key: bytearray, salt: str, passphrase: str, *, cost: ArgonCost, at: datetime
) -> tuple[Header, str]:
    """The first header of a vault, and the recovery code to show once."""
    header = Header(store=store, epoch=1, gen=1, salt=salt, slots=())
    code = secrets.token_bytes(recovery_code.CODE_BYTES)
    slots = (
        _passphrase_slot(header, key, passphrase, cost, at),
        _recovery_slot(header, key, code, at),
    )
    return _sealed(replace(header, slots=slots), key), recovery_code.write(code)


def unlock(header: Header, *, passphrase: str | None = None, code: str | None = None) -> bytearray:
    """The data key, in a buffer the caller wipes.

    Raises :class:`WrongPassphrase` where no slot opens, :class:`DamagedHeader` where a slot
    opens but the header was altered.
    """
    if passphrase is not None:
        kind, wanted = "passphrase", None
    else:
        kind, wanted = "recovery", recovery_code.read(code or "")
    for slot in header.slots:
        if slot.type != kind:
            continue
        wrapping = _of_passphrase(slot, passphrase or "") if wanted is None else _of_code(slot, wanted)
        key = _unwrapped(header, slot, wrapping)
        if key is None:
            continue
        if not hmac.compare_digest(_mac(header, key), header.mac):
            wipe(key)
            raise DamagedHeader
        return key
    if wanted is None:
        raise WrongPassphrase(
            "That passphrase does not open this vault.", remedy="Try again; mind Caps Lock."
        )
    raise WrongPassphrase(
        "That recovery code does not open this vault.",
        title="Wrong recovery code",
        remedy="Check that it is the code printed for this vault.",
    )


def with_passphrase(
    header: Header, key: bytearray, passphrase: str, *, cost: ArgonCost | None, at: datetime
) -> Header:
    """The header with its passphrase slot replaced; the recovery code still opens it.

    Without ``cost`` the new slot costs what the old one did.
    """
    old = next((slot for slot in header.slots if slot.type == "passphrase"), None)
    if cost is None:
        cost = ArgonCost(old.kdf["m"], old.kdf["t"], old.kdf["p"]) if old else ArgonCost()
    kept = tuple(slot for slot in header.slots if slot.type != "passphrase")
    fresh = _passphrase_slot(header, key, passphrase, cost, at)
    return _sealed(replace(header, gen=header.gen + 1, slots=(fresh, *kept)), key)


def with_recovery_code(header: Header, key: bytearray, *, at: datetime) -> tuple[Header, str]:
    """The header with a new recovery slot, and its code to show once; the one before opens no more."""
    code = secrets.token_bytes(recovery_code.CODE_BYTES)
    kept = tuple(slot for slot in header.slots if slot.type != "recovery")
    slots = (*kept, _recovery_slot(header, key, code, at))
    return _sealed(replace(header, gen=header.gen + 1, slots=slots), key), recovery_code.write(code)


def check_new_passphrase(passphrase: str) -> None:
    """Refuses what cannot be a passphrase at all; how good it is, the form says."""
    if not passphrase.strip():
        raise BadInput("The passphrase is empty.", field="passphrase", remedy="Choose four or more words.")
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise BadInput(
            f"The passphrase has more than {LONGEST_PASSPHRASE} characters.",
            field="passphrase",
            remedy="Choose a shorter one.",
        )


def _sealed(header: Header, key: bytearray) -> Header:
    return header.with_mac(_mac(header, key))


def _mac(header: Header, key: bytearray) -> bytes:
    return hmac.digest(_derived(bytes(key), None, b"jfs/header-mac"), header.without_mac(), "sha256")


def _derived(secret: bytes, salt: bytes | None, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(secret)


def _passphrase_slot(header: Header, key: bytearray, passphrase: str, cost: ArgonCost, at: datetime) -> Slot:
    check_new_passphrase(passphrase)
    kdf = {
        "name": "argon2id",
        "salt": b64(secrets.token_bytes(SALT_BYTES)),
        "m": cost.memory_kib,
        "t": cost.passes,
        "p": cost.lanes,
    }
    slot = _blank(header, "passphrase", kdf, at)
    return _wrapped(header, slot, key, _of_passphrase(slot, passphrase))


def _recovery_slot(header: Header, key: bytearray, code: bytes, at: datetime) -> Slot:
    kdf = {"name": "hkdf-sha256", "salt": b64(secrets.token_bytes(SALT_BYTES))}
    slot = _blank(header, "recovery", kdf, at)
    return _wrapped(header, slot, key, _of_code(slot, code))


def _blank(header: Header, kind: str, kdf: dict[str, Any], at: datetime) -> Slot:
    created = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Slot(
        id=secrets.token_hex(8),
        type=kind,
        created=created,
        epoch=header.epoch,
        kdf=kdf,
        nonce=secrets.token_bytes(NONCE_BYTES),
    )


def _of_passphrase(slot: Slot, passphrase: str) -> bytes:
    # NFC, because a Mac hands over accented letters in two parts.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        secret=secret,
        salt=_salt(slot),
        time_cost=slot.kdf["t"],
        memory_cost=slot.kdf["m"],
        parallelism=slot.kdf["p"],
        hash_len=32,
        type=Type.ID,
    )


def _of_code(slot: Slot, code: bytes) -> bytes:
    return _derived(code, _salt(slot), b"jfs/recovery")


def _salt(slot: Slot) -> bytes:
    return base64.b64decode(slot.kdf["salt"])


def _wrapped(header: Header, slot: Slot, key: bytearray, wrapping: bytes) -> Slot:
    return replace(slot, ct=AESGCM(wrapping).encrypt(slot.nonce, key, header.associated(slot)))


def _unwrapped(header: Header, slot: Slot, wrapping: bytes) -> bytearray | None:
    key = bytearray(KEY_BYTES)
    try:
        AESGCM(wrapping).decrypt_into(slot.nonce, slot.ct, header.associated(slot), key)
    except InvalidTag:
        return None
    return key
