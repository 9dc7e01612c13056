"""The days of a comparison in its language; what the program wrote into the plan is told as its document
tells it (B1)."""

from __future__ import annotations

import re
from typing import Final

from jfs_desktop.documents.papers.plan_typed import in_words
from jfs_desktop.documents.wording.labels import Labels
from jfs_desktop.rules.person.document_language import WELSH_MONTHS, DocumentLanguage
from jfs_desktop.rules.writing.wording import MONTHS

__all__ = ["day_in_words", "in_words"]

_MONTH: Final = re.compile(rf"\b({'|'.join(MONTHS)})\b")


def day_in_words(words: Labels, day: str) -> str:
    """'2 June 2021' in the language of these words."""
    if words.language is DocumentLanguage.ENGLISH:
        return day
    return _MONTH.sub(lambda found: WELSH_MONTHS[MONTHS.index(found[1])], day)
