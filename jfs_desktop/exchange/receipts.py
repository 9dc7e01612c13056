"""Head office's receipt of a bundle: an envelope back to the device, with what was taken in and when."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jfs_desktop.exchange import envelope
from jfs_desktop.exchange.enrolment_code import Party
from jfs_desktop.exchange.envelope import Envelope, Header, Kind
from jfs_desktop.exchange.refusal import damaged

_LONGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Receipt:
    """What head office has: the bundle's number and digest, the journal up to ``last_entry``, and since
    when. ``missing`` are attachments that were not whole in the device's vault."""

    number: int
    digest: bytes
    last_entry: int
    taken_at: datetime
    missing: tuple[UUID, ...] = ()


def write(receipt: Receipt, sender: Party, signer: Ed25519PrivateKey, device: Party) -> bytes:
    """The receipt's file."""
    header = Header(
        Kind.RECEIPT, sender.id, sender.signing_key, device.fingerprint, receipt.number, receipt.digest
    )
    out = io.BytesIO()
    envelope.write(out, header, signer, device.recipient, _content(receipt))
    return out.getvalue()


def _content(receipt: Receipt) -> Iterator[bytes]:
    yield orjson.dumps(
        {
            "number": receipt.number,
            "digest": receipt.digest.hex(),
            "last_entry": receipt.last_entry,
            "taken_at": receipt.taken_at.astimezone(UTC).isoformat(),
            "missing": [str(found) for found in receipt.missing],
        }
    )


def open_checked(file: BinaryIO, sealed: Envelope, identity: str) -> Receipt:
    """The receipt in an envelope whose signature was checked. Raises EnvelopeRefused."""
    if sealed.header.plain > _LONGEST:
        raise damaged()
    content = bytearray()
    envelope.open_into(file, sealed, identity, content.extend)
    try:
        said = orjson.loads(bytes(content))
        receipt = Receipt(
            said["number"],
            bytes.fromhex(said["digest"]),
            said["last_entry"],
            datetime.fromisoformat(said["taken_at"]),
            tuple(UUID(found) for found in said["missing"]),
        )
    except (ValueError, TypeError, KeyError):
        raise damaged() from None
    header = sealed.header
    whole = (receipt.number, receipt.digest) == (header.number, header.previous)
    if not whole or type(receipt.last_entry) is not int or receipt.taken_at.tzinfo is None:
        raise damaged()
    return receipt
