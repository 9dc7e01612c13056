"""Of which papers a sentence says that they came, clause by clause (I17, JFS 3.19).

'Got the pack, get the plan on Monday' names both and confirms one: each paper wants evidence of its own. A
paper counts where its clause says that it came, or where it only stands in a list with such a clause.
"""

from __future__ import annotations

import re
from typing import Final

from jfs_desktop.rules.replies.reply_kinds import Paper
from jfs_desktop.rules.replies.reply_rest import unspoken

_NAMES: Final = {
    Paper.PACK: re.compile(
        r"\b(?:packs?|[pb]h?ecyn|(?<!had my )(?<!had the )(?<!had our )(?<!at the )(?<!at my )induction"
        r"(?! (?:meeting|session|call)\b)"
        r"|welcome(?= (?:documents?|docs?|papers?|files?|e-?mails?|letters?)\b))\b",
        re.IGNORECASE,
    ),
    Paper.PLAN: re.compile(r"\b(?:plans?|jfap|[cg]h?ynllun)\b", re.IGNORECASE),
}
_APART: Final = re.compile(
    r"(\s*[,;:.()–—-]+(?:\s|$)|\s+(?:and|nd|n|&|\+|plus|with|ac|gyda)\s+|\s+a(?='r\b|\s))"
)
"""What parts the clauses of a sentence and the members of a list."""
_JOINS: Final = re.compile(r"\s*(?:and|nd|n|&|\+|plus|with|ac|gyda|a)\s*", re.IGNORECASE)
_TOLD_OTHERWISE: Final = re.compile(
    r"\b(?:did get|(?:i|did) rec[ei]{1,3}ve|in my (?:inbox|e-?mails?)|in (?:receipt|possession)"
    r"|had a (?:good |quick |proper )?(?:read|look)(?: (?:of|at|through))?)\b",
    re.IGNORECASE,
)
"""What says as much as 'got'."""
_ADDED: Final = re.compile(
    r"\b(?:(?:that|which) )?(?:you|u)(?:'ve| have)? (?:just |kindly )?(?:sent|e-?mailed|attached|posted)"
    r"(?: (?:me|over|through|across|to me))*\b|\bfrom (?:you|our meeting|the meeting|today)\b"
    r"|\b(?:in|on|to) (?:my|your|the) (?:e-?mails?|message|phone|laptop|computer|tablet|mobile)\b"
    r"|\b(?:by|via) e-?mail\b|\bcan (?:now )?confirm(?: that)?\b"
    r"|\b(?:thanks?|thank you|thx|ta|cheers|diolch)(?: (?:(?:so|very) much|a lot|yn fawr))?\b",
    re.IGNORECASE,
)
"""What makes nothing else of a clause that confirms."""
_GOT: Final = (
    r"re[cs][eiv]{2,6}d|rec'?v?d|rcv'?d|re(?:triev|viv)ed|rec[ei]{1,3}ving|receipt|got|have|had|arrived"
    r"|came|come|here|landed|reached|opened|read|downloaded|saved|printed|reviewed|shown|showed|turned|popped"
    r"|wedi|cefais|ges|d?derbyniais"
)
_VERB: Final = re.compile(rf"(?:i|they|it)'ve|ive|{_GOT}", re.IGNORECASE)
_MEMBER: Final = re.compile(
    r"the|a|an|my|your|ur|both|of|copy|copies|induction|welcome|information|draft|action|job|finding"
    r"|support|jfs"
    r"|jfap|packs?|plans?|documents?|docs?|papers?|attachments?|attached|files?|pdfs?|e-?mails?|message|new"
    r"|also|too"
    r"|for|and|y|yr|'?r|i'?r|eich|fy|mae'?r|[pb]h?ecyn|[cg]h?ynllun|sefydlu|ymsefydlu|gweithredu|cynefino"
    r"|drafft|hefyd"
    r"|ddau|[pb]h?apur\w*|d?dogfen\w*",
    re.IGNORECASE,
)
"""Words of a paper that only stands in a list."""
_BESIDE: Final = re.compile(
    r"i|i'm|im|am|they|it|them|these|this|that|is|are|was|were|has|been|both|all|now|just"
    r"|already|safely|safe|ok(?:ay)?|fine|well|perfectly|through|thru|over|up|to|confirm|acknowledge[ds]?"
    r"|acknowledging|confirming"
    r"|confirmed|hereby|me|reading|mae|dwi?|rwyf|rwy(?:'n)?|rydw|[cg]adarnhau|cadarnhaf|dod|[dt]rwodd"
    r"|darllen|nghyrraedd|cyrraedd|d?derbyn|[cg]h?ael|fy|mod|bod|nhw|eu|yn|saff|d?diogel|i|fi",
    re.IGNORECASE,
)
"""What may stand in a clause beside what says that a paper came."""
_WHEN: Final = re.compile(
    r"now|ma|ok(?:ay)?|fine|well|safe(?:ly)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday"
    r"|tonight|earlier|morning|afternoon|evening|heddiw|ddoe|bore|prynhawn|dydd|llun"
    r"|\d+(?:st|nd|rd|th|am|pm)?|january|february|march|april"
    r"|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
"""When, or how, something came."""
_AT: Final = frozenset({"on", "at", "this", "in"})
_UNSAID: Final = re.compile(r"\bunderstood\b", re.IGNORECASE)
"""What is polite behind a confirmation, and none by itself."""
_WORD: Final = re.compile(r"[\w']*[^\W_][\w']*")


def named_in(words: str) -> frozenset[Paper]:
    """The papers that words name, whatever they say of them."""
    return frozenset(paper for paper, name in _NAMES.items() if name.search(words))


def came_in(sentence: str) -> frozenset[Paper]:
    """The papers that a sentence which confirms says came. One paper alone is what it speaks of; of two,
    those whose own clause says so or that stand in a list with such a clause; none where nobody can tell."""
    named = named_in(sentence)
    if len(named) < len(_NAMES):
        return named
    pieces = _APART.split(_ADDED.sub(" ", _TOLD_OTHERWISE.sub("got", sentence)))
    clauses = [_Clause(pieces[at], pieces[at - 1] if at else "") for at in range(0, len(pieces), 2)]
    found: set[Paper] = set()
    for at, clause in enumerate(clauses):
        if clause.confirms or (clause.listed and _beside_one(clauses, at)):
            found |= clause.named
    return frozenset(found)


class _Clause:
    """One clause, or one member of a list. ``before`` is what parts it from what stands before it."""

    def __init__(self, text: str, before: str) -> None:
        words = _WORD.findall(unspoken(text))
        self.named = named_in(text)
        self.joined = _JOINS.fullmatch(before) is not None
        rest = [one for one in words if not _MEMBER.fullmatch(one)]
        self.dated = any(map(_WHEN.fullmatch, rest))
        undated = [one for one in rest if not (self.dated and (one in _AT or _WHEN.fullmatch(one)))]
        self.listed = not undated and not _UNSAID.search(text)
        got = [one for one in undated if _VERB.fullmatch(one)]
        self.confirms = bool(got) and all(_VERB.fullmatch(one) or _BESIDE.fullmatch(one) for one in undated)
        self.ends_told = bool(got) and bool(self.named) and words[-1] == got[-1]


def _beside_one(clauses: list[_Clause], at: int) -> bool:
    """Whether a member of a list belongs to a clause that confirms: the list runs up to it or on from it.
    Behind a clause that is told to its end a member with a day or a manner of its own tells another thing."""
    for step in (1, -1):
        place = at + step
        while 0 <= place < len(clauses) and clauses[place].listed and clauses[place].named:
            place += step
        if 0 <= place < len(clauses) and clauses[place].confirms:
            later = step < 0 and clauses[at].dated and (clauses[place].ends_told or not clauses[at].joined)
            if not later:
                return True
    return False
