"""The sections of a CV that are lists: skills, training, languages, licences, interests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from uuid import UUID

from jfs_desktop.documents.cv_import.cv_import_forms import (
    language_of_form,
    licence_of_form,
    skill_of_form,
)
from jfs_desktop.documents.cv_terms.cv_labels import Tells
from jfs_desktop.documents.cv_terms.cv_lines import OUT_OF, RATING, Sheet, parts_of, trimmed
from jfs_desktop.documents.cv_terms.cv_words import EXPIRY
from jfs_desktop.rules.cv.cv import Certificate, Interest, Language, Licence, Section, Skill
from jfs_desktop.rules.cv.cv_dates import find_span

_COLON = re.compile(r"\s*:\s+|\s+[-–—]\s+")
_LEVEL = re.compile(
    r"\s*(?:\(|:\s|\s[-–—]\s|\s(?="
    r"(?:native|fluent|basic|conversational|intermediate|beginner|advanced|"
    r"mother tongue|rhugl|iaith gyntaf)))",
    re.IGNORECASE,
)
_RATED_SKILL = re.compile(f"{RATING}|(?i:{OUT_OF})")
_SHORT_ITEM = 40
_SENTENCE = 4
NewKey = Callable[[], UUID]
Stretch = tuple[int, int]


def read_skills(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> tuple[Skill, ...]:
    """Skills with what shows them: 'Name: evidence', a name above its points, or a row of names."""
    skills: list[Skill] = []
    heading, led = None, 0
    for place, at in enumerate(lines):
        if not sheet.text(at):
            continue
        if _is_of(sheet, at, Tells.SKILL):
            heading, led = skill_of_form(sheet, at, new_key()), at
            skills.append(heading)
            continue
        rated = bool(_RATED_SKILL.search(sheet.text(at)))
        bullet = sheet.is_bullet(at)
        shows = bullet or sheet.lines[at].columns == (Tells.SKILL,) or _tells_of(sheet, led, at)
        if heading and not rated and shows:
            told = sheet.take_whole(at, sheet.rest(at), "evidence", Section.SKILLS, heading.id)
            heading = Skill(heading.id, heading.name, "\n".join(t for t in (heading.evidence, told) if t))
            skills[-1] = heading
            continue
        below = lines[place + 1] if place + 1 < len(lines) else None
        leads = (
            not (bullet or rated)
            and below is not None
            and (sheet.is_bullet(below) or _tells_of(sheet, at, below))
            and len(sheet.text(at)) <= 60
        )
        if leads and not _COLON.search(sheet.text(at)):
            key = new_key()
            heading, led = Skill(key, sheet.take(at, sheet.rest(at), "name", Section.SKILLS, key)), at
            skills.append(heading)
            continue
        heading = None
        skills += _skills_of_line(sheet, at, new_key)
    return tuple(skills)


def _tells_of(sheet: Sheet, led: int, at: int) -> bool:
    """Whether a line in ordinary letters tells of the skill that another names in bold."""
    bold, words = sheet.lines[led].look.bold, len(sheet.text(at).split())
    return bold and not sheet.lines[at].look.bold and words >= _SENTENCE


def _is_of(sheet: Sheet, at: int, kind: Tells) -> bool:
    """Whether a line is a label of a kind, and what it stands for."""
    return sheet.lines[at].columns == (Tells.LABEL, kind)


def _skills_of_line(sheet: Sheet, at: int, new_key: NewKey) -> Iterator[Skill]:
    text = sheet.lines[at].text
    items = _items(sheet, at)
    if len(items) > 1:
        for item in items:
            key = new_key()
            yield Skill(key, sheet.take(at, item, "name", Section.SKILLS, key))
        return
    key = new_key()
    start, end = items[0] if items else sheet.rest(at)
    gap = _COLON.search(text, start, end)
    if gap and gap.end() < end and len(text[start : gap.start()].split()) <= 8:
        name = sheet.take(at, (start, gap.start()), "name", Section.SKILLS, key)
        yield Skill(key, name, sheet.take_whole(at, (gap.end(), end), "evidence", Section.SKILLS, key))
    else:
        yield Skill(key, sheet.take(at, (start, end), "name", Section.SKILLS, key))


def _items(sheet: Sheet, at: int) -> list[Stretch]:
    """The short things that one line lists, however they are parted; the whole line where it lists none."""
    text = sheet.lines[at].text
    start, end = sheet.rest(at)
    parted = _split(text, start, end, rf"(?i:{OUT_OF})|\s*(?:\t|\||•|·|●|;)\s*")
    if _RATED_SKILL.search(text, start, end):
        return parted
    named = [bool(_COLON.search(text, s, e)) for s, e in parted]
    # 'Leading a team: led eleven; two became leaders': a name, and one sentence that shows it.
    if len(parted) > 1 and not (named[0] and not any(named[1:]) and _by_semicolons(text, parted)):
        return parted
    commas = _split(text, start, end, r",\s+")
    listed = len(commas) > 2 and all(e - s <= _SHORT_ITEM for s, e in commas) and ":" not in text
    return commas if listed and not text.rstrip().endswith(".") else [(start, end)]


def _by_semicolons(text: str, parts: Sequence[Stretch]) -> bool:
    return all(text[one[1] : other[0]].strip() == ";" for one, other in pairwise(parts))


def _split(text: str, start: int, end: int, gap: str) -> list[Stretch]:
    parts, begin = [], start
    for found in re.finditer(f"{RATING}|{gap}", text[:end]):
        if found.start() >= start:
            parts.append((begin, found.start()))
            begin = found.end()
    parts.append((begin, end))
    return [(s, e) for s, e in parts if re.search(r"\w", text[s:e])]


_COUNTED = re.compile(r"(?:level|lefel|grade|gradd)\s+[0-9A-E]\b", re.IGNORECASE)
"""What is a part of a certificate's name, and never who gave it."""


def read_training(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> tuple[Certificate, ...]:
    """Each line a certificate: name, who gave it, and when."""
    return tuple(
        _certificate(sheet, at, item, new_key())
        for at in lines
        if sheet.text(at)
        for item in _short_things(sheet, at)
    )


def _short_things(sheet: Sheet, at: int) -> list[Stretch]:
    """What one line lists by semicolons; the whole line where it lists nothing, or a sentence has one."""
    text, whole = sheet.lines[at].text, sheet.rest(at)
    parts = _split(text, *whole, r"\s*;\s+")
    short = all(end - start <= _SHORT_ITEM for start, end in parts) and not text.rstrip().endswith(".")
    return parts if len(parts) > 1 and short else [whole]


def _certificate(sheet: Sheet, at: int, item: Stretch, key: UUID) -> Certificate:
    start, end = item
    text = sheet.lines[at].text
    span = find_span(text[start:end])
    # 'until 2024' is when it ends; '2011 – 2014' is two dates where a certificate has one
    if span and (span.began != span.ended or EXPIRY.search(text[start : start + span.start])):
        return Certificate(key, sheet.take_whole(at, item, "name", Section.TRAINING, key))
    if span:
        sheet.take(at, (span.start + start, span.end + start), "gained", Section.TRAINING, key)
    free = [(max(a, start), min(b, end)) for a, b in sheet.free(at) if a < end and start < b]
    parts = parts_of(text, free)
    if span and len(parts) == 2 and _COUNTED.match(text, parts[1][0]):  # 'Food safety 2019 - level 2'
        told = [sheet.take(at, part, "name", Section.TRAINING, key) for part in parts]
        return Certificate(key, ", ".join(told), "", span.ended)
    told = [
        sheet.take(at, part, name, Section.TRAINING, key)
        for part, name in zip(parts, ("name", "provider"), strict=False)
    ]
    name, provider = [*told, "", ""][:2]
    return Certificate(key, name, provider, span.ended if span else None)


def read_languages(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> tuple[Language, ...]:
    """Languages and their levels, one a line or several."""
    return tuple(
        row
        for at in lines
        for row in (
            [language_of_form(sheet, at, new_key())]
            if _is_of(sheet, at, Tells.MOTHER_TONGUE)
            else [
                Language(key, *_pair(sheet, at, item, key, "level"))
                for item in _listed(sheet, at)
                for key in (new_key(),)
            ]
        )
    )


def read_licences(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> tuple[Licence, ...]:
    """Licences and what they cover."""
    return tuple(
        row
        for at in lines
        for row in (
            [licence_of_form(sheet, at, new_key())]
            if _is_of(sheet, at, Tells.LICENCE)
            else [
                Licence(key, *_pair(sheet, at, item, key, "detail"))
                for item in _split(sheet.lines[at].text, *sheet.rest(at), r"\s*(?:\t|\||•|·|●|;)\s*")
                for key in (new_key(),)
            ]
        )
    )


def _listed(sheet: Sheet, at: int) -> list[Stretch]:
    """Languages stand in a row with commas more often than not."""
    text = sheet.lines[at].text
    start, end = sheet.rest(at)
    parts = _split(text, start, end, r"\s*(?:\t|\||•|·|●|;)\s*")
    return parts if len(parts) > 1 else _split(text, start, end, r",\s+(?=[A-ZÀ-Ž])")


def _pair(sheet: Sheet, at: int, item: Stretch, key: UUID, second: str) -> tuple[str, str]:
    """A name and what follows it: 'Polish (native)', 'Driving licence: category B'."""
    start, end = item
    section, gap = (Section.LANGUAGES, _LEVEL) if second == "level" else (Section.LICENCES, _COLON)
    found = gap.search(sheet.lines[at].text, start, end)
    if not found or not trimmed(sheet.lines[at].text[found.end() : end]):
        return sheet.take(at, item, "name", section, key), ""
    name = sheet.take(at, (start, found.start()), "name", section, key)
    return name, sheet.take(at, (found.end(), end), second, section, key).rstrip(")")


def read_interests(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> tuple[Interest, ...]:
    """Each point or line an interest; a row that is parted by strokes is several."""
    found = []
    for at in lines:
        parted = _split(sheet.lines[at].text, *sheet.rest(at), r"\s*(?:\t|\||•|·|●)\s*")
        for item in parted if len(parted) > 1 else _short_things(sheet, at):
            key = new_key()
            found.append(Interest(key, sheet.take_whole(at, item, "text", Section.INTERESTS, key)))
    return tuple(found)
