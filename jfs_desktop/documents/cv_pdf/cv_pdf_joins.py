"""How two halves of a line that was broken on the page of a PDF are one again."""

from __future__ import annotations

import re
from typing import Final

_FIRST_HALVES: Final = frozenset(
    {
        "self", "part", "full", "long", "short", "well", "co", "non", "one", "two", "three", "first",
        "up", "on", "off", "in", "high", "low", "hard", "multi", "day", "night", "time", "team",
        "health", "customer", "front", "ex", "thirty", "twenty", "forty", "fifty", "pre", "re",
    }
)  # fmt: skip
_SECOND_HALVES: Final = frozenset(
    {
        "time", "term", "facing", "based", "driven", "to", "on", "up", "in", "and", "made", "related",
        "focused", "oriented", "friendly", "quality", "free", "employed", "level", "end", "shift",
        "date", "aid", "line", "paced", "of", "the", "site", "hand", "working", "class", "year", "old",
        "motivated", "starter", "organised", "safety", "six", "y", "yr",
    }
)  # fmt: skip


def is_broken_address(above: str, below: str) -> bool:
    """Whether an address, of a page or of a person's mail, was too long for its line and goes on below."""
    begun = re.search(r"(?:://|www\.)\S*$|\S@[\w-]*$", above)
    return bool(begun and re.match(r"[^\s@|]*[./][^\s@|]*(?:\s|$)", below))


def joined_text(above: str, below: str) -> str:
    """Two halves of a line; a hyphen at the end stays where the word is written with one."""
    if above.endswith("\u00ad"):
        return above[:-1] + below
    if is_broken_address(above, below):
        return above + below
    found = re.search(r"([^\W\d_]+)-$", above)
    if not found or not re.match(r"[^\W\d_]", below):
        return above + ("" if above.endswith(("-", "/")) and found else " ") + below
    half = re.match(r"[^\W_]+", below)
    second = half[0] if half else ""
    keep = (
        not second[:1].islower()
        or found[1].casefold() in _FIRST_HALVES
        or second.casefold() in _SECOND_HALVES
        or above[: found.start()].endswith("-")
        or bool(re.match(r"\S*@", below))  # an address keeps its hyphen
    )
    return (above if keep else above[:-1]) + below
