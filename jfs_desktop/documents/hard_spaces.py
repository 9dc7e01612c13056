"""What belongs together on a printed line: the day and its month, a number and what it counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from jfs_desktop.documents.rich_lines import SignedText
from jfs_desktop.rules.document_language import WELSH_MONTHS
from jfs_desktop.rules.wording import MONTHS, SHORT_MONTHS

HARD_SPACE: Final = "\u00a0"
_UNITS: Final = (
    "minutes?", "hours?", "days?", "weeks?", "months?", "years?", "working days?", "miles?", "pages?",
    "munud", "awr", "diwrnod", "wythnos", "mis", "blynedd", "milltir", "tudalen",
)  # fmt: skip
_PARTED: Final = re.compile(rf"(\d) (?=(?:{'|'.join((*MONTHS, *SHORT_MONTHS, *WELSH_MONTHS, *_UNITS))})\b)")


def kept_together(text: str) -> str:
    """A text whose days and counted things do not break over two lines."""
    return _PARTED.sub(rf"\1{HARD_SPACE}", text)


def held(value: Any) -> Any:
    """The same of every text among the fields of a template."""
    if isinstance(value, SignedText):
        made = str.__new__(type(value), kept_together(value))
        made.signed = kept_together(value.signed)
        return made
    if isinstance(value, str):
        return kept_together(value)
    if isinstance(value, Mapping):
        return {key: held(one) for key, one in value.items()}
    return [held(one) for one in value] if isinstance(value, list) else value
