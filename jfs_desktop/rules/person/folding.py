"""Names folded to plain letters, so that a search finds Siân by 'sian' and Łukasz by 'lukasz'."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "'": "", "’": "", "‘": "", "ʼ": "", "`": "", "´": "",
        "-": " ", "‐": " ", "‑": " ", "–": " ",
    }
)  # fmt: skip


def folded(text: str) -> str:
    """Lower case, without accents and apostrophes; hyphens become spaces.

    Letters that Unicode does not decompose (ł, ø, ß, đ) are spelt out.
    """
    lowered = text.casefold().translate(_LETTERS)
    if not lowered.isascii():
        signs = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return " ".join(lowered.split())


def may_be_one(name: str, other: str) -> bool:
    """Whether two names may be one person's: they share a word, or one of them is not known."""
    ours, theirs = set(tokens(name)), set(tokens(other))
    return not (ours and theirs) or not ours.isdisjoint(theirs)


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a search, every one of which must be found."""
    return tuple(folded(text).split())
