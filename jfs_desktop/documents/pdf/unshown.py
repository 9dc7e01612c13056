"""Signs for which no font is at hand: a box stands for each of them, and each is told.

The typesetter names what it could not show point by point: of a sign that is built of several it may name a
plain '1' or 'e', which stands rightly everywhere else. So whole signs are replaced, in what is printed and
in nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from jfs_desktop.documents.page.page_measures import Plain
from jfs_desktop.documents.page.signs import signs

STAND_IN: Final = "\u25a1"
_NAMED: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)")
_PRINTED: Final = ("text", "marker")


def named_in(told: str) -> frozenset[str]:
    """The code points that the typesetter says it could not show; empty where it complains of another
    thing. ``told`` are its words in full."""
    return frozenset("".join(_ESCAPED.sub(_as_point, found) for found in _NAMED.findall(told)))


def replaced(values: Plain, points: frozenset[str]) -> list[str]:
    """Puts a box in ``values`` for each sign that those points belong to, and returns these signs, each
    once; none where no sign of the document is made of them."""
    every = dict.fromkeys(sign for holder, key in _printed(values) for sign in signs(holder[key]))
    # What a built sign explains is no reason to take a plain one away: '1' is printed, a '1' in a box not.
    explained = frozenset("".join(sign for sign in every if len(sign) > 1 and points.issuperset(sign)))
    lacking = [sign for sign in every if points.issuperset(sign) and (len(sign) > 1 or sign not in explained)]
    lacking = lacking or [sign for sign in every if points.intersection(sign)]
    lacking = [sign for sign in lacking if sign != STAND_IN]
    for holder, key in list(_printed(values)) if lacking else ():
        holder[key] = "".join(STAND_IN if sign in lacking else sign for sign in signs(holder[key]))
    return lacking


def _as_point(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else escape[2]


def _printed(value: Any) -> Iterator[tuple[Plain, str]]:
    """Each text that stands on a page, as the place that holds it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _PRINTED and isinstance(inner, str):
                yield value, key
            else:
                yield from _printed(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _printed(inner)
