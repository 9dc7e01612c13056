"""What the program itself wrote into a plan, in the language of a comparison; what was typed stays as it was
typed (B1)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from jfs_desktop.documents.labels import Labels
from jfs_desktop.rules.document_language import WELSH_MONTHS, DocumentLanguage
from jfs_desktop.rules.plan import PlanContent
from jfs_desktop.rules.wording import MONTHS, SHORT_MONTHS

_NOTED: Final = re.compile(rf"(\d{{1,2}}) ({'|'.join(SHORT_MONTHS)}): (.+)")
_MONTH: Final = re.compile(rf"\b({'|'.join(MONTHS)})\b")


def in_words(words: Labels, content: PlanContent) -> PlanContent:
    """A plan whose days, kinds and questions are in the language of these words."""
    if words.language is DocumentLanguage.ENGLISH:
        return content
    headings = tuple(
        replace(entry, text="\n".join(_noted(words, line) for line in entry.text.split("\n")))
        for entry in content.headings
    )
    activities = tuple(
        replace(
            row,
            kind=words.known(row.kind) or row.kind,
            text="\n".join(_recorded(words, line) for line in row.text.split("\n")),
        )
        for row in content.activities
    )
    return replace(content, headings=headings, activities=activities)


def day_in_words(words: Labels, day: str) -> str:
    """'2 June 2021' in the language of these words."""
    if words.language is DocumentLanguage.ENGLISH:
        return day
    return _MONTH.sub(lambda found: WELSH_MONTHS[MONTHS.index(found[1])], day)


def _recorded(words: Labels, line: str) -> str:
    """A line of the record: the question in the language, the answer as it was typed."""
    question, colon, answer = line.partition(": ")
    asked = words.known(question) if colon else None
    return f"{asked}: {words.known(answer) or answer}" if asked else line


def _noted(words: Labels, line: str) -> str:
    """What a recorded fact wrote under a heading: '3 June: Topic: ...; ...'."""
    found = _NOTED.fullmatch(line)
    if found is None:
        return line
    month = WELSH_MONTHS[SHORT_MONTHS.index(found[2])]
    return f"{found[1]} {month}: {'; '.join(_recorded(words, part) for part in found[3].split('; '))}"
