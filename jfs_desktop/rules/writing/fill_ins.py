"""Fill-ins in reusable wording: '{first name}' becomes the person's; what nobody knows stays to be typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

KNOWN = ("first name", "name", "adviser", "jobcentre", "today")
"""What a case can fill in."""
_FILL_IN = re.compile(r"\{([^{}\n]{1,40})\}")


def filled(text: str, known: Mapping[str, str]) -> str:
    """The text with every fill-in that is known; one that is known as '' stays, to be typed."""
    return _FILL_IN.sub(lambda found: known.get(found[1].strip().lower(), "") or found[0], text)


def open_ones(text: str) -> tuple[tuple[int, int], ...]:
    """Where fill-ins stand that are left to be typed: first letter and length."""
    return tuple((found.start(), len(found[0])) for found in _FILL_IN.finditer(text))
