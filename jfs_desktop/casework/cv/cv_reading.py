"""A CV that somebody has, read before anything of it is kept: what was understood, line by line, and what
was not (V2). It reads no vault."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeAlias
from uuid import UUID

from jfs_desktop.casework.documents.attachments import CheckedFile
from jfs_desktop.documents.cv_import.cv_import import ReadCv, form_of, read_cv
from jfs_desktop.documents.cv_import.cv_running import is_running_head
from jfs_desktop.documents.cv_terms.cv_import_head import looks_like_a_name
from jfs_desktop.documents.cv_terms.cv_labels import Tells
from jfs_desktop.documents.cv_terms.cv_language import language_of
from jfs_desktop.documents.cv_terms.cv_lines import Look, Piece, trimmed
from jfs_desktop.documents.cv_terms.cv_words import QUALIFICATION_WORDS, SCHOOL_WORDS, TITLE_WORDS
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.exchange.json_resume_reading import from_json_resume
from jfs_desktop.rules.cv.cv import TITLES, CvContent, Section, every_entry, texts_of
from jfs_desktop.rules.cv.cv_order import newest_first
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.rich_text import plain

FORMS: Final[Mapping[FileKind, str]] = {
    FileKind.WORD: "Word document",
    FileKind.PDF: "PDF",
    FileKind.JSON: "JSON Resume file",
    FileKind.TEXT: "plain text",
    **{kind: "picture" for kind in FileKind if kind.is_picture},
}
LARGEST: Final = 30 * 1024 * 1024
_SHORT: Final = 40
"""Letters up to which a line may be the name of an employer."""
_TONGUE: Final = re.compile(
    r"\b(?:languages?|sign|iaith|gaelic|chinese|creole|portuguese|english|arabic|spanish|french)\b",
    re.IGNORECASE,
)
"""What a language of two words has, and no person's name."""
_FIELDS: Final[Mapping[str, str]] = {
    "title": "Section title",
    "label": "Label",
    "mark": "Page number or list mark",
    "name": "Name",
    "target_job": "Job sought",
    "profile": "Profile",
    "dates": "Dates",
}


_OF_NO_ENTRY: Final = ("title", "label", "mark", "profile")


Held: TypeAlias = tuple[Section | None, UUID | None, str, str]


@dataclass(frozen=True, slots=True, repr=False)
class ReadLine(Discreet):
    """One line of the file. ``understood`` says as what ('Work history: employer'); where it is empty, the
    line, or what ``text`` shows of it, was not understood. ``place`` is where it stands.

    ``held`` names what of the CV came from it, so that it can be let go: section, entry, field, words.
    ``unsure``: by its place alone it was taken for what it is, and should be looked at.
    """

    place: str
    text: str
    understood: str
    held: tuple[Held, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class CvFile(Discreet):
    """A CV to be kept as it came, whether or not its words can be read."""

    name: str
    file: CheckedFile = field(repr=False)

    @property
    def form(self) -> str:
        """'Word document'."""
        return FORMS[self.file.kind]


@dataclass(frozen=True, slots=True, repr=False)
class ReadFile(CvFile):
    """What a file holds: ``file`` to be kept as it came, the CV made of it, and every line."""

    content: CvContent = field(repr=False)
    lines: tuple[ReadLine, ...] = field(repr=False)
    besides: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[ReadLine, ...]:
        """What was not understood."""
        return tuple(line for line in self.lines if not line.understood)


def read_path(path: Path, new_key: Callable[[], UUID]) -> ReadFile:
    """The same for a file on disk. Raises UserError, also where it cannot be read or is too large."""
    return read_existing(content_of(path), path.name, new_key)


def content_of(path: Path) -> bytes:
    """The bytes of a CV on disk. Raises UserError where it cannot be read or is too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(
                f"This file is larger than {LARGEST // 1024**2} MB.",
                title="This file cannot be taken",
                remedy="Choose the CV alone, without pictures or annexes.",
            )
        return path.read_bytes()
    except OSError as problem:
        raise UserError(
            f"This file could not be read ({os.strerror(problem.errno or 0)}).",
            title="This file cannot be taken",
            remedy="Copy it to this computer, then choose it again.",
        ) from None


def read_existing(content: bytes, name: str, new_key: Callable[[], UUID]) -> ReadFile:
    """Read a Word document, PDF, text or JSON Resume file; jobs come newest first. Raises UserError in one
    plain sentence for what cannot be taken, and for what holds nothing."""
    read = _read(content, name, new_key)
    if not any(line.text.strip() for line in read.lines):
        raise BadInput(
            "There is nothing in this file that could stand in a CV.",
            field="file",
            remedy="Look at it in the program that made it, and choose the file with the CV.",
        )
    return read


def _read(content: bytes, name: str, new_key: Callable[[], UUID]) -> ReadFile:
    begins = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    named = name.lower().endswith(".json")
    if (named or begins.startswith(b"{")) and not begins.startswith(b"{\\rtf"):
        read = from_json_resume(content, new_key)
        held = read.content
        if b'"meta"' not in content:  # where a file says in which language it is
            texts = (text for _, entry in every_entry(held) for text in texts_of(entry))
            held = replace(held, language=language_of((held.profile, *texts)))
        held = replace(held, work=newest_first(held.work))
        lines = (
            *_told(held),
            *(ReadLine(one.where, one.text, "") for one in read.unplaced),
        )
        return ReadFile(name, CheckedFile(content, FileKind.JSON), held, lines)
    found = read_cv(content, name, new_key)
    told = replace(found.content, work=newest_first(found.content.work))
    return ReadFile(name, CheckedFile(content, form_of(content)), told, _lines(found), found.besides)


def _lines(read: ReadCv) -> tuple[ReadLine, ...]:
    """Every line in its order; of one that was understood in part, that part and each other stand apart."""
    open_entries = set(_to_look_at(read.content)) | set(_under_a_house_above(read))
    heads = {one.line for one in read.pieces if one.field == "mark" and is_running_head(one.text)}
    doubted = heads | set(_drawn_otherwise(read))
    words: dict[int, dict[str, None]] = {}
    held: dict[int, list[Held]] = {}
    for piece in read.pieces:
        if piece.field not in ("label", "mark") and not (piece.field == "title" and piece.entry_id is None):
            held.setdefault(piece.line, []).append(_held(piece))
        words.setdefault(piece.line, {}).setdefault(_told_as(piece))
    missing: dict[int, list[str]] = {}
    for left in read.unread:
        missing.setdefault(left.line, []).append(left.text)
    found: list[ReadLine] = []
    for at, line in enumerate(read.lines):
        text = line.text
        for words_left in missing.get(at, ()):
            text = text.replace(words_left, " ", 1)  # it has a row of its own, and is not brought in twice
        text = _without_marks(text) if at in missing else " ".join(text.split())
        if at in words:
            taken = tuple(held.get(at, ()))
            named = bool(line.columns) and Tells.HEAD not in line.columns  # a label says what it is
            unsure = (
                at in doubted
                or (not named and _is_unsure(text, taken))
                or any((one[1], one[2]) in open_entries for one in taken)
            )
            found.append(ReadLine(line.place, text, _gathered(words[at]), taken, unsure))
        found += [ReadLine(line.place, one, "") for one in missing.get(at, ())]
    return tuple(found)


def _gathered(told: Iterable[str]) -> str:
    """'Work history: dates, job title, employer'."""
    sections: dict[str, list[str]] = {}
    for one in told:
        section, _, name = one.partition(": ")
        sections.setdefault(section, []).extend([name] if name else [])
    return "; ".join(
        f"{section}: {', '.join(names)}" if names else section for section, names in sections.items()
    )


def _without_marks(text: str) -> str:
    """What was understood of a line, without what parted it from the rest."""
    return trimmed(re.sub(r"\s[|•·;,–—-](?=\s*(?:[|•·;,–—-]\s|$))", " ", f" {text} "))


def _held(piece: Piece) -> Held:
    """What a piece became; a contact and a profile stand as they were written."""
    return piece.section, piece.entry_id, piece.field, trimmed(piece.text)


def _is_unsure(text: str, held: tuple[Held, ...]) -> bool:
    """Whether no word of a line tells that it is the job or school for which it was taken, or it is written
    as a heading is."""
    for section, entry, taken_as, words in held:
        if section is Section.LANGUAGES and " " in text and looks_like_a_name(text):
            return not _TONGUE.search(text)
        if taken_as == "title" and not TITLE_WORDS.search(words):
            return True
        if section is Section.REFERENCES and taken_as == "role" and _may_be_somebody(words):
            return True  # 'John Smith' below 'Greenline Buses'
        if taken_as == "school" and not SCHOOL_WORDS.search(words):
            return True
        if entry is not None and taken_as in ("duties", "notes") and text.isupper():
            return True
    return False


def _may_be_somebody(words: str) -> bool:
    return " " in words and looks_like_a_name(words) and not TITLE_WORDS.search(words)


def _drawn_otherwise(read: ReadCv) -> Iterator[int]:
    """Lines that look like another thing than they were taken for: one in bold among the notes of a course,
    with what stands below it there, and an employer set as the text is, where others are not or a duty stands
    above it."""
    words: Counter[Look] = Counter()
    for line in read.lines:
        words[line.look] += len(line.text)
    ordinary = words.most_common(1)[0][0] if words else Look()
    told: dict[int, dict[str, UUID | None]] = {}
    for piece in read.pieces:
        told.setdefault(piece.line, {})[piece.field] = piece.entry_id
    houses = {read.lines[at].look for at, fields in told.items() if fields.keys() == {"employer"}}
    titled: UUID | None = None
    under_duty = False
    for at, line in enumerate(read.lines):
        fields = told.get(at, {})
        entry = fields.get("duties") or fields.get("notes")
        listed = line.bullet or "mark" in fields
        if entry is not None and line.look.bold and not ordinary.bold and not listed:
            titled = None if line.text.rstrip().endswith(":") else entry
        if entry is not None and entry == titled:
            yield at
        house = fields.keys() == {"employer"} and line.look == ordinary
        if house and (under_duty or houses != {ordinary}):
            yield at
        under_duty = entry is not None and not listed and not line.text.rstrip().endswith((".", ";"))


def _to_look_at(content: CvContent) -> Iterator[tuple[UUID, str]]:
    """Fields that may have been taken for one another: a job without title or employer whose first line is as
    short as a name, a school that reads as what was gained there; and the dates of a job without an end."""
    for job in (*content.work, *content.volunteering):
        if (
            (not job.employer or not job.title)
            and job.duties
            and len(job.duties[0]) <= _SHORT
            and job.duties[0][-1:] != "."
        ):
            yield from ((job.id, "title"), (job.id, "duties"))
        if job.began and not job.ended and not job.ongoing:
            yield job.id, "dates"
    for course in content.education:
        if QUALIFICATION_WORDS.search(course.school):
            yield from ((course.id, "school"), (course.id, "qualification"))


def _under_a_house_above(read: ReadCv) -> Iterator[tuple[UUID, str]]:
    """The titles of jobs whose employer stands above another job alone."""
    told = {piece.entry_id for piece in read.pieces if piece.field == "employer"}
    for job in (*read.content.work, *read.content.volunteering):
        if job.employer and job.id not in told:
            yield job.id, "title"


def _told_as(piece: Piece) -> str:
    """'Work history: employer', 'Section title'."""
    if piece.field == "contacts":
        return "How to reach them"
    if piece.field == "title" and piece.entry_id is not None and piece.section is not None:
        return f"{TITLES[piece.section]}: job title"
    if piece.section is None or piece.field in _OF_NO_ENTRY:
        return _FIELDS.get(piece.field, piece.field.replace("_", " "))
    return f"{TITLES[piece.section]}: {piece.field.replace('_', ' ')}"


def _told(content: CvContent) -> tuple[ReadLine, ...]:
    head = [("Name", content.name), ("Job sought", content.target_job), ("Profile", plain(content.profile))]
    fields = ("name", "target_job", "profile")
    rows = [
        ReadLine("basics", text, what, ((None, None, name, text),))
        for name, (what, text) in zip(fields, head, strict=True)
        if text.strip()
    ]
    for section, entry in every_entry(content):
        text = " · ".join(filter(str.strip, map(plain, texts_of(entry))))
        title = TITLES[section] if section else "How to reach them"
        if text:
            where = section.value if section else "basics"
            rows.append(ReadLine(where, text, title, ((section, entry.id, "", text),)))
    return tuple(rows)
