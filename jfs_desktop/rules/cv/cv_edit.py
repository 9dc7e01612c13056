"""A CV changed by one step: an entry put in, taken out or moved, a gap told, words put into a section."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

from jfs_desktop.rules.cv.cv import (
    Certificate,
    Contact,
    ContactKind,
    Course,
    CvContent,
    Entry,
    Interest,
    Language,
    Licence,
    MonthYear,
    Position,
    Referee,
    Section,
    Skill,
    says_something,
)
from jfs_desktop.rules.cv.cv_dates import find_span
from jfs_desktop.rules.cv.cv_styles import ORDER, CvStyle

KINDS: Final[dict[Section, type[Entry]]] = {
    Section.SKILLS: Skill,
    Section.WORK: Position,
    Section.EDUCATION: Course,
    Section.TRAINING: Certificate,
    Section.VOLUNTEERING: Position,
    Section.LANGUAGES: Language,
    Section.LICENCES: Licence,
    Section.INTERESTS: Interest,
    Section.REFERENCES: Referee,
}
"""What stands in each section; the profile has no entries."""
_FIRST_FIELD: Final = {
    Skill: "name",
    Position: "title",
    Course: "qualification",
    Certificate: "name",
    Language: "name",
    Licence: "name",
    Interest: "text",
    Referee: "name",
}

_OF_THE_HEAD: Final = ("name", "target_job", "profile")


def rows_of(content: CvContent, section: Section | None) -> tuple[Entry, ...]:
    """The entries of a section; None stands for the ways to reach the person."""
    if section is Section.PROFILE:
        return ()
    rows: tuple[Entry, ...] = getattr(content, section.value if section else "contacts")
    return rows


def with_rows(content: CvContent, section: Section | None, rows: tuple[Entry, ...]) -> CvContent:
    """The content with other entries in a section."""
    return replace(content, **{section.value if section else "contacts": rows})  # type: ignore[arg-type]


def new_entry(section: Section | None, key: UUID) -> Entry:
    """An empty entry for a section."""
    if section is None:
        return Contact(key, ContactKind.TELEPHONE)
    kind: Callable[[UUID], Entry] = KINDS[section]
    return kind(key)


def put_in(content: CvContent, section: Section | None, place: int, entry: Entry) -> CvContent:
    """With one entry more, at a place from 0 or at the end."""
    rows = rows_of(content, section)
    return with_rows(content, section, (*rows[:place], entry, *rows[place:]))


def taken_out(content: CvContent, section: Section | None, entry_id: UUID) -> CvContent:
    """Without one entry."""
    rows = tuple(row for row in rows_of(content, section) if row.id != entry_id)
    return with_rows(content, section, rows)


def moved(content: CvContent, section: Section | None, entry_id: UUID, place: int) -> CvContent:
    """With one entry at another place of its section."""
    rows = list(rows_of(content, section))
    at = next((at for at, row in enumerate(rows) if row.id == entry_id), None)
    if at is None:
        return content
    row = rows.pop(at)
    rows.insert(max(0, place), row)
    return with_rows(content, section, tuple(rows))


def in_order(content: CvContent, jobs: tuple[UUID, ...]) -> CvContent:
    """With the jobs of these ids in this order; others stay behind them."""
    places = {job: at for at, job in enumerate(jobs)}
    rows = sorted(content.work, key=lambda row: places.get(row.id, len(places)))
    return replace(content, work=tuple(rows))


def order_of(content: CvContent, style: CvStyle) -> tuple[Section, ...]:
    """Every section in the order in which it stands, empty ones too."""
    return tuple(dict.fromkeys((*content.sections, *ORDER[style])))


def gap_entry(began: MonthYear | None, ended: MonthYear | None, key: UUID) -> Position:
    """A line for a time of which nothing is told, its months filled in."""
    return Position(key, began=began, ended=ended, ongoing=ended is None)


def gap_place(content: CvContent, began: MonthYear | None) -> int:
    """Where it belongs among the jobs, which stand newest first: before the first that began earlier."""
    rows = content.work
    if began is None:
        return 0
    return next(
        (at for at, row in enumerate(rows) if row.began is not None and row.began <= began), len(rows)
    )


def placed(content: CvContent, section: Section | None, text: str, key: UUID) -> CvContent:
    """With words that were not understood as a line of their own in a section."""
    words = " ".join(text.split())
    if section is Section.PROFILE:
        return replace(content, profile="\n".join(part for part in (content.profile, words) if part))
    if section is None:
        return put_in(content, None, len(content.contacts), Contact(key, ContactKind.OTHER, words))
    kind: Callable[..., Entry] = KINDS[section]
    entry = kind(key, **{_FIRST_FIELD[KINDS[section]]: words})
    return put_in(content, section, len(rows_of(content, section)), entry)


def let_go(
    content: CvContent, section: Section | None, entry_id: UUID | None, name: str, text: str
) -> CvContent:
    """Without words that were taken for a field; an entry of which nothing is left goes too.

    ``name`` is that of a piece of a CV that was brought in: a field, or 'dates'; '' is the whole entry, and
    without ``entry_id`` a field of the head.
    """
    if entry_id is None:
        if name == "references_on_request":
            return replace(content, references_on_request=False)
        if name not in _OF_THE_HEAD:
            return content
        left = _cut(getattr(content, name), text)
        return replace(content, **{name: left})  # type: ignore[arg-type]
    row = next((row for row in rows_of(content, section) if row.id == entry_id), None)
    if row is None:
        return content
    less = _row_without(row, name, text) if name else None
    if less is None or not (
        says_something(less) or getattr(less, "began", None) or getattr(less, "ended", None)
    ):
        return taken_out(content, section, entry_id)
    rows = tuple(less if other.id == entry_id else other for other in rows_of(content, section))
    return with_rows(content, section, rows)


def _row_without(row: Entry, name: str, text: str) -> Entry:
    if name == "dates" and isinstance(row, Position | Course):
        return replace(row, began=None, ended=None, ongoing=False)
    if name == "gained" and isinstance(row, Certificate):
        return replace(row, gained=None)
    field = "text" if name == "contacts" else name
    value = getattr(row, field, None)
    if isinstance(value, tuple):
        lines = list(value)
        found = next((line for line in lines if line == text), None) or next(
            (line for line in lines if text in line), None
        )
        if found is not None:
            lines.remove(found)
        return replace(row, **{field: tuple(lines)})  # type: ignore[arg-type]
    if not isinstance(value, str):
        return row
    # 'Northern Foods Ltd, Leeds' was one piece, and is an employer and a place.
    parted = name == "employer" and isinstance(row, Position) and row.place and text.endswith(row.place)
    return replace(row, **{field: _cut(value, text), **({"place": ""} if parted else {})})  # type: ignore[arg-type]


def _cut(value: str, text: str) -> str:
    """A text without words within it, all of it where they are not found so."""
    if text not in value:
        return ""
    lines = value.replace(text, "", 1).split("\n")
    return "\n".join(line.strip(" ,;") for line in lines if line.strip(" ,;"))


def month_typed(text: str) -> MonthYear | None:
    """'March 2019', '3/2019' or '2019'; None for nothing typed. Raises ValueError with what to type."""
    words = re.sub(r"^([0-9]{1,2})\s*([/.-])\s*(?=[0-9]{4}$)", r"\1\2", text.strip())
    if not words:
        return None
    span = find_span(words)
    if span is None or not span.single or words[: span.start].strip() or words[span.end :].strip():
        raise ValueError("Type a month such as 'March 2019', or a year.")
    return span.began
