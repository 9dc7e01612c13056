"""Names of files that every system can write and that lead nowhere else (SECURITY, path traversal)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

LONGEST: Final = 80
"""Letters of the part before the ending."""
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
_ENDING: Final = re.compile(r"[a-z0-9]{1,5}")
_KEPT: Final = " -_,()"


def clean(name: str) -> str:
    """``name`` as the name of one file, without an ending of its own: no folder, no device, no sign that a
    system takes for something else, no letter that cannot be seen. Never empty."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    signs = (sign if sign.isalnum() or sign in _KEPT else " " if _is_hidden(sign) else "-" for sign in plain)
    words = " ".join("".join(signs).split()).strip(" -_,")
    short = words.encode("utf-8")[: LONGEST * 2].decode("utf-8", "ignore")[:LONGEST].rstrip(" -_,")
    if not short:
        return "file"
    return f"file {short}" if short.partition(".")[0].partition(" ")[0].casefold() in _RESERVED else short


def numbered(folder: str, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Paths in ``folder`` for files told by name and ending, each with its number before it, so that no two
    are the same on a system that does not tell capital letters apart."""
    for number, (name, ending) in enumerate(names, 1):
        safe = ending.casefold().removeprefix(".")
        yield f"{folder}/{number:03d} {clean(name)}.{safe if _ENDING.fullmatch(safe) else 'bin'}"


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "CZ"
