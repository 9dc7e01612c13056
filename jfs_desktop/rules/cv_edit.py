"""A CV changed by one step: an entry put in, taken out or moved, a gap told, words put into a section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

from jfs_desktop.rules.cv import (
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
)
from jfs_desktop.rules.cv_dates import find_span
from jfs_desktop.rules.cv_styles import ORDER, CvStyle

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


def month_typed(text: str) -> MonthYear | None:
    """'March 2019', '3/2019' or '2019'; None for nothing typed. Raises ValueError with what to type."""
    words = text.strip()
    if not words:
        return None
    span = find_span(words)
    if span is None or not span.single or words[: span.start].strip() or words[span.end :].strip():
        raise ValueError("Type a month such as 'March 2019', or a year.")
    return span.began
