"""What people add to a confirmation out of politeness, phrase by phrase (I17, JFS 3.19).

Thanks, excuses, what they will do with the papers, when they will meet: none of it takes anything back. A new
phrase is added to the list; what it must not swallow stands in the tests.
"""

from __future__ import annotations

import re
from typing import Final

_IT: Final = (
    r"(?:it|them|these|both|everything|(?:the|my|your|both)"
    r"(?: (?:the|signed|draft|action|induction|welcome))* (?:plan|pack|documents|copy|copies)"
    r"(?! for)(?: and (?:the )?(?:plan|pack))?)"
)
_READ: Final = (
    r"(?:read(?: through)?|look (?:at|through)|go through|check|print|bring|discuss"
    r"|sign(?: and (?:return|bring|send))?"
    rf"|have a (?:(?:good|quick|proper) )?(?:read|look)(?: (?:of|at|through))?"
    rf"|give {_IT} a (?:(?:good|quick|proper) )?(?:read|look))"
)
_WHEN: Final = r"(?:today|yesterday|this (?:morning|afternoon|week)|earlier|(?:on |next )*\w+day|next week)"
_THANKS: Final = r"(?:thank(?:s| you|s you)(?: (?:very|so) much)?(?: again)?|thx|ta|cheers)"
_YOU: Final = r"(?:you|u|ya)"
DENIALS: Final = (
    r"(?:no|nae|not a|without (?:a|any)) (?:problems?|prob(?:s|lemo)?|questions?|issues?|worries|bother"
    r"|hassle|trouble)(?: (?:at all|opening|reading|with)(?: (?:it|them|either))?)*",
    r"(?:nothing|none) (?:is |was )?missing",
    r"can'?t wait",
    r"dim problem\w*",
    r"(?:i )?(?:have not|haven'?t|not)(?: yet)?(?: (?:had (?:a |the |any )?(?:chance|time)|managed"
    rf"|got round) to)? (?:read|look(?:ed)? (?:at|through))(?: {_IT})? yet(?:,? but (?:i )?will(?: do)?)?",
)
"""Denials that deny nothing of what came."""
PHRASES: Final = (
    *DENIALS,
    rf"{_THANKS} for (?:(?:sending|it|them|these|that|this|over|through|both|all|your|the|help|time|support"
    r"|pack|plan|e-?mail|documents?|today|yesterday|everything)\b ?)+",
    rf"{_THANKS} for (?:meeting|seeing|helping|calling|ringing|phoning|(?:speaking|talking|chatting)"
    r" (?:to|with)) me",
    r"thanks a (?:million|lot)",
    r"with? (?:many )?thanks|w thanks|ever so much",
    r"diolch(?: yn fawr)?(?: iawn)? i (?:ti|chi)|diolch o galon",
    r"hi mate|t(?:a )?ra|ttfn|good stuff|spot on|safe and sound|in good (?:order|shape|condition)",
    r"(?:sorry|apologies) (?:for|about) (?:the |my )?(?:late|delay(?:ed)?|slow)"
    r"(?: (?:reply|response|answer))?",
    r"(?:sorry|apologies) (?:for|about) not (?:replying|answering|getting back)(?: to you)?"
    r"(?: (?:sooner|before))?",
    r"sorry (?:i(?:'ve)? )?(?:only )?(?:just )?(?:seen|saw) (?:this|it|them)",
    r"sorry it took (?:so long|a while|me so long|ages)",
    r"(?:in (?:my |the )?(?:junk|spam)(?: folder| mail)? but )?(?:i(?:'ve)? )?(?:have )?found"
    r" (?:it|them|both)(?: in (?:my |the )?(?:junk|spam)(?: folder| mail)?)?",
    rf"further to (?:your|our) (?:e-?mail|letter|message|call|conversation|meeting)(?: of| from)?"
    rf"(?: {_WHEN})?",
    r"(?:(?:an?|\d+|two|few|couple of) )+(?:seconds?|minutes?|mins|hours?|days?|while) ago",
    r"last night|first thing",
    r"(?:at|on|from )?(?:this|my) end|in from work",
    r"as (?:requested|promised|discussed|agreed)",
    r"(?:i am |i'm )?(?:happy|ready|glad) to (?:go ahead|(?:get )?start(?:ed)?|proceed|carry on|begin)",
    rf"(?:(?:i am|i'm|am|really|very) )*(?:happy|pleased) with {_IT}(?: all)?",
    rf"(?:i )?agree(?:d)? (?:with|to) {_IT}",
    r"(?:looks?|all looks?|seems?) (?:all )?(?:good|fine|great|ok(?:ay)?)(?: to me)?|all good"
    r"|opens? (?:fine|ok(?:ay)?)|(?:all )?fine (?:by|with) me",
    rf"(?:(?:i'?ll|i will|will|gonna|going to) )?{_READ}(?: {_IT})?(?: (?:properly|later|tonight|tomorrow"
    r"|then|at (?:the|our)(?: next)? (?:weekend|meeting)|over the weekend|(?:on |next )*\w+day))+",
    rf"(?:i'?ll|i will|will|gonna|going to) {_READ} {_IT}",
    rf"printed (?:{_IT} )?(?:off|out)",
    r"enjoyed (?:it|meeting you)",
    rf"(?:c|see) {_YOU}(?: (?:later|soon|then|there|next week|(?:(?:on|next) )*\w+day"
    r"|(?:on )?(?:tues?|wed|thurs?)))?",
    rf"(?:speak|talk|catch up)(?: (?:to|with) {_YOU})? (?:soon|later|(?:on )?(?:next )?\w+day)",
    r"have a (?:nice|good|great|lovely) (?:day|weekend|evening|week|one)",
    r"i have (?:one|a|two|some) questions?|(?:i )?look(?:ing)? forward to (?:our|the) (?:next )?meeting",
    r"if i have (?:any )?(?:more |other )?(?:questions?|quer(?:y|ies)|problems?)",
)
_DEAR: Final = (
    r"(?<!\bmy )(?<!\byour )(?<!\bour )(?<!\bthe )(?<!\ba )(?<!\bby )(?<!\bfrom )(?<!\bto )(?<!\bfor )"
    r"(?<!\bwith )(?<!\band )(?<!\bhis )(?<!\bher )"
    r"\b(?:hen|pal|mate|hun|luv|love|bud|butt|pet|duck|bach|boss|cariad|my lovely|miss|madam)\b"
    r"(?=\W*$|[,.!]|,? (?:cheers|thanks|thank you|ta|diolch)\b)"
)
"""What one calls somebody kindly, at the end or before thanks: 'my mate' is somebody else."""
_SMILE: Final = r"[:;]-?[)D](?=\s|$)"
POLITE: Final = rf"\b(?:{'|'.join(PHRASES)})\b|{_DEAR}|{_SMILE}"
_POLITE: Final = re.compile(POLITE, re.IGNORECASE)
_HARMLESS: Final = re.compile(rf"\b(?:{'|'.join(DENIALS)})\b", re.IGNORECASE)


def polite_left_out(words: str) -> str:
    """The words without these phrases."""
    return _POLITE.sub(" ", words)


def harmless_left_out(words: str) -> str:
    """The words without denials that deny nothing, such as 'no problem' and 'not read yet'."""
    return _HARMLESS.sub(" ", words)
