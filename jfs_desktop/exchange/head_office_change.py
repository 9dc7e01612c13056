"""The paper by which a head office hands its devices over to other keys: two people sign it (SECURITY 4).

The first signature is that of the head office that the devices know, the second that of somebody whose key
they had from its card: neither of the two can send what advisers write anywhere else alone. Its serial rises
from one to the next, so that an old one leads nobody back. It is in clear, since it holds public keys and
names of staff only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from jfs_desktop.exchange.enrolment_code import LONGEST_NAME, Countersigner, Party, read_party
from jfs_desktop.exchange.refusal import EnvelopeRefused
from jfs_desktop.rules.writing.wording import day_and_time

LARGEST_FILE: Final = 32 * 1024
LONGEST_REASON: Final = 500
_FORM: Final = 1
_HIGHEST_SERIAL: Final = 2**63 - 1
_FIRST: Final = b"jfs/head-office-change"
_SECOND: Final = b"jfs/head-office-change/second"


@dataclass(frozen=True, slots=True)
class HeadOfficeChange:
    """From the head office with the fingerprint ``old`` to ``new``, and by whom it is signed so far. A device
    takes only one with a higher ``serial`` than the last."""

    old: bytes
    new: Party
    reason: str
    signed_by: str
    signed_at: datetime
    serial: int
    signature: bytes = b""
    second: Countersigner | None = None
    second_signature: bytes = b""

    def signed(self, signer: Ed25519PrivateKey) -> HeadOfficeChange:
        """With the signature of the head office that the devices know."""
        return replace(self, signature=signer.sign(self._first_message()))

    def countersigned(self, name: str, signer: Ed25519PrivateKey) -> HeadOfficeChange:
        """With the second signature as well."""
        second = Countersigner(name[:LONGEST_NAME], signer.public_key().public_bytes_raw())
        made = replace(self, second=second)
        return replace(made, second_signature=signer.sign(made._second_message(second)))

    def check_signature(self, known: Party) -> None:
        """Raises EnvelopeRefused where it is not from, and not signed by, the head office that is known."""
        if self.old != known.fingerprint:
            raise EnvelopeRefused(
                "This change is not one of the head office that this vault is enrolled with.",
                title="Not your head office",
                remedy="Do not use it; ask head office what it is.",
            )
        if not _holds(known.signing_key, self.signature, self._first_message()):
            raise _not_signed("Head office's own signature does not fit")

    def check_newer(self, taken: int) -> None:
        """Raises EnvelopeRefused where this is the change with the serial ``taken``, the last that the device
        took or could be before it enrolled, or an older one."""
        if self.serial <= taken:
            raise EnvelopeRefused(
                f"This change was signed on {day_and_time(self.signed_at)}. This vault has taken it or a "
                "newer one already, or was enrolled long after it, so it counts no more.",
                title="Too old",
                remedy="Do not use it; ask head office by telephone whether it signed a newer one.",
            )

    def check_second(self, known: Party) -> None:
        """Raises EnvelopeRefused without the second signature of one whom head office named before."""
        second = self.second
        if second is None:
            raise EnvelopeRefused(
                "Only one person has signed this change, and it needs two.",
                title="Not signed by two",
                remedy="The second one countersigns it first: `jfs sync countersign`, or Sync in the window.",
            )
        if second.signing_key not in {one.signing_key for one in known.countersigners}:
            raise _not_signed(
                f"{second.name} signed second, and is not one of those whom head office's card named"
            )
        if not _holds(second.signing_key, self.second_signature, self._second_message(second)):
            raise _not_signed("The second signature does not fit")

    def to_bytes(self) -> bytes:
        said = self._said() | {"signature": self.signature.hex()}
        if self.second is not None:
            said |= {
                "second": {"name": self.second.name, "signing_key": self.second.signing_key.hex()},
                "second_signature": self.second_signature.hex(),
            }
        return orjson.dumps(said)

    def _said(self) -> dict[str, Any]:
        return {
            "jfs_change": _FORM, "old": self.old.hex(), "new": self.new.said(), "reason": self.reason,
            "signed_by": self.signed_by, "signed_at": self.signed_at.isoformat(), "serial": self.serial,
        }  # fmt: skip

    def _first_message(self) -> bytes:
        return _FIRST + orjson.dumps(self._said(), option=orjson.OPT_SORT_KEYS)

    def _second_message(self, second: Countersigner) -> bytes:
        return _SECOND + second.signing_key + self.signature + second.name.encode() + self._first_message()


def read(content: bytes) -> HeadOfficeChange:
    """The paper in a file, its signatures not yet proven. Raises EnvelopeRefused for anything else."""
    found = _read(content) if len(content) <= LARGEST_FILE else None
    if found is None:
        raise EnvelopeRefused(
            "This file is not a change of head office.", remedy="Choose the file that head office sent."
        )
    return found


def _read(content: bytes) -> HeadOfficeChange | None:
    try:
        said = orjson.loads(content)
        second = said.get("second")
        new = read_party(said["new"])
        made = HeadOfficeChange(
            bytes.fromhex(said["old"]), new, said["reason"], said["signed_by"],
            datetime.fromisoformat(said["signed_at"]), said["serial"], bytes.fromhex(said["signature"]),
            Countersigner(second["name"], bytes.fromhex(second["signing_key"])) if second else None,
            bytes.fromhex(said.get("second_signature", "")),
        ) if new is not None else None  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if made is None or said["jfs_change"] != _FORM or made.signed_at.tzinfo is None:
        return None
    if type(made.serial) is not int or not 0 < made.serial <= _HIGHEST_SERIAL:
        return None
    texts: tuple[Any, ...] = (made.reason, made.signed_by, made.second.name if made.second else "-")
    return made if all(isinstance(one, str) and 0 < len(one) <= LONGEST_REASON for one in texts) else None


def _holds(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _not_signed(why: str) -> EnvelopeRefused:
    return EnvelopeRefused(
        f"{why}: the file was altered, or somebody else made it.",
        title="Wrong signer",
        remedy="Do not use it; ask head office by telephone what happened.",
    )
