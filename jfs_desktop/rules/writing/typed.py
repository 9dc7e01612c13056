"""What somebody typed or pasted, as it is kept: the letters, and nothing that no page can show (P8)."""

from __future__ import annotations

import re
from typing import Any

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with line ends of one kind, and without control characters; tabs and blanks stay."""
    return text if text.isprintable() else _UNSHOWN.sub("", _LINE_ENDS.sub("\n", text))


def holds_unshown(text: str) -> bool:
    """Whether :func:`clean` leaves out anything but the kind of a line end."""
    return _UNSHOWN.search(text) is not None


def cleaned(value: Any) -> Any:
    """The same for every text within lists and mappings, as JSON holds them."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    return value
