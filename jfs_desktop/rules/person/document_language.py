"""The language of a person's documents: English or Welsh, as they choose (B1, JFS 3.19).

Month and day names of both languages are spelt here, so that a document reads alike on every machine.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from jfs_desktop.errors import UserError
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.writing import wording

ANSWER: Final = "language"
"""Under which key the choice stands in the fact's detail."""

WELSH_MONTHS: Final = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
WELSH_WEEKDAYS: Final = (
    "dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn", "dydd Sul",
)  # fmt: skip


class DocumentLanguage(StrEnum):
    """The languages in which documents are made."""

    ENGLISH = "en"
    WELSH = "cy"

    @property
    def tag(self) -> str:
        """As a document names it (BCP 47)."""
        return f"{self.value}-GB"

    @property
    def called(self) -> str:
        """'English', 'Welsh'."""
        return "Welsh" if self is DocumentLanguage.WELSH else "English"


class MissingTranslation(UserError):
    """A document was asked for in a language in which a part of it has no wording. Nothing is mixed in."""

    default_title = "No wording in this language yet"

    def __init__(self, part: str, language: DocumentLanguage) -> None:
        self.part = part
        super().__init__(
            f"'{part}' has no {language.called} wording yet.",
            remedy="Add the wording, or agree with the person on the other language.",
        )


def chosen(facts: CaseFacts) -> DocumentLanguage | None:
    """The language in force on a case; None while nobody has asked."""
    told = facts.last(FactKind.DOCUMENT_LANGUAGE_CHOSEN)
    return DocumentLanguage(told.detail[ANSWER]) if told is not None else None


def long_day(day: date, language: DocumentLanguage = DocumentLanguage.ENGLISH) -> str:
    """'18 May 2021', '18 Mai 2021'."""
    if language is DocumentLanguage.WELSH:
        return f"{day.day} {WELSH_MONTHS[day.month - 1]} {day.year}"
    return wording.long_day(day)


def full_day(day: date, language: DocumentLanguage = DocumentLanguage.ENGLISH) -> str:
    """'Tuesday 18 May 2021', 'dydd Mawrth 18 Mai 2021'."""
    if language is DocumentLanguage.WELSH:
        return f"{WELSH_WEEKDAYS[day.weekday()]} {long_day(day, language)}"
    return wording.full_day(day)
