"""A CV's content as JSON, for drafts and frozen versions.

::

    {"v": 1, "name", "target_job", "profile", "references_on_request", "language", "sections": [name],
     "contacts": [{"id", "kind", "text", "shown"}], "skills": [{"id", "name", "evidence"}], ...}

The lists are those of rules/cv/cv.py. Ids stand as text, months as 'YYYY-MM' and years as 'YYYY'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from jfs_desktop.errors import VaultProblem
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
)
from jfs_desktop.rules.person.document_language import DocumentLanguage

FORM = 1
_PLAIN = ("name", "target_job", "profile", "references_on_request")
E = TypeVar("E", Contact, Skill, Position, Course, Certificate, Language, Licence, Interest, Referee)


def encode(content: CvContent) -> dict[str, Any]:
    """The content as JSON holds it."""
    return {
        "v": FORM,
        **{name: getattr(content, name) for name in _PLAIN},
        "language": content.language.value,
        "sections": [section.value for section in content.sections],
        "contacts": [_out(row) for row in content.contacts],
        **{
            section.value: [_out(row) for row in getattr(content, section.value)]
            for section in Section
            if section is not Section.PROFILE
        },
    }


def decode(body: Mapping[str, Any]) -> CvContent:
    """Reads what :func:`encode` wrote. Raises VaultProblem for a form that this version does not know."""
    if body.get("v") != FORM:
        raise VaultProblem(
            "This CV was written by a newer version of the program.", remedy="Update, then open it again."
        )
    return CvContent(
        **{name: body[name] for name in _PLAIN},
        language=DocumentLanguage(body["language"]),
        sections=tuple(Section(name) for name in body["sections"]),
        contacts=_rows(Contact, body["contacts"]),
        skills=_rows(Skill, body["skills"]),
        work=_rows(Position, body["work"]),
        education=_rows(Course, body["education"]),
        training=_rows(Certificate, body["training"]),
        volunteering=_rows(Position, body["volunteering"]),
        languages=_rows(Language, body["languages"]),
        licences=_rows(Licence, body["licences"]),
        interests=_rows(Interest, body["interests"]),
        references=_rows(Referee, body["references"]),
    )


def _out(row: Entry) -> dict[str, Any]:
    return {field.name: _plain(getattr(row, field.name)) for field in fields(row)}


def _plain(value: object) -> object:
    match value:
        case UUID():
            return str(value)
        case Enum():
            return value.value
        case MonthYear():
            return f"{value.year:04d}-{value.month:02d}" if value.month else f"{value.year:04d}"
        case tuple():
            return list(value)
    return value


def _rows(kind: type[E], rows: list[Mapping[str, Any]]) -> tuple[E, ...]:
    return tuple(kind(**{name: _value(name, value) for name, value in row.items()}) for row in rows)


def _value(name: str, value: Any) -> Any:
    if name == "id":
        return UUID(value)
    if name == "kind":
        return ContactKind(value)
    if name in ("began", "ended", "gained") and value is not None:
        year, _, month = value.partition("-")
        return MonthYear(int(year), int(month or 0))
    return tuple(value) if isinstance(value, list) else value
