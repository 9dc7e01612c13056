"""The satisfaction survey as a form in plain text, and what a reply to it says (Q7, JFS 7.44).

The form is answered with an X between two brackets, in any mail program. What is read is a proposal: the
adviser looks at the words and says what the answer is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jfs_desktop.rules.discreet import Discreet

_BOX: Final = re.compile(r"^[\[({]\s*(?P<mark>[^\])}]*?)\s*[\])}]\s*(?P<name>.+)$")
_QUOTED: Final = re.compile(r"^(?:\s*[>|]\s?)+")
_HEAD: Final = re.compile(
    r"^(?:on\b.{5,200}\bwrote:|ar\b.{5,200}\bysgrifennodd\b.*:"
    r"|(?:from|sent|to|cc|subject|date|oddi wrth|anfonwyd|at|pwnc):\s.*"
    r"|-{2,}\s*(?:original message|forwarded message|neges wreiddiol).*"
    r"|_{5,}|-- ?|sent from my \w.*|get outlook for .*)$",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"(?:\b(?:not|cannot|never|hardly|barely|no longer|far from|less than|ddim|nid)\b|n['’]t\b)[^.!?;]{0,40}$"
)
"""What denies an answer that is named behind it in the same sentence."""
LEAST_OF_SENT: Final = 12
"""Letters from which on a line that stands in the message that asked is taken for a part of it."""


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """The question, the answers to choose from, and the open question after them, in one language."""

    question: str
    answers: tuple[str, ...]
    follow_up: str

    @property
    def text(self) -> str:
        """As it stands in the message."""
        boxes = "\n".join(f"[ ] {one}" for one in self.answers)
        return f"{self.question}\n\n{boxes}\n\n{self.follow_up}\n\n"


@dataclass(frozen=True, slots=True, repr=False)
class SurveyWords(Discreet):
    """What a reply seems to say: the key of the answer, '' where none is clear; the why in their own words;
    and what the adviser should look at twice, in a sentence, '' where nothing is."""

    answer: str
    why: str = field(repr=False)
    doubt: str = ""


def read(text: str, answers: Mapping[str, Sequence[str]], sent: str = "") -> SurveyWords:
    """Read a reply. ``answers`` holds the names of each answer by its key, in every language that the form
    may have come in; ``sent`` is the message that asked, whose own lines are no words of theirs."""
    lines = [_QUOTED.sub("", line).strip() for line in text.replace("\r", "\n").split("\n")]
    quoted = [bool(_QUOTED.match(line)) for line in text.replace("\r", "\n").split("\n")]
    names = {_folded(name): key for key, held in answers.items() for name in held}
    marked = {key for line in lines if (key := _marked(line, names))}
    why = _why(lines, quoted, names, sent)
    if len(marked) == 1:
        return SurveyWords(marked.pop(), why)
    if marked:
        return SurveyWords("", why, "More than one answer is marked.")
    return _in_words(why, names)


def _marked(line: str, names: Mapping[str, str]) -> str:
    """The answer whose box has a mark on this line."""
    box = _BOX.match(line)
    if box is None or not box["mark"].strip(" _-."):
        return ""
    return names.get(_folded(box["name"]), "")


def _in_words(why: str, names: Mapping[str, str]) -> SurveyWords:
    """The answer in a sentence, where no box is marked; never where it is denied or two are named."""
    found, denied = set(), False
    for said in map(_folded, why.split("\n")):
        for name, key in names.items():
            for hit in re.finditer(rf"\b{re.escape(name)}\b", said):
                denied |= bool(_NOT.search(said[: hit.start()])) or said[hit.end() :].startswith("?")
                found.add(key)
    if len(found) == 1 and not denied:
        return SurveyWords(found.pop(), why, "No box is marked: the answer is taken from their words.")
    return SurveyWords("", why, "No answer is clear. Read their words, or ask them.")


def _why(lines: Sequence[str], quoted: Sequence[bool], names: Mapping[str, str], sent: str) -> str:
    """Their own words: no boxes, nothing of the message that asked, nor the heads of mail programs."""
    kept, whole = [], _folded(sent)
    of_sent = {_folded(line) for line in sent.split("\n")}
    for line, was_quoted in zip(lines, quoted, strict=True):
        box = _BOX.match(line)
        if _HEAD.match(line) or (box is not None and _folded(box["name"]) in names):
            continue
        folded = _folded(line)
        if folded in names and not was_quoted:  # in the form each has its box: this one they wrote
            kept.append(line)
            continue
        broken_off = folded in whole and (was_quoted or len(folded) >= LEAST_OF_SENT)
        if folded and (broken_off or folded in of_sent):
            continue
        kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!")
