"""The satisfaction survey as a form in plain text, and what a reply to it says (Q7, JFS 7.44).

The form is answered with an X between two brackets, in any mail program. What is read is a proposal: the
adviser looks at the words and says what the answer is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from jfs_desktop.rules.writing.discreet import Discreet

_BOX: Final = re.compile(r"^[\[({]\s*(?P<mark>[^\])}]*?)\s*[\])}]\s*(?P<name>.+)$")
_QUOTED: Final = re.compile(r"^(?:\s*[>|]\s?)+")
_HEAD: Final = re.compile(
    r"^(?:on\b.{5,200}\bwrote:|ar\b.{5,200}\bysgrifennodd\b.*:"
    r"|(?:from|sent|to|cc|subject|date|oddi wrth|anfonwyd|at|pwnc):\s.*"
    r"|-{2,}\s*(?:original message|forwarded message|neges wreiddiol).*"
    r"|_{5,}|-- ?|sent from my \w.*|get outlook for .*)$",
    re.IGNORECASE,
)
_PLAINLY: Final = re.compile(
    r"\W*(?:(?:hi|hiya|hello|hey|dear|helo|annwyl)\b[^,.]{0,40}[,.])?(?:\W*(?:i|we|i'm|im|am|was|were|are|is|feel"
    r"|felt|my|our|the|answer|overall|personally|honestly|so|just|yes|well|(?:i )?(?:would|'d|i'd) say|it|to"
    r"|be|and|both|all|in|rydw|dw|rwyf|roeddwn|oeddwn|fy|ateb|yw|yn|n)\b)*\W*"
)
"""What may stand before an answer in its sentence: anything else may deny it, or say what might have been."""
_TURNED: Final = re.compile(
    r"\W*\?|[^.!?;]*\b(?:until|till|at first|initially|if|once|had|not|never|hardly|ddim|nid)\b|[^.!?;]*n't\b"
)
"""What takes it back behind it."""
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
    marked = {key for line in lines if (key := _boxed(line, names, marked=True))}
    why = _why(lines, quoted, names, sent)
    if len(marked) == 1:
        return SurveyWords(marked.pop(), why)
    if marked:
        return SurveyWords("", why, "More than one answer is marked.")
    in_words = _in_words(why, names)
    left = _left(lines, quoted, names, sent)
    if left and in_words.answer in ("", left) and not _named(why, names) - {left}:
        return SurveyWords(left, why, "No box is marked: this answer alone is left in the form.")
    return in_words


def _boxed(line: str, names: Mapping[str, str], *, marked: bool) -> str:
    """The answer whose box stands on this line, with a mark or without one."""
    box = _BOX.match(line)
    if box is None or bool(box["mark"].strip(" _-.")) is not marked:
        return ""
    return names.get(_folded(box["name"]), "")


def _left(lines: Sequence[str], quoted: Sequence[bool], names: Mapping[str, str], sent: str) -> str:
    """The one answer that is left where the other boxes were deleted; '' where the form may only have been
    cut off below it by a mail program."""
    boxes = [(at, key) for at, line in enumerate(lines) if (key := _boxed(line, names, marked=False))]
    if len(boxes) != 1:
        return ""
    at, key = boxes[0]
    of_sent = {folded for line in sent.split("\n") if (folded := _folded(line))}
    whole = not quoted[at] or any(_folded(line) in of_sent for line in lines[at + 1 :])
    return key if whole else ""


def _named(why: str, names: Mapping[str, str]) -> set[str]:
    said = _folded(why)
    return {key for name, key in names.items() if re.search(rf"\b{re.escape(name)}\b", said)}


def _in_words(why: str, names: Mapping[str, str]) -> SurveyWords:
    """The answer in a sentence, where no box is marked; none where that is not plain, or two are named."""
    plain = True
    for said in map(_folded, why.split("\n")):
        for name in names:
            for hit in re.finditer(rf"\b{re.escape(name)}\b", said):
                before = re.split(r"[.!?;]", said[: hit.start()])[-1]
                plain &= bool(_PLAINLY.fullmatch(before)) and not _TURNED.match(said[hit.end() :])
    found = _named(why, names)
    if len(found) == 1 and plain:
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
