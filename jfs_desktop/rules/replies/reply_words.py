"""What the words of a reply say: that something came, that it did not, or nothing of the kind (JFS 3.19).

Read in English and in Welsh, in four stages: their own words without what they quote, greet with and sign
(``reply_voice``, ``reply_frame``); the clauses of each sentence (``reply_grammar``, by the words of
``reply_lexicon`` and ``reply_phrases``); whether the rest takes anything back (``reply_rest``); and who
writes (``reply_writer``).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from jfs_desktop.rules.replies.reply_frame import body, greeting_left_out
from jfs_desktop.rules.replies.reply_grammar import Told, named_in, read
from jfs_desktop.rules.replies.reply_kinds import Paper
from jfs_desktop.rules.replies.reply_lexicon import GOT
from jfs_desktop.rules.replies.reply_phrases import harmless_left_out
from jfs_desktop.rules.replies.reply_rest import is_apart, leaves_it, names_left_out
from jfs_desktop.rules.replies.reply_voice import own_words
from jfs_desktop.rules.replies.reply_writer import another_writes, tells_of_a_death


class Saying(StrEnum):
    """What a reply says about what was sent."""

    CAME = "came"
    NOT_CAME = "not_came"
    ASKS = "asks"
    """It asks something, or speaks of what may come later."""
    WRONG_PERSON = "wrong_person"
    THANKS = "thanks"
    """Thanks or 'OK' and nothing else: no proof of what came."""
    OTHER = "other"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")", re.IGNORECASE)


_THING: Final = r"(?:it|them|both|all|(?:the|any|your|my|these|those)\b)"
_NO: Final = (
    r"(?:(?:hav|have|has|had|did|do|does|is|was|were|are|could|would|ca|wo|ai)n'?t|not"
    r"|never|nothing|no longer)"
)
_NOT_CAME: Final = _any(
    rf"{_NO}(?! wait)(?:\s+\w+){{0,4}}"
    r"\s+(?:rec[ei]{1,3}v|got\b|get\b|arriv|come\b|came\b|see\b|open|find|had\b|attached|read\b|download"
    r"|work|load|confirm|acknowledge|here\b|there\b|sent\b)",
    r"(?:can ?not|can'?t|could ?n[o']?t|won'?t|unable to)\s+(?!wait)(?:\w+\s+){0,2}"
    r"(?:open|see|find|read|download|load|access)",
    rf"(?:no(?! (?:problem|worr|prob))|none|neither)\s+(?:\w+\s+){{0,4}}"
    rf"(?:{GOT}|arrived|came|come|here|there|attach)",
    rf"{_NO} (?:\w+ )?ha(?:ve|d) {_THING}", r"(?:have|got|had|received) (?:nothing|none|nowt|neither)\b",
    r"(?:lost|deleted) (?:it|them|both|the|my)\b",
    r"no attach", r"(?:nothing|something|one|page) (?:was |is |are )?(?:attached|missing)", r"missing\b",
    r"without (?:the |any )?attach", r"yet to\b", r"not yet\b", r"except\b",
    r"apart from\b", r"but (?:not|no)\b",
    rf"only (?:(?:just )?(?:got|had|{GOT}|came|one)|the (?:\w+ )?(?:pack|plan))\b",
    r"(?:just|only) (?:the )?one\b",
    r"one of (?:them|the|these|two)\b",
    r"(?:pack|plan|document|file|attachment|it|one)s? (?:is|are|was|were) (?:empty|blank|damaged|corrupt)",
    r"(?:says|it'?s|file) (?:damaged|corrupt|empty|blank)",
    r"wrong (?:\w+ )?(?:document|doc|pack|plan|attachment|file|one|version)",
    r"(?:someone|somebody) else'?s\b",
    r"heb (?:d?derbyn|[cg]h?ael|gyrraedd|ddod|ei|eu)\b", r"(?:ddim|nid|byth) (?:wedi|'?di)\b",
    r"dim (?:byd|wedi|'?di)\b",
    r"(?:methu|gallu) (?:agor|gweld|darllen)\b", r"ddim (?:yn|yno|yma)\b", r"ar goll\b", r"dim ond\b",
)  # fmt: skip
_LATER: Final = _any(
    r"when (?:i|you|will|can|do)\b", r"once (?:i|you)\b", r"as soon as\b",
    r"if (?:only )?(?:i|you|it|the|that)\b",
    r"(?:i'?ll|will|should|going to|hope to)\s+(?:\w+\s+){0,3}"
    r"(?:rec[ei]{1,3}v|have\b|get\b|confirm|read|look|check|open|let|tell|be\b)",
    r"(?:please|pls|plz|can (?:yo)?u|could (?:yo)?u|would (?:yo)?u)\s+(?:\w+\s+){0,3}"
    r"(?:confirm|acknowledge|sign|send|re-?send|let me know|check|reply|write|copy|say)",
    r"(?:have|did) you\b", r"waiting\b", r"expect(?:ing)?\b", r"look(?:ing)? forward to\b",
    r"ydw i\b", r"pan (?:fydda|ddaw|ga|gaf)\b", r"os (?:gwelwch|bydd|ydw)\b",
    r"(?:allwch|fedrwch|a?'?oes|ydych|ydy|ydyn|fydd|pryd|sut|beth|ble|pam)\b",
    r"(?:think|thought|maybe|might|may|perhaps|probably|not sure|supposed|meant|hope|hopefully|wish)\b",
    r"(?:would|could|must|should|'d) (?:have|of|like)\b",
    r"let me (?:have|know)\b", r"(?:was|been|were) told\b",
    r"(?<!managed )(?<!able )to (?:\w+ )?(?:read|open|download|get|have|receive|sign|fill)\b",
    r"(?:need|have|had|got|am|'m|asked|told|supposed|me|how|forgot|going)"
    r" to (?:confirm|acknowledge|reply|say)\b",
    r"(?:how|where|why|when|what|who) (?:do|does|did|can|should|is|are|was|to)\b",
)  # fmt: skip
"""Of what may come, or is only thought."""
_QUESTION: Final = re.compile(
    r"(?:^|[.,!;:–-] ?|\b(?:hi|hello|hey|hiya|so|and|but)(?: \w+)? )(?:have|has|had|did|do|does|are|were|was"
    r"|is|should|can|could|will|would|shall)(?:n'?t)? (?:i|you|u|the|my|your|both|these|they|it|them|all"
    r"|everything)\b"
    r"|\b(?:have|has|had|did|do|does) (?:they|i|it)\b",
    re.IGNORECASE,
)
"""Asked by the order of the words, with no mark at its end."""
_KIN: Final = (
    r"(?:mother|father|mum|mam|mom|dad|son|daughter|wife|husband|partner|brother|sister|nan|gran|friend|mate"
    r"|neighbour|flatmate|landlord|carer|girlfriend|boyfriend|support worker|key ?worker)"
)
_WRONG_PERSON: Final = _any(
    r"wrong (?:person|address|e-?mail|number|guy|man|woman|\w+, sorry)", r"not (?:meant|intended) for me",
    r"(?:for|to) (?:someone|somebody) else\b", r"(?:not|n'?t) mine\b",
    r"(?:they|it|these|this)(?:'re| are|'s| is) for (?!me\b|the\b|my\b)", r"by mistake\b", r"in error\b",
    r"not (?:the person|who you)", r"do(?:n'?t| not) know (?:who|what|any)",
    r"(?:i am|i'?m) not (?!able|sure|well|going|available|free|late|yet|at\b|in\b|being|too|very|really)",
    r"no ?(?:body|one) (?:of|by|with|called) (?:that|this|\w+)",
    rf"(?:his|her|their) {_KIN}\b", rf"my {_KIN} (?:has |have |'s )?(?:\w+ )?(?:got|{GOT}|opened|read)\b",
    rf"(?:this is|it'?s|i'?m|i am)\s+(?:(?!my\b)[\w']+\s+){{0,3}}{_KIN}\b",
    rf"(?:he|she)(?:'s| has| have)? (?:now |just )?(?:got|{GOT}|had|opened|read)\b",
    rf"(?:has|(?<!it)'s) (?:now |just |also |already )?(?:got|{GOT}) {_THING}",
    r"on (?:\w+ )?behalf\b", r"no longer (?:works?|lives?|uses?|with us)\b",
    r"nid fi\b", r"person anghywir\b", r"cyfeiriad anghywir\b",
    r"(?:mam|tad|chwaer|brawd) \w+ (?:sy|ydw|dw)\b",
)  # fmt: skip
_THANKS: Final = re.compile(
    r"(?:[\W_]|thank(?:s| you)?(?: (?:very much|so much|a lot|again))?"
    r"(?: for (?:(?:this|that|all|your|the|everything|help|time|e-?mail|message|call|support|today)\b ?)+)?"
    r"|cheers|ta|ok(?:ay)?|great|brilliant|lovely|perfect|noted|fine|cool|nice one|many|kind|best|regards"
    r"|wishes|hiya|hi|hello|dear|diolch(?: yn fawr)?(?: i chi)?|iawn|gwych|cofion|today|yesterday|x+)++",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"(?<!\b[A-Z]\.)(?<=[.!?])\s+|\n\s*\n")
_HASTE: Final = re.compile(r"\b(that|they|we|you)(s|ve|re)\b(?<!\bwere)(?<!\byous)", re.IGNORECASE)
_HAS: Final = re.compile(
    r"(?:(?<=\bpack|\bplan|\bjfap)|(?<=\beverything))'s"
    r"(?= (?:just |now |also )?(?:come|arrived|landed|been|turned)\b)",
    re.IGNORECASE,
)
_A_NO: Final = re.compile(
    r"^\W*(?:no|nope|na|nage|naddo)\b(?! (?:problem|worr|prob))", re.IGNORECASE | re.MULTILINE
)
LONGEST: Final = 3000
"""Letters of a reply's own words that are read for what they say: the adviser reads a longer one."""


def saying(text: str) -> Saying:
    """What the person's own words say; where two things speak against one another, the more careful one."""
    text = _spelt_out(own_words(text))
    words = _flat(text)
    if not words or len(words) > LONGEST:
        return Saying.OTHER
    denied = harmless_left_out(words)
    if _WRONG_PERSON.search(words):
        return Saying.WRONG_PERSON
    if _NOT_CAME.search(denied):
        return Saying.NOT_CAME
    if _sentences_that_confirm(text):
        return _of_whom(greeting_left_out(text))
    if _THANKS.fullmatch(words):
        return Saying.THANKS
    return Saying.ASKS if _LATER.search(words) or _QUESTION.search(words) or "?" in words else Saying.OTHER


def _of_whom(words: str) -> Saying:
    """What a confirmation is worth by who writes it."""
    if tells_of_a_death(words):
        return Saying.OTHER
    return Saying.WRONG_PERSON if another_writes(words) else Saying.CAME


def takes_back(text: str) -> bool:
    """Whether words that a mail program may have cut into pieces deny that something came, or for whom."""
    words = _flat(_spelt_out(text[:LONGEST]))
    return bool(
        _NOT_CAME.search(harmless_left_out(words)) or _WRONG_PERSON.search(words) or _A_NO.search(text)
    )


def papers_named(text: str) -> frozenset[Paper]:
    """The papers that the person says came, by name, in a reply that says so. Where that sentence names
    none, those named elsewhere; empty where none is named at all, and for 'I have got both'."""
    text = _spelt_out(own_words(text))
    if len(text) > LONGEST:
        return frozenset()
    confirming = _sentences_that_confirm(text)
    whole = any(one.whole for one in confirming)
    return frozenset() if whole else _papers_of(confirming) or named_in(text)


def names_one_of_two(text: str) -> bool:
    """Whether a reply that says that something came speaks of one thing and does not say which."""
    text = _spelt_out(own_words(text))
    return not papers_named(text) and any(one.one for one in _sentences_that_confirm(text))


def _sentences_that_confirm(text: str) -> list[Told]:
    """The sentences that say that something came: not those that ask, or speak of later or of papers of
    their own. None where a word beside them may take it back."""
    parts = [one for one in (_flat(part) for part in _SENTENCE_END.split(body(own_words(text)))) if one]
    told = [read(names_left_out(one)) for one in parts]
    found = [one for one in told if one.came]
    others = [part for part, one in zip(parts, told, strict=True) if not one.came]
    papers = _papers_of(found)
    left = not any(one.figure for one in found) and all(leaves_it(one.rest, papers) for one in found)
    return found if left and all(is_apart(one, papers) for one in others) else []


def _papers_of(confirming: list[Told]) -> frozenset[Paper]:
    """The papers that clauses name; none where one of them says that everything came."""
    if any(one.whole for one in confirming):
        return frozenset()
    return frozenset(paper for one in confirming for paper in one.papers)


def _spelt_out(text: str) -> str:
    """With the apostrophes that are left out in haste, where no other word is written so, and with 'has' in
    'the plan's come'."""
    whole = _HASTE.sub(lambda found: f"{found[1]}'{found[2]}", text.replace("’", "'"))
    return _HAS.sub(" has", whole)


def _flat(text: str) -> str:
    return " ".join(text.replace("’", "'").split())
