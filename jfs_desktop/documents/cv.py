"""A CV as a Word document in one of its styles (V1; JFS 4.12).

It is the person's own document: it carries their name, and neither the service nor an adviser. What a
recruiter's system reads comes in plain order: headings, lines and lists, no tables, no text in the header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jfs_desktop.documents.properties import Properties
from jfs_desktop.documents.rich_lines import RichLines, rich_line, rich_lines
from jfs_desktop.documents.template import WordTemplate, load_template, printable
from jfs_desktop.paths import resource
from jfs_desktop.rules.cv import (
    TITLES,
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
from jfs_desktop.rules.cv_styles import CvStyle, as_shown
from jfs_desktop.rules.discreet import Discreet

APART = " | "
"""Between the parts of one line: recruiters' systems split there, and it prints in one colour."""
ON_REQUEST = "References are available on request."
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, repr=False)
class CvDocument(Discreet):
    """What is printed: a content in a style. ``made_at`` goes into the properties, an aware instant."""

    content: CvContent = field(repr=False)
    style: CvStyle
    made_at: datetime


def template(style: CvStyle) -> WordTemplate:
    """The template in use for a style."""
    return load_template(resource("documents", f"cv-{style.value}.docx"))


def render(document: CvDocument, using: WordTemplate | None = None) -> bytes:
    """The finished .docx. Raises TemplateProblem when the template is at fault."""
    name = _one_line(document.content.name)
    properties = Properties(
        title=f"Curriculum vitae of {name}" if name else "Curriculum vitae",
        author=name,
        made_at=document.made_at,
        organisation="",
    )
    return (using or template(document.style)).fill(fields(document.content, document.style), properties)


def file_name(content: CvContent, ending: str = "docx") -> str:
    """'Priya Nair - CV.docx': how a person would call it, with nothing else about them."""
    name = "".join(letter if letter.isalnum() or letter in " -'’." else " " for letter in content.name)
    safe = " ".join(name.split())[:_LONGEST_NAME].strip(" .")
    return f"{safe} - CV.{ending}" if safe else f"CV.{ending}"


def fields(content: CvContent, style: CvStyle) -> dict[str, Any]:
    """The fields that a CV's template may use: ``sections`` in order, each with ``kind``, ``title`` and

    its own rows. Lines that are made of several parts come ready, their empty parts left out.
    """
    shown = as_shown(content, style)
    return {
        "name": _one_line(shown.name),
        "target_job": _one_line(shown.target_job),
        "contacts": [_one_line(row.text) for row in shown.contacts],
        "contact_line": joined(row.text for row in shown.contacts),
        "sections": [
            {"kind": section.value, "title": TITLES[section], **_ROWS[section](shown)}
            for section in shown.sections
        ],
    }


def joined(texts: Iterable[str]) -> str:
    """The parts that hold words, in one line."""
    return APART.join(text for text in map(_one_line, texts) if text)


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def paragraphs(text: str) -> list[RichLines]:
    """The lines of a text with their bold words, lists and links, without empty ones."""
    return rich_lines("\n".join(map(_one_line, printable(text).split("\n"))))


def _profile(content: CvContent) -> dict[str, Any]:
    return {"lines": paragraphs(content.profile)}


def _skills(content: CvContent) -> dict[str, Any]:
    return {
        "rows": [_skill(row) for row in content.skills],
        "line": joined(row.name for row in content.skills),
    }


def _skill(row: Skill) -> dict[str, Any]:
    name, lines = _one_line(row.name), paragraphs(row.evidence)
    return {
        "name": name or " ".join(lines),
        "evidence": " ".join(lines) if name else "",
        "lines": lines if name else [],
    }


def position(row: Position) -> dict[str, Any]:
    """A job's heading, the line below it, and its points, the achievement the last of them."""
    heading, *below = [text for text in map(_one_line, (row.title, row.employer, row.place)) if text] or [""]
    return {
        "heading": heading,
        "line": joined([*below, span_written(row.began, row.ended, ongoing=row.ongoing)]),
        "duties": [rich_line(_one_line(duty)) for duty in row.duties],
        "achievement": _one_line(row.achievement),
    }


def _course(row: Course) -> dict[str, Any]:
    heading, *below = [text for text in map(_one_line, (row.qualification, row.school)) if text] or [""]
    grade = _one_line(row.grade)
    when = span_written(row.began, row.ended, ongoing=row.ongoing)
    return {
        "heading": heading or f"Grade: {grade}",
        "line": joined([*below, f"Grade: {grade}" if grade and heading else "", when]),
        "notes": [_one_line(note) for note in row.notes],
    }


def _certificate(row: Certificate) -> str:
    return joined((row.name, row.provider, row.gained.written if row.gained else ""))


def named(row: Language | Licence) -> str:
    """'Polish: native'."""
    rest = row.level if isinstance(row, Language) else row.detail
    return ": ".join(text for text in map(_one_line, (row.name, rest)) if text)


def _referee(row: Referee) -> dict[str, str]:
    name, *below = [
        text for text in map(_one_line, (row.name, row.role, row.organisation, row.contact)) if text
    ]
    return {"name": name, "line": joined(below)}


def _lines(texts: Iterable[str]) -> dict[str, Any]:
    rows = list(texts)
    return {"rows": rows, "line": APART.join(rows)}


_ROWS: Mapping[Section, Callable[[CvContent], dict[str, Any]]] = {
    Section.PROFILE: _profile,
    Section.SKILLS: _skills,
    Section.WORK: lambda content: {"rows": [position(row) for row in content.work]},
    Section.EDUCATION: lambda content: {"rows": [_course(row) for row in content.education]},
    Section.TRAINING: lambda content: {"rows": [_certificate(row) for row in content.training]},
    Section.VOLUNTEERING: lambda content: {"rows": [position(row) for row in content.volunteering]},
    Section.LANGUAGES: lambda content: _lines(named(row) for row in content.languages),
    Section.LICENCES: lambda content: _lines(named(row) for row in content.licences),
    Section.INTERESTS: lambda content: _lines(_one_line(row.text) for row in content.interests),
    Section.REFERENCES: lambda content: {
        "rows": [_referee(row) for row in content.references],
        "on_request": ON_REQUEST if content.references_on_request and not content.references else "",
    },
}
