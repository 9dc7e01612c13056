"""What belongs together on a printed line: the day and its month, a number and what it counts, the letter
before a Gaelic surname and that name ('Mac an t-Saoir'), and that before 'mail' and 'bost'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from jfs_desktop.documents.wording.rich_lines import SignedText
from jfs_desktop.rules.person.document_language import WELSH_MONTHS
from jfs_desktop.rules.writing.wording import MONTHS, SHORT_MONTHS

HARD_SPACE: Final = "\u00a0"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_UNITS: Final = (
    "minutes?", "hours?", "days?", "weeks?", "months?", "years?", "working days?", "miles?", "pages?",
    "munud", "awr", "diwrnod", "wythnos", "mis", "blynedd", "milltir", "tudalen",
)  # fmt: skip
_LETTER: Final = re.compile(
    r"(?<![\w@./-])([tnhTNH](?=-[A-ZÀ-ÖØ-Þ])|[eE](?=-[a-zà-öø-ÿŵŷ]))-(?!\S*(?:@|\.\w))"
)
"""One that a hyphen binds to what follows; never in an address."""
_PARTED: Final = re.compile(rf"(\d) (?=(?:{'|'.join((*MONTHS, *SHORT_MONTHS, *WELSH_MONTHS, *_UNITS))})\b)")


def kept_together(text: str) -> str:
    """A text whose days and counted things do not break over two lines."""
    return _PARTED.sub(rf"\1{HARD_SPACE}", text)


def held(value: Any) -> Any:
    """The same of every text among the fields of a template."""
    if isinstance(value, SignedText):
        made = str.__new__(type(value), kept_together(value))
        made.signed = kept_together(value.signed)
        return made
    if isinstance(value, str):
        return kept_together(value)
    if isinstance(value, Mapping):
        return {key: held(one) for key, one in value.items()}
    return [held(one) for one in value] if isinstance(value, list) else value


def hold_letters(tree: Any) -> None:
    """Writes the hyphen of 't-Saoir' or 'e-bost' in a filled part as Word's own that does not break."""
    for text in list(tree.iter(qn("w:t"))):
        pieces = _LETTER.split(text.text or "")
        if len(pieces) == 1:
            continue
        # Before the first hyphen, then by turns the letter that stands before one and what follows it.
        after = text
        text.text = pieces[0] + pieces[1]
        text.set(_SPACE, "preserve")
        for at in range(2, len(pieces), 2):
            words = OxmlElement("w:t")
            words.text = "".join(pieces[at : at + 2])
            words.set(_SPACE, "preserve")
            for made in (OxmlElement("w:noBreakHyphen"), words):
                after.addnext(made)
                after = made
