"""Where one job or course of a CV ends and the next begins, by the dates that stand with them.

People lay such entries out in many ways, but each in one way throughout: how many lines stand before the
first date of a section says where every further entry begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jfs_desktop.documents.cv_terms.cv_import_roles import with_labels
from jfs_desktop.documents.cv_terms.cv_lines import Sheet, SourceLine, parts_of, trimmed
from jfs_desktop.documents.cv_terms.cv_titles import folded
from jfs_desktop.documents.cv_terms.cv_words import (
    ACHIEVEMENT,
    DUTIES_LABEL,
    EMPLOYER_WORDS,
    LEAD_INS,
    QUALIFICATION_WORDS,
    SCHOOL_WORDS,
    TITLE_WORDS,
    role_labelled,
)
from jfs_desktop.rules.cv.cv_dates import FoundSpan, find_span, tells_only_time

_LONGEST_HEAD: Final = 100
_MOST_LINES_BEFORE: Final = 3
_BEHIND_TIME: Final = re.compile(r"\s*[:–—-]\s+(?=[^\W\d_])")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[^\W\d_]{3})(?<!\bLtd)(?<!\bInc)\.(?:\s+(?=[^\W\d_a-z])|\s*$)")


@dataclass(slots=True)
class Block:
    """The lines of one entry: those of its head, the one with the date, and those below."""

    head: list[int]
    anchor: int
    body: list[int] = field(default_factory=list)


def blocks(sheet: Sheet, lines: Sequence[int], *, courses: bool = False) -> list[Block]:
    """The entries of a section, each with its lines; none where nothing tells a time."""
    plain = [
        place for place, at in enumerate(lines) if not sheet.is_bullet(at) and _is_anchor(sheet.text(at))
    ]
    anchors = plain or [place for place, at in enumerate(lines) if _is_anchor(sheet.text(at))]
    if not anchors:
        return []
    if courses and plain:
        anchors = sorted({*anchors, *_undated_courses(sheet, lines, anchors)})
    before = _lines_before(sheet, lines, anchors[0], -1, _MOST_LINES_BEFORE)
    begins = []
    for number, anchor in enumerate(anchors):
        previous = anchors[number - 1] if number else -1
        begins.append(anchor - _lines_before(sheet, lines, anchor, previous, before))
    found = []
    for number, anchor in enumerate(anchors):
        ends = begins[number + 1] if number + 1 < len(begins) else len(lines)
        head = list(lines[begins[number] : anchor + 1])
        below = list(lines[anchor + 1 : ends])
        while below and _belongs_to_head(sheet, head, below):
            head.append(below.pop(0))
        found.append(Block(head, lines[anchor], below))
    return found


def _undated_courses(sheet: Sheet, lines: Sequence[int], anchors: Sequence[int]) -> Iterator[int]:
    """Where each dated line names what was gained, a line that does so without a date is a course too."""
    if all(QUALIFICATION_WORDS.search(sheet.text(lines[anchor])) for anchor in anchors):
        for place, at in enumerate(lines):
            first_words = " ".join(sheet.text(at).split()[:3])
            if place not in anchors and _is_head(sheet, at) and QUALIFICATION_WORDS.search(first_words):
                yield place


def _is_anchor(text: str) -> bool:
    """Whether a line tells a time as the head of an entry does, and not within a sentence."""
    span = find_span(text)
    if span is None or len(text) > _LONGEST_HEAD + 40:
        return False
    rest = trimmed(text[: span.start] + " " + text[span.end :])
    if len(rest) > _LONGEST_HEAD or re.search(r"[.;]$", text.strip()):
        return False
    at_edge = not trimmed(text[: span.start]) or not trimmed(text[span.end :])
    return at_edge or not span.single or _is_set_apart(text, span)


def parted(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """The lines; one that tells a whole job in sentences, 'Jan 2001 to Aug 2009: Caretaker, Lambeth. Looked
    after flats.', as the head of the job and what was done there."""
    for line in lines:
        span = None if line.columns or line.bullet else find_span(line.text)
        leads = span is not None and not span.single and not line.text[: span.start].strip()
        begins = _BEHIND_TIME.match(line.text, span.end) if span is not None and leads else None
        ends = _SENTENCE_ENDS.search(line.text, begins.end()) if begins else None
        if begins is None or ends is None or ends.start() - begins.end() > _LONGEST_HEAD:
            yield line
            continue
        yield replace(line, text=line.text[: ends.start()])
        if told := line.text[ends.end() :].strip():
            yield replace(line, text=told, bullet=True)


def _is_set_apart(text: str, span: FoundSpan) -> bool:
    """Whether a date within a line is parted from both sides of it: 'BTEC Level 3 - 2016, Coleg Menai'."""
    front, behind = text[: span.start], text[span.end :]
    parted = re.search(r"[,;|(\t–—-]\s*$", front) and re.match(r"\s*[,;|)\t–—-]", behind)
    return bool(parted and (QUALIFICATION_WORDS.search(front) or TITLE_WORDS.search(front)))


def _lines_before(sheet: Sheet, lines: Sequence[int], anchor: int, previous: int, most: int) -> int:
    """How many lines directly above a date belong to the head of its entry."""
    count = 0
    while count < most and anchor - count - 1 > previous and _is_head(sheet, lines[anchor - count - 1]):
        count += 1
    return count


def _is_head(sheet: Sheet, at: int) -> bool:
    text = sheet.text(at)
    ordinary = sheet.is_bullet(at) or len(text) > _LONGEST_HEAD or re.search(r"[.;:]$", text)
    return bool(text) and not ordinary and not _tells_of_work(text)


def _tells_of_work(text: str) -> bool:
    """Whether a line is, or leads to, what somebody did there."""
    return bool(ACHIEVEMENT.match(text) or DUTIES_LABEL.match(text)) or folded(text) in LEAD_INS


def _belongs_to_head(sheet: Sheet, head: Sequence[int], below: Sequence[int]) -> bool:
    """A line below the date is still head while title and employer are not both told."""
    told = sum(len(_head_parts(sheet, at)) for at in head)
    told += told == 1 and any(_names_both(sheet.text(at)) for at in head)
    first = below[0]
    named = role_labelled(sheet.text(first))
    if named:
        return all(role_labelled(sheet.text(at)) != named for at in head)
    if told >= 2 or not _is_head(sheet, first) or len(sheet.text(first)) > 60:
        return False
    if told == 0 or len(below) == 1 or sheet.is_bullet(below[1]) or len(sheet.text(below[1])) > 60:
        return True
    text = sheet.text(first)
    return "\t" in text or _reads_as_head(sheet, head, text)


def _reads_as_head(sheet: Sheet, head: Sequence[int], text: str) -> bool:
    """Whether a line reads as the trade or the house that a head does not tell yet."""
    words = text.split()
    capitals = all(word[0].isupper() for word in words if word[0].isalpha())
    if TITLE_WORDS.search(text) and not any(TITLE_WORDS.search(sheet.text(at)) for at in head):
        return capitals and len(words) <= 6  # 'Poundland (2015 - 2018)', and what they were there
    if len(words) == 1 and not (capitals and _is_a_trade_alone(sheet, head) and not text.endswith("ing")):
        return _names_a_house(text)
    may_be = capitals and len(words) <= 6 and not TITLE_WORDS.search(text)
    return (may_be or _names_a_house(text)) and not any(_names_a_house(sheet.text(at)) for at in head)


def _is_a_trade_alone(sheet: Sheet, head: Sequence[int]) -> bool:
    """Whether a date stands on a line and a trade on the next, so that whose job it was comes third."""
    (*dated, last) = (sheet.text(at) for at in head)
    return bool(dated and all(map(tells_only_time, dated)) and TITLE_WORDS.search(last))


def _names_a_house(text: str) -> bool:
    """Whether a line is an employer or school by its words."""
    told = EMPLOYER_WORDS.search(text) or SCHOOL_WORDS.search(text)
    return bool(told) and not TITLE_WORDS.search(text)


def _names_both(text: str) -> bool:
    """Whether a comma parts a thing from where it was: 'ECDL, Coleg Llandrillo'."""
    front, comma, behind = text.partition(", ")
    named = EMPLOYER_WORDS.search(behind) or SCHOOL_WORDS.search(behind)
    # 'Carer, Plas Menai': a trade, and behind it a name.
    return bool(comma and (named or (TITLE_WORDS.search(front) and behind.istitle())))


def _head_parts(sheet: Sheet, at: int) -> list[tuple[int, int]]:
    text = sheet.lines[at].text
    span = span_in(sheet, at)
    start, end = sheet.rest(at)
    free = [(start, end)] if span is None else [(start, span.start), (span.end, end)]
    return with_labels(text, parts_of(text, free))


def span_in(sheet: Sheet, at: int) -> FoundSpan | None:
    """The time in a line, counted from the line's own beginning."""
    start, _ = sheet.rest(at)
    span = find_span(sheet.lines[at].text[start:])
    if span is None:
        return None
    return FoundSpan(span.start + start, span.end + start, span.began, span.ended, span.ongoing, span.single)
