"""The lines of a CV that is brought in, and what becomes of every word of them.

Nothing of a source may go missing: each stretch of a line is taken for one thing, once, and what nobody has
taken at the end is what was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from jfs_desktop.rules.cv.cv import Section
from jfs_desktop.rules.writing.discreet import Discreet

BULLETS = "•●○◦▪▫■□►▶➢➤✓✔‣⁃∙◆◇⬥–—−·*§¨o-"
_BULLET = re.compile(rf"\s*(?:[{re.escape(BULLETS)}\u00a7\uf000-\uf0ff]|\d{{1,2}}[.)](?=\s+[^\W\d]))\s+")
_WORD = re.compile(r"\w")
APART = re.compile(r"\s*(?:\t|\||•|·|●)\s*|\s+(?:[-–—]|//)\s+")
"""What parts of one line are kept apart by."""
COLUMN = re.compile(r"(?<=\S) {4,}(?=\S)")
"""Blanks by which words are put below one another."""
RATING = r"[●○•◦⬤◯★☆✦✧⭐■□▪▫▮▯█░▓\uf000-\uf0ff](?:\s?[●○•◦⬤◯★☆✦✧⭐■□▪▫▮▯█░▓\uf000-\uf0ff]){2,}"
"""How well, in dots or stars: no recruiter's system reads it, and it is no word of a name."""
OUT_OF = (
    r"(?<!stage)(?<!level)(?<!lefel)(?<!years)(?<!.class)\s+[(]?\b(?:[0-5]\s?/\s?5|(?:[0-9]|10)\s?/\s?10|"
    r"[0-9]{1,2} (?:out of|allan o) (?:5|10))\b[)]?(?=\s*(?:[,;|•·●\t]|$))"
)
"""How well, in figures, where a skill ends: 'Excel 4/5', and no 'Key Stage 4/5'."""
TRIM = " \t\r\n,;:|–—-•·●/"


@dataclass(frozen=True, slots=True)
class Look:
    """How a line looks: the level of its heading (0 for none), size in points (0 unknown), bold, capitals."""

    level: int = 0
    size: float = 0
    bold: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class SourceLine(Discreet):
    """One line of the source as it reads. ``place`` says where it stands ('page 1', 'paragraph 12').

    ``bullet``: a list item even where no mark stands before it. ``columns`` says of each stretch between tabs
    what the labels of a table or form say of it (a value of cv_labels.Tells; '' where none does), and is
    empty for an ordinary line; ``begins``: the first line of a row of a table with one entry a row, or of a
    form with a label a row. ``height``: of its base line above the foot of its page, in points; 0 unknown.
    """

    text: str = field(repr=False)
    place: str
    bullet: bool = False
    look: Look = Look()
    columns: tuple[str, ...] = ()
    begins: bool = False
    height: float = 0


@dataclass(frozen=True, slots=True, repr=False)
class Piece(Discreet):
    """A stretch of a line that was understood: as which field of which entry, or as a title or label.

    ``field`` is that of rules/cv/cv.py ('employer', 'duties', 'dates'), or 'title', 'label' or 'mark' for
    what structures a CV and is no part of the content. ``line`` counts from 0.
    """

    line: int
    start: int
    end: int
    text: str
    field: str
    section: Section | None = None
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Unread(Discreet):
    """Words that were not understood, with the line they stand in (from 0) and where that is."""

    line: int
    text: str
    place: str


class Sheet:
    """The lines of a source, from which stretches are taken."""

    def __init__(self, lines: Iterable[SourceLine]) -> None:
        self.lines: tuple[SourceLine, ...] = tuple(lines)
        self.pieces: list[Piece] = []
        self._marks = [_mark_of(line) for line in self.lines]
        self._begins = list(self._marks)
        self._taken: list[list[tuple[int, int]]] = [[] for _ in self.lines]
        for at, mark in enumerate(self._marks):
            if mark:
                self.take(at, (0, mark), "mark")

    def is_bullet(self, at: int) -> bool:
        """Whether a line is an item of a list."""
        return self.lines[at].bullet or self._marks[at] > 0

    def rest(self, at: int) -> tuple[int, int]:
        """From where to where a line can be read, its list mark and label left out."""
        return self._begins[at], len(self.lines[at].text)

    def text(self, at: int) -> str:
        """The words of a line, without its list mark and label."""
        return self.lines[at].text[self._begins[at] :].strip()

    def cells(self, at: int) -> list[tuple[str, tuple[int, int]]]:
        """What each stretch of a line between tabs is, by the labels of its form, and where it stands."""
        found, start = [], 0
        for tells, text in zip(self.lines[at].columns, self.lines[at].text.split("\t"), strict=False):
            found.append((tells, (start, start + len(text))))
            start += len(text) + 1
        return found

    def put_label_aside(self, at: int, end: int, section: Section) -> None:
        """Takes the beginning of a line as a label, so that it is read from behind it."""
        self.take(at, (self._begins[at], end), "label", section)
        self._begins[at] = end

    def free(self, at: int) -> list[tuple[int, int]]:
        """The stretches of a line with words that nobody has taken yet."""
        start, end = self.rest(at)
        stretches = []
        for begun, ended in [*sorted(self._taken[at]), (end, end)]:
            if begun > start and _WORD.search(self.lines[at].text, start, begun):
                stretches.append((start, begun))
            start = max(start, ended)
        return stretches

    def take(
        self,
        at: int,
        stretch: tuple[int, int],
        name: str,
        section: Section | None = None,
        entry_id: UUID | None = None,
    ) -> str:
        """Takes a stretch of a line as a field; its text, trimmed of what parted it from others."""
        start, end = stretch
        if any(begun < end and start < ended for begun, ended in self._taken[at]):
            raise ValueError("a stretch of a line is taken once")
        text = self.lines[at].text[start:end]
        self._taken[at].append((start, end))
        self.pieces.append(Piece(at, start, end, text, name, section, entry_id))
        return trimmed(text)

    def take_whole(
        self, at: int, stretch: tuple[int, int], name: str, section: Section | None, entry_id: UUID | None
    ) -> str:
        """Takes a sentence as it stands, its full stop with it."""
        self.take(at, stretch, name, section, entry_id)
        return " ".join(self.lines[at].text[stretch[0] : stretch[1]].split())

    def take_rest(
        self, at: int, name: str, section: Section | None = None, entry_id: UUID | None = None
    ) -> str:
        """Takes what is still free of a line."""
        return " ".join(self.take(at, stretch, name, section, entry_id) for stretch in self.free(at))

    def unread(self) -> tuple[Unread, ...]:
        """What nobody has taken, in the order of the source."""
        return tuple(
            Unread(at, line.text[start:end].strip(), line.place)
            for at, line in enumerate(self.lines)
            for start, end in self.free(at)
        )


def _mark_of(line: SourceLine) -> int:
    found = _BULLET.match(line.text)
    return found.end() if found and found.end() < len(line.text) else 0


def trimmed(text: str) -> str:
    """A text without what parts it from its neighbours; a bracket goes where its fellow is missing."""
    text = " ".join(text.split()).strip(TRIM)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip(TRIM)
    if text.endswith("(") or (text.startswith(")") and "(" not in text):
        text = text.strip("()").strip(TRIM)
    if text.startswith("(") and ")" not in text:
        text = text[1:]
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    return text.strip(TRIM)


def parts_of(text: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches, split where their parts are kept apart; those without words left out."""
    parts = []
    for start, end in stretches:
        begin = start
        for gap in APART.finditer(text, start, end):
            parts.append((begin, gap.start()))
            begin = gap.end()
        parts.append((begin, end))
    return [(start, end) for start, end in parts if _WORD.search(text, start, end)]
