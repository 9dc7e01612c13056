"""What stands around the words of a reply: how it greets, what it wishes, how it is signed (I17, JFS 3.19).

A reply is judged by what is left when these are taken away. A name is any word that is not known to say
something; a word that could take a confirmation back is never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jfs_desktop.rules.replies.reply_rest import is_name, is_name_too

_HELLO: Final = re.compile(
    r"[\s\W_]*(?:(?:to whom it may concern|to(?= [A-Z][\w']+(?: [A-Z][\w']+)?,)|hi+|hiya|hello|hey|heya"
    r"|heia|haia|dear|helo|annwyl|s'?h?u?w?mae|shw?ma[ei]|alright)"
    r"|(?:good )?(?:morning|afternoon|evening)|good day|bore da|p(?:ry)?nh?awn da|noswaith dda)\b[\s,!.:–-]*",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\W*(?P<name>[A-Z][^\W\d_]+)(?: [A-Z][^\W\d_]+)?(?:\s*(?:[,:–-]\s|\n)|(?= [Ii](?:'ve)? ))\s*"
)
_TO_ALL: Final = re.compile(
    r"(?:there|again|team|everyone|mate|guys|folks|sir(?:\s*(?:or|and|/)\s*madam)?|madam|bawb"
    r"|(?:all|both)(?=\s*(?:[,.!:–-]|\n|$)))\b[\s,!.:–-]*",
    re.IGNORECASE,
)
_TO_ONE: Final = re.compile(
    r"(?:(?P<title>mr|mrs|ms|miss|mx|dr)\b\.?\s+)?(?P<name>[^\W\d_]+(?:['-][^\W\d_]{2,})*)\b(?!')"
    r"(?:\s+(?P<second>[^\W\d_]+(?:['-][^\W\d_]{2,})*)(?=\s*(?:[,.!:–-]|\n)))?[ \t]*[,.!:–-]?\s*",
    re.IGNORECASE,
)
_WISHES: Final = re.compile(
    r"\b(?:i |just )?(?:hope|trust) (?:(?:you(?:'re| are)?|u r|ur|all(?: is|'s)?|everything is|everything's)"
    r"(?: all| both| keeping| doing)* (?:well|ok(?:ay)?|good|fine)"
    r"|(?:you|u)(?:'ve| have)? had an? (?:good|nice|lovely|great) \w+"
    r"|this (?:e-?mail |message )?finds you (?:well|in good health))\b[\s,.!-]*"
    r"|\b(?:it (?:was|is) |it's )?(?:really )?(?:nice|good|lovely|great) (?:to (?:meet|see|speak|talk|chat)"
    r"(?: (?:to|with))? (?:you|u)|(?:meeting|seeing|speaking|talking|chatting)(?: (?:to|with))?"
    r"(?: (?:you|u))?)\b"
    r"|\b(?:really |very much |so )?looking forward to (?:getting (?:started|going)|starting"
    r"|(?:meeting|seeing) (?:you|u)|working (?:with|together)(?: with)?(?: (?:you|u))?)\b"
    r"|\bgod bless(?: you)?\b|\bhow are you\b\W*"
    r"|\bdiolch (?:i (?:ti|chi) )?am (?:(?:dy|eich|yr?) )?(?:help|gymorth|cymorth|e-?bost|cyfarfod"
    r"|sgwrs|amser|popeth|pob dim|heddiw|ddoe)\b|\bgobeithio (?:dy fod|eich bod|bod chi)(?: chi"
    r"| di)? yn (?:iawn|dda)\b",
    re.IGNORECASE,
)
"""What people wish one another; it says nothing of papers."""
_CLOSING: Final = re.compile(
    r"(?:(?:many|kind|kindest|best|warm|warmest|with|and|all the|ever so|a lot|again|so much|very much"
    r"|thanks?(?: you)?|thank ?you|thx|ta|cheers|regards|wishes|best|love"
    r"|yours(?: (?:sincerely|faithfully|truly))?|sincerely|take care|bye|god bless|diolch(?: yn fawr)?"
    r"|cofion(?: (?:cynnes|gorau|caredig))?"
    r"|yn (?:gywir|ddiffuant|bur)|hwyl(?: fawr)?|x+)\b[\s,.!]*)++",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(
    r"[A-ZÂÊÎÔÛŴŶŁŚŻÓ][\w'.-]*|[+(]?\d[\w()+/-]*|x+|(?:[Tt]el|[Mm]ob|[Ff]fôn|[mt])[.:]*"
)
NO_SIGNER: Final = re.compile(r"x+|tel|mob|ff[oô]n|[mt]", re.IGNORECASE)
"""What stands in a signature and is no name."""
AWARDED: Final = re.compile(
    r"\(?(?:B(?:A|Ed|Eng|Mus|Sc|TEC|Th)|C(?:Eng|ert(?:Ed|HE)?)|D(?:ip(?:HE)?|Phil)|F(?:CA|CCA|dA|dSc)|H(?:NC|ND|ons)"
    r"|LL[BM]|M(?:A|BA|BCS|BE|CIPD|Ed|Eng|Phil|Res|Sc)|NVQ|OBE|PG(?:CE|Cert|Dip)|PhD|QTS|RGN)\)?[.,]?"
)
"""Letters that somebody puts behind their own name."""
_THANKS: Final = re.compile(r"thank|thx|\bta\b|cheers|diolch", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"^(?:from )?(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? (?=[A-Z])|^[Ff]rom (?=[A-Z])"
    r"| \((?:Mr|Mrs|Ms|Miss|Mx|Dr|[Ss]he/[Hh]er|[Hh]e/[Hh]im|[Tt]hey/[Tt]hem)\)$"
)
_SENTENCES: Final = re.compile(r"((?<!\b[A-Z]\.)(?<=[.!])\s+)")
_MOST_SIGNS: Final = 8
BELOW: Final = re.compile(
    r"^\s*(?:--\s*$|sent (?:from|with) (?:my|outlook|yahoo|sky|samsung|mail|the|proton|aol|gmail)"
    r"|get outlook for|sent via|sent using|anfonwyd o|virus-free\.)",
    re.IGNORECASE,
)
"""Lines that a mail program puts below what they wrote."""


def body(text: str) -> str:
    """A reply's own words without its greeting, its good wishes and its signature, its lines kept."""
    return _WISHES.sub(" ", _without_signature(greeting_left_out(text))).strip()


def greeting_left_out(text: str) -> str:
    """A reply's own words behind 'Dear Mrs Khan' and the like."""
    return _greeted(text)[1]


def name_called_first(text: str) -> str:
    """The name that a reply begins with instead of a greeting, or behind one: 'Rosa, I got both'; '' where it
    begins with none."""
    return _greeted(text)[0]


def _greeted(text: str) -> tuple[str, str]:
    text = text.replace("’", "'")
    for _ in range(2):
        found = _HELLO.match(text)
        if found is None:
            called = _CALLED.match(text)
            if called and is_name(called["name"]):
                return called["name"], text[called.end() :]
            return "", text
        text = text[found.end() :]
        to = _TO_ALL.match(text)
        text = text[to.end() :] if to else _without_name(text)
    return "", text


def _without_name(text: str) -> str:
    found = _TO_ONE.match(text)
    if found is None or not is_name(found["name"]):
        return text
    if found["second"] and not is_name(found["second"]):
        return text[found.end("name") :].lstrip()
    return text[found.end() :]


def signature_lines(text: str) -> tuple[str, ...]:
    """The lines and short sentences of a reply's signature, from above."""
    told = greeting_left_out(text)
    kept = _without_signature(told)
    return tuple(re.split(r"\n|(?<=[.!])\s+", told[len(kept) :].strip()))


def closing_left_out(line: str) -> str:
    """A line of a signature behind 'Yours sincerely' and the like."""
    found = _CLOSING.match(line)
    return line[found.end() :] if found else line


def signing_names(text: str) -> Iterator[tuple[bool, str]]:
    """The first name in each line of a reply's signature, from above, and whether that line thanks first:
    then it may be whom they thank."""
    for line in signature_lines(text):
        closing = _CLOSING.match(line)
        said = _TITLE.sub("", line[closing.end() :] if closing else line)
        names = (one.strip(".,!-–()") for one in re.split(r"[\s,]+", said))
        first = next((one for one in names if one[:1].isalpha() and _may_sign(one)), "")
        numbered = any(sign.isdigit() for sign in said)  # 'M: 07700 900123' gives a number, 'M.' signs
        if first and not (NO_SIGNER.fullmatch(first) and (numbered or len(first) > 1)):
            yield closing is not None and _THANKS.search(closing[0]) is not None, first


def _without_signature(text: str) -> str:
    lines = text.split("\n")
    while len(lines) > 1 and _signs(lines[-1].strip()):
        lines.pop()
    said = _SENTENCES.split(lines[-1])
    while len(said) > 1 and _signs(said[-1].strip()):
        del said[-2:]
    lines[-1] = "".join(said)
    return "\n".join(lines)


def _signs(line: str) -> bool:
    """Whether a line at the end belongs to a signature: a closing, a name, a number, an address."""
    if not line or _CLOSING.fullmatch(line):
        return True
    words = re.split(r"[\s,]+", closing_left_out(_TITLE.sub("", line)))
    words = [word for word in words if word.strip(".,!-–()") and not AWARDED.fullmatch(word)]
    dated = any(letter.isdigit() for letter in line)
    return len(words) <= _MOST_SIGNS and all(
        _is_sign(word) or (not dated and is_name_too(word)) for word in words
    )


def _may_sign(word: str) -> bool:
    return is_name(word) or is_name_too(word) or len(word) == 1


def _is_sign(word: str) -> bool:
    return _SIGN.fullmatch(word) is not None and (
        not word[0].isalpha() or is_name(word) or len(word.strip(".")) == 1
    )
