"""The words of which a confirmation is made, each with its class (I17, JFS 3.19).

English and Welsh, as they are spelt in haste. The grammar reads classes alone: a new way to spell 'received'
is added here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jfs_desktop.rules.replies.reply_phrases import POLITE

_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH: Final = "january|february|march|april|june|july|august|september|october|november|december"
_SENT: Final = r"(?:sent|e-?mailed|attached|posted|forwarded)"
_TO_ME: Final = r"(?: (?:me|over|through|across|to me))*"
GOT: Final = r"(?:re[cs][eiv]{2,6}d|rec'?v?d|recvd|rcv'?d|re(?:triev|viv)ed)"
"""'Received', as it is spelt in haste, and as a telephone mends that."""
_CLASSES: Final[tuple[tuple[str, str], ...]] = (
    # U: figures of speech
    ("U", r"got this(?=\W*$)|y/n|\d+ (?:out )?of \d+"),
    # U: how many of them, which a date may look like, and what stands above words that are not their own
    (
        "U",
        r"0(?:/\d+)?(?![\d.:/])|(?:(?<=received )|(?<=recieved )|(?<=got ))[1-9] ?/ ?(?:[1-9]|10)(?![\d./])"
        r"|(?:(?<=received )|(?<=recieved )|(?<=got )|(?<=both )|(?<=pack )|(?<=plan )|(?<=: ))(?!2\b)\d\d?"
        rf"(?![\d.:/]| ?(?:am|pm|{_MONTH}))"
        r"|(?:draft|copy|file|doc|document|letter|e-?mail|message|information|support|finding|action|job)"
        r"(?= ?: ?i\b)",
    ),
    # q: where it is now; x: by which way it came, or by whom it was sent
    (
        "q",
        r"(?:in|to) (?:my|the) (?:inbox|e-?mails?|junk|spam)(?: folder| mail)?|in front of me|here|through",
    ),
    (
        "x",
        r"(?:on|to|by|via|over|in) (?:(?:my|an?|the) )?(?:e-?mail|phone|mobile|laptop|computer|tablet)"
        r"|on it|from (?:you|our meeting|the meeting|jfs|job finding support)|attached"
        rf"|(?:that |which )?(?:you|u)(?:'ve| have)? (?:just |kindly )?{_SENT}{_TO_ME}"
        rf"|(?:(?:that|which) (?:was|were) )?{_SENT} (?:over )?to me",
    ),
    # R: received; g: to have the same otherwise; k: what one does with it then
    ("R", rf"{GOT}|wedi ?'?(?:[eu]i|eu|[ui]) (?:d?derbyn|[cg]h?ael)|wedi (?:derbyn|cael)(?=\W*(?:$|diolch))"),
    (
        "g",
        r"in (?:receipt|possession) of|(?:had|have) an? (?:(?:good|quick|proper) )?(?:read|look)"
        r"(?: (?:of|at|through))?|(?:read|looked) through|can (?:now )?(?:open|see|read)"
        r"|(?:(?:was )?able|managed) to (?:open|read|download)|did (?:get|receive|received)"
        r"|got|reviewed|(?:wedi|'?di) (?:gweld a |darllen a )?(?:d?derbyn|[cg]h?ael|darllen)(?: i\b)?"
        r"(?: eich e-?bost gyda(?= y))?|(?:derbyniais|cefais|ges)(?: i\b)?",
    ),
    ("o", r"downloaded|opened|saved|printed(?: (?:off|out))?|read"),
    ("k", r"understood|checked|noted|kept|seen"),
    ("r", r"rec[ei]{1,3}ve"),
    # c: to confirm; p: receipt
    (
        "c",
        r"cadarnh(?:af|au)(?: (?:bod|fod))?(?: (?:fy )?mod(?: i)?)?|hoffwn gadarnhau(?: (?:fy )?mod(?: i)?)?"
        r"|(?:(?:this is|an?|just|quick|short|brief|e-?mail|note|message|writing|write|replying"
        r"|e-?mailing) )*to (?:confirm|acknowledge|say|let you know)(?: that)?|letting you know"
        r"|(?:(?:can|happy to|pleased to) )(?:now )?(?:confirm|acknowledge)|confirm(?:ed|ing)"
        r"|acknowledg(?:ed|ing)",
    ),
    ("C", r"confirm|acknowledge"),
    ("p", r"(?:the )?(?:safe )?(?:receipt|receiving|d?derbyn)(?: of)?"),
    ("P", POLITE),
    # a: to have arrived
    (
        "a",
        r"wedi (?:fy ngh|c)yrraedd|wedi dod(?: [dt]rwodd)?"
        r"|(?:came|come)(?: (?:through|thru|in|over))?|arrived|landed|reached me"
        r"|(?:turned|shown|showed|popped) up|got through|opens? (?:fine|ok(?:ay)?)",
    ),
    ("n", r"2(?= \w+s\b)"),
    ("I", r"in(?=\W*(?:$|thank|ta\b|cheers|diolch))"),
    # how something came is w, when it came d, or D where that may be still to come
    (
        "w",
        r"now|just|safe(?:ly)?|ok(?:ay)?|fine|well|also|too|already|perfectly|over|as well|grand|great|good"
        r"|perfect|first time|yn|saff|d?diogel|iawn|nawr|rwan",
    ),
    (
        "d",
        r"today|yesterday|earlier|(?:(?:this|on) )?(?:morning|afternoon|evening)|(?:last )?night"
        rf"|last {_DAY}|(?:(?:at|on) )?\d[\d.:/]*(?:st|nd|rd|th|am|pm)?|dated"
        rf"|{_MONTH}"
        r"|ddoe|heddiw|bore|prynhawn|'?ma",
    ),
    ("D", rf"(?:on )?{_DAY}|tonight"),
    # i: the writer; y: the papers as a subject; t: that
    ("i", r"(?:dw|rydw|rwyf|rwy|mi|fe)(?: i)?(?: yn)?|dwi(?: yn)?|(?:i|i'?ve|i ve|i'?m)(?!')"),
    ("y", r"they(?:'ve|'re)?|theyre|it'?s"),
    ("t", r"that(?:'s)?"),
    # the verbs beside others: to have is h and z, to be b
    ("h", r"have|had"),
    ("z", r"has"),
    ("b", r"is|are|was|were|been|be|am"),
    ("&", r"and|nd|n|plus|ac|an(?= the\b)|a(?= (?:y|dw|dwi)\b)"),
    ("+", r"with|gyda"),
    # what came. K: the pack; L: the plan; N: papers; O: one of them; E: an e-mail; m: them; M: everything
    ("n", r"(?:y )?(?:ddau|ddwy)(?= (?:d?dogfen|[pb]h?apur|atodiad|ffeil))"),
    ("e", r"both|baith|all|(?:y )?(?:ddau|ddwy)|two|2|pair|lot"),
    ("M", r"everything|[pb]opeth"),
    ("m", r"them|'?em|it|these|those|this|nhw"),
    ("K", r"packs?|[pb]h?ecyn"),
    ("L", r"plans?|jfap|[cg]h?ynllun"),
    ("O", r"document|doc|attachment|file|pdf|letter|paper"),
    (
        "N",
        r"documents|docs|papers|paperwork|attachments|files|pdfs|letters|d?dogfen\w*|[pb]h?apur\w*|atodiad\w*"
        r"|ffeil\w*",
    ),
    ("E", r"e-?mails?|messages?|e-?bost"),
    # n, s: what stands before these; S: behind them, in Welsh
    ("Y", r"my|fy"),
    ("n", r"(?:a )?copy|copies|the|your|ur|of|y|yr|eich|new(?= (?:pack|plan|jfap|draft|action|doc))"),
    ("A", r"induction|welcome"),
    ("s", r"information|draft|action|job|finding|support|jfs"),
    ("S", r"sefydlu|ymsefydlu|gweithredu|drafft|cynefino"),
    ("j", r"mae"),
    (
        "v",
        r"yes|yep|yeah|yeh|yh|ye|yup|aye|thank (?:you|u)|thanks?|thankyou|thanku|thx|thanx|ty|ta|cheers|much"
        r"|very|so|really|many|hi|hello|please|sorry|hereby|x+|diolch|fawr|do|ie",
    ),
    # l: of no clause, but taking nothing back
    (
        "l",
        r"a|able|ace|again|an|arrive|as|at|awesome|best|braw|brilliant|can|champion|clear|cofion|cool|dear"
        r"|done|excellent|fab|finding|first|found|galon|get|getting|gwych|gyd|happy|hefyd|help|hey|hiya"
        r"|i'll|inbox|keep|kind|laptop|later|look|looked|looking|loud|lovely|lush|magic|managed|may|meeting"
        r"|mobile|newydd|next|nice|o|och|on|ones?|open|opening|our|phone|pleased|popped|possession|post"
        r"|reading|regards|see|sending|showed|shown|sign|smashing|soon|sorted|sound|super|superb|tablet|then"
        r"|thru|tidy|time|to|tomorrow|turned|understand|u|up|warm|we|week|weekend|will|wishes|wonderful|you"
        r"|computer|annwyl|helo|ydw|nos|neithiwr|yfory|echdoe|pm|wedi|di|mod|r|eu|ui|ei|cael|gael|cyrraedd"
        r"|nghyrraedd|darllen|gweld|gadarnhau|hoffwn|bod|dod|[dt]rwodd|dau|dwy|cyfan",
    ),
)
_SIGNS: Final = (
    ("U", r"[:;]-?[(/](?=\s|$)|\[ ?\]|__|~~"),
    ("v", "[👍😊🙂\U0001f3fb-\U0001f3ff]+"),
    ("&", r"[&+]"),
    (":", r":"),
    (",", r"[,;:.()!–—-]+"),
)
OTHER: Final = "u"
"""The class of a word that is of no confirmation."""
FIGURE: Final = "U"
"""That of words which make something else of a confirmation, each of which may be known by itself."""
_LEXICON: Final = re.compile(
    "|".join(
        [rf"(?P<_{at}>(?:{words})(?!\w|'[a-z]))" for at, (_, words) in enumerate(_CLASSES)]
        + [rf"(?P<_{at}>{signs})" for at, (_, signs) in enumerate(_SIGNS, len(_CLASSES))]
        + [r"\w+(?:['-]\w+)*|'\w+|\S"]
    ),
    re.IGNORECASE,
)
_CLASS: Final = [name for name, _ in (*_CLASSES, *_SIGNS)]
_JOINED: Final = ((re.compile(r"(?<=[aeiouwy])'r\b"), " y"), (re.compile(r"(?<=[iwy])'n\b"), " yn"))
"""Welsh words that are written as one with the word before them."""


_PARTICLE: Final = re.compile(r"(?<=\w)'[runi]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence as the classes of its words, one letter each; ``starts`` are where these begin in ``text``,
    and where it ends."""

    text: str
    classes: str
    starts: tuple[int, ...]

    def words(self, first: int, last: int) -> str:
        """The words from one place up to another."""
        return self.text[self.starts[first] : self.starts[last]]


def _class(found: re.Match[str]) -> str:
    return OTHER if found.lastgroup is None else _CLASS[int(found.lastgroup[1:])]


def is_known(word: str) -> bool:
    """Whether a word stands here: it takes nothing back."""
    found = _LEXICON.fullmatch(_PARTICLE.sub("", word.strip("'-")))
    return found is not None and _class(found) not in {OTHER, FIGURE}


def tagged(sentence: str) -> Tagged:
    """A sentence with the class of each of its words."""
    for joined, apart in _JOINED:
        sentence = joined.sub(apart, sentence)
    found = list(_LEXICON.finditer(sentence))
    return Tagged(sentence, "".join(map(_class, found)), (*(one.start() for one in found), len(sentence)))
