"""What does not belong on a CV: personal details by which nobody should be judged or robbed."""

from __future__ import annotations

import re

_DAY = r"\d{1,2}(?:st|nd|rd|th)?[-/. ]+(?:\d{1,2}|[a-z]{3,9})[-/., ]+\d{2,4}"
_PATTERNS = (
    (
        "a date of birth",
        rf"\b(?:date of birth|d\.? ?o\.? ?b\b|born(?: on)? (?:the )?{_DAY}|dyddiad geni|place of birth)",
    ),
    (
        "a National Insurance number",
        r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
        r"|\bnational insurance (?:no|number)\b|\brhif yswiriant gwladol\b",
    ),
    (
        "a marital status",
        r"\bmarital status\b|\bstatws priodasol\b|\b(?:happily|recently) married\b|\bdivorced\b"
        r"|^(?:married|single|widowed)\b(?= *(?:$|[,.;|]|with\b))",
    ),
    (
        "an age",
        r"\bage(?:d)?\s*:?\s*\d{2}\b(?![-–+])|\b\d{2}[- ]years?[- ]old\b(?! \w+s\b)",
    ),
    ("a photograph", r"\bphoto(?:graph)? (?:attached|enclosed|available)\b|\b(?:my|see) photo(?:graph)?\b"),
    ("a religion", r"\breligion\s*:"),
    ("a passport number", r"\bpassport (?:no|number)\b"),
    ("bank details", r"\bsort code\b|\bbank account\b"),
)
_COMPILED = tuple((what, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for what, pattern in _PATTERNS)

_PLAYFUL = frozenset(
    {
        "babe", "babes", "baby", "babygirl", "badboy", "beer", "bitch", "boozy", "boss", "chick", "crazy",
        "cutie", "daddy", "devil", "diva", "drunk", "foxy", "ganja", "gangsta", "gorgeous", "hottie", "hunk",
        "juicy", "killer", "kinky", "legend", "mad", "minx", "naughty", "ninja", "party", "playa", "princess",
        "psycho", "queen", "sexy", "slut", "stoner", "stud", "sweetie", "thug", "vodka", "weed", "xx", "xxx",
    }
)  # fmt: skip
_PLAYFUL_INSIDE = (
    "sexy",
    "cutie",
    "princess",
    "gangsta",
    "hottie",
    "partyanimal",
    "loverboy",
    "badboy",
    "69er",
)


def personal_details_in(text: str) -> tuple[str, ...]:
    """What a text seems to give away, in words: 'a date of birth'. Empty where there is nothing."""
    return tuple(what for what, pattern in _COMPILED if pattern.search(text))


def playful_address(address: str, name: str = "") -> bool:
    """Whether an e-mail address sounds made for friends; the words of the person's own name never do."""
    local = address.partition("@")[0].casefold()
    own = set(re.findall(r"[^\W\d_]+", name.casefold()))
    for word in own:
        local = local.replace(word, " ")
    parts = re.findall(r"[^\W\d_]+", local)
    return (
        not _PLAYFUL.isdisjoint(parts)
        or any(word in local for word in _PLAYFUL_INSIDE)
        or re.search(r"(?:^|\D)(?:69|420)(?:\D|$)", local) is not None
    )
