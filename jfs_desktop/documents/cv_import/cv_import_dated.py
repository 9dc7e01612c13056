"""Jobs, voluntary roles and times at school, found by the dates that stand with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from jfs_desktop.documents.cv_import.cv_import_blocks import Block, blocks, span_in
from jfs_desktop.documents.cv_terms.cv_import_roles import roles, take_labelled, with_labels, without_place
from jfs_desktop.documents.cv_terms.cv_labels import is_label
from jfs_desktop.documents.cv_terms.cv_lines import Sheet, parts_of, trimmed
from jfs_desktop.documents.cv_terms.cv_titles import folded
from jfs_desktop.documents.cv_terms.cv_words import (
    ACHIEVEMENT,
    DUTIES_LABEL,
    EMPLOYER_WORDS,
    EXPIRY,
    GRADE,
    LABELS,
    LEAD_INS,
    OUT_OF_WORK,
    QUALIFICATION_WORDS,
    SCHOOL_WORDS,
    TITLE_WORDS,
    role_labelled,
)
from jfs_desktop.rules.cv.cv import Course, Position, Section
from jfs_desktop.rules.cv.cv_dates import FoundSpan, find_span, is_time

_GAP: Final = re.compile(r",\s+|\s+(?:at|@|yn)\s+|\s+\((?=[^()]*$)")
"""A bracket that is never closed held the time too: 'O-Levels: English, Maths (Accra Academy, 1988)'."""
_LENGTH: Final = re.compile(
    r"(?:(?:\d{1,2}|one|two|three|four|five|six)\s*"
    r"(?:years?|yrs?|months?|mths?|mos?|weeks?|blynedd|mis)[ ,&]*"
    r"(?:and )?){1,2}",
    re.IGNORECASE,
)
_SUBJECTS: Final = frozenset(
    {
        "Maths", "Mathematics", "English", "Welsh", "Science", "Biology", "Chemistry", "Physics", "History",
        "Geography", "French", "German", "Spanish", "Art", "Music", "Drama", "Law", "Business", "Engineering",
        "Computing", "Psychology", "Sociology", "Economics", "Accounting", "Nursing", "Cymraeg", "Saesneg",
        "Mathemateg", "Gwyddoniaeth", "Hanes", "Daearyddiaeth", "Ffrangeg", "Celf", "Cerddoriaeth", "Busnes",
    }
)  # fmt: skip
"""What stands behind a school as its town does, and is what was learned there."""
_TOWN: Final = re.compile(
    r"[^\W\d_a-z][\w'’-]+(?: [\w'’-]+){0,3}, [^\W\d_a-z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}"
)
_PLACE: Final = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[ ,-]+[^\W\d_]+){0,3}")


def read_positions(
    sheet: Sheet, lines: Sequence[int], section: Section, new_key: Callable[[], UUID]
) -> tuple[Position, ...]:
    """The jobs or voluntary roles that stand in these lines."""
    found: list[Position] = []
    for block in blocks(sheet, lines):
        houses = {folded(job.employer) for job in found if job.employer}
        one = _position(sheet, block, section, houses, new_key())
        if found and _is_under_the_same_house(sheet, found[-1], one):
            one = replace(one, employer=found[-1].employer, place=found[-1].place)
        found.append(one)
    return tuple(one for one in found if one != Position(one.id))


def _is_under_the_same_house(sheet: Sheet, above: Position, job: Position) -> bool:
    """Whether a house stands once above several roles: on a line of its own above the role before, while this
    one tells only what and when."""
    lines = {piece.field: piece.line for piece in sheet.pieces if piece.entry_id == above.id}
    house_first = lines.get("employer", -1) < lines.get("title", -1)
    named_above = house_first or not any(
        piece.field == "employer" for piece in sheet.pieces if piece.entry_id == above.id
    )
    alone = bool(job.title and job.began) and not (job.employer or job.place)
    is_role = bool(TITLE_WORDS.search(job.title)) and not OUT_OF_WORK.search(job.title)
    return bool(above.employer) and named_above and alone and is_role


def read_courses(sheet: Sheet, lines: Sequence[int], new_key: Callable[[], UUID]) -> tuple[Course, ...]:
    """The times at school that stand in these lines; without any date each line is one."""
    found = blocks(sheet, lines, courses=True) or [Block([at], at) for at in lines if sheet.text(at)]
    told = (_course(sheet, block, new_key()) for block in found)
    return tuple(one for one in told if one != Course(one.id))


def _position(sheet: Sheet, block: Block, section: Section, houses: Collection[str], key: UUID) -> Position:
    span = _take_span(sheet, block, section, key)
    parts = _all_parts(sheet, block)
    texts = [sheet.lines[at].text[start:end] for at, (start, end) in parts]
    title, employer, place = roles(texts, houses)
    told = {"title": "", "employer": "", "place": ""}
    for name, index in (("title", title), ("employer", employer), ("place", place)):
        if index is not None:
            told[name] = take_labelled(sheet, parts[index], name, section, key)
    if place is None and employer is not None:
        told["employer"], told["place"] = without_place(told["employer"])
    body = block.body
    if place is None and not told["place"] and employer is not None and _is_town_above_points(sheet, body):
        told["place"] = sheet.take(body[0], sheet.rest(body[0]), "place", section, key)
        body = body[1:]
    duties, achievement = _body(sheet, body, section, key, "duties")
    began, ended, ongoing = (span.began, span.ended, span.ongoing) if span else (None, None, False)
    return Position(
        key, **told, began=began, ended=ended, ongoing=ongoing, duties=duties, achievement=achievement
    )


def _is_town_above_points(sheet: Sheet, body: Sequence[int]) -> bool:
    """'Ruthin, Denbighshire' on a line of its own, below the head of a job and above what was done there."""
    if len(body) < 2 or sheet.is_bullet(body[0]) or not sheet.is_bullet(body[1]):
        return False
    text = sheet.text(body[0])
    return bool(_TOWN.fullmatch(text)) and not TITLE_WORDS.search(text) and not EMPLOYER_WORDS.search(text)


def _course(sheet: Sheet, block: Block, key: UUID) -> Course:
    span = _take_span(sheet, block, Section.EDUCATION, key)
    parts = _all_parts(sheet, block)
    told = {"qualification": "", "school": "", "grade": ""}
    holds: list[str] = []
    for part in parts:
        text = trimmed(sheet.lines[part[0]].text[part[1][0] : part[1][1]])
        if _tells_expiry(text):
            at, (start, end) = part
            until = start + _begins_expiry(sheet.lines[at].text[start:end])
            if not told["qualification"] and trimmed(sheet.lines[at].text[start:until]):
                named = (start, until)  # 'CSCS card expires 2023'
                told["qualification"] = sheet.take(at, named, "qualification", Section.EDUCATION, key)
                start = until
            holds.append(sheet.take(at, (start, end), "notes", Section.EDUCATION, key))
            continue
        if not told["grade"] and GRADE.fullmatch(text):
            name = "grade"
        elif part == parts[-1] and _is_its_town(text) if told["school"] else SCHOOL_WORDS.search(text):
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


def _is_its_town(text: str) -> bool:
    """'Pwllheli', behind a school and at the end, where nothing says what was gained there."""
    return bool(_PLACE.fullmatch(text)) and not QUALIFICATION_WORDS.search(text) and text not in _SUBJECTS


def _tells_expiry(text: str) -> bool:
    """'expires 03/2023'."""
    return _begins_expiry(text) >= 0


def _begins_expiry(text: str) -> int:
    """Where it says so; -1 where it does not."""
    span = find_span(text)
    found = None if span is None else EXPIRY.search(text[: span.start])
    return -1 if found is None else found.start()


def _take_span(sheet: Sheet, block: Block, section: Section, key: UUID) -> FoundSpan | None:
    span = span_in(sheet, block.anchor)
    if span and EXPIRY.search(sheet.lines[block.anchor].text[: span.start]):
        return None  # until when it holds; left as it is written
    if span:
        label = LABELS.match(sheet.lines[block.anchor].text, sheet.rest(block.anchor)[0], span.start)
        if label and label.end() == span.start:
            sheet.take(block.anchor, label.span(), "label", section, key)
        sheet.take(block.anchor, (span.start, span.end), "dates", section, key)
    return span


def _all_parts(sheet: Sheet, block: Block) -> list[tuple[int, tuple[int, int]]]:
    parts = []
    for at in block.head:
        text = sheet.lines[at].text
        found = parts_of(text, sheet.free(at))
        parts += [(at, part) for part in with_labels(text, found)]
    parts = [part for part in parts if not (_is_length(sheet, part) or _names_nothing(sheet, part))]
    labels = [role_labelled(sheet.lines[at].text[slice(*part)]) for at, part in parts]
    if labels.count("") == 1 and {"", "place"}.issuperset(labels):
        place = labels.index("")
        at, (start, end) = parts[place]
        # Only a comma, or 'at', keeps title and employer apart.
        text = sheet.lines[at].text
        gaps = (
            gap
            for gap in _GAP.finditer(text, start, end)
            if re.search(r"\w", text[start : gap.start()]) and not _in_brackets(text[start : gap.start()])
        )
        gap = next((gap for gap in gaps if _parts_them(text, gap, end)), None)
        if gap:
            if re.search(r"\w", gap[0]):
                sheet.take(at, gap.span(), "label")
            parts[place : place + 1] = [(at, (start, gap.start())), (at, (gap.end(), end))]
    return _trade_and_house(sheet, parts) if len(parts) > 1 else parts


def _in_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")


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
    if "(" in gap[0]:
        return bool(SCHOOL_WORDS.search(behind))
    if QUALIFICATION_WORDS.search(front) and re.search(r":|\(\s*[A-G1-9]\*?\s*\)", front):
        return bool(SCHOOL_WORDS.search(re.split(r",|\(", behind, maxsplit=1)[0]))
    return "," in gap[0] or not re.match(r"(?:work|home|night|sea|height)\b", behind, re.IGNORECASE)


def _is_length(sheet: Sheet, part: tuple[int, tuple[int, int]]) -> bool:
    """Whether a part only tells how long it was, which the dates say too: '(2 years 3 months)'."""
    at, (start, end) = part
    if not _LENGTH.fullmatch(trimmed(sheet.lines[at].text[start:end])):
        return False
    sheet.take(at, (start, end), "label")
    return True


def _names_nothing(sheet: Sheet, part: tuple[int, tuple[int, int]]) -> bool:
    """Whether a part is a second time, or a label alone: neither is anybody's title, house or school."""
    at, (start, end) = part
    text = trimmed(sheet.lines[at].text[start:end])
    return is_time(text) or is_label(text)


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
