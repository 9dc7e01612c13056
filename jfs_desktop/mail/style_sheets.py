"""What the style sheet within a message in HTML hides: nobody who reads the message sees it (I17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jfs_desktop.rules.writing.pasted_text import HIDES

_MOST_SHEETS: Final = 20
_LONGEST: Final = 50_000
"""Letters of the style sheets that are read."""
_OF_SOME_SCREENS: Final = re.compile(r"@[^{}@]*\{(?:[^{}@]*\{[^{}@]*\})*[^{}@]*\}")
_CLASS: Final = re.compile(r"[a-z0-9]*\.([\w-]+)", re.IGNORECASE)
_TAG: Final = re.compile(r"<[a-z][a-z0-9]*\b[^<>]*?\sclass\s*=\s*([\"']?)([^\"'<>]*)\1", re.IGNORECASE)

_GROUND: Final = re.compile(r"background|bgcolor", re.IGNORECASE)
_OPENED: Final = re.compile(r"<[a-z][^<>]*", re.IGNORECASE)
_WHITE: Final = re.compile(
    r"(?<![-\w])color\s*[:=]\s*[\"']?(?:white\b|#fff(?:fff)?\b|rgb\(255, ?255, ?255\))", re.IGNORECASE
)


def hidden_marked(html: str) -> str:
    """The page with the mark of what is not to be seen on each element whose class its style sheet hides on
    every screen, and on what is white where the page gives nothing another ground."""
    if not _GROUND.search(html):
        html = _OPENED.sub(lambda tag: f"{tag[0]} hidden " if _WHITE.search(tag[0]) else tag[0], html)
    hidden = _hidden_classes(html)
    if not hidden:
        return html
    return _TAG.sub(lambda tag: f"{tag[0]} hidden " if hidden.intersection(tag[2].split()) else tag[0], html)


def _hidden_classes(html: str) -> frozenset[str]:
    sheet = "\n".join(_sheets(html))[:_LONGEST].replace("<!--", " ").replace("-->", " ")
    first, *others = sheet.split("/*")
    told = first + " ".join(one.partition("*/")[2] for one in others)
    rules = (one.rpartition("{") for one in _OF_SOME_SCREENS.sub(" ", told).split("}"))
    return frozenset(
        named[1]
        for places, _, said in rules
        if HIDES.search(said.lower())
        for place in places.split(",")
        if (named := _CLASS.fullmatch(place.strip()))
    )


def _sheets(html: str) -> Iterator[str]:
    lower, at = html.lower(), 0
    for _ in range(_MOST_SHEETS):
        begins = lower.find("<style", at)
        ends = lower.find("</style", begins) if begins >= 0 else -1
        if ends < 0:
            return
        yield html[begins:ends].partition(">")[2]
        at = ends
