"""How an NI number is written: masked, or as it stands on letters."""

from __future__ import annotations

_NONE = "not given"


def masked(number: str) -> str:
    """'AB •• •• •• C'."""
    return f"{number[:2]} •• •• •• {number[-1]}" if number else _NONE


def spaced(number: str) -> str:
    """'AB 12 34 56 C', as it stands on letters."""
    return " ".join((number[:2], number[2:4], number[4:6], number[6:8], number[8:])) if number else _NONE
