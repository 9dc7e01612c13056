"""Whom a sentence says that something reached: the writer, or somebody else (I17, JFS 3.19).

'They have both arrived' tells of papers, 'they have both' of people; 'have u got both' asks.
"""

from __future__ import annotations

import re
from typing import Final

_THEY: Final = (
    r"(?:they|it|that|one|two|(?:(?:the|my|our) )?(?:phone|support|information)"
    r"|(?:those|these)(?: two)?|we|jfs|job finding support|your (?:office|team)"
    r"|(?:both|all|each|most|some|one|none) of (?:them|those|these|you|us)"
    r"|(?<!thank )(?<!thanks )(?:you|u)(?: (?:both|all|guys|two|lot))?)"
)
_HAVE: Final = (
    r"(?:'ve|'d)?(?: (?:have|has|had|now|just|both|all|also|already|safely|can|could|did))*"
    r"(?:'ve| (?:re[cs][eiv]{2,6}d|rec'?v?d|rcv'?d|rec[ei]{1,3}ve|got|get|have|had|opened|open|read"
    r"|downloaded|reviewed|saved|printed|confirm|acknowledge|confirmed|acknowledged))"
)
_WHAT: Final = (
    r"(?:both|baith|it|them|'?em|this|that|all|everything|the lot|receipt"
    r"|(?:the|your|my|our|both|two|these|all|their)(?: of)?(?: (?:the|these|them))?(?: \w+){0,3}"
    r" (?:packs?|plans?|jfap|cop(?:y|ies)|documents?|docs?|papers?|paperwork|attachments?|files?|pdfs?))"
)
_IS_TOLD: Final = (
    r"(?! (?:(?:all|both|now|just|safely|well|also) )*(?:been|arrived|come|came|landed|here|turned|shown"
    r"|showed|popped|reached|downloaded|opened|saved|in my"
    r"|re[cs][eiv]{2,6}d|rec'?d|gone|got (?:here|through))\b)"
)
"""What follows where 'both' and 'all' only say how many of the papers came."""
_OTHERS: Final = re.compile(rf"\b{_THEY}{_HAVE} {_WHAT}\b{_IS_TOLD}", re.IGNORECASE)
_ASKED: Final = re.compile(
    r"\b(?:have|has|had|did|do|does|are|were|was|is|can|could|will|would) u\b"
    r"|\b(?:have|had) (?:you|we|they) (?:got|had|both)\b"
    r"|^\W*(?:so )?(?:is|are|was|were) (?:it|they|both|these|everything)(?: both| all)? in\W*$"
    r"|^\W*(?:is|are|was|were) (?:it|that|this|they|these|there)\b"
    r"|\b(?:can|could|may) (?:i|we) (?:please )?(?:have|get|see)\b|\by/n\b",
    re.IGNORECASE,
)
_LEFT_OPEN: Final = re.compile(
    r"\bto be (?:\w+ed|seen|read|sent|had|got)\b|\bto come(?= later| soon|\W*$)|\bcan come later\b"
    r"|\bcome again\b|\bagain please\b|\bplease (?:\w+ ){0,3}again\b"
    r"|\bplease (?:\w+ ){0,2}(?:get|come|help)\b"
    r"|^\W*help(?: me| please)?\W*$|\bas in the\b|\bfirst of\b|\bup to the\b|\bthat was then\b"
    r"|\bas you were\b|\bto keep (?:you|u|them|her|him)\b|\bin theory\b|\bon paper\W*$|\bfirst one\b"
    r"|(?<!good )(?<!nice )(?<!great )(?<!lovely )\bone\W*$"
    r"|^\W*(?:tomorrow|next \w+|soon|later)\W+(?:(?:i|we|have|both|all)\W+)*"
    r"(?:got|received|both|have|can|will)\b"
    r"|\b(?:is|are) (?:that|this|it|these|they|those) (?:it|all)\b"
    r"|\b(?:packs?|plans?|jfap|documents?|docs?|papers?|copy|copies|ones?|other|it|they|that|this)"
    r"(?:'ll| will| is to| are to)(?: (?:then|just|all|both|be))* (?:come|coming|arrive|here|landed|sent)\b"
    r"|\bwill (?:get|have|receive) (?:the|my|both|it|them|all)\b",
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
_THANKED_FOR_IT: Final = re.compile(
    r"\bfor (?:having|receiving|confirming|acknowledging|reading|opening|getting)\b", re.IGNORECASE
)
_YOU_SENT: Final = re.compile(
    r" (?:that |which )?(?:you|u)(?:'ve| have| had)? (?:just |kindly )?(?:sent|e-?mailed|attached)"
    r"(?: (?:me|over|through|to me|across|today|yesterday))*(?= (?:have|has|are|is|were|was|both|all|arrived"
    r"|came|received|rec'?d|safely|now|just)\b)",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:arrived|came|come|here|landed|got|in) (?:at|in|to|for|into|on) (?:the|our|your|that|this) "
    r"(?:meeting|office|interview|session|course|jobcentre|centre|station|bus|train)\b"
    r"|^\W*(?:(?:and|ok(?:ay)?|yes|yeah|no|yep)\W+)*(?:i|ive|i've|i have) got this\W*$"
    r"|\bgot (?:\w+ ){1,5}(?:sorted|done)\b"
    r"|\b(?:we|you|u)(?:'re|'ve| are| have| both)*(?: (?:both|all|now|just|safely))*"
    r" (?:here|arrived|landed|came)\b"
    r"|(?<!talk )(?<!speak )(?<!thanks )(?<!thank )(?<!ing )\bto you\b"
    r"|\b(?:read|looked|opened|reviewed|downloaded|saved|printed|got|received)\b.{0,60}\b(?:on|at|to|in)"
    r" (?:your|our) (?:inbox|phone|mobile|laptop|computer|tablet|screen)\b"
    r"|\b(?:got|have|had|received) (?:\w+ ){1,4}with you\b"
    r"|\b(?:was|were|been|being) read (?:both|it|the|them|your|my)\b"
    r"|\b(?:read|looked|opened|reviewed)\b.{0,60}\b(?:with you|(?:at|in) (?:the|our|your)"
    r" (?:meeting|session))\b",
    re.IGNORECASE,
)
"""'All arrived at the meeting', 'We are both here', 'I've got this!', 'I got it all sorted', 'I read it with
you on your laptop': of no papers that came."""
_ONE_PAPER: Final = re.compile(
    r"\b(?:documents?|docs?|attachments?|files?|pdfs?|letters?|paper)\b", re.IGNORECASE
)
_DESK: Final = re.compile(
    r"\W*(?:(?!thank|thx|ta\b|cheers|diolch)[\w&'-]+ ){0,3}(?:support|information|induction)\W*",
    re.IGNORECASE,
)


def without_whose_they_were(sentence: str) -> str:
    """'The documents you have sent have arrived' without who sent them."""
    return _YOU_SENT.sub("", sentence)


def is_of_others(sentence: str) -> bool:
    """Whether a sentence that speaks of receiving tells of others, asks, or tells of something else."""
    return any(pattern.search(sentence) for pattern in (_OTHERS, _ASKED, _THANKED_FOR_IT, _ELSEWHERE))


def leaves_it_open(sentence: str) -> bool:
    """Whether a sentence of the reply asks for something once more or whether somebody has it, or says that
    something is still to come, though each of its words by itself would take nothing back."""
    if _ASKED.search(sentence) or _LEFT_OPEN.search(sentence):
        return True
    return _LATER_ONE.search(sentence) is not None and not _TO_DO_WITH_IT.search(sentence)


def is_a_desk(line: str) -> bool:
    """Whether a line is the name of a desk that signs, as 'Job Finding Support' is."""
    return _DESK.fullmatch(line) is not None


def speaks_of_one(words: str) -> bool:
    """Whether a reply that names neither paper speaks of one thing alone: 'got the attachment'."""
    named = [one.group().casefold() for one in _ONE_PAPER.finditer(words)]
    return bool(named) and not any(one.endswith("s") for one in named)
