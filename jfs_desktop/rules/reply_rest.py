"""What else stands in a reply that says that something came: whether it leaves that as it is (I17, JFS 3.19).

A reply proves receipt only where every other word beside the confirming ones is known to take nothing back:
nobody can list all the ways of refusing, of speaking of somebody else's papers or of half of them. A word not
known here leaves the reply to the adviser's own eyes.
"""

from __future__ import annotations

import re
from typing import Final

_DAYS: Final = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight|yesterday|now|then|soon|later|earlier"
    r"|just|already|afternoon|morning|evening|week|weekend|am|pm|first|time|next|bore|ma|ddoe|heddiw"
    r"|prynhawn|nos|neithiwr|yfory|echdoe|nawr|rwan|newydd"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
)
_POLITE: Final = (
    r"hiya|hello|hey|dear|good|yes|yep|yeah|yeh|yup|ok|okay|ta|cheers|thanks?|thankyou|thx|thanx|ty|many|much"
    r"|very|so|again|please|kind|best|warm|regards|wishes|all|sorted|done|sound|great|brilliant|lovely|perfect"
    r"|fine|cool|happy|well|safe|safely|clear|loud|nice|x+|diolch|yn|fawr|iawn|do|ydw|helo|annwyl|gwych|cofion"
    r"|saff|galon|hefyd|gyd|nhw|n|o|sorry|help"
)
_OF_IT: Final = (
    r"i|ive|i've|im|i'm|i'll|have|has|had|been|am|is|are|was|were|be|the|a|an|my|your|you|both|they've|they|our|two|it"
    r"|them|these|everything|and|too|also|as|with|in|on|at|that|this|that's|'em|ones?|to|can|will|we|of|got"
    r"|rec[ei]{1,3}ve?d|rec'?v?d|recvd|rcvd|get|getting|arrived?|came|come|here|landed|through|confirm|confirming|confirmed"
    r"|acknowledge|acknowledged|acknowledging|receipt|receiving|read|reading|opened|open|opening|saved|kept"
    r"|downloaded|seen|see|sign|keep|look|looked|looking|understood|understand|checked|found|able|sending|over"
    r"|managed|copy|copies|documents?|docs?|papers?|paperwork|attachments?|attached|files?|pdfs?|letters?"
    r"|e-?mails?|message|packs?|plans?|jfap|jfs|induction|welcome|information|draft|action|job|finding|support"
    r"|meeting|inbox|phone|mobile|laptop|computer|tablet|post|\d+(?:st|nd|rd|th)?"
    r"|dw|dwi|rwyf|rwy|rydw|wedi|di|fy|mod|mi|fe|mae|r|yr|y|a|ac|eu|u|ei|eich|e-?bost|gyda"
    r"|derbyn|dderbyn|cael|gael|cefais|ges|derbyniais|cyrraedd|darllen|cadarnhau|gadarnhau|cadarnhaf|hoffwn"
    r"|bod|dod|drwodd|trwodd|ddau|dau|ddwy|dwy|cyfan|popeth|sefydlu|ymsefydlu|gweithredu|drafft|cynefino"
    r"|[pb]h?ecyn|[cg]h?ynllun|d?dogfen\w*|[pb]h?apur\w*|atodiad\w*|ffeil\w*"
)
_KNOWN: Final = re.compile(rf"(?:{_DAYS}|{_POLITE}|{_OF_IT})(?:'[runi])?", re.IGNORECASE)
_NAMED: Final = (
    r"\b(?:(?:hi|hiya|hello|hey|dear|helo|annwyl|morning|afternoon|evening|thanks?|thank you"
    r"|cheers|regards|diolch),? +(?!(?:but|for|to|it|its|not|no|they|the|from|you|very|so|ond|am|gan)\b)"
    r"[^\W\d_]+)\b(?!')"
)
_PHRASES: Final = re.compile(
    r"^(?:hi|do|ie)(?: mate)?\b|\bunderstood\b|\bopens? (?:fine|ok(?:ay)?)\b"
    r"|\bthank(?:s| you)(?: (?:very|so) much)? for (?:(?:sending|it|them|that|this|over|through|both|all|your"
    r"|the|help|time|support|pack|plan|e-?mail|documents?|today|yesterday|everything)\b ?)+(?:[A-Z][a-z]+$)?"
    r"|\bsorry (?:for|about) (?:the |my )?(?:late|delay(?:ed)?|slow) ?(?:reply|response|answer)?|\bfrom you\b"
    r"|\b(?:looks?|all looks?|seems?) (?:all )?(?:good|fine|great|ok(?:ay)?)(?: to me)?"
    r"|\b(?:that )?you(?:'ve| have)? (?:just )?sent(?: (?:me|over|through|to me))*"
    r"|\b(?:speak|talk|see you|catch up) (?:to you )?soon|\bhave a (?:nice|good|great|lovely) (?:day|weekend"
    r"|evening|week|one)|\bwith (?:many )?thanks|\bin from work"
    r"|\bdated\b|\bjust to let you know(?: that)?\b|\bgo(?:ing)? through (?:it|them)\b"
    r"|\bin (?:my |the )?(?:junk|spam)(?: folder| mail)? but (?:i(?:'ve)? )?(?:have )?found (?:it|them)\b"
    rf"|{_NAMED}",
    re.IGNORECASE,
)
"""What people add out of politeness, whole."""
_NO_HARM: Final = re.compile(
    r"\b(?:no|not a|without (?:a|any)) (?:problems?|questions?|issues?|worries)"
    r"(?: (?:at all|opening|reading|with)(?: (?:it|them|either))?)*\b"
    r"|\b(?:nothing|none) (?:is |was )?missing\b|\bcan'?t wait\b|\bdim problem\w*",
    re.IGNORECASE,
)
"""Denials that deny nothing of what came."""
_SPEAKS_OF_IT: Final = re.compile(
    r"\b(?:it|its|it's|that|that's|this|these|those|them|they\w*|theyre|they're|their|documents?|docs?|papers?|paperwork"
    r"|attachments?|files?|pdfs?|e-?mails?|e-?mailing|messages?|packs?|plans?|jfap|pages?|names?|called"
    r"|address\w*|he|she|his|hers?|who|whose|mr|mrs|ms|miss|me|mine|nobody|somebody|someone|person|people"
    r"|but|however|although|though|except|stop|unsubscribe|remove|refus\w*|declin\w*|den(?:y|ied)|disput\w*"
    r"|disagree\w*|wrong|mistake|error|true|jok\w+|kidding|lol|nope|not|no|never|nowt|nothing|none|neither"
    r"|half|rest|other|only|blank|empty|broken|scam|spam|hack\w*|solicitor|complain\w*"
    r"|[pb]h?ecyn\w*|[cg]h?ynllun\w*|d?dogfen\w*|nhw|ond|nid|ddim|dim|heb|enw|rhywun|mae hi|ef|fo|anghywir"
    r"|camgymeriad|gamgymeriad|gwrthod|wag|gwag)\b|n't\b|[❌👎🙄🤷😂🤣]",
    re.IGNORECASE,
)
"""Words by which another sentence may take back what one said: whose it is, of which papers, that it is not
so."""
_FIGURES_OF_SPEECH: Final = re.compile(
    r"\b(?:had|have|got) (?:it|this|that|them|both|all|everything)(?: all| both)*"
    r" (?:with|in (?!my\b)|to|on|coming)\b"
    r"|\byou have\b|^\W*confirm (?:the )?receipt|\bmae (?:hi|e|o|ef|fo|nhw)\b|[❌👎🙄🤷😂🤣?]",
    re.IGNORECASE,
)
"""'I have had it with this', and 'she has it' in Welsh."""
_WORD: Final = re.compile(r"[\w'-]*[^\W_][\w'-]*")
_SIGNED: Final = re.compile(r"(?<=[.,!] )(?:[A-Z][a-zâêîôûŵŷ]+ ?){1,2}$")


def harmless_left_out(words: str) -> str:
    """The words without denials that deny nothing, such as 'no problem' and 'nothing missing'."""
    return _NO_HARM.sub(" ", words)


def leaves_it(confirming: str) -> bool:
    """Whether a sentence that confirms says nothing else that could take it back."""
    if _FIGURES_OF_SPEECH.search(confirming):
        return False
    rest = _SIGNED.sub(" ", _PHRASES.sub(" ", harmless_left_out(confirming)))
    return all(_KNOWN.fullmatch(one.strip("'-")) or _KNOWN.fullmatch(one) for one in _WORD.findall(rest))


def is_apart(sentence: str) -> bool:
    """Whether another sentence of the reply is about something else, or adds nothing that takes it back."""
    return not _SPEAKS_OF_IT.search(harmless_left_out(sentence)) or leaves_it(sentence)
