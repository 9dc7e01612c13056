"""A CV as a value: what the editor shows, a draft keeps, a version freezes and a document prints
(JFS 4.11 to 4.13).

Every entry has an id of its own, so that it can be dragged to another place and two versions can be
compared. Order is kept as it stands. Texts may hold any letters; those of one line hold no line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias, TypeVar
from uuid import UUID

from jfs_desktop.rules.person.document_language import WELSH_MONTHS, DocumentLanguage
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import MONTHS


class Section(StrEnum):
    """The sections of a CV below its head; the order here is the usual one."""

    PROFILE = "profile"
    SKILLS = "skills"
    WORK = "work"
    EDUCATION = "education"
    TRAINING = "training"
    VOLUNTEERING = "volunteering"
    LANGUAGES = "languages"
    LICENCES = "licences"
    INTERESTS = "interests"
    REFERENCES = "references"


TITLES = {
    Section.PROFILE: "Profile",
    Section.SKILLS: "Key skills",
    Section.WORK: "Work history",
    Section.EDUCATION: "Education",
    Section.TRAINING: "Training and certificates",
    Section.VOLUNTEERING: "Volunteering",
    Section.LANGUAGES: "Languages",
    Section.LICENCES: "Licences",
    Section.INTERESTS: "Interests",
    Section.REFERENCES: "References",
}
"""What a section is called in the editor and on the CV."""


class ContactKind(StrEnum):
    """What a contact line holds."""

    ADDRESS = "address"
    TELEPHONE = "telephone"
    EMAIL = "email"
    LINK = "link"
    OTHER = "other"


def kind_told(text: str) -> ContactKind | None:
    """What a contact line is by its form alone: an e-mail address or that of a page."""
    if re.fullmatch(r"\S+@\S+\.\S+", text.strip()):
        return ContactKind.EMAIL
    is_page = re.fullmatch(r"(?:https?://|www\.|\S*linkedin\.com/)\S+", text.strip(), re.IGNORECASE)
    return ContactKind.LINK if is_page else None


@dataclass(frozen=True, slots=True, order=True)
class MonthYear:
    """A month (1 to 12), or a whole year with ``month`` 0; a year alone sorts before its months."""

    year: int
    month: int = 0

    @property
    def written(self) -> str:
        """'March 2019' or '2019'."""
        return self.written_in(DocumentLanguage.ENGLISH)

    def written_in(self, language: DocumentLanguage) -> str:
        """'Mawrth 2019'."""
        months = WELSH_MONTHS if language is DocumentLanguage.WELSH else MONTHS
        return f"{months[self.month - 1]} {self.year}" if self.month else str(self.year)


@dataclass(frozen=True, slots=True, repr=False)
class Contact(Discreet):
    """One way to reach the person; only a shown one is printed or leaves."""

    id: UUID
    kind: ContactKind
    text: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Skill(Discreet):
    """A skill and what shows it; the evidence may have several lines."""

    id: UUID
    name: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Position(Discreet):
    """A job, or a voluntary role. ``ongoing``: still there, so that it has no end."""

    id: UUID
    title: str = ""
    employer: str = ""
    place: str = ""
    began: MonthYear | None = None
    ended: MonthYear | None = None
    ongoing: bool = False
    duties: tuple[str, ...] = ()
    achievement: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Course(Discreet):
    """A time at a school, college or university."""

    id: UUID
    qualification: str = ""
    school: str = ""
    grade: str = ""
    began: MonthYear | None = None
    ended: MonthYear | None = None
    ongoing: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Certificate(Discreet):
    """A training or certificate."""

    id: UUID
    name: str = ""
    provider: str = ""
    gained: MonthYear | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Language(Discreet):
    """A language and how well it is spoken."""

    id: UUID
    name: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Licence(Discreet):
    """A licence, and what it covers."""

    id: UUID
    name: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Interest(Discreet):
    """One interest."""

    id: UUID
    text: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Referee(Discreet):
    """Somebody who speaks for the person."""

    id: UUID
    name: str = ""
    role: str = ""
    organisation: str = ""
    contact: str = ""


Entry: TypeAlias = Contact | Skill | Position | Course | Certificate | Language | Licence | Interest | Referee
E = TypeVar("E", Contact, Skill, Position, Course, Certificate, Language, Licence, Interest, Referee)


@dataclass(frozen=True, slots=True, repr=False)
class CvContent(Discreet):
    """The whole text of a CV at one moment.

    ``name`` is the name as it should stand on the CV. ``profile`` may have several paragraphs.
    ``sections`` is the order that the person chose; empty leaves it to the style, and a section that
    it does not name comes behind in the style's order. ``language`` is that in which the person wants it:
    the titles and months follow it.
    """

    name: str = ""
    target_job: str = ""
    profile: str = ""
    contacts: tuple[Contact, ...] = ()
    skills: tuple[Skill, ...] = ()
    work: tuple[Position, ...] = ()
    education: tuple[Course, ...] = ()
    training: tuple[Certificate, ...] = ()
    volunteering: tuple[Position, ...] = ()
    languages: tuple[Language, ...] = ()
    licences: tuple[Licence, ...] = ()
    interests: tuple[Interest, ...] = ()
    references: tuple[Referee, ...] = ()
    references_on_request: bool = False
    sections: tuple[Section, ...] = ()
    language: DocumentLanguage = DocumentLanguage.ENGLISH


def entries_of(content: CvContent, section: Section) -> tuple[Entry, ...]:
    """The entries of a section in their order; the profile has none."""
    return () if section is Section.PROFILE else getattr(content, section.value)


def every_entry(content: CvContent) -> Iterator[tuple[Section | None, Entry]]:
    """Every entry with its section, in order; contacts first, whose section is None."""
    for contact in content.contacts:
        yield None, contact
    for section in Section:
        for entry in entries_of(content, section):
            yield section, entry


def is_empty(content: CvContent, section: Section) -> bool:
    """Whether a section has nothing to show, so that it is left out with its title."""
    if section is Section.PROFILE:
        return not _has_words(content.profile)
    if section is Section.REFERENCES and content.references_on_request:
        return False
    return not any(says_something(entry) for entry in entries_of(content, section))


def says_something(entry: Entry) -> bool:
    """Whether an entry holds any words: a row that was only just added holds none."""
    return any(map(_has_words, texts_of(entry)))


def texts_of(entry: Entry) -> Iterator[str]:
    """What a person wrote into an entry, field by field and line by line."""
    for name in entry.__slots__:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            yield from value
        elif isinstance(value, str) and not isinstance(value, ContactKind):
            yield value


def _has_words(text: str) -> bool:
    return any(letter.isprintable() and not letter.isspace() for letter in text)


def without_empty_rows(content: CvContent) -> CvContent:
    """The content as it is printed: rows without words and hidden contacts left out, blank lines too."""
    return replace(
        content,
        contacts=_told(row for row in content.contacts if row.shown),
        skills=_told(content.skills),
        work=_told(replace(row, duties=_filled(row.duties)) for row in content.work),
        education=_told(replace(row, notes=_filled(row.notes)) for row in content.education),
        training=_told(content.training),
        volunteering=_told(replace(row, duties=_filled(row.duties)) for row in content.volunteering),
        languages=_told(content.languages),
        licences=_told(content.licences),
        interests=_told(content.interests),
        references=_told(content.references),
    )


def _told(rows: Iterable[E]) -> tuple[E, ...]:
    return tuple(row for row in rows if says_something(row))


def _filled(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if _has_words(line))


def span_written(
    began: MonthYear | None,
    ended: MonthYear | None,
    *,
    ongoing: bool,
    language: DocumentLanguage = DocumentLanguage.ENGLISH,
) -> str:
    """'March 2019 to June 2020', '2017 to present', 'March 2019', or nothing where no date is known.

    In Welsh a dash stands between: a month changes its first letter behind a word.
    """
    if language is DocumentLanguage.WELSH:
        return _span_in_welsh(began, ended, ongoing=ongoing)
    if ongoing:
        return f"{began.written} to present" if began else "to present"
    if began and ended:
        return began.written if began == ended else f"{began.written} to {ended.written}"
    if began:
        return f"from {began.written}"
    return f"to {ended.written}" if ended else ""


def _span_in_welsh(began: MonthYear | None, ended: MonthYear | None, *, ongoing: bool) -> str:
    """'Mawrth 2019 – Mehefin 2020', '2017 – presennol', '2017 –', '– 2020'."""
    welsh = DocumentLanguage.WELSH
    first = began.written_in(welsh) if began else ""
    last = "presennol" if ongoing else ended.written_in(welsh) if ended else ""
    if first == last:
        return first
    return f"{first} – {last}".strip()
