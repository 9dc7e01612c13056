"""Closing up what must stay in memory while the vault is locked, so that only the vault's key opens it."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from jfs_desktop.store.key_header import NONCE_BYTES

PURPOSE = b"jfs what stays in memory while locked"


def seal(key: bytearray, plain: bytes) -> bytes:
    """AES-256-GCM under a key that is derived from the data key for this purpose alone."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, plain, PURPOSE)


def unseal(key: bytearray, sealed: bytes) -> bytes:
    """What was sealed. Raises cryptography's InvalidTag for another key or another byte."""
    return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], PURPOSE)


def _cipher(key: bytearray) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(bytes(key)))
