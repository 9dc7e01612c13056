"""JSON Resume v1.0.0 in: what is understood becomes a CV, what is not is named with its path.

A file of another shape is refused in one sentence, however it was made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from jfs_desktop.errors import BadInput
from jfs_desktop.exchange.json_resume import MARKED, ON_REQUEST, point
from jfs_desktop.rules.cv.cv import (
    Certificate,
    Contact,
    ContactKind,
    Course,
    CvContent,
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
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.rich_text import plain

LARGEST: Final = 1024 * 1024
DEEPEST: Final = 20
MOST_ROWS: Final = 500
_DATE = re.compile(r"([12][0-9]{3})(?:-(0[1-9]|1[0-2])(?:-([0-2][0-9]|3[01]))?)?")
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
_ADDRESS = ("address", "city", "region", "postalCode", "countryCode")


@dataclass(frozen=True, slots=True, repr=False)
class Unplaced(Discreet):
    """A value of the file that has no place in a CV here: 'work, row 2, url' and its text."""

    where: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class JsonResumeRead(Discreet):
    """What was understood, and every value that was not."""

    content: CvContent = field(repr=False)
    unplaced: tuple[Unplaced, ...] = field(repr=False)


class _Row:
    """One object of the file, whose values are taken one by one; what is left at the end is unplaced."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(where, "a group of fields")
        self._left = dict(value)
        self.where = where

    def text(self, name: str) -> str:
        value = self._left.pop(name, None)
        if value is None:
            return ""
        if isinstance(value, bool | list | dict):
            raise _wrong(self._path(name), "a text")
        return _clean(str(value))

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._left.pop(name, None)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(self._path(name), "a list of texts")
        return tuple(_clean(item) for item in value if item.strip())

    def marked_text(self, name: str) -> str:
        """A text, with its marks where those stand beside and it was not changed since."""
        told, marked = self.text(name), self._left.get(name + MARKED)
        if not isinstance(marked, str) or _clean(plain(marked)) != told:
            return told
        return self.text(name + MARKED)

    def marked_points(self, name: str) -> tuple[str, ...]:
        """A list of texts, likewise."""
        told, marked = self.texts(name), self._left.get(name + MARKED)
        texts = [item for item in marked if isinstance(item, str)] if isinstance(marked, list) else []
        if not texts or tuple(_clean(point(text)) for text in texts) != told:
            return told
        return self.texts(name + MARKED)

    def keep(self, name: str, values: list[str]) -> None:
        """Puts back what had no place after all."""
        self._left[name] = values

    def rows(self, name: str) -> list[_Row]:
        value = self._left.pop(name, None)
        if value is None:
            return []
        if not isinstance(value, list):
            raise _wrong(self._path(name), "a list")
        if len(value) > MOST_ROWS:
            raise _refusal(f"'{self._path(name)}' has more than {MOST_ROWS} rows.")
        return [_Row(item, f"{self._path(name)}, row {at}") for at, item in enumerate(value, 1)]

    def row(self, name: str) -> _Row:
        value = self._left.pop(name, None)
        return _Row({} if value is None else value, self._path(name))

    def yes(self, name: str) -> bool | None:
        value = self._left.pop(name, None)
        if value is not None and not isinstance(value, bool):
            raise _wrong(self._path(name), "true or false")
        return value

    def month(self, name: str) -> MonthYear | None:
        """A date; its day has no place here and stays unplaced, as does all that is no date."""
        value = self._left.get(name)
        found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
        if not found:
            if value in (None, ""):
                self._left.pop(name, None)
            return None
        self._left.pop(name)
        if found[3]:
            self._left[name] = f"day {int(found[3])}"
        return MonthYear(int(found[1]), int(found[2] or 0))

    def left(self) -> Iterator[Unplaced]:
        for name, value in self._left.items():
            if value not in (None, "", [], {}):
                text = _clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
                yield Unplaced(self._path(name), text)

    def _path(self, name: str) -> str:
        return f"{self.where}, {name}" if self.where else name


def from_json_resume(data: bytes, new_key: Callable[[], UUID]) -> JsonResumeRead:
    """The CV in a file. Raises BadInput in one plain sentence for what is no JSON Resume."""
    root = _Row(_parsed(data), "")
    root.text("$schema")
    seen: list[_Row] = [root]
    repeated: list[Unplaced] = []
    content = _content(root, seen, new_key)
    unplaced = [item for row in seen for item in row.left()]
    return JsonResumeRead(content, (*unplaced, *repeated))


def _parsed(data: bytes) -> object:
    if len(data) > LARGEST:
        raise _refusal("It is larger than any CV.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refusal("It is not written in UTF-8.") from None
    depth = 0
    for mark in _BRACKETS.finditer(text):
        depth += 1 if mark[0] in "[{" else -1 if mark[0] in "]}" else 0
        if depth > DEEPEST:
            raise _refusal("Its fields lie inside one another too deeply.")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _refusal("It is not JSON, or is damaged.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two fields of one name: the second would silently win, so it is kept under a name of its own."""
    kept: dict[str, Any] = {}
    for name, value in pairs:
        free, time = name, 2
        while free in kept:
            free, time = f"{name} (time {time})", time + 1
        kept[free] = value
    return kept


def _no_number(name: str) -> float:
    raise ValueError(name)


def _content(root: _Row, seen: list[_Row], new_key: Callable[[], UUID]) -> CvContent:
    def each(name: str) -> list[_Row]:
        rows = root.rows(name)
        seen.extend(rows)
        return rows

    basics = root.row("basics")
    seen.append(basics)
    references, meta = each("references"), root.row("meta")
    seen.append(meta)
    asked = [row for row in references if _is_on_request(row)]
    return CvContent(
        name=basics.text("name"),
        target_job=basics.text("label"),
        profile=basics.marked_text("summary"),
        contacts=tuple(_contacts(basics, seen, new_key)),
        skills=tuple(_skill(row, new_key()) for row in each("skills")),
        work=tuple(_position(row, "name", new_key()) for row in each("work")),
        education=tuple(_course(row, new_key()) for row in each("education")),
        training=tuple(
            Certificate(new_key(), row.text("name"), row.text("issuer"), row.month("date"))
            for row in each("certificates")
        ),
        volunteering=tuple(_position(row, "organization", new_key()) for row in each("volunteer")),
        languages=tuple(
            Language(new_key(), row.text("language"), row.text("fluency")) for row in each("languages")
        ),
        licences=tuple(Licence(new_key(), row.text("name"), row.text("detail")) for row in each("licences")),
        interests=tuple(_interest(row, new_key()) for row in each("interests")),
        references=tuple(_referee(row, new_key()) for row in references if row not in asked),
        references_on_request=bool(asked),
        sections=_sections(meta),
        language=_language(meta),
    )


def _contacts(basics: _Row, seen: list[_Row], new_key: Callable[[], UUID]) -> Iterator[Contact]:
    location = basics.row("location")
    seen.append(location)
    address = ", ".join(text for text in (location.text(name) for name in _ADDRESS) if text)
    profiles = basics.rows("profiles")
    seen.extend(profiles)
    told = [
        (ContactKind.ADDRESS, address),
        (ContactKind.TELEPHONE, basics.text("phone")),
        (ContactKind.EMAIL, basics.text("email")),
        (ContactKind.LINK, basics.text("url")),
        *((ContactKind.LINK, _profile(row)) for row in profiles),
        *((ContactKind.OTHER, text) for text in basics.texts("otherContacts")),
    ]
    for kind, text in told:
        if text:
            yield Contact(new_key(), kind, text)


def _profile(row: _Row) -> str:
    """A page of the person's: its address, or the network and the name there."""
    url = row.text("url")
    return url or " ".join(text for text in (row.text("network"), row.text("username")) if text)


def _span(row: _Row) -> tuple[MonthYear | None, MonthYear | None, bool]:
    began, ended, said = row.month("startDate"), row.month("endDate"), row.yes("ongoing")
    ongoing = (began is not None and ended is None) if said is None else said
    return began, ended, ongoing and ended is None


def _position(row: _Row, employer: str, key: UUID) -> Position:
    began, ended, ongoing = _span(row)
    summary = tuple(line.strip() for line in row.text("summary").split("\n") if line.strip())
    points, achievement = row.marked_points("highlights"), row.text("achievement")
    if achievement and points[-1:] and plain(points[-1]) == plain(achievement):
        points = points[:-1]  # it stands there for programs that know no other place for it
    return Position(
        key,
        row.text("position"),
        row.text(employer),
        row.text("location"),
        began,
        ended,
        ongoing,
        (*summary, *points),
        achievement,
    )


def _course(row: _Row, key: UUID) -> Course:
    began, ended, ongoing = _span(row)
    subject = " ".join(text for text in (row.text("studyType"), row.text("area")) if text)
    notes = row.marked_points("courses")
    return Course(key, subject, row.text("institution"), row.text("score"), began, ended, ongoing, notes)


def _skill(row: _Row, key: UUID) -> Skill:
    shown = ", ".join(t for t in (row.text("level"), *row.marked_points("keywords")) if t)
    return Skill(key, row.text("name"), shown)


def _interest(row: _Row, key: UUID) -> Interest:
    return Interest(key, ": ".join(t for t in (row.text("name"), ", ".join(row.texts("keywords"))) if t))


def _is_on_request(row: _Row) -> bool:
    said = [item.text for item in row.left()]
    if said == [ON_REQUEST]:
        row.text("reference")
        return True
    return False


def _referee(row: _Row, key: UUID) -> Referee:
    """What a referee wrote has no place on a CV here, and stays unplaced."""
    return Referee(key, row.text("name"), row.text("role"), row.text("organisation"), row.text("contact"))


def _language(meta: _Row) -> DocumentLanguage:
    """English where the file says nothing; another language than a CV is made in here stays unplaced."""
    said = meta.text("language")
    known = next((one for one in DocumentLanguage if one.value == said.partition("-")[0].lower()), None)
    if said and known is None:
        meta.keep("language", [said])
    return known or DocumentLanguage.ENGLISH


def _sections(meta: _Row) -> tuple[Section, ...]:
    for name in ("version", "canonical", "lastModified"):
        meta.text(name)
    known = {section.value: section for section in Section}
    names = dict.fromkeys(meta.texts("sections"))
    meta.keep("sections", [name for name in names if name not in known])
    return tuple(known[name] for name in names if name in known)


def _clean(text: str) -> str:
    """Halves of a letter, which JSON can spell, have no place in a text."""
    return text.encode("utf-8", "replace").decode().strip()


def _wrong(where: str, what: str) -> BadInput:
    return _refusal(f"'{where}' is not {what}." if where else "It holds no fields.")


def _refusal(why: str) -> BadInput:
    return BadInput(
        f"This file is not a CV in the form JSON Resume. {why}",
        title="The CV cannot be read",
        remedy="Export it again from the program that made it, or bring in the Word or PDF file.",
    )
