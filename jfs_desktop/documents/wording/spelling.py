"""British spelling by the dictionary that is shipped; no word leaves the computer or is written down."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Protocol

from jfs_desktop.paths import resource
from jfs_desktop.rules.person.folding import folded

ABSENT = "Spelling is not checked: the speller does not come with this kind of computer (a Mac with Intel)."
DAMAGED = "Spelling is not checked: its dictionary cannot be read. Install the program again."
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FILL_IN = re.compile(r"\{[^{}\n]*\}")
_NO_WORDS = re.compile(r"(?<!\S)\S*(?:://|@|www\.|[\d_/\\])\S*")
"""Tried once for each run of letters and signs: a pasted one of 300,000 must not hold up the window."""
_MOST_SUGGESTED = 6
_LONGEST = 60  # letters: the work of a suggestion grows with them
_MOST_KNOWN = 20_000
_ANY_PATH: Final = "\\\\?\\" if os.name == "nt" else ""
"""Before a path on Windows, whose letters the library otherwise takes for those of the code page."""
_TURN: Final = 0.001
"""Seconds between two slices of the dictionary, in which the window's thread goes on."""


class _Book(Protocol):
    def spell(self, word: str) -> bool: ...

    def suggest(self, word: str) -> Iterable[str]: ...


class SpellingAbsent(Exception):
    """There is no speller here; the text says why, for the menu."""


class Speller:
    """One dictionary in use. Its work is that of the thread which asks; it is made on any."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._known: dict[str, bool] = {}
        self._own: frozenset[str] = frozenset()
        self._names: frozenset[str] = frozenset()
        self._passed: set[str] = set()

    def set_own(self, words: Iterable[str]) -> None:
        """The words that are right here."""
        self._own = frozenset(map(_plain, words))

    def set_names(self, names: Iterable[str]) -> None:
        """The names of the case: of its person, their places and employers; each word of them is right."""
        self._names = frozenset(_plain(word) for name in names for word in _WORD.findall(name))

    def forget(self) -> None:
        """Let go of every word that tells of a person."""
        self._names = self._own = frozenset()
        self._known.clear()
        self._passed.clear()

    def ignore(self, word: str) -> None:
        """Take a word as right until the window is locked."""
        self._passed.add(_plain(word))

    def is_wrong(self, word: str) -> bool:
        """Whether a word may be misspelt. Abbreviations in capitals are not looked at."""
        if len(word) < 2 or len(word) > _LONGEST or word.isupper():
            return False
        plain = _plain(word)
        if plain in self._names or plain in self._own or plain in self._passed:
            return False
        whole = plain.removesuffix("'s")
        if whole in self._names or whole in self._own:
            return False
        found = self._known.get(word)
        if found is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[word] = self._book.spell(word.replace("’", "'"))
        return not found

    def wrong_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand that may be misspelt: first letter and length. Addresses, fill-ins and
        words with figures are passed over."""
        whole = _FILL_IN.sub(lambda off: "}" * len(off[0]), text)
        for found in _WORD.finditer(_NO_WORDS.sub(lambda off: " " * len(off[0]), whole)):
            if self.is_wrong(found[0]):
                yield found.start(), len(found[0])

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Words that may be meant, the likeliest first; it may take a tenth of a second.

        A name or own word that is the same but for its accents comes first."""
        bare = folded(word)
        near = [one for one in sorted(self._names | self._own) if folded(one) == bare]
        like = [one.capitalize() if word[:1].isupper() else one for one in near]
        found = [*like, *self._book.suggest(word.replace("’", "'"))]
        return tuple(dict.fromkeys(found))[:_MOST_SUGGESTED]


def load(folder: Path | None = None) -> Generator[None, None, Speller]:
    """The British dictionary, slice by slice (packaging/split_dictionary.py): the library lets no other
    thread run while it reads one, some 5 ms. Not on the window's thread. Raises SpellingAbsent."""
    place = folder or resource("dictionaries")
    try:
        import hunspell
    except ImportError:
        raise SpellingAbsent(ABSENT) from None
    further = sorted(place.glob("en_GB-*.dic"))
    if not further or not all((place / f"en_GB.{ending}").is_file() for ending in ("aff", "dic")):
        raise SpellingAbsent(DAMAGED)
    yield
    book: Any = hunspell.Hunspell("en_GB", hunspell_data_dir=str(place), system_encoding="UTF-8")
    for one in further:
        time.sleep(_TURN)
        yield
        book.add_dic(_ANY_PATH + str(one.resolve()))
    if not book.spell("work"):
        raise SpellingAbsent(DAMAGED)
    return Speller(book)


def loaded(folder: Path | None = None) -> Speller:
    """The same at once, for who has no window. Raises SpellingAbsent."""
    steps = load(folder)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            speller: Speller = done.value
            return speller


def _plain(word: str) -> str:
    return word.replace("’", "'").casefold()
