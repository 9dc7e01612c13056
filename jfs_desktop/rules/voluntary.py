"""Taking part is voluntary: wording that would make it sound like a duty, or threaten whoever leaves (E1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Voluntary:
    """The words that stand in no template, in English and Welsh; a word that ends in '*' holds for whatever
    it begins."""

    paragraph: str = ""
    words: tuple[str, ...] = ()

    def threats_in(self, text: str) -> tuple[str, ...]:
        """Those of the words that stand in a text, as they stand there, each once."""
        if not self.words:
            return ()
        found = _pattern(self.words).findall(text)
        return tuple(dict.fromkeys(word.lower() for word in found))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{each})\b", re.IGNORECASE)


NOTHING_BARRED = Voluntary()
