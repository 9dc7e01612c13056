"""How a value of a CV stands in a line that it shares: what parts the values of a line may part no value.

A recruiter's system splits a line at an upright stroke, and a name from what is told of it at a colon. What
was typed stays as it was typed; the page and the plain text show another sign instead, and a hint says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from jfs_desktop.rules.cv.cv import (
    Certificate,
    Contact,
    Course,
    Entry,
    Language,
    Licence,
    Position,
    Referee,
    Skill,
)

STROKE, SLANTED = "|", "/"
COLON, DASH = ": ", " – "
_COLONS: Final = re.compile(" ?: ")

_BESIDE_OTHERS: Final[Mapping[type[Entry], tuple[str, ...]]] = {
    Contact: ("text",),
    Skill: ("name",),
    Position: ("title", "employer", "place"),
    Course: ("qualification", "school", "grade"),
    Certificate: ("name", "provider"),
    Language: ("name", "level"),
    Licence: ("name", "detail"),
    Referee: ("name", "role", "organisation", "contact"),
}
_LEADING: Final = (Skill, Language, Licence)
"""Their name stands before a colon and what is told of it."""


class Swapped(StrEnum):
    """What is printed otherwise than it was typed."""

    STROKE = "stroke"
    COLON = "colon"


def beside_others(text: str) -> str:
    """A value among others: a stroke that stands alone is slanted, 'Tesco / Express'."""
    return " ".join(SLANTED if word == STROKE else word for word in text.split())


def leading(text: str) -> str:
    """A name with something told behind it: its own colon is a dash, 'Excel – pivot tables'."""
    return _COLONS.sub(DASH, beside_others(text).rstrip(" :"))


def swapped(entry: Entry) -> Iterator[Swapped]:
    """What of an entry is printed otherwise."""
    values = [getattr(entry, name) for name in _BESIDE_OTHERS.get(type(entry), ())]
    if any(STROKE in value.split() for value in values):
        yield Swapped.STROKE
    if isinstance(entry, _LEADING) and DASH in leading(entry.name.replace(DASH, " ")):
        yield Swapped.COLON
