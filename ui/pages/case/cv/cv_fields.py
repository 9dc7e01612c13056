"""What is asked of each entry of a CV: the fields of a card, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from jfs_desktop.rules.cv.cv import ContactKind, Section


class Form(Enum):
    """How a field is filled in."""

    LINE = auto()
    WORDS = auto()  # several lines of one text
    LINES = auto()  # a list, one a line
    MONTH = auto()
    TICK = auto()
    CONTACT = auto()  # what kind of contact line


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in rules/cv/cv.py, what it is called, and how wide it is beside its neighbours."""

    name: str
    title: str
    form: Form = Form.LINE
    wide: int = 3
    hint: str = ""


def _when(*, ongoing: str) -> tuple[Field, ...]:
    return (
        Field("began", "From", Form.MONTH, 2, "March 2019"),
        Field("ended", "To", Form.MONTH, 2, "2021"),
        Field("ongoing", ongoing, Form.TICK, 1),
    )


_POSITION = (
    (Field("title", "Job title"),),
    (Field("employer", "Employer", wide=5), Field("place", "Where", wide=3)),
    _when(ongoing="Still there"),
    (Field("duties", "What they did, a line each", Form.LINES),),
    (Field("achievement", "What they are proud of there"),),
)

FIELDS: dict[Section | None, tuple[tuple[Field, ...], ...]] = {
    None: (
        (
            Field("kind", "Kind", Form.CONTACT, 2),
            Field("text", "How to reach them", wide=5),
            Field("shown", "On the CV", Form.TICK, 1),
        ),
    ),
    Section.SKILLS: (
        (
            Field("name", "Skill", wide=3),
            Field("evidence", "Where they showed it", Form.WORDS, 5),
        ),
    ),
    Section.WORK: _POSITION,
    Section.EDUCATION: (
        (Field("qualification", "Qualification", wide=4), Field("school", "School or college", wide=4)),
        (Field("grade", "Grade", wide=3), *_when(ongoing="Not finished")),
        (Field("notes", "What else to say of it, a line each", Form.LINES),),
    ),
    Section.TRAINING: (
        (
            Field("name", "Training or certificate", wide=4),
            Field("provider", "Who gave it", wide=3),
            Field("gained", "When", Form.MONTH, 2, "May 2020"),
        ),
    ),
    Section.VOLUNTEERING: (
        (Field("title", "Role"),),
        (Field("employer", "Organisation", wide=5), Field("place", "Where", wide=3)),
        *_POSITION[2:],
    ),
    Section.LANGUAGES: (
        (
            Field("name", "Language"),
            Field("level", "How well", hint="fluent"),
        ),
    ),
    Section.LICENCES: (
        (
            Field("name", "Licence"),
            Field("detail", "What it covers"),
        ),
    ),
    Section.INTERESTS: ((Field("text", "Interest"),),),
    Section.REFERENCES: (
        (Field("name", "Name"), Field("role", "Their role")),
        (Field("organisation", "Organisation"), Field("contact", "How to reach them")),
    ),
}

NOUNS: dict[Section | None, str] = {
    None: "contact line",
    Section.SKILLS: "skill",
    Section.WORK: "job",
    Section.EDUCATION: "course",
    Section.TRAINING: "training",
    Section.VOLUNTEERING: "voluntary role",
    Section.LANGUAGES: "language",
    Section.LICENCES: "licence",
    Section.INTERESTS: "interest",
    Section.REFERENCES: "referee",
}
"""What one entry is called: 'Add job'."""

EMPTY: dict[Section | None, str] = {
    None: "A telephone number or an e-mail address.",
    Section.SKILLS: "What they are good at, each with where they showed it.",
    Section.WORK: "Paid work, the newest first.",
    Section.EDUCATION: "School, college, courses that led to something.",
    Section.TRAINING: "Tickets, certificates, short courses.",
    Section.VOLUNTEERING: "Helping out counts: a charity, a club, a neighbour.",
    Section.LANGUAGES: "Languages they speak, and how well.",
    Section.LICENCES: "Driving licence, CSCS card, SIA badge.",
    Section.INTERESTS: "A few, where they say something about them.",
    Section.REFERENCES: "Who speaks for them, if they agreed.",
}

CONTACTS: dict[ContactKind, str] = {
    ContactKind.TELEPHONE: "Telephone",
    ContactKind.EMAIL: "E-mail",
    ContactKind.ADDRESS: "Address",
    ContactKind.LINK: "Link",
    ContactKind.OTHER: "Other",
}
