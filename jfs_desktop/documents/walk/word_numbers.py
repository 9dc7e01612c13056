"""The numbers and bullets that Word prints before the items of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from jfs_desktop.documents.walk.word_symbols import SYMBOLS
from jfs_desktop.documents.word.word_names import Element, Properties, W, flat, value

_MARK: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9
_MOST: Final = 3_999
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before an item. ``ordered`` whether it counts; ``indents`` and ``face`` are the level's
    own paragraph and run properties."""

    text: str
    ordered: bool
    indents: Properties
    face: Properties


class Numbers:
    """The lists of one document; it counts as the items come by."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._of_style: dict[str, tuple[str, int]] = {}
        for kind in () if numbering is None else numbering.findall(W + "abstractNum"):
            levels = {_level_of(level): level for level in kind.findall(W + "lvl")}
            self._levels[value(kind, "abstractNumId")] = levels
        for listed in () if numbering is None else numbering.findall(W + "num"):
            self._know(listed)

    def _know(self, listed: Element) -> None:
        name, kind = value(listed, "numId"), value(listed.find(W + "abstractNumId"))
        self._lists[name] = kind
        self._restarts[name] = {
            _level_of(change): _whole(value(change.find(W + "startOverride")), 1)
            for change in listed.findall(W + "lvlOverride")
            if change.find(W + "startOverride") is not None
        }
        for depth, level in self._levels.get(kind, {}).items():
            if style := value(level.find(W + "pStyle")):
                self._of_style.setdefault(style, (name, depth))

    def depth_of_style(self, style: str, listed: str) -> int:
        """The level of a list that a style stands for."""
        name, depth = self._of_style.get(style, ("", 0))
        return depth if name == listed else 0

    def next(self, listed: str, depth: int) -> Mark | None:
        """The mark of the next item of a list at a depth from 0; None where there is no such list."""
        depth = max(0, min(depth, _LEVELS - 1))
        kind = self._lists.get(listed, "")
        level = self._levels.get(kind, {}).get(depth)
        if level is None:
            return None
        counts = self._counts.setdefault(kind, [None] * _LEVELS)
        if listed not in self._begun:
            self._begun.add(listed)
            for at, start in self._restarts[listed].items():
                counts[at] = start - 1
        now = counts[depth]
        counts[depth] = self._start(kind, depth) if now is None else now + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        form = value(level.find(W + "numFmt"))
        bullet = form in ("bullet", "none")
        said = value(level.find(W + "lvlText"))
        text = _as_everybody_writes(said) if bullet else self._counted(kind, said, counts)
        return Mark(text, not bullet, flat(level.find(W + "pPr")), flat(level.find(W + "rPr")))

    def _start(self, kind: str, depth: int) -> int:
        level = self._levels[kind].get(depth)
        return _whole(value(level.find(W + "start")), 1) if level is not None else 1

    def _counted(self, kind: str, said: str, counts: list[int | None]) -> str:
        def written(mark: re.Match[str]) -> str:
            depth = int(mark[1]) - 1
            level = self._levels[kind].get(depth)
            form = value(level.find(W + "numFmt")) if level is not None else ""
            count = counts[depth]
            return _FORMS.get(form, str)(self._start(kind, depth) if count is None else count)

        return _MARK.sub(written, said)


def _as_everybody_writes(said: str) -> str:
    plain = "".join(SYMBOLS.get(letter, letter) for letter in said)
    if plain == "o":  # the ring that Word takes from Courier New
        return "◦"
    return "".join("•" if "\ue000" <= letter <= "\uf8ff" else letter for letter in plain)


def _level_of(element: Element) -> int:
    return _whole(value(element, "ilvl"), 0)


def _whole(said: str, otherwise: int) -> int:
    return int(said) if said.isdecimal() and len(said) < 7 else otherwise


def _letters(count: int) -> str:
    """a to z, then aa, bb and so on, as Word counts."""
    if count < 1:
        return str(count)
    return chr(97 + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)


def _roman(count: int) -> str:
    if not 0 < count <= _MOST:
        return str(count)
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (count // worth)
        count %= worth
    return written


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02}",
    "ordinal": _ordinal,
}
