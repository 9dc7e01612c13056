"""The recovery code: 160 random bits and a check, written so that a person can read it out.

Crockford's Base32 in groups of four: 32 characters of code and 4 of check. Reading is
tolerant: case, spaces and dashes do not matter, O is read as 0, I and L as 1.
"""

from __future__ import annotations

import hashlib

from jfs_desktop.errors import WrongPassphrase

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BYTES = 20
_CODE_CHARACTERS = CODE_BYTES * 8 // 5
_CHECK_CHARACTERS = 4
READ_AS = str.maketrans("OIL", "011", " -\u2010\u2011\u2012\u2013\u2014\t\r\n\u00a0")


def write(code: bytes) -> str:
    """The code as it is printed: nine groups of four."""
    if len(code) != CODE_BYTES:
        raise ValueError("a recovery code has 20 bytes")
    whole = digits(int.from_bytes(code, "big"), _CODE_CHARACTERS) + _check(code)
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def read(typed: str) -> bytes:
    """The code's 20 bytes. Raises :class:`WrongPassphrase` for a slip of the pen."""
    plain = typed.upper().translate(READ_AS)
    wanted = _CODE_CHARACTERS + _CHECK_CHARACTERS
    if len(plain) != wanted:
        raise _mistyped(f"A recovery code has {wanted} letters and digits; this one has {len(plain)}.")
    if any(letter not in LETTERS for letter in plain):
        raise _mistyped("The recovery code holds a sign that recovery codes do not use.")
    number = 0
    for letter in plain[:_CODE_CHARACTERS]:
        number = number * 32 + LETTERS.index(letter)
    code = number.to_bytes(CODE_BYTES, "big")
    if _check(code) != plain[_CODE_CHARACTERS:]:
        raise _mistyped("The recovery code has a typing error.")
    return code


def _check(code: bytes) -> str:
    start = hashlib.sha256(b"jfs/recovery-check" + code).digest()[:4]
    return digits(int.from_bytes(start, "big") >> 12, _CHECK_CHARACTERS)


def digits(number: int, count: int) -> str:
    """A number in so many letters of Crockford's Base32."""
    letters = []
    for _ in range(count):
        number, digit = divmod(number, 32)
        letters.append(LETTERS[digit])
    return "".join(reversed(letters))


def _mistyped(text: str) -> WrongPassphrase:
    return WrongPassphrase(text, title="Check the recovery code", remedy="Compare it with the printed code.")
