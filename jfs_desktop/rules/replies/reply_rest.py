"""What else stands in a reply that says that something came: whether it leaves that as it is (I17, JFS 3.19).

A reply proves receipt only where every other word beside the confirming ones is known to take nothing back:
nobody can list all the ways of refusing, of speaking of somebody else's papers or of half of them. A word not
known here leaves the reply to the adviser's own eyes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jfs_desktop.rules.replies.reply_grammar import named_in
from jfs_desktop.rules.replies.reply_kinds import Paper
from jfs_desktop.rules.replies.reply_lexicon import is_known
from jfs_desktop.rules.replies.reply_phrases import polite_left_out

_NAMED: Final = re.compile(
    r"\b(?:hi|hiya|hello|hey|dear|helo|annwyl|morning|afternoon|evening|thank you|thanks?|ta|cheers|regards"
    r"|diolch|i ti|i chi),? +(?P<name>[^\W\d_]+)\b(?!')",
    re.IGNORECASE,
)
_SPOKEN_TO: Final = re.compile(
    r"(?<=\w )(?<!it's )(?<!its )(?<!is )(?<!am )(?<!i'm )(?<!im )(?<!with )(?<!and )(?<!to )"
    r"(?<!my )(?<!our )"
    r"(?P<name>(?-i:[A-ZÂÊÎÔÛŴŶ])[^\W\d_]+)(?=,? (?:thanks?|thank you|thx|ta|cheers|diolch)\b|, )",
    re.IGNORECASE,
)
"""A name called out within a sentence, not one that tells who it is."""
_KIN: Final = re.compile(
    r"mum|mam|mom|dad|tad|nan|gran|son|daughter|wife|husband|partner|brother|sister|friends?|mates?|carer"
)
_NO_NAME: Final = re.compile(
    r"for|of|to|by|from|on|per|via|with|if|or|than|about|until|unless|because|since|while|but|its|very|so"
    r"|ond|am|i"
    r"|rhan|ar|gan|gyda|heb|nearly|almost|hardly|barely|partly|still|did|do|does|should|could|would|shall"
    r"|where|after|before|till|once|whenever|whether|hopefully|maybe|perhaps|apparently|supposedly|allegedly"
    r"|provided|providing|assuming|suppose|imagine|pretend|say|says|guess|think|thought|lest|unfortunately"
    r"|sadly|probably|possibly|presumably|never|seldom|rarely|wish|hope|hoping|had|have|may|might|must"
    r"|when|why|how|what|which|who|mum|mam|mom|dad|tad|nan|gran"
    r"|son|daughter|wife|husband|partner|brother|sister|friends?|carer|reception|staff|admin|office|team"
    r"|tenants?|system|post ?master|famil\w+"
    r"|fail\w*|un\w{3,}ed|(?:non)?deliver\w*|block\w*|expired|cancel\w*|quarantin\w*|spoof\w*|fake|forward\w*"
    r"|ydy|ydi|ydych|ydyn|oes|oedd|allwch|fedrwch|pryd|sut|beth|ble|pam",
    re.IGNORECASE,
)
"""Words that are not known to be harmless, and yet no names."""
_THANKED_FOR: Final = re.compile(
    r"\b(?i:thank(?:s| you)(?: (?:very|so) much)?(?: again)?|thx|ta|cheers) for"
    r" (?P<what>[a-z'-]+(?: [a-z'-]+){0,4})(?: (?P<name>[A-Z][^\W\d_]+))?(?: x+)?(?=[.,!;]|$)"
)
_THANKED: Final = " thanks a lot"
"""Instead of thanks for whatever it was."""
_WHAT_CAME: Final = re.compile(
    r"\b(?:it|that|this|these|those|them|documents?|docs|e-?mails?|packs?|plans?|messages?|papers|paperwork)\b"
)
_SPEAKS_OF_IT: Final = re.compile(
    r"\b(?:it|its|it's|that|that's|this|these|those|them|they\w*|theyre|they're|their|documents?|docs?"
    r"|papers?|paperwork"
    r"|attachments?|files?|pdfs?|e-?mails?|e-?mailing|messages?|packs?|plans?|jfap|pages?|names?|called"
    r"|address\w*|he|she|his|hers?|him|who|whose|mr|mrs|ms|miss|me|mine|nobody|somebody|someone|person|people"
    r"|but|however|although|though|except|stop|unsubscribe|remove|refus\w*|declin\w*|den(?:y|ied)|disput\w*"
    r"|disagree\w*|wrong|mistake|error|true|jok\w+|kidding|lol|nope|not|no|never|nowt|nothing|none|neither"
    r"|half|rest|other|only|blank|empty|broken|scam|spam|hack\w*|solicitor|complain\w*"
    r"|[pb]h?ecyn\w*|[cg]h?ynllun\w*|d?dogfen\w*|nhw|ond|nid|ddim|dim|heb|enw|rhywun|mae hi|ef|fo|anghywir"
    r"|delet\w*|bounc\w*|reject\w*|returned|burn\w*|binned|ignor\w*|camgymeriad|gamgymeriad|gwrthod|wag"
    r"|gwag)\b|n't\b|[❌👎🙄🤷😂🤣🙃🤡😡😠🤬☹🙁]",
    re.IGNORECASE,
)
"""Words by which another sentence may take back what one said: whose it is, of which papers, that it is not
so."""
_FIGURES_OF_SPEECH: Final = re.compile(
    r"\bthey(?:'ll| will| want| need| said| say)\b|\b(?:the|a|that|this|my) jobs?\b(?! finding)"
    r"|\byou have\b|^\W*(?:confirm|acknowledge)\b|\bhere (?:is|are|it is|they are)\b"
    r"|\bi(?:'?ve| have)? (?:attach(?:ed)?|sent|posted)\b|\b(?:is|are) (?:that|this|it|these|they|those)\b"
    r"|\b(?:kind|sort) of\b|\b\d+ (?:out )?of \d+\b"
    r"|[❌👎🙄🤷😂🤣🙃🤡😡😠🤬☹🙁☐]|[:;]-?[(/](?=\s|$)|\[ ?\]|__|~~",
    re.IGNORECASE,
)
"""'They will sign' and 'kind of'."""
_ASKS_OF_IT: Final = re.compile(
    r"\b(?:have|has|had|did|do|does|are|is|can|could|may|will|would)"
    r" (?:you|u|we|they|i|the|my|both|these)\b.*"
    r"\b(?:it|them|both|all|these|those|this|that|everything|packs?|plans?|jfap|documents?|docs"
    r"|papers|copy)\b",
    re.IGNORECASE,
)
"""Of the next meeting anybody may ask."""
_OF_MORE: Final = re.compile(
    r"again|as|first|keep|get|getting|ones?|to|then|soon|later|next|come|coming|be|tomorrow|here|two|well"
    r"|help|paper",
    re.IGNORECASE,
)
"""Words that are known and yet make something else of what came: 'to be received', 'well, one'."""
_TO_COME: Final = re.compile(r"come|coming|will", re.IGNORECASE)
_NAMES_TOO: Final = re.compile(r"April|May|June|August|Will|Mae|Di")
_NAME_LAST: Final = re.compile(rf"(?:,|–|-) ?({_NAMES_TOO.pattern})\W*$")
_WORD: Final = re.compile(r"[\w'-]*[^\W_][\w'-]*")
_SIGNED: Final = re.compile(
    r"(?<=[.,!] )(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<signed>(?:[A-ZÂÊÎÔÛŴŶ][a-zâêîôûŵŷ]*\.? ?){1,3})(?:x+)?$"
)
_SMILE: Final = re.compile(r"[:;]-?[)D](?=\s|$)")
_LONGEST_NAME: Final = 4
_CALL_ME: Final = re.compile(r"\b(?:ring|call|phone|text) me\b", re.IGNORECASE)
_OF_THE_DAY: Final = re.compile(
    r"meet|meetings?|calls?|called|calling|ring|rang|ringing|text|times?|start(?:s|ed|ing)?|finish(?:ed"
    r"|ing)?|free"
    r"|available|busy|interviews?|jobs?|work|working|worked|apply|applied|applying|applications?|cv|courses?"
    r"|training|bring|bringing|id|passport|licence|office|centre|jobcentre|appointments?|session|chat"
    r"|questions?|need"
    r"|would|could|shall|should|may|there|where|what|when|how|long|room|place|late|early|minutes?"
    r"|hours?|past"
    r"|quarter|o'clock|noon|lunch|bus|train|traffic|parking|park|car|off|down|forward|hear|hearing"
    r"|enjoyed"
    r"|lot|bit|little|better|ill|sick|poorly|cold|doctors?|dentist|hospital|holiday|kids|school|children"
    r"|childcare"
    r"|internet|wifi|signal|broadband|battery|credit|new|changed|or|about|any|some|helpful|useful"
    r"|interesting|more|till|until|before|after|by"
    r"|for|into|around|back|go|going|went|make|let|feel|feeling|try|trying|hard|ready"
    r"|weeks?"
    r"|months?|next|days?|year|speak|talk|i'd|what's|it'll|do|does|ask|pm|am|an|but"
    r"|wela|welai|gwela|i|ti|chi|dydd|llun|mawrth|mercher|iau|gwener|sadwrn|sul|ar|edrych|ymlaen|at"
    r"|cyfarfod|cwrdd"
    r"|ffonio|galw|gwaith|swydd|cyfweliad|byddaf|bydda|yno|wythnos|nesaf|cwestiwn|gen|dysgu|siarad|fyddaf",
    re.IGNORECASE,
)
"""Words by which one tells of one's own day or asks about the next meeting: none names anybody."""


def leaves_it(remark: str, confirmed: frozenset[Paper] = frozenset()) -> bool:
    """Whether what else is said leaves a confirmation as it is: of these papers, or of all where there are
    none. What is said of the other paper takes nothing back of this one."""
    if "?" in remark or _FIGURES_OF_SPEECH.search(remark) or _ASKS_OF_IT.search(remark):
        return False
    words = _WORD.findall(unspoken(remark))
    of_other = confirmed and named_in(remark) and not named_in(remark) & confirmed
    barred = _TO_COME if of_other else _OF_MORE
    return all(is_known(one) and not barred.fullmatch(one) for one in words)


def _without_thanks(thanks: re.Match[str]) -> str:
    """Thanks for whatever it is, but not for nothing, for the wrong one or for somebody else."""
    what = _WHAT_CAME.sub(" ", thanks["what"])
    told = _SPEAKS_OF_IT.search(what) or any(map(_KIN.fullmatch, what.split()))
    called = thanks["name"] is None or is_name(thanks["name"])
    return _THANKED if called and not told else thanks[0]


def unspoken(sentence: str) -> str:
    """A sentence without politeness, names that are spoken to and the name at its end."""
    return polite_left_out(names_left_out(sentence))


def names_left_out(sentence: str) -> str:
    """A sentence without names that are spoken to, the name at its end and whatever one thanks for."""
    sentence = _SMILE.sub(".", _THANKED_FOR.sub(_without_thanks, sentence))
    return _SIGNED.sub(_without_signer, _SPOKEN_TO.sub(_without_name, _NAMED.sub(_without_name, sentence)))


def _without_signer(signed: re.Match[str]) -> str:
    return (
        " "
        if all(len(one.strip(".")) == 1 or is_name(one) for one in signed["signed"].split())
        else signed[0]
    )


def is_apart(sentence: str, confirmed: frozenset[Paper] = frozenset()) -> bool:
    """Whether another sentence of the reply only tells of the writer's own day or of the next meeting, or
    leaves the confirmation as it is. Anything else is left to the adviser."""
    if leaves_it(sentence, confirmed):
        return True
    told = unspoken(_CALL_ME.sub(" ", sentence))
    if any(one.search(told) for one in (_SPEAKS_OF_IT, _FIGURES_OF_SPEECH, _ASKS_OF_IT)):
        return False
    words = _WORD.findall(told)
    named = len(words) <= _LONGEST_NAME and all(one[0].isupper() and is_name(one) for one in words)
    return named or all(map(_is_of_the_day, words))


def _is_of_the_day(word: str) -> bool:
    return bool(_OF_THE_DAY.fullmatch(word)) or (is_known(word) and not _OF_MORE.fullmatch(word))


def names_called(words: str) -> Iterator[str]:
    """The words of a reply that may be names: behind a greeting or thanks, or with a capital where nothing
    else is known of them."""
    words = polite_left_out(_THANKED_FOR.sub(_without_thanks, words))
    yield from (found["name"] for found in _NAMED.finditer(words) if is_name(found["name"]))
    for word in _WORD.findall(words):
        name = word.removesuffix("'s")
        if word[0].isupper() and is_name(name) and not _OF_THE_DAY.fullmatch(name):
            yield name
    if said_last := _NAME_LAST.search(words):
        yield said_last[1]


def is_name(word: str) -> bool:
    """Whether a word may be a name: it says nothing that is known here, and takes nothing back."""
    bare = word.strip(".,!'-")
    told = _NO_NAME.fullmatch(bare) or is_known(bare) or _SPEAKS_OF_IT.search(bare)
    return bool(bare) and not told


def is_name_too(word: str) -> bool:
    """Whether a word that says something else is somebody's name as well, as April is, written as one."""
    return _NAMES_TOO.fullmatch(word.strip(".,!'-")) is not None


def _without_name(greeting: re.Match[str]) -> str:
    return " " if is_name(greeting["name"]) else greeting[0]
