"""A CV as a Word document in one of its styles (V1; JFS 4.12).

It is the person's own document: it carries their name, and neither the service nor an adviser. What a
recruiter's system reads comes in plain order: headings, lines and lists, no tables, no text in the header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jfs_desktop.documents.papers.template import WordTemplate, load_template, printable
from jfs_desktop.documents.word.properties import Properties
from jfs_desktop.documents.wording.labels import Labels, labels_in
from jfs_desktop.documents.wording.rich_lines import RichLines, rich_lines, rich_points
from jfs_desktop.paths import resource
from jfs_desktop.rules.cv.cv import (
    Certificate,
    Course,
    CvContent,
    Language,
    Licence,
    Position,
    Referee,
    Section,
    Skill,
    span_written,
)
from jfs_desktop.rules.cv.cv_in_line import COLON, STROKE, beside_others, leading
from jfs_desktop.rules.cv.cv_styles import CvStyle, as_shown
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.rich_text import plain

APART = f" {STROKE} "
"""Between the parts of one line: recruiters' systems split there, and it prints in one colour."""
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, repr=False)
class CvDocument(Discreet):
    """What is printed: a content in a style. ``made_at`` goes into the properties, an aware instant."""

    content: CvContent = field(repr=False)
    style: CvStyle
    made_at: datetime


def template(style: CvStyle, language: DocumentLanguage = DocumentLanguage.ENGLISH) -> WordTemplate:
    """The template that comes with the program for a style."""
    ending = "" if language is DocumentLanguage.ENGLISH else f".{language.value}"
    return load_template(resource("documents", f"cv-{style.value}{ending}.docx"))


def render(document: CvDocument, using: WordTemplate | None = None) -> bytes:
    """The finished .docx. Raises TemplateProblem when the template is at fault."""
    name = _one_line(document.content.name)
    properties = Properties(
        title=_title(name, document.content.language),
        author=name,
        made_at=document.made_at,
        language=document.content.language.tag,
        organisation="",
    )
    used = using or template(document.style, document.content.language)
    return used.fill(fields(document.content, document.style), properties)


def _title(name: str, language: DocumentLanguage) -> str:
    of = "" if language is DocumentLanguage.WELSH else "of "
    return f"Curriculum vitae {of}{name}" if name else "Curriculum vitae"


def file_name(content: CvContent, ending: str = "docx") -> str:
    """'Priya Nair - CV.docx': how a person would call it, with nothing else about them."""
    name = "".join(letter if letter.isalnum() or letter in " -'’." else " " for letter in content.name)
    safe = " ".join(name.split())[:_LONGEST_NAME].strip(" .")
    return f"{safe} - CV.{ending}" if safe else f"CV.{ending}"


def fields(content: CvContent, style: CvStyle) -> dict[str, Any]:
    """The fields that a CV's template may use: ``sections`` in order, each with ``kind``, ``title`` and

    its own rows. Lines that are made of several parts come ready, their empty parts left out.
    """
    shown, words = as_shown(content, style), labels_in(content.language)
    return {
        "name": _one_line(shown.name),
        "target_job": _one_line(shown.target_job),
        "contacts": [_part(row.text) for row in shown.contacts],
        "contact_line": joined(row.text for row in shown.contacts),
        "sections": [
            {"kind": section.value, "title": section_title(section, words), **_ROWS[section](shown)}
            for section in shown.sections
        ],
    }


def section_title(section: Section, words: Labels) -> str:
    """What a section is called on the CV. Raises MissingTranslation."""
    return words.of("cv", section.value)


def joined(texts: Iterable[str]) -> str:
    """The parts that hold words, in one line."""
    return APART.join(text for text in map(_part, texts) if text)


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _part(text: str) -> str:
    """A value that stands, or may stand, beside others in a line."""
    return beside_others(printable(text))


def _lead(text: str) -> str:
    """A value from which a colon parts what is told of it, if anything is."""
    return leading(printable(text))


def paragraphs(text: str) -> list[RichLines]:
    """The lines of a text with their bold words, lists and links, without empty ones."""
    return rich_lines("\n".join(map(_one_line, printable(text).split("\n"))))


def _profile(content: CvContent) -> dict[str, Any]:
    return {"lines": paragraphs(content.profile)}


def _skills(content: CvContent) -> dict[str, Any]:
    rows = [_skill(row) for row in content.skills]
    return {"rows": rows, "line": joined(row["name"] for row in rows)}


def _skill(row: Skill) -> dict[str, Any]:
    name, lines = _lead(row.name), paragraphs(row.evidence)
    return {
        "name": name or " ".join(lines),
        "evidence": " ".join(lines) if name else "",
        "lines": lines if name else [],
    }


def position(row: Position, language: DocumentLanguage = DocumentLanguage.ENGLISH) -> dict[str, Any]:
    """A job's heading, the line below it, and its points, the achievement the last of them."""
    heading, line, duties = _head((row.title, row.employer, row.place, _span(row, language)), row.duties)
    return {
        "heading": heading or _as_heading(row.achievement),
        "line": line,
        "duties": rich_points(map(_one_line, duties)),
        "achievement": _one_line(row.achievement) if heading else "",
    }


def _head(texts: Iterable[str], points: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    """The first part that holds words, the others in the line below it, and the points below that; where none
    does, the first point stands above the others, since nothing stands below a heading without words."""
    heading, *below = [text for text in map(_part, texts) if text] or [""]
    if not heading and points:
        heading, points = _as_heading(points[0]), points[1:]
    return heading, joined(below), points


def _as_heading(text: str) -> str:
    """A point of a list, without its bold words and links."""
    return _part(plain(text))


def _span(row: Position | Course, language: DocumentLanguage) -> str:
    """The time of an entry; of a course whose end alone is known, that is when it was gained: '2019'."""
    gained = isinstance(row, Course) and row.began is None and not row.ongoing
    began = row.ended if gained else row.began
    return span_written(began, row.ended, ongoing=row.ongoing, language=language)


def _course(row: Course, language: DocumentLanguage) -> dict[str, Any]:
    grade = _part(row.grade)
    graded = f"{labels_in(language).of('cv', 'grade')}: {grade}" if grade else ""
    named = (row.qualification, row.school, graded, _span(row, language))
    heading, line, notes = _head(named, row.notes)
    return {
        "heading": heading,
        "line": line,
        "notes": rich_points(map(_one_line, notes)),
    }


def _certificate(row: Certificate, language: DocumentLanguage) -> str:
    return joined((row.name, row.provider, row.gained.written_in(language) if row.gained else ""))


def named(row: Language | Licence) -> str:
    """'Polish: native'."""
    rest = _part(row.level if isinstance(row, Language) else row.detail)
    return COLON.join(text for text in (_lead(row.name), rest) if text)


def _referee(row: Referee) -> dict[str, str]:
    name, *below = [text for text in map(_part, (row.name, row.role, row.organisation, row.contact)) if text]
    return {"name": name, "line": joined(below)}


def _lines(texts: Iterable[str]) -> dict[str, Any]:
    rows = list(texts)
    return {"rows": rows, "line": APART.join(rows)}


_ROWS: Mapping[Section, Callable[[CvContent], dict[str, Any]]] = {
    Section.PROFILE: _profile,
    Section.SKILLS: _skills,
    Section.WORK: lambda content: {"rows": [position(row, content.language) for row in content.work]},
    Section.EDUCATION: lambda content: {
        "rows": [_course(row, content.language) for row in content.education]
    },
    Section.TRAINING: lambda content: {
        "rows": [_certificate(row, content.language) for row in content.training]
    },
    Section.VOLUNTEERING: lambda content: {
        "rows": [position(row, content.language) for row in content.volunteering]
    },
    Section.LANGUAGES: lambda content: _lines(named(row) for row in content.languages),
    Section.LICENCES: lambda content: _lines(named(row) for row in content.licences),
    Section.INTERESTS: lambda content: _lines(_one_line(row.text) for row in content.interests),
    Section.REFERENCES: lambda content: {
        "rows": [_referee(row) for row in content.references],
        "on_request": labels_in(content.language).of("cv", "on_request")
        if content.references_on_request and not content.references
        else "",
    },
}
