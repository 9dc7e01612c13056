"""The names in a reply: the participant's own, and those of the people they write to (I17, JFS 3.19).

Whoever says 'Rhys here', 'Yes Rhys got them' or 'Rhys Penhale has received both', and is Rhys Penhale, speaks
of themself; who signs by another name may be somebody else. A name alone confirms nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.replies.reply_frame import (
    AWARDED,
    NO_SIGNER,
    body,
    closing_left_out,
    name_called_first,
    signature_lines,
    signing_names,
)
from jfs_desktop.rules.replies.reply_rest import is_name, names_called
from jfs_desktop.rules.writing.discreet import Discreet

_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
_DOUBTS: Final = frozenset({"hope", "wish"})
"""Names that say, written small, that nothing is sure."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEFORE_OTHERS: Final = (
    *("to", "by", "from", "for", "with", "and", "of", "is", "am", "not", "but", "or", "see", "tell", "ask"),
    *("ring", "at", "about", "it's", "its", "i'm", "im", "than", "like", "miss", "mr", "mrs", "ms", "hi"),
    *("dear", "thanks", "you"),
)
"""Before a name, words by which it is not only called."""
_STREET: Final = re.compile(
    r"^\W*\d+[A-Za-z]?,? (?:[^\W\d_]+ )*(?i:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|way|court"
    r"|place|terrace|crescent|gardens|grove|hill|square|row|view)\b"
)
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_LEAST: Final = 3
"""Letters of a short form, as Dan is of Daniel."""


@dataclass(frozen=True, repr=False)
class Names(Discreet):
    """The participant's own name, and the names of those who work here; '' and none where not known."""

    own: str = ""
    ours: tuple[str, ...] = ()

    @cached_property
    def own_whole(self) -> tuple[str, ...]:
        """The words of their name."""
        return tuple(one for one in _WORD.findall(self.own) if folded(one) not in _TITLES)

    @cached_property
    def own_words(self) -> tuple[str, ...]:
        """The same but for those that say something else too, such as Will."""
        return tuple(_words([self.own]))

    @cached_property
    def our_whole(self) -> tuple[str, ...]:
        """The words of the names of those who work here."""
        return tuple(one for name in self.ours for one in _WORD.findall(name) if folded(one) not in _TITLES)

    @cached_property
    def our_words(self) -> tuple[str, ...]:
        return tuple(_words(self.ours))


def _words(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        words = (one for one in _WORD.findall(name) if folded(one) not in _TITLES)
        yield from (one for one in words if len(one) > 1 and is_name(one) and folded(one) not in _DOUBTS)


def in_first_person(words: str, names: Names) -> str:
    """A person's own words with 'I' where they speak of themself by name, and without what only tells who
    they are or whom they call."""
    words = words.replace("’", "'")
    signed = _any_of(names.own_whole)
    if signed:
        words = re.sub(rf"\n{signed}(?: {signed})*[\s.!]*$", "", words)
    for pattern, instead in (*_of_themself(names.own_words), *_of_ours(names.our_words)):
        words = pattern.sub(instead, words)
    return words


_Change = tuple[re.Pattern[str], str]
_HEAD: Final = (
    r"(?P<head>(?:^|(?<=[.!?\n])\s*|(?i:\b(?:hi|hiya|hello|hey|dear|helo)(?: [^\W\d_]+[,.!:–-]|,)?\s+)))"
)
_YES: Final = rf"{_HEAD}(?P<yes>(?i:yes|yep|yeah|yeh|yup|aye|ok(?:ay)?|ie|do)[,.!]? )"


def _of_themself(own: tuple[str, ...]) -> Iterator[_Change]:
    name = _any_of(own)
    if not name:
        return
    full = rf"{name}(?: {name})+"
    yield (
        re.compile(
            rf"{_HEAD}(?i:(?:this is|it'?s|i am|i'?m|my name is) {name}(?: {name})*)(?: here)?(?=\W)\W*"
        ),
        r"\g<head>",
    )
    yield re.compile(rf"{_HEAD}{name}(?: {name})* here\b\W*"), r"\g<head>"
    yield re.compile(rf"\bI, {name}(?: {name})*,"), "I"
    yield re.compile(rf"{_HEAD}{full} (?:has|have)\b"), r"\g<head>I have"
    yield re.compile(rf"{_HEAD}{full} (?P<does>confirm|acknowledge)s\b"), r"\g<head>I \g<does>"
    yield re.compile(rf"{_YES}{name},? (?=(?i:got|received|had)\b)"), r"\g<head>\g<yes>I "
    yield re.compile(rf"(?<!\b[A-Z])(?:[,:–-] ?|[.!] |\n){name}(?: {name})*(?=[\s.!]*$)"), "."


def _of_ours(ours: tuple[str, ...]) -> Iterator[_Change]:
    name = _any_of(ours)
    if name:
        yield re.compile(rf"{_YES}{name}(?: {name})?,? "), r"\g<head>\g<yes>"
        yield re.compile(rf"{_SPOKEN_TO}{name}(?: {name})?{_ENDS}", re.IGNORECASE), ","


_SPOKEN_TO: Final = r"(?<=\w)" + "".join(rf"(?<!\b{one})" for one in _BEFORE_OTHERS) + ",? "
"""Before the name of somebody who is only called, as in 'got them both Rosa': 'from Rosa' speaks of her."""
_ENDS: Final = r"(?=\s*(?:$|\n|[,.!]|(?:thank\w*|cheers|ta|diolch)\b))"


def _any_of(names: tuple[str, ...]) -> str:
    """Any of these words in any letters, beginning with a capital, for 'will' is no name; '' where there are
    none."""
    each = (f"{re.escape(one[0].upper())}(?i:{re.escape(one[1:])})" for one in names)
    return rf"(?:{'|'.join(each)})(?![\w'])" if names else ""


def may_be_anothers(words: str, names: Names) -> str:
    """The name by which a reply is signed, or that it calls, where that is neither the participant's nor of
    anybody who works here; '' where there is none, or where the participant's is not known."""
    own = names.own_whole
    if not own:
        return ""
    first = [one for one in own[:-1] if is_name(one)] or own  # a family has one last name
    known, first_called = (*own, *names.our_whole), name_called_first(words)
    for thanked, name in signing_names(words):
        if _is(name, first, initials=names.own):
            break
        if not (thanked and _is(name, names.our_whole)):
            return name
    if said := _said_below(signature_lines(words), known, names.own):
        return said
    called = (*([first_called] if first_called else ()), *names_called(body(words)))
    return next((one for one in called if not _is(one, known)), "")


def _said_below(lines: Sequence[str], known: tuple[str, ...], own: str) -> str:
    """A word behind the name of whoever signs that is neither a name known here nor of an address: it may
    take back what was said. An address shows in its street, or in the postcode below."""
    for place, line in enumerate(lines):
        words: list[str] = _WORD.findall(closing_left_out(line))
        names = [at for at, word in enumerate(words) if _is(word, known, initials=own)]
        if _STREET.search(line) or any(map(_POSTCODE.search, lines[place:])):
            continue
        for at, word in enumerate(words):
            if at <= (names[-1] if names else -1) or (names and AWARDED.fullmatch(word)):
                continue
            if is_name(word) and not (NO_SIGNER.fullmatch(word) or len(word) == 1 or folded(word) in _TITLES):
                return word
    return ""


def _is(word: str, known: Iterable[str], initials: str = "") -> bool:
    """Whether a name is one of those, whole, as its short form, or as an initial."""
    said = folded(word)
    if initials and said in _initials(initials):
        return True
    return any(min(len(said), len(name)) >= _LEAST and _alike(said, name) for name in map(folded, known)) or (
        said in set(map(folded, known))
    )


def _alike(said: str, name: str) -> bool:
    return name.startswith(said) or said.startswith(name)


def _initials(name: str) -> frozenset[str]:
    """'r' and 'rp' of Rhys Penhale."""
    letters = "".join(one[0] for one in folded(name).split() if one not in _TITLES)
    return frozenset({letters[:1], letters})
