"""What was done, as a sentence that the participant reads: 'We agreed your CV together by video call.'

A plan keeps the English sentence, where the adviser may go on from it. Another language is found by it: what
was filled into the gaps is read out of it again, so that each word is known as the program's or as typed
(P4, P6, JFS 4.06).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from jfs_desktop.documents.wording.labels import Labels, labels_in
from jfs_desktop.rules.person.document_language import DocumentLanguage

GROUP: Final = "record"
UNDER: Final = "under"
"""Before the key of a question whose answer writes a line beneath its own heading."""
_WAYS: Final = "ways"
_LONGEST: Final = 1_000
"""Letters of a line that can be a sentence of ours: answers are short."""
_PIECE: Final = re.compile(r"\[([^\[\]]*)\]")
_GAP: Final = re.compile(r"\{(\w+)\}")


def sentence(kind: str, chosen: Sequence[str], answers: Mapping[str, str]) -> str:
    """The English sentence for a kind of fact and what was chosen with it, the closest that there is; '' for
    none. ``answers`` are in words, by the question."""
    said = labels_in(DocumentLanguage.ENGLISH).groups[GROUP]
    keys = (".".join((kind, *chosen[:count])) for count in range(len(chosen), -1, -1))
    found = next((said[key] for key in keys if key in said), "")
    return _filled(found, {key: _within(answer) for key, answer in answers.items()})


def in_way(words: Labels, name: str) -> str:
    """'by video call' for 'Video call', in the language of these words; '' for a way that was typed."""
    return words.groups.get(_WAYS, {}).get(name, "")


def said_again(line: str, words: Labels, answer: Callable[[str], str]) -> str:
    """A sentence of ours in the language of these words, each answer as ``answer`` gives it; '' for a line
    that is none of ours. It begins with a small letter where that did."""
    if len(line) > _LONGEST:
        return ""
    for key, pattern in _patterns():
        found = pattern.fullmatch(line)
        if found is not None:
            given = {name: answer(text) for name, text in found.groupdict(default="").items() if text}
            told = _filled(words.pattern(GROUP, key), given)
            return begun_small(told) if line[:1].islower() else told
    return ""


def way_again(words: Labels, told: str) -> str:
    """'by video call' in the language of these words; '' for a way that was typed."""
    ways = labels_in(DocumentLanguage.ENGLISH).groups[_WAYS]
    return next((in_way(words, name) for name, english in ways.items() if english == told), "")


def begun_small(text: str) -> str:
    """With a small first letter, but for an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _within(answer: str) -> str:
    """An answer as it stands within a sentence: on one line, its full stop left to the sentence."""
    return " ".join(answer.split()).removesuffix(".")


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    whole = _PIECE.sub(
        lambda piece: piece[1] if all(values.get(gap) for gap in _GAP.findall(piece[1])) else "", pattern
    )
    return _GAP.sub(lambda gap: values.get(gap[1], ""), whole)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    said = labels_in(DocumentLanguage.ENGLISH).groups[GROUP]
    return tuple((key, re.compile(_read(text))) for key, text in said.items())


def _read(text: str) -> str:
    found, end = [], 0
    for piece in _PIECE.finditer(text):
        found += [_gaps(text[end : piece.start()]), f"(?:{_gaps(piece[1])})?"]
        end = piece.end()
    whole = "".join([*found, _gaps(text[end:])])
    return f"[{text[0]}{text[0].lower()}]{whole[1:]}"


def _gaps(text: str) -> str:
    parts = _GAP.split(text)
    return "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
