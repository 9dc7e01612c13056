"""In which language a CV that was brought in is written: English or Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from jfs_desktop.documents.cv_terms.cv_titles import LONGEST, title_of
from jfs_desktop.rules.person.document_language import DocumentLanguage

_WELSH: Final = frozenset(
    {
        "ac", "yn", "yr", "gyda", "wedi", "mae", "oedd", "gan", "fy", "rwyf", "rwy", "i'r", "o'r", "a'r",
        "gwaith", "hanes", "profiad", "addysg", "sgiliau", "ieithoedd", "diddordebau", "proffil", "geirda",
        "cymwysterau", "hyfforddiant", "tystysgrifau", "cyrsiau", "gwirfoddoli", "trwyddedau", "manylion",
        "cyflogaeth", "canolwyr", "tystlythyrau", "presennol", "cymraeg", "saesneg", "rhugl", "crynodeb",
        "ysgol", "coleg", "prifysgol", "gwirfoddol", "gyrfa", "hobiau", "datganiad", "personol", "cyswllt",
        "ionawr", "chwefror", "mawrth", "ebrill", "mehefin", "gorffennaf", "medi", "hydref", "tachwedd",
    }
)  # fmt: skip
_ENGLISH: Final = frozenset(
    {
        "and", "the", "of", "with", "in", "for", "to", "at", "from", "was", "were", "have", "has", "is",
        "my", "work", "history", "experience", "education", "skills", "languages", "interests", "profile",
        "references", "qualifications", "training", "certificates", "courses", "volunteering", "licences",
        "details", "employment", "present", "school", "college", "university", "welsh", "english", "fluent",
        "summary", "personal", "contact", "january", "february", "march", "june", "july", "october",
    }
)  # fmt: skip
_TITLE: Final = 4
"""How much more a word of a title says than one of the text, which may name a place or quote a form."""


def language_of(texts: Iterable[str]) -> DocumentLanguage:
    """Welsh where more of the words and titles say so than say English."""
    welsh = english = 0
    for text in texts:
        weight = _TITLE if len(text) <= LONGEST and title_of(text.strip()) else 1
        words = re.findall(r"[^\W\d_]+(?:'r)?", text.casefold().replace("’", "'"))
        welsh += weight * sum(word in _WELSH for word in words)
        english += weight * sum(word in _ENGLISH for word in words)
    return DocumentLanguage.WELSH if welsh > english else DocumentLanguage.ENGLISH
