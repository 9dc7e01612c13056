"""The envelope of everything that travels between a device and head office (SECURITY 2.8).

::

    "JFSB" form | header of fixed length | introduction | age(zstd(content)) | Ed25519 signature

The header stands in clear: who sends to whom, the number, the bundle that this one builds on, and every
length. The signature is over the SHA-512 of header and introduction and that of the sealed content, so
that all of it is checked before a byte is decrypted.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import BinaryIO, Final
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from jfs_desktop.errors import UserError
from jfs_desktop.exchange import sealing
from jfs_desktop.exchange.refusal import EnvelopeRefused, damaged

MAGIC: Final = b"JFSB"
FORM: Final = 1
_START = struct.Struct(">4sH")
_REST = struct.Struct(">B16s32s32sQ32sQQH")
SIGNATURE_BYTES: Final = 64
NOTHING: Final = bytes(32)
"""What a first bundle builds on."""

MOST_INTRODUCTION: Final = 2048
MOST_SEALED: Final = 2 * 1024**3
MOST_PLAIN: Final = 8 * 1024**3
_PIECE: Final = 256 * 1024
_DOMAIN: Final = b"jfs/envelope"


class Kind(IntEnum):
    """What an envelope holds."""

    JOURNAL = 1
    RECEIPT = 2


@dataclass(frozen=True, slots=True)
class Header:
    """What an envelope says in clear.

    ``signer`` is the sender's public Ed25519 key, ``recipient`` the fingerprint of whom it is for,
    ``number`` counts from 1, ``previous`` is the digest of the bundle that it builds on or answers.
    ``plain`` and ``sealed`` are lengths in bytes, before compressing and after encrypting.
    """

    kind: Kind
    sender: UUID
    signer: bytes
    recipient: bytes
    number: int
    previous: bytes = NOTHING
    plain: int = 0
    sealed: int = 0
    introduction: bytes = b""

    def to_bytes(self) -> bytes:
        rest = _REST.pack(
            self.kind, self.sender.bytes, self.signer, self.recipient, self.number, self.previous,
            self.plain, self.sealed, len(self.introduction),
        )  # fmt: skip
        return _START.pack(MAGIC, FORM) + rest + self.introduction

    @property
    def file_bytes(self) -> int:
        """How long the whole file is."""
        return _START.size + _REST.size + len(self.introduction) + self.sealed + SIGNATURE_BYTES


@dataclass(frozen=True, slots=True)
class Envelope:
    """A header that was read, with the hash of what was signed. Unproven until :func:`check_signature`."""

    header: Header
    signature: bytes
    message: bytes

    @property
    def digest(self) -> bytes:
        """What this envelope is known by: SHA-256 over all that is signed."""
        return hashlib.sha256(self.message).digest()


def fingerprint(signing_key: bytes, recipient: str) -> bytes:
    """What the two public keys of a party are known by, 32 bytes."""
    return hashlib.sha256(b"jfs/fingerprint" + signing_key + recipient.encode()).digest()


def write(
    out: BinaryIO, header: Header, signer: Ed25519PrivateKey, recipient: str, content: Iterator[bytes]
) -> Envelope:
    """Write a whole envelope to a file that can be sought in; the lengths of ``header`` are filled in.

    Raises OSError, and whatever ``content`` raises.
    """
    out.write(header.to_bytes())
    done = sealing.seal(out, recipient, content)
    header = _filled(header, done.plain, done.length)
    message = _message(header.to_bytes(), done.digest)
    signature = signer.sign(message)
    out.write(signature)
    out.seek(0)
    out.write(header.to_bytes())
    return Envelope(header, signature, message)


def _filled(header: Header, plain: int, sealed: int) -> Header:
    if plain > MOST_PLAIN or sealed > MOST_SEALED:
        raise UserError(
            "There is more to send than one bundle may hold.",
            remedy="Send part of it first, or ask for help.",
        )
    return replace(header, plain=plain, sealed=sealed)


def _message(header: bytes, sealed: bytes) -> bytes:
    return _DOMAIN + hashlib.sha512(header).digest() + sealed


def read(file: BinaryIO, size: int) -> Envelope:
    """Read header and signature of a file of ``size`` bytes, and hash the rest; decrypts nothing.

    Raises EnvelopeRefused for another kind of file, a newer form, and lengths that do not hold.
    """
    start = file.read(_START.size)
    if len(start) < _START.size or start[:4] != MAGIC:
        raise EnvelopeRefused("This is no file of JFS Desktop's exchange.", remedy="Choose another file.")
    form = _START.unpack(start)[1]
    if form > FORM:
        raise EnvelopeRefused(
            "This file was made by a newer version of the program.", remedy="Install the newer version first."
        )
    header = _read_header(file) if form == FORM else None
    if header is None:
        raise damaged()
    if header.file_bytes != size:
        raise EnvelopeRefused(
            f"The file is cut off or was added to: it has {size:,} bytes, not {header.file_bytes:,}.",
            remedy="Copy it again, or have it sent again.",
        )
    sealed = hashlib.sha512()
    left = header.sealed
    while left and (piece := file.read(min(left, _PIECE))):
        sealed.update(piece)
        left -= len(piece)
    return Envelope(header, file.read(SIGNATURE_BYTES), _message(header.to_bytes(), sealed.digest()))


def _read_header(file: BinaryIO) -> Header | None:
    rest = file.read(_REST.size)
    if len(rest) < _REST.size:
        return None
    kind, sender, signer, recipient, number, previous, plain, sealed, introduced = _REST.unpack(rest)
    introduction = file.read(min(introduced, MOST_INTRODUCTION))
    fits = plain <= MOST_PLAIN and sealed <= MOST_SEALED and introduced <= MOST_INTRODUCTION
    if kind not in tuple(Kind) or not fits or not number or len(introduction) < introduced:
        return None
    return Header(
        Kind(kind), UUID(bytes=sender), signer, recipient, number, previous, plain, sealed, introduction
    )


def check_signature(envelope: Envelope, signing_key: bytes) -> None:
    """Prove who signed, by the key known for the sender. Raises EnvelopeRefused."""
    if envelope.header.signer != signing_key:
        raise EnvelopeRefused(
            "The file is signed by another key than this sender's.",
            title="Wrong signer",
            remedy="Do not take it in; ask the sender by telephone what happened.",
        )
    try:
        Ed25519PublicKey.from_public_bytes(signing_key).verify(envelope.signature, envelope.message)
    except (InvalidSignature, ValueError):
        raise damaged() from None


def open_into(file: BinaryIO, envelope: Envelope, identity: str, take: Callable[[bytes], None]) -> None:
    """Hand the content of a checked envelope on, piece by piece. Raises as ``sealing.open_into`` does."""
    header = envelope.header
    file.seek(header.file_bytes - SIGNATURE_BYTES - header.sealed)
    sealing.open_into(file, header.sealed, header.plain, identity, take)
