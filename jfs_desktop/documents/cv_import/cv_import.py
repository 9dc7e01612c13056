"""A CV that somebody already has, brought in offline: what was understood, from where, and what was not (V2).

Nothing is dropped: every word of the file is a piece that was understood or stands among what was not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final
from uuid import UUID

from jfs_desktop.documents.cv_import.cv_forms import section_of, sections_told, with_columns
from jfs_desktop.documents.cv_import.cv_import_blocks import parted
from jfs_desktop.documents.cv_import.cv_import_dated import read_courses, read_positions
from jfs_desktop.documents.cv_import.cv_import_forms import (
    certificates_of_form,
    courses_of_form,
    positions_of_form,
    put_label_aside,
    take_labels,
)
from jfs_desktop.documents.cv_import.cv_import_lists import (
    read_interests,
    read_languages,
    read_licences,
    read_skills,
    read_training,
)
from jfs_desktop.documents.cv_import.cv_import_referees import read_references
from jfs_desktop.documents.cv_import.cv_running import PAGE_NUMBER, is_page_mark, running_lines
from jfs_desktop.documents.cv_pdf.cv_import_pdf import pdf_lines
from jfs_desktop.documents.cv_terms.cv_import_head import is_way_to_reach, name_in_large_letters, read_head
from jfs_desktop.documents.cv_terms.cv_labels import Tells
from jfs_desktop.documents.cv_terms.cv_language import language_of
from jfs_desktop.documents.cv_terms.cv_lines import Piece, Sheet, SourceLine, Unread
from jfs_desktop.documents.cv_terms.cv_titles import OtherTitle, label_of, titles_in
from jfs_desktop.documents.cv_word.cv_import_text import text_lines
from jfs_desktop.documents.cv_word.cv_import_word import word_lines
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.documents.files.word_refusals import WordFileRefused, is_ole, is_zip, shown
from jfs_desktop.rules.cv.cv import Certificate, Course, CvContent, Position, Section
from jfs_desktop.rules.cv.cv_personal import personal_details_in
from jfs_desktop.rules.writing.discreet import Discreet

MOST_LINES: Final = 1_500
"""Some twenty pages; a longer file is no CV."""
_WIDE: Final = re.compile(r"\s{9,}")
"""Blanks that only lay something out, and that would take every later look at the line a long time."""
_TELLING: Final = (None, Section.PROFILE, Section.WORK, Section.VOLUNTEERING, Section.SKILLS)
"""Parts in whose sentences a birthday may stand; elsewhere such a line is left to the adviser."""


@dataclass(frozen=True, slots=True, repr=False)
class ReadCv(Discreet):
    """What came of a file.

    ``pieces`` say from which line each understood stretch came; ``unread`` are the words that nobody
    could place, in their order. ``besides`` names what the file held that is no text ('a picture').
    """

    content: CvContent = field(repr=False)
    lines: tuple[SourceLine, ...] = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    unread: tuple[Unread, ...] = field(repr=False)
    besides: tuple[str, ...] = ()


def read_cv(content: bytes, name: str, new_key: Callable[[], UUID]) -> ReadCv:
    """The CV in a Word document, PDF or text, told apart by what they hold; ``name`` is for a refusal.

    Raises WordFileRefused or PdfRefused (both UserError) in one plain sentence.
    """
    lines, besides = _READERS[form_of(content)](content, name)
    if len(lines) > MOST_LINES:
        raise WordFileRefused(
            f"{shown(name)} is longer than any CV.", remedy="Bring in the CV alone, without annexes."
        )
    return read_lines(lines, new_key, besides)


def form_of(content: bytes) -> FileKind:
    """As what a file would be read: by its beginning, and never by its name."""
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    return FileKind.WORD if is_zip(content) or is_ole(content) else FileKind.TEXT


_READERS: Final[Mapping[FileKind, Callable[[bytes, str], tuple[list[SourceLine], tuple[str, ...]]]]] = {
    FileKind.PDF: pdf_lines,
    FileKind.WORD: word_lines,
    FileKind.TEXT: text_lines,
}


def read_lines(
    lines: Sequence[SourceLine], new_key: Callable[[], UUID], besides: tuple[str, ...] = ()
) -> ReadCv:
    """The CV in lines that came from anywhere, such as a text that was pasted."""
    narrow = (line if line.columns else replace(line, text=_WIDE.sub(_blank, line.text)) for line in lines)
    sheet = Sheet(with_columns([line for line in parted([*narrow]) if line.text.strip()]))
    content = _content(sheet, new_key)
    take_labels(sheet)
    pieces = tuple(sorted(sheet.pieces, key=lambda piece: (piece.line, piece.start)))
    return ReadCv(content, sheet.lines, pieces, sheet.unread(), besides)


def _blank(wide: re.Match[str]) -> str:
    return "\t" if "\t" in wide[0] else "    "


def _content(sheet: Sheet, new_key: Callable[[], UUID]) -> CvContent:
    running = running_lines(sheet)
    for at, line in enumerate(sheet.lines):
        if not sheet.free(at):
            continue
        number = PAGE_NUMBER.search(line.text)
        if running.get(at) or is_page_mark(line.text):
            sheet.take_rest(at, "mark")
        elif line.columns and set(line.columns) == {Tells.LABEL}:
            sheet.take(at, sheet.rest(at), "label")
        elif at in running and number:
            sheet.take(at, number.span(), "mark")
    parts = _parts(sheet, running)
    head = read_head(sheet, parts[None], parts[OtherTitle.CONTACT], new_key)
    profile = "\n".join(_paragraph(sheet, at) for at in parts[Section.PROFILE])
    references, on_request = read_references(sheet, parts[Section.REFERENCES], new_key)
    return CvContent(
        name=head.name,
        target_job=head.target_job,
        profile="\n".join(text for text in (head.profile, profile) if text),
        contacts=head.contacts,
        skills=read_skills(sheet, parts[Section.SKILLS], new_key),
        work=_positions(sheet, parts[Section.WORK], Section.WORK, new_key),
        education=_courses(sheet, parts[Section.EDUCATION], new_key),
        training=_certificates(sheet, parts[Section.TRAINING], new_key),
        volunteering=_positions(sheet, parts[Section.VOLUNTEERING], Section.VOLUNTEERING, new_key),
        languages=read_languages(sheet, parts[Section.LANGUAGES], new_key),
        licences=read_licences(sheet, parts[Section.LICENCES], new_key),
        interests=read_interests(sheet, parts[Section.INTERESTS], new_key),
        references=references,
        references_on_request=on_request,
        language=language_of(line.text for line in sheet.lines),
    )


def _positions(
    sheet: Sheet, lines: Sequence[int], section: Section, new_key: Callable[[], UUID]
) -> tuple[Position, ...]:
    return tuple(
        position
        for in_form, stretch in _stretches(sheet, lines)
        for position in (positions_of_form if in_form else read_positions)(sheet, stretch, section, new_key)
    )


def _courses(sheet: Sheet, lines: Sequence[int], new_key: Callable[[], UUID]) -> tuple[Course, ...]:
    return tuple(
        course
        for in_form, stretch in _stretches(sheet, lines)
        for course in (courses_of_form if in_form else read_courses)(sheet, stretch, new_key)
    )


def _certificates(sheet: Sheet, lines: Sequence[int], new_key: Callable[[], UUID]) -> tuple[Certificate, ...]:
    return tuple(
        row
        for in_form, stretch in _stretches(sheet, lines)
        for row in (certificates_of_form if in_form else read_training)(sheet, stretch, new_key)
    )


def _stretches(sheet: Sheet, lines: Sequence[int]) -> Iterator[tuple[bool, list[int]]]:
    """The lines of a section, those that stand in a form or table with titles apart from the others."""
    for in_form, stretch in groupby(lines, key=lambda at: bool(sheet.lines[at].columns)):
        yield in_form, list(stretch)


def _beside_the_text(sheet: Sheet, at: int, running: Mapping[int, bool]) -> OtherTitle | None:
    """To which part a line belongs that stands in no section: at the foot of a page, or in a note."""
    place = sheet.lines[at].place
    if at in running or place.startswith("footer"):
        return OtherTitle.CONTACT
    return OtherTitle.UNKNOWN if place.startswith(("footnotes", "endnotes", "diagram")) else None


def _paragraph(sheet: Sheet, at: int) -> str:
    free = sheet.free(at)
    return sheet.take_whole(at, (free[0][0], free[-1][1]), "profile", Section.PROFILE, None)


def _parts(sheet: Sheet, running: Mapping[int, bool]) -> Mapping[Section | OtherTitle | None, list[int]]:
    """The lines below each title (None: above the first)."""
    titles = titles_in(sheet)
    in_forms = sections_told(sheet.lines)
    parts: dict[Section | OtherTitle | None, list[int]] = {
        None: [], **{section: [] for section in Section}, **{other: [] for other in OtherTitle}
    }  # fmt: skip
    current: Section | OtherTitle | None = None
    name = name_in_large_letters(sheet)
    for at in range(len(sheet.lines)):
        title = titles.get(at)
        if at == name:
            title = current = None  # whatever stands in the column before it, here the head begins
        beside = _beside_the_text(sheet, at, running)
        if beside is None and current is not Section.REFERENCES and is_way_to_reach(sheet.text(at)):
            beside = OtherTitle.CONTACT
        if beside is not None:
            if sheet.free(at):
                parts[beside].append(at)
        elif title is not None:
            sheet.take(at, sheet.rest(at), "title", title if isinstance(title, Section) else None)
            # 'Curriculum Vitae' stands above the head, and belongs to it.
            current = current if title is OtherTitle.DOCUMENT else title
        elif sheet.free(at):
            of, current = _part_of(sheet, at, current, in_forms.get(at))
            if of in _TELLING or not personal_details_in(sheet.text(at)):
                parts[of].append(at)
    return parts


def _part_of(
    sheet: Sheet, at: int, current: Section | OtherTitle | None, told: Section | None
) -> tuple[Section | OtherTitle | None, Section | OtherTitle | None]:
    """To which part a line belongs, and to which those below it do."""
    if sheet.lines[at].columns:
        of = section_of(current, told)
        put_label_aside(sheet, at, of)
        return of, current
    label = None if sheet.is_bullet(at) else label_of(sheet.lines[at].text, current)
    if label:
        sheet.put_label_aside(at, label[1], label[0])
        return label[0], label[0]
    return current, current
