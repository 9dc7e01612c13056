"""What the words of a reply say: that something came, that it did not, or nothing of the kind (JFS 3.19).

Read in English and in Welsh. Only what the person wrote is read: what they quote, and the lines that a
telephone adds below, are left out.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from jfs_desktop.rules.replies.reply_clauses import came_in, named_in
from jfs_desktop.rules.replies.reply_frame import body, greeting_left_out
from jfs_desktop.rules.replies.reply_holders import (
    is_of_others,
    leaves_it_open,
    speaks_of_one,
    without_whose_they_were,
)
from jfs_desktop.rules.replies.reply_kinds import Paper
from jfs_desktop.rules.replies.reply_rest import harmless_left_out, is_apart, leaves_it
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


_SORT: Final = (
    r"(?:induction|welcome|information|draft|action|job|finding|support|jfs|two|2|new|attached|pdf|and)"
)
_THING: Final = (
    r"(?:(?:(?:both|baith|the (?:both|two|pair)) of (?:them|'?em)|baith|(?:it|them|'?em) (?:both|baith|all)"
    r"|it|them|'?em|this|that|these|both|everything"
    r"|all|the lot)"
    r"(?=\W*(?:$|[.,;:!?)&\U0001f300-\U0001faff-]|(?:thank\w*|thx|ty|ta|cheers|diolch|and|but|of them|now"
    r"|already|today|yesterday|this (?:morning|afternoon)|ok(?:ay)?|fine|safely?|too|through|with|from you"
    r"|on my|in my (?:inbox|e-?mails?)|all|at \d|here|have|has|is|are|was|were|just|arrived|rec[ei]{1,3}ve?d"
    r"|came|come|landed|reached|saved|downloaded|printed|opened|x+)\b))"
    rf"|(?:the|your|my|both|two|these|all|a copy of (?:the|my|your))(?: of)?\s+(?:the\s+)?"
    rf"(?:{_SORT}\s+){{0,5}}"
    r"(?:packs?|plans?(?! for (?!me\b|my\b))|jfap|cop(?:y|ies))"
    rf"|(?:the|your|both|baith|two|these|those|all)(?: of)?\s+(?:(?:the|those|these|them|your)\s+)?"
    rf"(?:{_SORT}\s+){{0,5}}"
    r"(?:documents?|docs?|papers?|paperwork|attachments?|files?|pdfs?|letters?(?! from)))\b"
)
"""What can have come: a letter about a job is something else, and so is 'that interview'."""
_GOT: Final = r"(?:re[cs][eiv]{2,6}d|rec'?v?d|rcv'?d|re(?:triev|viv)ed)"
"""'Received', as it is spelt in haste, and as a telephone mends that."""
_BARE: Final = r"(?:documents?|docs|attachments?|paperwork|everything|both|pack|plan)\b"
"""The same without an article, as in a note."""
_HAD: Final = (
    rf"(?:{_GOT}|got|have|had|did get|did receive|opened|read|downloaded|reviewed|saved"
    rf"|printed)(?: (?:and (?:read|opened|kept"
    rf"|saved)|now|safely))?"
)
_HELLO: Final = (
    r"(?:(?:hi|hiya|hello|hey|dear|helo|annwyl)(?: there| \w+)?|yes|yep|yeah|ok(?:ay)?|thanks?|thank you)"
)
_NOW: Final = r"(?:all|both|now|just|safely|i|ive|i've|have|has|been|it|am|is|are|confirm(?:ed|ing)?)"
_PETH: Final = (
    r"(?:(?:y|yr|eich|fy|'r)\s+)?(?:ddau|dau|ddwy|cyfan|cwbl|[pb]opeth|nhw|rhain|rheini"
    r"|[pb]h?ecyn\w*|[cg]h?ynllun\w*|d?dogfen\w*|[pb]h?apur\w*|atodiad\w*|ffeil\w*)\b"
)
_CAME: Final = _any(
    rf"{_HAD},? {_THING}",
    rf"(?:^\W*|am |'m |im )(?:now |already )*in (?:receipt|possession) of {_THING}",
    rf"receipt of {_THING} (?:is |are |hereby )*(?:acknowledged|confirmed)\b",
    r"(?:it'?s|they'?(?:ve|re)) (?:all |both |now |just )*(?:come (?:through|thru|in|over)|arrived|landed"
    r"|here|(?:turned|shown) up)\b",
    rf"(?<!\w )i rec[ei]{{1,3}}ve {_THING}",
    rf"acknowledg(?:e|ing) (?:(?:safe )?receipt|{_THING})", r"confirm(?:ing)? (?:the |safe )?receipt\b",
    rf"(?:confirm|acknowledge) (?:\w+ )?receiving {_THING}",
    rf"(?<!\w )confirmed (?:the |safe )?receipt(?: of {_THING}|(?=\W*(?:$|[.,!;])))",
    rf"{_HAD} (?:the|your|ur|both|both your|both the) (?:e-?mails?|messages?)"
    rf"(?: today| this \w+| yesterday| earlier)? (?:with|and) {_THING}",
    r"both (?:are |now |safely )*in(?=\W*(?:$|[.,!;]|(?:thanks?|ta|cheers|diolch)\b))",
    rf"(?:{_THING}|{_BARE})(?: (?:have|has|all|both|just|now))* (?:came|come)"
    r"(?: (?:through|thru|too|ok(?:ay)?|fine|perfectly|safely|today|yesterday|this morning|thanks?|thank you"
    r"|ta|cheers|x+))*\W*(?:$|[.,!;])",
    rf"(?:{_GOT}|got|had)(?: and \w+|, \w+ and \w+)? (?:{_THING}|{_BARE})",
    rf"(?:read|looked) through {_THING}", rf"(?:{_BARE}|all|both): ?{_GOT}\b",
    rf"all {_GOT}\b", r"all got(?= ?(?:$|\W|thank|ta\b|cheers))",
    rf"{_HAD} a (?:good |quick |proper )?(?:read|look)(?: (?:of|at|through))? {_THING}",
    rf"(?:{_THING}|{_BARE})(?: both| all| are| is| now| safely)* in my (?:inbox|e-?mails?)\b",
    rf"(?:{_THING}|(?:both )?{_BARE}) (?:all |both |now |safely )*{_GOT}\b",
    rf"(?:{_THING}|they|(?:packs?|plans?|jfap|documents?|docs?|attachments?))"
    r" (?:(?:have|has|is|are|was|were|been|all|just|now|both|safely) )*"
    rf"(?:arrived|{_GOT}(?! an? )|here|downloaded|opened|(?:came|come) (?:through|thru|in|over)|landed"
    r"|reached me|(?:turned|shown|showed|popped) up)\b",
    rf"(?<!so )(?<!that )i can (?:now )?(?:open|see|read) {_THING}",
    rf"(?:wedi|di) (?:gweld a |darllen a )?(?:derbyn|cael)(?: (?=')|\s+)(?:eich e-?bost gyda(?='r)|{_PETH})",
    r"wedi'[ui] (?:d?derbyn|[cg]h?ael)\b", rf"{_PETH} wedi dod (?:drwodd|trwodd)\b",
    r"wedi (?:gweld a |darllen a )?(?:derbyn|cael)\s*(?:$|[.,!]|diolch)",
    r"wedi (?:ei|eu|'u|'i) (?:d?derbyn|[cg]h?ael)\b",
    rf"gadarnha\w* d?derbyn {_PETH}", rf"cadarnha\w* (?:i )?d?derbyn {_PETH}",
    rf"{_PETH}(?:\s+\w+){{0,3}}\s+wedi (?:fy ngh|c)yrraedd\b",
    rf"(?:d?derbyniais|cefais|ges)(?: i)?\s*{_PETH}",
)  # fmt: skip
_CAME_ALONE: Final = re.compile(
    rf"(?!.*\bfrom (?!you))\W*(?:(?:{_HELLO}|{_NOW})\W+)*{_GOT}\W*"
    r"(?:$|(?:with|many|thanks?|thank|ta|cheers|safely|ok(?:ay)?|fine|all good)\b)",
    re.IGNORECASE,
)
"""'Received, thanks' at the head of a sentence: 'the help I received' is about something else."""
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
    rf"(?:{_GOT}|arrived|came|come|here|there|attach)",
    rf"{_NO} (?:\w+ )?ha(?:ve|d) {_THING}", r"(?:have|got|had|received) (?:nothing|none|nowt|neither)\b",
    r"(?:lost|deleted) (?:it|them|both|the|my)\b",
    r"no attach", r"(?:nothing|something|one|page) (?:was |is |are )?(?:attached|missing)", r"missing\b",
    r"without (?:the |any )?attach", r"yet to\b", r"not yet\b", r"except\b",
    r"apart from\b", r"but (?:not|no)\b",
    rf"only (?:(?:just )?(?:got|had|{_GOT}|came|one)|the (?:\w+ )?(?:pack|plan))\b",
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
_READS_LATER: Final = re.compile(
    r"(?:(?<=[,;] )(?:and |but )?|\band )(?:i'll|i will|will|gonna|going to) (?:read|look at|go through"
    r"|have a (?:read|look)(?: (?:of|at|through))?|give) (?:it|them|both)\b",
    re.IGNORECASE,
)
"""What they will do with papers that came: 'got both, will read them tonight'."""
_QUESTION: Final = re.compile(
    r"(?:(?P<who>\w+) )?\b(?:have|has|had|did|do|does|are|were|was|is|should|can|could"
    r"|will|would|shall)(?:n'?t)? (?P<whom>i|the|my|your|both|these|they|it|them|all|everything)\b"
    rf"(?=.*\b(?:been|arrived|come|came|sent|{_GOT}|receive|get|got|have|had|need|here|there)\b)",
    re.IGNORECASE,
)
"""Asked by the order of the words, with no mark at its end."""
_SUBJECT: Final = re.compile(
    r"i|we|you|they|it|these|those|that|which|both|all|everything|packs?|plans?|jfap|documents?|docs"
    r"|papers|files"
    r"|attachments|pdfs|e-?mails|letters",
    re.IGNORECASE,
)
_PRONOUNS: Final = ("i", "they", "it")
"""'The plan have both arrived' tells; 'have both arrived' may ask."""
_OF_YOURS: Final = _any(
    rf"(?<!thank )you(?:'ve|'ll| have| should| will| may| just| now| can)* (?:got|{_GOT}|open|get|receive)\b",
    r"to (?:send|bring|give|show|e-?mail|upload|hand|post)\b", r"for you\b",
    r"(?:you|u) (?:asked|wanted|need)",
    rf"{_GOT} by (?!me\b|e-?mail)", r"here (?:is|are|it is|they are|(?:you|u) (?:are|go))\b",
    r"(?:i|i've|i have|ive) (?:attached?|sent|posted|e-?mailed)\b", r"ready\b",
)  # fmt: skip
"""Of papers that go the other way."""
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
    rf"(?:his|her|their) {_KIN}\b", rf"my {_KIN} (?:has |have |'s )?(?:\w+ )?(?:got|{_GOT}|opened|read)\b",
    rf"(?:this is|it'?s|i'?m|i am)\s+(?:(?!my\b)[\w']+\s+){{0,3}}{_KIN}\b",
    rf"(?:he|she)(?:'s| has| have)? (?:now |just )?(?:got|{_GOT}|had|opened|read)\b",
    rf"(?:has|(?<!it)'s) (?:now |just |also |already )?(?:got|{_GOT}) {_THING}",
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
_BOTH: Final = _any(
    r"(?:both|all|everything|two|documents|docs|attachments|y?r? ?ddau|dau|d?dwy|[pb]opeth)\b"
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
    return Saying.ASKS if _LATER.search(words) or _asks(words) or "?" in words else Saying.OTHER


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
    named = frozenset(paper for one in confirming for paper in came_in(one))
    return named if named or _BOTH.search(" ".join(confirming)) else named_in(text)


def names_one_of_two(text: str) -> bool:
    """Whether a reply that says that something came speaks of one thing and does not say which."""
    text = _spelt_out(own_words(text))
    return not papers_named(text) and speaks_of_one(" ".join(_sentences_that_confirm(text)))


def _sentences_that_confirm(text: str) -> list[str]:
    """The sentences that say that something came: not those that ask, or speak of later or of papers of
    their own. None where a word beside them may take it back."""
    parts = [one for one in (_flat(part) for part in _SENTENCE_END.split(body(own_words(text)))) if one]
    found = [one for one in parts if _confirms(one)]
    others = [one for one in parts if one not in found]
    if any(map(leaves_it_open, parts)):
        return []
    return found if all(map(leaves_it, found)) and all(map(is_apart, others)) else []


def _confirms(sentence: str) -> bool:
    if named_in(sentence) and not came_in(sentence):
        return False
    sentence = _READS_LATER.sub(" ", without_whose_they_were(harmless_left_out(sentence)))
    return bool(
        (_CAME.search(sentence) or _CAME_ALONE.match(sentence))
        and not sentence.endswith("?")
        and not (_LATER.search(sentence) or _asks(sentence) or _OF_YOURS.search(sentence))
        and not is_of_others(sentence)
    )


def _asks(sentence: str) -> bool:
    """Whether a verb stands before its subject, and no other subject before it."""
    return any(
        one["whom"].casefold() in _PRONOUNS or not _SUBJECT.fullmatch(one["who"] or "")
        for one in _QUESTION.finditer(sentence)
    )


def _spelt_out(text: str) -> str:
    """With the apostrophes that are left out in haste, where no other word is written so, and with 'has' in
    'the plan's come'."""
    whole = _HASTE.sub(lambda found: f"{found[1]}'{found[2]}", text.replace("’", "'"))
    return _HAS.sub(" has", whole)


def _flat(text: str) -> str:
    return " ".join(text.replace("’", "'").split())
