"""Signs as a reader counts them: a letter with its accents, a picture with what changes it, a flag of two."""

from __future__ import annotations

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_HANGS_ON: Final = frozenset({"Mn", "Mc", "Me"})
_JOINS: Final = frozenset({"So", "Sk"})
"""What a joiner makes one picture of; between letters it asks for another shape and no more."""


def signs(text: str) -> list[str]:
    """The text in its signs, each of one code point or more, in order and without loss."""
    found: list[str] = []
    for point in text:
        if found and _belongs(found[-1], point):
            found[-1] += point
        else:
            found.append(point)
    return found


def _belongs(before: str, point: str) -> bool:
    kind = unicodedata.category(point)
    if before.isspace():
        return False
    if kind in _HANGS_ON or point in (_JOINER, "\u200c") or _is_shade(point):
        return True
    if before.endswith(_JOINER):
        return kind in _JOINS
    return len(before) == 1 and _is_half_a_flag(before) and _is_half_a_flag(point)


def _is_shade(point: str) -> bool:
    """The colour of a skin, or the letters that name a flag's region."""
    return "\U0001f3fb" <= point <= "\U0001f3ff" or "\U000e0020" <= point <= "\U000e007f"


def _is_half_a_flag(point: str) -> bool:
    return "\U0001f1e6" <= point <= "\U0001f1ff"
