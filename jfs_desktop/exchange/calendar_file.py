"""The file by which a working-day calendar travels, offline (W17).

One JSON table as :mod:`~jfs_desktop.rules.calendar.calendar_reader` has it, and beside it, where it is
signed, ``signature``: the Base64 of an Ed25519 signature over the canonical bytes, which are the
table without it as JSON in UTF-8 with its keys sorted and no blanks between the parts.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jfs_desktop.errors import BadInput
from jfs_desktop.rules.calendar.calendar_reader import BadCalendar, WrittenCalendar, read_calendar

SIGNATURE = "signature"
LARGEST_FILE = 1024 * 1024
_KEY_BYTES = 32
_PEM_BEGIN = "-----BEGIN"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar file that was read, its signature not yet proven.

    ``canonical`` is the text that a signature is over; ``signature`` is empty where the file
    bears none; ``sha256`` is the hash of the file as it lay there.
    """

    written: WrittenCalendar
    canonical: str
    signature: bytes
    sha256: str


def read(path: Path) -> CalendarFile:
    """Read a calendar file. Raises BadCalendar with one plain sentence."""
    return parse(_bytes(path))


def parse(content: bytes) -> CalendarFile:
    """The same of a file's bytes."""
    table = _table(content)
    signature = _signature(table)
    unsigned = {key: value for key, value in table.items() if key != SIGNATURE}
    written = read_calendar(unsigned)
    return CalendarFile(written, canonical(unsigned), signature, hashlib.sha256(content).hexdigest())


def canonical(table: Mapping[str, object]) -> str:
    """The one way in which a table without its signature is written for signing and keeping."""
    return json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def check_signature(file: CalendarFile, public_key: bytes) -> None:
    """Raise BadCalendar where a signed file was not signed with the publisher's key."""
    if not public_key:
        raise BadCalendar(
            "The file is signed, and no publisher's key has been entered to check it with.",
            remedy="Enter the publisher's key in Settings, then load the file again.",
        )
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(file.signature, file.canonical.encode())
    except InvalidSignature as error:
        raise BadCalendar(
            "The signature does not fit: the file was changed on its way, or somebody else signed it.",
            remedy="Ask the publisher for the file again; the calendar in use stays.",
        ) from error


def public_key(text: str) -> bytes:
    """The 32 bytes of a publisher's Ed25519 key, typed as hexadecimal, as Base64 or as PEM.

    Raises BadInput.
    """
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # rare, and slow to load

    compact = "".join(text.split())
    try:
        if text.strip().startswith(_PEM_BEGIN):
            loaded = load_pem_public_key(f"{text.strip()}\n".encode())
            key = loaded.public_bytes_raw() if isinstance(loaded, Ed25519PublicKey) else b""
        elif len(digits := compact.replace(":", "")) == 2 * _KEY_BYTES:
            key = bytes.fromhex(digits)
        else:
            key = base64.b64decode(compact, validate=True)
    except (ValueError, UnsupportedAlgorithm):
        key = b""
    if len(key) != _KEY_BYTES:
        raise BadInput(
            "This is no Ed25519 public key.",
            field="key",
            remedy="Paste the key as the publisher gave it: 64 hexadecimal digits, Base64 or PEM.",
        )
    return key


def fingerprint(key: bytes) -> str:
    """The SHA-256 of a public key in groups of four, to be read out over the telephone."""
    digits = hashlib.sha256(key).hexdigest() if key else ""
    return " ".join(re.findall("....", digits))


def _bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BadCalendar("This is not a file.", remedy="Choose the calendar's .json file.")
        if status.st_size > LARGEST_FILE:
            raise BadCalendar("The file is larger than 1 MB, which no calendar is.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadCalendar("There is no such file.", remedy="Choose the calendar's file again.") from error
    except (OSError, ValueError) as error:
        raise BadCalendar(
            "The file cannot be read.", remedy="Copy it to this computer and try again."
        ) from error


def _table(content: bytes) -> Mapping[str, Any]:
    if len(content) > LARGEST_FILE:
        raise BadCalendar("The file is larger than 1 MB, which no calendar is.")
    try:
        table = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadCalendar("The file is not a calendar written as JSON in UTF-8.") from error
    if not isinstance(table, dict):
        raise BadCalendar("The file is not a calendar: it holds no table.")
    return table


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise BadCalendar("The file says one thing twice, so that it may be read in two ways.")
    return table


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _signature(table: Mapping[str, Any]) -> bytes:
    """Empty only where the file bears none: an empty or broken one is no leave to go without."""
    if SIGNATURE not in table:
        return b""
    said = table[SIGNATURE]
    try:
        signature = base64.b64decode(said, validate=True) if isinstance(said, str) else b""
    except (binascii.Error, ValueError):
        signature = b""
    if not signature:
        raise BadCalendar("The file's signature is not one.")
    return signature
