"""JSON Resume v1.0.0 out: the open form in which other CV programs keep a CV (V1).

What the form has no place for (which point is the achievement, a licence, the order of sections, a post that
has ended at an unknown time) goes out under names of its own, which the form allows. Bold words, lists and
links go out as plain text, as every reader of the form expects it, and once more beside it as they are
written here. Hidden contact lines never leave.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from jfs_desktop.rules.cv.cv import (
    Certificate,
    Contact,
    ContactKind,
    Course,
    CvContent,
    MonthYear,
    Position,
    Referee,
    Skill,
    without_empty_rows,
)
from jfs_desktop.rules.writing.rich_text import plain

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
MARKED = "Marked"
"""Ends the name of a field that holds the same text with the marks of rules/writing/rich_text.py."""
ON_REQUEST = "References are available on request."


def to_json_resume(content: CvContent) -> bytes:
    """The whole CV, whatever its style, as UTF-8 JSON with a line end."""
    shown = without_empty_rows(content)
    body = {
        "$schema": SCHEMA,
        "basics": _basics(shown),
        "work": [_position(row, "name") for row in shown.work],
        "volunteer": [_position(row, "organization") for row in shown.volunteering],
        "education": [_course(row) for row in shown.education],
        "certificates": [_certificate(row) for row in shown.training],
        "skills": [_skill(row) for row in shown.skills],
        "languages": [_filled(language=row.name, fluency=row.level) for row in shown.languages],
        "interests": [{"name": row.text} for row in shown.interests],
        "references": [_referee(row) for row in shown.references],
        "licences": [_filled(name=row.name, detail=row.detail) for row in shown.licences],
        "meta": {
            "version": "v1.0.0",
            "language": shown.language.value,
            "sections": [section.value for section in shown.sections],
        },
    }
    if shown.references_on_request:
        body["references"].append({"reference": ON_REQUEST})  # type: ignore[attr-defined]  # a list above
    kept = {name: value for name, value in body.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _filled(**texts: Any) -> dict[str, Any]:
    return {name: value for name, value in texts.items() if value}


def point(text: str) -> str:
    """A line of a list in plain text: its bullet is that of the list."""
    return plain(text).removeprefix("- ")


def _points(name: str, texts: Sequence[str]) -> dict[str, Any]:
    """A list in plain text and, where marks were lost by it, another with them."""
    told = list(map(point, texts))
    return _filled(**{name: told, f"{name}{MARKED}": list(texts) if told != list(texts) else []})


def _basics(content: CvContent) -> dict[str, Any]:
    told = plain(content.profile)
    basics = _filled(name=content.name, label=content.target_job, summary=told)
    if told != content.profile:
        basics[f"summary{MARKED}"] = content.profile
    others: list[str] = []
    for row in content.contacts:
        place = _place_of(row, basics)
        if not place:
            others.append(row.text)
        elif place == "location":
            basics[place] = {"address": row.text}
        else:
            basics[place] = row.text
    links = [row.text for row in content.contacts if row.kind is ContactKind.LINK]
    if len(links) > 1:
        basics["profiles"] = [{"url": text} for text in links[1:]]
        others = [text for text in others if text not in links]
    return {**basics, **_filled(otherContacts=others)}


def _place_of(row: Contact, taken: dict[str, Any]) -> str:
    """The one field of its kind, where it is still free."""
    place = {
        ContactKind.EMAIL: "email",
        ContactKind.TELEPHONE: "phone",
        ContactKind.LINK: "url",
        ContactKind.ADDRESS: "location",
    }.get(row.kind, "")
    return "" if place in taken else place


def _span(row: Position | Course) -> dict[str, Any]:
    """In this form a missing end means 'still there', so an unknown end is said."""
    unknown = not row.ongoing and row.ended is None
    dates = _filled(startDate=_day(row.began), endDate="" if row.ongoing else _day(row.ended))
    if unknown and row.began:
        dates["ongoing"] = False
    elif row.ongoing and not row.began:
        dates["ongoing"] = True
    return dates


def _day(moment: MonthYear | None) -> str:
    if moment is None:
        return ""
    return f"{moment.year:04d}-{moment.month:02d}" if moment.month else f"{moment.year:04d}"


def _position(row: Position, employer: str) -> dict[str, Any]:
    return {
        **_filled(**{employer: row.employer}, position=row.title, location=row.place),
        **_span(row),
        **_points("highlights", [*row.duties, *filter(None, [row.achievement])]),
        **_filled(achievement=row.achievement),
    }


def _course(row: Course) -> dict[str, Any]:
    told = _filled(institution=row.school, studyType=row.qualification, score=row.grade)
    return {**told, **_span(row), **_points("courses", row.notes)}


def _certificate(row: Certificate) -> dict[str, Any]:
    return _filled(name=row.name, issuer=row.provider, date=_day(row.gained))


def _skill(row: Skill) -> dict[str, Any]:
    return {**_filled(name=row.name), **_points("keywords", [row.evidence] if row.evidence else [])}


def _referee(row: Referee) -> dict[str, Any]:
    return _filled(name=row.name, role=row.role, organisation=row.organisation, contact=row.contact)
