"""How a device and head office come to know one another's keys: a card, a code and an introduction.

The card is a small file with head office's public keys; anybody may see it. The code, given by telephone or
on paper, says by what these keys are known and holds a token that one device may use. The introduction goes
in the clear header of the device's bundles until the first receipt, encrypted to head office: it says the
token and the device's own public keys.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import orjson

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange import sealing
from jfs_desktop.exchange.envelope import MOST_INTRODUCTION, fingerprint
from jfs_desktop.exchange.refusal import EnvelopeRefused, damaged
from jfs_desktop.store.recovery_code import LETTERS, READ_AS, digits

CODE_DAYS: Final = 14
"""So long a code may be used, in calendar days: an own rule, since the guidance names none."""
TOKEN_BYTES: Final = 5
_PRINT_BYTES: Final = 10
_CHARACTERS: Final = (TOKEN_BYTES + _PRINT_BYTES) * 8 // 5
_FORM: Final = 1
_MOST_CARD: Final = 4096
LONGEST_NAME: Final = 200
MOST_COUNTERSIGNERS: Final = 5
"""One that is lost does not leave head office unable to change its keys; a card stays small."""
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Countersigner:
    """Somebody whose signature a change of head office's keys needs beside its own: a device's key."""

    name: str
    signing_key: bytes


@dataclass(frozen=True, slots=True)
class Party:
    """One end of the exchange by its public keys: Ed25519 for signing, age for encrypting.

    A head office's ``countersigners`` are those of whom one signs a change of its keys beside it.
    """

    id: UUID
    name: str
    signing_key: bytes
    recipient: str
    countersigners: tuple[Countersigner, ...] = ()

    @property
    def fingerprint(self) -> bytes:
        return fingerprint(self.signing_key, self.recipient)

    @property
    def proof(self) -> bytes:
        """What a code proves of a card: the keys, and by whom a change of them is countersigned."""
        keys = b"".join(one.signing_key for one in self.countersigners)
        return hashlib.sha256(b"jfs/card" + self.fingerprint + keys).digest()[:_PRINT_BYTES]

    def said(self) -> dict[str, Any]:
        """As it stands in JSON."""
        said = {"jfs": _FORM, "id": str(self.id), "name": self.name, "signing_key": self.signing_key.hex()}
        second = [{"name": one.name, "signing_key": one.signing_key.hex()} for one in self.countersigners]
        return said | {"recipient": self.recipient} | ({"countersigners": second} if second else {})

    def to_bytes(self, **more: str) -> bytes:
        """As JSON, for a card or an introduction."""
        return orjson.dumps(self.said() | more)


@dataclass(frozen=True, slots=True)
class Code:
    """What somebody types: the proof of head office's card, and a token."""

    print: bytes
    token: bytes = field(repr=False)

    def __str__(self) -> str:
        whole = self.print + self.token
        text = digits(int.from_bytes(whole, "big"), _CHARACTERS)
        text += LETTERS[_check(text)]
        return "-".join(text[start : start + 5] for start in range(0, len(text), 5))

    def fits(self, party: Party) -> bool:
        """Whether it was given out by the head office of a card."""
        return secrets.compare_digest(self.print, party.proof)


def new_code(party: Party) -> Code:
    """A code for one more device."""
    return Code(party.proof, secrets.token_bytes(TOKEN_BYTES))


def read_code(typed: str) -> Code:
    """The code that was typed, with or without dashes. Raises BadInput for a slip of the pen."""
    plain = typed.upper().translate(READ_AS)
    known = len(plain) == _CHARACTERS + 1 and all(letter in LETTERS for letter in plain)
    if not known or LETTERS[_check(plain[:-1])] != plain[-1]:
        raise BadInput(
            "The enrolment code has a typing error.",
            field="code",
            remedy=f"It has {_CHARACTERS + 1} letters and digits; compare it with what head office gave you.",
        )
    number = 0
    for letter in plain[:-1]:
        number = number * 32 + LETTERS.index(letter)
    whole = number.to_bytes(TOKEN_BYTES + _PRINT_BYTES, "big")
    return Code(whole[:_PRINT_BYTES], whole[_PRINT_BYTES:])


def _check(text: str) -> int:
    """Weighed by place, so that two letters that changed places are seen as a rule."""
    return sum((2 * place + 1) * LETTERS.index(letter) for place, letter in enumerate(text)) % len(LETTERS)


def read_card(content: bytes) -> Party:
    """The keys on a card. Raises EnvelopeRefused for anything else."""
    if len(content) > _MOST_CARD:
        raise _no_card()
    try:
        said = orjson.loads(content)
    except ValueError:
        raise _no_card() from None
    party = read_party(said)
    if party is None:
        raise _no_card()
    return party


def introduction(device: Party, token: bytes, head_office: Party) -> bytes:
    """Who this device is, for head office alone to read."""
    named = Party(device.id, device.name[:LONGEST_NAME], device.signing_key, device.recipient)
    sealed = sealing.seal_short(head_office.recipient, named.to_bytes(token=token.hex()))
    if len(sealed) > MOST_INTRODUCTION:
        raise ValueError("an introduction is longer than a header holds")
    return sealed


def read_introduction(sealed: bytes, identity: str) -> tuple[Party, bytes]:
    """The device and its token. Raises EnvelopeRefused."""
    try:
        said = orjson.loads(sealing.open_short(identity, sealed))
        token = bytes.fromhex(said["token"])
    except (ValueError, TypeError, KeyError):
        raise damaged() from None
    party = read_party(said)
    if party is None:
        raise damaged()
    return party, token


def read_party(said: Any) -> Party | None:
    """The keys in what was read as JSON; None where a part is missing or of another kind."""
    try:
        name, recipient, form = said["name"], said["recipient"], said["jfs"]
        known, signing_key = UUID(said["id"]), bytes.fromhex(said["signing_key"])
        second = tuple(
            Countersigner(one["name"], bytes.fromhex(one["signing_key"]))
            for one in said.get("countersigners", ())
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    keys = (signing_key, *(one.signing_key for one in second))
    names = (name, *(one.name for one in second))
    if not isinstance(recipient, str) or form != _FORM or len(second) > MOST_COUNTERSIGNERS:
        return None
    if not all(isinstance(one, str) and 0 < len(one) <= LONGEST_NAME for one in names):
        return None
    if len(set(keys)) < len(keys) or any(len(key) != _KEY_BYTES for key in keys):
        return None
    return Party(known, name, signing_key, recipient, second) if sealing.is_recipient(recipient) else None


def _no_card() -> EnvelopeRefused:
    return EnvelopeRefused(
        "This file is not a head office's card.",
        remedy="Choose the card that head office sent with the code.",
    )
