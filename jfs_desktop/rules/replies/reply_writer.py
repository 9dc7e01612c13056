"""Who writes: whether a reply that says that something came is the participant's own (I17, JFS 3.19).

A relative, a support worker or an office can write from the participant's address, and a machine from any.
Where a death or somebody's absence is told of, nothing is taken for granted either.
"""

from __future__ import annotations

import re
from typing import Final

from jfs_desktop.rules.replies.reply_lexicon import is_known
from jfs_desktop.rules.replies.reply_rest import is_name_too

_DEATH: Final = re.compile(
    r"\b(?:(?<!phone )(?<!laptop )(?<!battery )(?<!computer )(?<!tablet )(?<!internet )died|dead(?! ?line)"
    r"|deaths?|deceased|pass(?:ed|es|ing) (?:away|on\b)|(?<!no )longer alive|funeral|bereave\w*|widow\w*"
    r"|r\.?i\.?p|next of kin"
    r"|executors?|(?:his|her|their|the) estate|the late (?-i:[A-Z])\w+"
    r"|bu farw|(?:wedi|'?di) marw|marw|angladd|marwolaeth|profedigaeth)\b",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    r"\b(?:tickets?|help ?desk|service desk|mail ?box|unattended|monitored|contacting us"
    r"|(?:case|ticket|enquiry|reference|ref|job|call|request) ?(?:number|no\b|id\b|:|#)|#\d+"
    r"|ref(?:erence)? is|working days|in due course|dealt with|being processed"
    r"|(?:will be|has been|is) (?:processed|logged|actioned)"
    r"|your (?:enquiry|query|request|submission|application|correspondence)"
    r"|(?:your|eich)\b.{0,40}\b(?:is|are|was|were|been|wedi (?:eu|ei|cael))\b.{0,20}\b(?:rec[ei]{1,3}v"
    r"|d?derbyn)"
    r"|automat\w*"
    r"|(?:one of )?our (?:team|advisers?|advisors?|agents?|staff|systems?|office|records)"
    r"|(?:read|delivery) receipt|on file|for the attention|cyfeirnod|tocyn|ymholiad|ein (?:t[iî]m|swyddfa))",
    re.IGNORECASE,
)
"""The voice of an office or of a machine."""
_WE: Final = re.compile(
    r"\bwe(?:'ve| have)?(?: (?:now|just|both|all|also|already|confirm|acknowledge|can|have|that|safely))*"
    r" (?:got|had|receiv\w*|reciev\w*|rec'?d|opened|receipt)\b|\bwe (?:confirm|acknowledge)\b"
    r"|\b(?:rydym|rydyn ni|ry'n ni|dan ni|'?dyn ni) (?:ni )?(?:wedi|'di)\b"
    r"|\b(?:cawsom|derbyniasom|cawson ni)\b",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(
    r"\b(?:llp|ltd|dwp|limited|plc|cic|solicitors?|housing|association|council|trust|team|department|dept"
    r"|reception(?:ist)?|(?:support|social|key|case|link|outreach|youth)[ -]?worker|work coach|carers?"
    r"|advocate|appointee"
    r"|guardian|deputy|parents?|mother|father|mum|mam|mom|dad|tad|wife|husband|partner|sister|brother|son"
    r"|daughter|nan|gran|grandma|grandad|aunt\w*|uncle|cousin|niece|nephew|girlfriend|boyfriend|flatmate"
    r"|landlord"
    r"|landlady|neighbour|friend|warden|manager|bot|robot|server|mailer|probation|surgery|clinic|hostel"
    r"|hmp|secretary|assistant"
    r"|admin(?:istrator)?|p\.?p\.?|p/p|obo|c/o|merch|chwaer|brawd|gwraig|gŵr|gofalwr|gweithiwr|cymorth)\b",
    re.IGNORECASE,
)
_OWN_VOICE: Final = re.compile(
    r"\b(?:i|i'\w+|me|my|you|your|u|we|our|see|meet\w*|bring\w*|at|in|am|will|can|is|are"
    r"|fi|chi)\b",
    re.IGNORECASE,
)
_SHORT: Final = 7
"""Words of a line that tells who signs."""
_THIRD: Final = re.compile(
    r"^\W*(?:(?:sadly|unfortunately|and|but|as|also|because)\W+)*(?P<who>[^\W\d_][\w-]*)(?:'s"
    r"| (?:is|was|has|had|will|would|can|can't|cannot|wants|asked|says|said|lives|moved|does|doesn't|isn't"
    r"|hasn't|went|left|lost|needs|got))\b|^\W*mae (?P<nhw>(?-i:[A-Z])\w+) (?:yn|wedi|mewn|'di)\b",
    re.IGNORECASE,
)
_NAMED_FIRST: Final = re.compile(
    r"^\W*(?:(?i:yes|yep|yeah|yup|aye|ok(?:ay)?|ie|do)\W+)*(?P<who>\w+) (?:(?:has|have|had|now|just) )*"
    r"(?:got|received|read|opened|acknowledges?|confirms?|(?<=ve |as )(?:both|them|the|it))\b"
)
_MATTERS: Final = re.compile(
    r"who|what|where|there|here|interview|work|weather|training|course|jobs?|bus|train|childcare|college"
    r"|school"
    r"|traffic|internet|wifi|signal|broadband|appointment|everybody|parking|let|it|that",
    re.IGNORECASE,
)
"""What is told of that is nobody."""
_DESK: Final = re.compile(
    r"\W*(?:(?!thank|thx|ta\b|cheers|diolch)[\w&'-]+ ){0,3}(?:support|information|induction)\W*",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"(?<=[.!?])\s+|\n|(?<=\w) [-–—(/|] ?")


def another_writes(text: str) -> bool:
    """Whether it may be somebody else, an office or a machine that says that something came."""
    if _OFFICE.search(text) or _WE.search(text):
        return True
    return any(_signed_for(part) or _of_another(part) for part in _PARTS.split(text))


def tells_of_a_death(text: str) -> bool:
    """Whether a death is told of: then a person reads it, whatever else it says."""
    return _DEATH.search(text) is not None


def _signed_for(part: str) -> bool:
    signs = len(part.split()) <= _SHORT and bool(_ROLE.search(part)) and not _OWN_VOICE.search(part)
    return signs or _DESK.fullmatch(part) is not None


def _of_another(part: str) -> bool:
    """'Rhys is away': told of somebody by name."""
    named = _NAMED_FIRST.match(part)
    if named and is_name_too(named["who"]):
        return True
    found = _THIRD.match(part)
    if found is None:
        return False
    who = found["who"] or found["nhw"]
    return not is_known(who) and not _MATTERS.fullmatch(who)
