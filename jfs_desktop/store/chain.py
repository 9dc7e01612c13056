"""The chain of a device's journal.

digest = SHA-256(public header, previous digest, commitment) and
commitment = HMAC-SHA256(salt, content), where the salt is 32 random bytes kept with the entry.
Erasing content and salt leaves the digest as it was. No part depends on the data key.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import orjson

SALT_BYTES = 32
START = bytes(32)
"""What stands for the previous digest before a device's first entry."""
PUBLIC = (
    "device_id", "number", "change_id", "at", "staff_id", "verb",
    "label", "case_id", "table", "record_id", "action",
)  # fmt: skip
"""The columns of the public header, in the order they are hashed."""


@dataclass(frozen=True, slots=True)
class Link:
    """The sealed part of one entry."""

    salt: bytes
    commitment: bytes
    digest: bytes


def sealed(header: Sequence[object], previous: bytes, content: bytes) -> Link:
    """Seals an entry behind the previous one."""
    salt = secrets.token_bytes(SALT_BYTES)
    commitment = commitment_of(salt, content)
    return Link(salt, commitment, digest_of(header, previous, commitment))


def commitment_of(salt: bytes, content: bytes) -> bytes:
    return hmac.digest(salt, content, "sha256")


def digest_of(header: Sequence[object], previous: bytes, commitment: bytes) -> bytes:
    """``header`` holds the values of :data:`PUBLIC`, as :func:`header_text` or SQLite gives them."""
    return hashlib.sha256(orjson.dumps(header) + previous + commitment).digest()


def header_text(value: object) -> object:
    """A header value in its one spelling: that of the SQLite column, so that checking needs no
    conversion there. UUIDs are 32 digits, instants '2026-01-31 09:00:00.000000' in UTC."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value


def head_message(device_id: UUID, number: int, digest: bytes) -> bytes:
    """What the device key signs."""
    return b"jfs/journal-head" + device_id.bytes + number.to_bytes(8, "big") + digest
