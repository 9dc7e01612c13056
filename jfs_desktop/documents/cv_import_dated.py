"""Jobs, voluntary roles and times at school, found by the dates that stand with them.

People lay such entries out in many ways, but each in one way throughout: how many lines stand before the
first date of a section says where every further entry begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from jfs_desktop.documents.cv_import_roles import roles, take_labelled, with_labels, without_place
from jfs_desktop.documents.cv_lines import Sheet, parts_of, trimmed
from jfs_desktop.documents.cv_titles import folded
from jfs_desktop.documents.cv_words import (
    ACHIEVEMENT,
    DUTIES_LABEL,
    EMPLOYER_WORDS,
    EXPIRY,
    GRADE,
    LABELS,
    LEAD_INS,
    QUALIFICATION_WORDS,
    SCHOOL_WORDS,
    TITLE_WORDS,
    role_labelled,
)
from jfs_desktop.rules.cv import Course, Position, Section
from jfs_desktop.rules.cv_dates import FoundSpan, find_span, tells_only_time

_GAP: Final = re.compile(r",\s+|\s+(?:at|@|yn)\s+")
_LENGTH: Final = re.compile(
    r"(?:(?:\d{1,2}|one|two|three|four|five|six)\s*(?:years?|yrs?|months?|mths?|weeks?|blynedd|mis)[ ,&]*"
    r"(?:and )?){1,2}",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[ ,-]+[^\W\d_]+){0,3}")
_LONGEST_HEAD: Final = 100
_MOST_LINES_BEFORE: Final = 3


@dataclass(slots=True)
class _Block:
    """The lines of one entry: those of its head, the one with the date, and those below."""

    head: list[int]
    anchor: int
    body: list[int] = field(default_factory=list)


def read_positions(
    sheet: Sheet, lines: Sequence[int], section: Section, new_key: Callable[[], UUID]
) -> tuple[Position, ...]:
    """The jobs or voluntary roles that stand in these lines."""
    return tuple(_position(sheet, block, section, new_key()) for block in _blocks(sheet, lines))


def read_courses(sheet: Sheet, lines: Sequence[int], new_key: Callable[[], UUID]) -> tuple[Course, ...]:
    """The times at school that stand in these lines; without any date each line is one."""
    blocks = _blocks(sheet, lines, courses=True)
    if not blocks:
        blocks = [_Block([at], at) for at in lines if sheet.text(at)]
    return tuple(_course(sheet, block, new_key()) for block in blocks)


def _blocks(sheet: Sheet, lines: Sequence[int], *, courses: bool = False) -> list[_Block]:
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
    blocks = []
    for number, anchor in enumerate(anchors):
        ends = begins[number + 1] if number + 1 < len(begins) else len(lines)
        head = list(lines[begins[number] : anchor + 1])
        below = list(lines[anchor + 1 : ends])
        while below and _belongs_to_head(sheet, head, below):
            head.append(below.pop(0))
        blocks.append(_Block(head, lines[anchor], below))
    return blocks


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
    return bool(text) and not ordinary and not ACHIEVEMENT.match(text) and folded(text) not in LEAD_INS


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
    span = _span_in(sheet, at)
    start, end = sheet.rest(at)
    free = [(start, end)] if span is None else [(start, span.start), (span.end, end)]
    return with_labels(text, parts_of(text, free))


def _span_in(sheet: Sheet, at: int) -> FoundSpan | None:
    """The time in a line, counted from the line's own beginning."""
    start, _ = sheet.rest(at)
    span = find_span(sheet.lines[at].text[start:])
    if span is None:
        return None
    return FoundSpan(span.start + start, span.end + start, span.began, span.ended, span.ongoing, span.single)


def _position(sheet: Sheet, block: _Block, section: Section, key: UUID) -> Position:
    span = _take_span(sheet, block, section, key)
    parts = _all_parts(sheet, block)
    texts = [sheet.lines[at].text[start:end] for at, (start, end) in parts]
    title, employer, place = roles(texts)
    told = {"title": "", "employer": "", "place": ""}
    for name, index in (("title", title), ("employer", employer), ("place", place)):
        if index is not None:
            told[name] = take_labelled(sheet, parts[index], name, section, key)
    if place is None and employer is not None:
        told["employer"], told["place"] = without_place(told["employer"])
    duties, achievement = _body(sheet, block.body, section, key, "duties")
    began, ended, ongoing = (span.began, span.ended, span.ongoing) if span else (None, None, False)
    return Position(
        key, **told, began=began, ended=ended, ongoing=ongoing, duties=duties, achievement=achievement
    )


def _course(sheet: Sheet, block: _Block, key: UUID) -> Course:
    span = _take_span(sheet, block, Section.EDUCATION, key)
    parts = _all_parts(sheet, block)
    told = {"qualification": "", "school": "", "grade": ""}
    holds: list[str] = []
    for part in parts:
        text = trimmed(sheet.lines[part[0]].text[part[1][0] : part[1][1]])
        if _tells_expiry(text):
            holds.append(sheet.take(*part, "notes", Section.EDUCATION, key))
            continue
        if not told["grade"] and GRADE.fullmatch(text):
            name = "grade"
        elif not told["school"] and SCHOOL_WORDS.search(text):
            name = "school"
        else:
            name = "qualification" if not told["qualification"] else "school"
        if not told[name]:
            told[name] = take_labelled(sheet, part, name, Section.EDUCATION, key)
        elif name == "school" and _PLACE.fullmatch(text):
            told[name] += ", " + sheet.take(*part, name, Section.EDUCATION, key)
    for at in block.body:
        if not told["grade"] and GRADE.fullmatch(sheet.text(at)):
            told["grade"] = take_labelled(sheet, (at, sheet.rest(at)), "grade", Section.EDUCATION, key)
    body = [at for at in block.body if sheet.free(at)]
    notes, achievement = _body(sheet, body, Section.EDUCATION, key, "notes")
    began, ended, ongoing = (span.began, span.ended, span.ongoing) if span else (None, None, False)
    if span and span.single:
        began = None  # the year of the certificate
    notes = (*holds, *notes, *([achievement] if achievement else []))
    return Course(key, **told, began=began, ended=ended, ongoing=ongoing, notes=notes)


def _tells_expiry(text: str) -> bool:
    """'expires 03/2023'."""
    span = find_span(text)
    return span is not None and bool(EXPIRY.search(text[: span.start]))


def _take_span(sheet: Sheet, block: _Block, section: Section, key: UUID) -> FoundSpan | None:
    span = _span_in(sheet, block.anchor)
    if span and EXPIRY.search(sheet.lines[block.anchor].text[: span.start]):
        return None  # until when it holds; left as it is written
    if span:
        label = LABELS.match(sheet.lines[block.anchor].text, sheet.rest(block.anchor)[0], span.start)
        if label and label.end() == span.start:
            sheet.take(block.anchor, label.span(), "label", section, key)
        sheet.take(block.anchor, (span.start, span.end), "dates", section, key)
    return span


def _all_parts(sheet: Sheet, block: _Block) -> list[tuple[int, tuple[int, int]]]:
    parts = []
    for at in block.head:
        text = sheet.lines[at].text
        found = parts_of(text, sheet.free(at))
        parts += [(at, part) for part in with_labels(text, found)]
    parts = [part for part in parts if not _is_length(sheet, part)]
    if len(parts) == 1:
        at, (start, end) = parts[0]
        # Only a comma, or 'at', keeps title and employer apart.
        text = sheet.lines[at].text
        gaps = (gap for gap in _GAP.finditer(text, start, end) if re.search(r"\w", text[start : gap.start()]))
        gap = next((gap for gap in gaps if _parts_them(text, gap, end)), None)
        if gap:
            if re.search(r"\w", gap[0]):
                sheet.take(at, gap.span(), "label")
            parts = [(at, (start, gap.start())), (at, (gap.end(), end))]
    return _trade_and_house(sheet, parts) if len(parts) > 1 else parts


def _trade_and_house(
    sheet: Sheet, parts: list[tuple[int, tuple[int, int]]]
) -> list[tuple[int, tuple[int, int]]]:
    """'Care Assistant at Bryn Care Home' is two parts also where a place stands beside it."""
    texts = [sheet.lines[at].text[start:end] for at, (start, end) in parts]
    for place, (at, (start, end)) in enumerate(parts):
        others = texts[:place] + texts[place + 1 :]
        gap = re.compile(r"\s+(?:at|@|yn)\s+").search(sheet.lines[at].text, start, end)
        if gap is None or any(map(EMPLOYER_WORDS.search, others)):
            continue
        text = sheet.lines[at].text
        if TITLE_WORDS.search(text, start, gap.start()) and _parts_them(text, gap, end):
            sheet.take(at, gap.span(), "label")
            return [*parts[:place], (at, (start, gap.start())), (at, (gap.end(), end)), *parts[place + 1 :]]
    return parts


def _parts_them(text: str, gap: re.Match[str], end: int) -> bool:
    """'First Aid at Work' is one thing; 'Cook at the Bay Hotel' is two. 'GCSEs: English (C), Maths' is one
    up to its school."""
    behind, front = text[gap.end() : end], text[: gap.start()]
    if QUALIFICATION_WORDS.search(front) and re.search(r":|\(\s*[A-G1-9]\*?\s*\)", front):
        return bool(SCHOOL_WORDS.search(behind.partition(",")[0]))
    return "," in gap[0] or not re.match(r"(?:work|home|night|sea|height)\b", behind, re.IGNORECASE)


def _is_length(sheet: Sheet, part: tuple[int, tuple[int, int]]) -> bool:
    """Whether a part only tells how long it was, which the dates say too: '(2 years 3 months)'."""
    at, (start, end) = part
    if not _LENGTH.fullmatch(trimmed(sheet.lines[at].text[start:end])):
        return False
    sheet.take(at, (start, end), "label")
    return True


def _body(
    sheet: Sheet, lines: Sequence[int], section: Section, key: UUID, name: str
) -> tuple[tuple[str, ...], str]:
    """The points below a head, and the achievement where one is so called."""
    points, achievement = [], ""
    for at in lines:
        text = sheet.text(at)
        if not text:
            continue
        if folded(text) in LEAD_INS:
            sheet.take_rest(at, "label", section, key)
            continue
        start, end = sheet.rest(at)
        label = DUTIES_LABEL.match(sheet.lines[at].text, start)
        if label and label.end() < end:
            sheet.take(at, (start, label.end()), "label", section, key)
            start = label.end()
        told = ACHIEVEMENT.match(sheet.lines[at].text, start)
        if told and not achievement and told.end() < end:
            sheet.take(at, (start, told.end()), "label", section, key)
            achievement = sheet.take_whole(at, (told.end(), end), "achievement", section, key)
        else:
            points.append(sheet.take_whole(at, (start, end), name, section, key))
    return tuple(points), achievement
