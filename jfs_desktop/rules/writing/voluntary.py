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
    patterns: tuple[str, ...] = ()
    """Regular expressions of phrases that say so in other words ('benefit may be cut')."""
    denied: str = ""
    """What right before such a phrase turns it round ('do not', 'nid oes'): then it is none."""

    def threats_in(self, text: str) -> tuple[str, ...]:
        """Those of the words that stand in a text, as they stand there, each once."""
        found = _pattern(self.words).findall(text) if self.words else []
        for phrase in self.patterns:
            for match in re.finditer(phrase, text, re.IGNORECASE):
                if not self.denied or not re.search(rf"(?:{self.denied})$", text[: match.start()], re.I):
                    found.append(" ".join(match[0].split()))
        return tuple(dict.fromkeys(word.lower() for word in found))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{each})\b", re.IGNORECASE)


NOTHING_BARRED = Voluntary()
