"""Those who speak for a person, in a CV that is brought in: a line each, a block each, or side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from jfs_desktop.documents.cv_import.cv_import_forms import referees_of_form
from jfs_desktop.documents.cv_terms.cv_import_head import looks_like_a_name
from jfs_desktop.documents.cv_terms.cv_lines import Sheet, parts_of, trimmed
from jfs_desktop.documents.cv_terms.cv_words import EMPLOYER_WORDS, SCHOOL_WORDS, TITLE_WORDS
from jfs_desktop.rules.cv.cv import Referee, Section

_ON_REQUEST = re.compile(
    r"(?:\b(?:my|the|all|both|two|full|good|excellent|second|third|further|other|more|additional|references?|"
    r"referees?|testimonials?|names?|contact|details?|of|and|or|a|an|another|are|is|can|may|will|shall|would|be|"
    r"gladly|happily|available|provided|supplied|given|sent|offered|made|obtained|mae|geirda(?:on)?|canolwyr|"
    r"tystlythyrau|ar gael)\b[\s:–-]*)*"
    r"\b(?:(?:on|upon) request|ar gais|available (?:if|when) (?:required|asked))\b\.?",
    re.IGNORECASE,
)
"""What says that referees are named on request, and nothing beside it: whoever is named there stays."""
_LONGEST_PROMISE: Final = 300
"""Letters of a line in which it is looked for."""
_REACH = re.compile(r"@|(?:\d\s?){9}")
_ADDRESSED = re.compile(r"(?:Mrs?|Miss|Ms|Mx|Dr|Prof(?:essor)?|Rev(?:erend)?|Sir|Parch)\b")
"""Somebody's title, with which a name begins."""
_FIRST_HALF = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?$")
_SECOND_HALF = re.compile(r"\d[A-Z]{2}\b")
_ABOUT = ("role", "organisation", "contact")
NewKey = Callable[[], UUID]
Stretch = tuple[int, int]


def _between_commas(sheet: Sheet, at: int) -> list[Stretch]:
    """'Dr Jo Pugh, Manager, Bay Hotel, 01248 600300': three or four parts, the last a way to reach them."""
    text = sheet.lines[at].text
    free = sheet.free(at)
    parts = _at_commas(text, *free[0]) if len(free) == 1 else []
    reach = _REACH.search(text[slice(*parts[-1])]) if parts else None
    return parts if 3 <= len(parts) <= 4 and reach else []


def _at_commas(text: str, start: int, end: int) -> list[Stretch]:
    commas = list(re.compile(r",\s+").finditer(text, start, end))
    begins, ends = [start, *(found.end() for found in commas)], [*(found.start() for found in commas), end]
    return [part for part in zip(begins, ends, strict=True) if re.search(r"\w", text[slice(*part)])]


def _below_a_name(sheet: Sheet, lines: Sequence[int]) -> list[Stretch]:
    """The parts of the second line where it tells of whom the first one names; else none."""
    if len(lines) < 2 or not looks_like_a_name(sheet.text(lines[0])):
        return []
    parts = parts_of(sheet.lines[lines[1]].text, sheet.free(lines[1]))
    reach = _REACH.search(sheet.text(lines[1]))
    return parts if 2 <= len(parts) <= len(_ABOUT) and reach else []


def _about(text: str, parts: Sequence[Stretch]) -> tuple[str, ...]:
    """What each part of a line tells of a referee: a number is no house, and a trade is what they are."""
    if len(parts) >= 4:
        return ("name", *_ABOUT)
    second = text[slice(*parts[1])]
    if len(parts) == 2 and _REACH.search(second):
        return ("name", "contact")
    trade = TITLE_WORDS.search(second) and not (EMPLOYER_WORDS.search(second) or SCHOOL_WORDS.search(second))
    return ("name", "role" if trade else "organisation", "contact")[: len(parts)]


def _side_by_side(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> list[Referee]:
    """Two referees in two columns, each with name, role, house and number below one another."""
    rows = [
        (at, parts_of(sheet.lines[at].text, sheet.free(at))) for at in lines if "\t" in sheet.lines[at].text
    ]
    heads = [sheet.lines[at].text[slice(*part)] for at, parts in rows[:1] for part in parts]
    if len(rows) < 2 or any(len(parts) != 2 for _, parts in rows) or not all(map(_may_be_name, heads)):
        return []
    found = []
    for column in (0, 1):
        key = new_key()
        told: dict[str, str] = {}
        for at, parts in rows:
            text = trimmed(sheet.lines[at].text[slice(*parts[column])])
            free = "role" if "role" not in told else "organisation"
            field = "name" if not told else "contact" if re.search(r"\d{3}|@", text) else free
            words = sheet.take(at, parts[column], field, Section.REFERENCES, key)
            told[field] = ", ".join(filter(None, (told.get(field, ""), words)))
        found.append(Referee(key, **told))
    return found


def _may_be_name(text: str) -> bool:
    """'Mrs A Patel', and no role, house or number."""
    words = text.split()
    named = 1 < len(words) < 6 and all(word[0].isupper() for word in words) and not re.search(r"\d|@", text)
    return named and not TITLE_WORDS.search(text) and not EMPLOYER_WORDS.search(text)


def _below_one_another(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> Iterator[Referee]:
    """Referees whose name, role, house and number stand in lines of their own."""
    for block in _blocks(sheet, lines):
        if _REACH.search(sheet.text(block[0])) or _below_a_name(sheet, block):
            continue  # they stand in one line, or in two
        key = new_key()
        told: dict[str, str] = {}
        for at in block:
            for part in _things(sheet, at, told):
                field = _field(trimmed(sheet.lines[at].text[slice(*part)]), told)
                words = sheet.take(at, part, field, Section.REFERENCES, key)
                told[field] = _with_more(told.get(field, ""), words)
        yield Referee(key, **told)


def _blocks(sheet: Sheet, lines: Sequence[int]) -> Iterator[list[int]]:
    """The lines of each referee: from a name to the last way to reach them, or to somebody's title."""
    block: list[int] = []
    reached = False
    for at in (*lines, None):
        text = "" if at is None else sheet.text(at)
        begins = _may_be_name(re.split(r",|\s[-–—|]\s", text)[0])
        if at is None or (begins and (not block or reached or _ADDRESSED.match(text))):
            if len(block) > 1 and (reached or _ADDRESSED.match(sheet.text(block[0]))):
                yield block
            block, reached = [], False
        if at is not None and (block or begins):
            block.append(at)
            reached = reached or bool(_REACH.search(text))


def _things(sheet: Sheet, at: int, told: Mapping[str, str]) -> Iterator[Stretch]:
    """The parts of a line; a name or a role ends at the first comma behind it."""
    for start, end in parts_of(sheet.lines[at].text, sheet.free(at)):
        comma = sheet.lines[at].text.find(", ", start, end)
        first = sheet.lines[at].text[start:comma]
        leads = comma > start and (not told or ("role" not in told and _field(first, told) == "role"))
        yield from ((start, comma), (comma + 1, end)) if leads else ((start, end),)


def _field(text: str, told: Mapping[str, str]) -> str:
    """What a line of a referee tells, by its words and by what the lines above it have ``told``."""
    if not told:
        return "name"
    if _REACH.search(text):
        return "contact"
    of_house = EMPLOYER_WORDS.search(text) or SCHOOL_WORDS.search(text) or re.search(r"\d", text)
    first = "role" not in told and "organisation" not in told
    return (
        "role"
        if "role" not in told and not of_house and (first or TITLE_WORDS.search(text))
        else "organisation"
    )


def _with_more(so_far: str, words: str) -> str:
    """What the next line tells behind what those above did; the two halves of a postcode are one."""
    halves = _FIRST_HALF.search(so_far) and _SECOND_HALF.match(words)
    return f"{so_far} {words}" if halves else ", ".join(filter(None, (so_far, words)))


def read_references(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> tuple[tuple[Referee, ...], bool]:
    """Those who speak for the person, and whether they are named on request."""
    in_form = [at for at in lines if sheet.lines[at].columns]
    plain = [at for at in lines if at not in in_form and sheet.text(at)]
    referees = [*referees_of_form(sheet, in_form, new_key), *_side_by_side(sheet, plain, new_key)]
    on_request = [at for at in plain if _is_promise(sheet, at)]
    left = [at for at in plain if sheet.free(at)]
    referees += _below_one_another(sheet, [at for at in left if at not in on_request], new_key)
    referees += _line_by_line(sheet, left, new_key)
    begins = {piece.entry_id: piece.line for piece in reversed(sheet.pieces)}
    return tuple(sorted(referees, key=lambda one: begins[one.id])), bool(on_request)


def _is_promise(sheet: Sheet, at: int) -> bool:
    """Whether a line promises references on request; the promise is taken, and nothing beside it."""
    start, end = sheet.rest(at)
    promised = _ON_REQUEST.search(sheet.lines[at].text, start, min(end, start + _LONGEST_PROMISE))
    if promised and sheet.free(at):
        sheet.take(at, promised.span(), "references_on_request", Section.REFERENCES)
    return promised is not None


def _line_by_line(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> Iterator[Referee]:
    """Referees in a line each, or in one below their name; other lines are left to the adviser."""
    for place, at in enumerate(lines):
        free = sheet.free(at)
        if not free:
            continue
        parts = parts_of(sheet.lines[at].text, free)
        if len(parts) < 2:
            parts = _between_commas(sheet, at)
        whole = free == [sheet.rest(at)]  # no promise of references stands in it
        below = _below_a_name(sheet, lines[place : place + 2]) if whole and len(parts) < 2 else []
        if len(parts) < 2 and not below:
            continue
        key = new_key()
        if below:
            stretches = [(at, sheet.rest(at)), *((lines[place + 1], part) for part in below)]
            fields: Sequence[str] = ("name", *_ABOUT[-len(below) :])
        else:
            stretches, fields = [(at, part) for part in parts], _about(sheet.lines[at].text, parts)
        told = {
            field: sheet.take(line, part, field, Section.REFERENCES, key)
            for field, (line, part) in zip(fields, stretches, strict=False)
        }
        if not below:
            told["contact"] = told.get("contact", "").rstrip(".")
        yield Referee(key, **told)
