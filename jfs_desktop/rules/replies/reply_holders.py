"""Whom a sentence says that something reached: the writer, or somebody else (I17, JFS 3.19).

'They have both arrived' tells of papers, 'they have both' of people; 'have u got both' asks.
"""

from __future__ import annotations

import re
from typing import Final

_ASKED: Final = re.compile(
    r"\b(?:have|has|had|did|do|does|are|is|can|could|may|will|would) (?:you|u|we|they|i)\b.*"
    r"\b(?:it|them|both|all|these|those|this|that|everything|packs?|plans?|jfap|documents?|docs|papers|copy)\b"
    r"|\by/n\b",
    re.IGNORECASE,
)
"""Asked of the papers; of the next meeting anybody may ask."""
_LEFT_OPEN: Final = re.compile(
    r"\bto be (?:\w+ed|seen|read|sent|had|got)\b|\bto come(?= later| soon|\W*$)"
    r"|\bagain please\b"
    r"|\bplease (?:\w+ ){0,2}(?:get|come|help)\b"
    r"|\bas in the\b|\bfirst of\b|\bthat was then\b"
    r"|\bas you were\b|\bto keep (?:you|u|them|her|him)\b|\bon paper\W*$"
    r"|(?<!good )(?<!nice )(?<!great )(?<!lovely )\bone\W*$"
    r"|^\W*(?:tomorrow|next \w+|soon|later)\W+(?:(?:i|we|have|both|all)\W+)*"
    r"(?:got|received|both|have|can|will)\b"
    r"|\b(?:is|are) (?:that|this|it|these|they|those) (?:it|all)\b"
    r"|(?:\bwill|'ll|\b(?:is|are) to|going to)(?: (?!read|look)\w+){0,2} (?:get|have(?! a\b)|receive|come"
    r"|coming|arrive|here|landed|sent)\b",
    re.IGNORECASE,
)
_LATER_ONE: Final = re.compile(
    r"\b(?:packs?|plans?|jfap|both|all|documents?|docs?|papers?) (?:(?:is|are|will|can|to|come|coming|be) )*"
    r"(?:later|soon|next|tomorrow|then)\b",
    re.IGNORECASE,
)
_TO_DO_WITH_IT: Final = re.compile(
    r"\b(?:read|reading|look|looking|sign|go|going|check|print|discuss|talk|speak|chat|bring|see)\b",
    re.IGNORECASE,
)
"""What the writer will do with papers that are there: 'will read the plan later'."""
_DESK: Final = re.compile(
    r"\W*(?:(?!thank|thx|ta\b|cheers|diolch)[\w&'-]+ ){0,3}(?:support|information|induction)\W*",
    re.IGNORECASE,
)


def leaves_it_open(sentence: str) -> bool:
    """Whether a sentence of the reply asks for something once more or whether somebody has it, or says that
    something is still to come, though each of its words by itself would take nothing back."""
    if _ASKED.search(sentence) or _LEFT_OPEN.search(sentence):
        return True
    return _LATER_ONE.search(sentence) is not None and not _TO_DO_WITH_IT.search(sentence)


def is_a_desk(line: str) -> bool:
    """Whether a line is the name of a desk that signs, as 'Job Finding Support' is."""
    return _DESK.fullmatch(line) is not None
