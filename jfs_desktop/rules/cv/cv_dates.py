"""Times as people write them on a CV: 'Jan 2019 – present', '01/2019-03/2020', '2017-19', 'Summer 2016'.

English and Welsh; in figures the day is first, never the month. Of a day or a season the month or year is
kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jfs_desktop.rules.cv.cv import MonthYear
from jfs_desktop.rules.writing.wording import MONTHS

_WELSH = (
    "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin",
    "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr",
)  # fmt: skip
_SHORT_WELSH = ("ion", "chwef", "maw", "ebr", "mai", "meh", "gorff", "aws", "med", "hyd", "tach", "rhag")
_NUMBERS: Final = {
    **{name.casefold(): at for at, name in enumerate(MONTHS, 1)},
    **{name.casefold()[:3]: at for at, name in enumerate(MONTHS, 1)},
    **{name: at for at, name in enumerate(_WELSH, 1)},
    **{name: at for at, name in enumerate(_SHORT_WELSH, 1)},
    "sept": 9,
}
_MONTH = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19[4-9][0-9]|20[0-9]{2})(?![0-9])"
_SEASON = (
    r"(?:(?:early|late|mid)[ -])?"
    r"(?:spring|summer|autumn|winter|christmas|xmas|easter|gwanwyn|haf|gaeaf|nadolig|pasg)\b"
)
_COUNTED = (
    "level", "lefel", "grade", "gradd", "category", "categori", "cat", "unit", "uned", "part", "rhan", "year",
    "blwyddyn", "stage", "cam", "class", "dosbarth", "module", "modiwl", "phase", "tier", "band", "step",
    "nvq", "svq", "qcf", "rqf", "cqfw", "scqf",
)  # fmt: skip
"""Words whose figure counts something else than a month or day: 'Level 2-2019', 'Lefel 3 Mai 2019'."""
_OWN = "".join(rf"(?<!\b{word}\s)(?<!\b{word}\.\s)" for word in _COUNTED)
_POINT = (
    rf"(?:{_MONTH}\s*[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}"
    rf"|(?:{_OWN}[0-9]{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH},?\s*"
    rf"(?:{_YEAR}|['’][0-9]{{2}}(?![0-9])|[0-9]{{2}}(?![0-9]))"
    rf"|{_SEASON},?\s+(?:of\s+)?(?:{_YEAR}|['’][0-9]{{2}}(?![0-9]))"
    rf"|{_OWN}[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.](?:{_YEAR}|[0-9]{{2}}(?![0-9]))"
    # With blanks around the stroke only '02 / 2019': 'Food Hygiene 2 - 2019' is no February.
    rf"|{_OWN}(?:[0-9]{{1,2}}[/.-]|0[1-9]\s?/\s?){_YEAR}"
    rf"|{_YEAR}[-/.](?:0[1-9]|1[0-2])(?![0-9])"
    rf"|{_OWN}0[1-9]/(?:[0-3][0-9]|9[0-9])(?![0-9/])"
    rf"|{_YEAR})"
)
_NOW = (
    r"(?:(?:the\s+)?present(?:\s+day)?|now|current(?:ly)?|to\s+date|date|ongoing|today|"
    r"y\s+presennol|presennol|cyfredol|nawr|heddiw)\b"
)
_TO = r"\s*(?:-|–|—|‒|−|→|➔|➜|\bto\b|\band\b|&|\buntil\b|\btill\b|\bhyd(?:\s+at)?\b|\btan\b)\s*"
_BEFORE = r"(?<![0-9A-Za-z/£$#.])"
_LOOSE_MONTH = rf"(?:{_OWN}[0-9]{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9])"
_PATTERNS = (
    # Where the day stands behind the second month it does so behind the first: 'May 12 - June 3 2019'.
    ("same_year", rf"(?P<a>{_MONTH})\s*{_DAY}{_TO}(?P<b>{_MONTH}\s*{_DAY},?\s+{_YEAR})"),
    ("run", rf"(?:\b(?:from|o)\s+)?(?P<a>{_POINT}){_TO}(?:(?P<b>{_POINT})|(?P<now>{_NOW}))"),
    # From and to in columns of their own.
    ("columns", rf"(?P<a>{_POINT})\s*\t\s*(?:(?P<b>{_POINT})|(?P<now>{_NOW}))"),
    ("years", rf"(?P<a>{_YEAR})\s?/\s?(?P<b>{_YEAR})"),
    ("short", rf"(?P<a>{_YEAR})\s?[-–—/]\s?(?P<b>[0-9]{{2}})(?![0-9/.-])"),
    ("same_year", rf"(?P<a>{_LOOSE_MONTH}){_TO}(?P<b>{_POINT})"),
    ("since", rf"\b(?:since|ers)\s+(?P<a>{_POINT})"),
    ("from", rf"\b(?:from|o)\s+(?P<a>{_POINT})"),
    ("until", rf"\b(?:to|until|till|hyd|tan)\s+(?P<b>{_POINT})"),
    ("still", r"\bto\s+(?P<now>present)\b"),
    ("one", rf"(?P<a>{_POINT})"),
)
_COMPILED = tuple((kind, re.compile(_BEFORE + pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)

LONGEST: Final = 400
"""Letters of a line that are searched; a date that matters does not stand behind them."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A time within a text: where it stands, and what it says.

    ``single``: one date alone, which is both ``began`` and ``ended``.
    """

    start: int
    end: int
    began: MonthYear | None
    ended: MonthYear | None
    ongoing: bool = False
    single: bool = False


_OF_TIME: Final = re.compile(
    rf"(?:{_MONTH}|{_SEASON}|{_NOW}|since|from|ers|o|{_TO.strip()}|[0-9]{{1,2}}(?:st|nd|rd|th)\b"
    r"|['’]?[0-9]{1,4}(?![0-9])|[\s/.,()])+",
    re.IGNORECASE,
)


def tells_only_time(text: str) -> bool:
    """Whether a text is nothing but a time or a part of one: 'Jan 2019 –', '2017-20', 'to present'."""
    words = text.strip()
    if len(words) > 40 or not _OF_TIME.fullmatch(words):
        return False
    return find_span(words) is not None or bool(re.search(rf"(?i){_NOW}|^{_MONTH}", words))


def is_time(text: str) -> bool:
    """Whether a text is a date or a time from … to …, and nothing besides: '02/2009'."""
    return tells_only_time(text) and find_span(text) is not None


def tells_present(text: str) -> bool:
    """Whether a text says only that it goes on: 'Present', 'to date', 'still here'."""
    still = r"still\s+(?:here|there|employed|working|in\s+post)\b"
    return bool(re.fullmatch(rf"\W*(?:(?:(?:to|hyd)\s+)?{_NOW}|{still})\W*", text, re.IGNORECASE))


def find_span(text: str) -> FoundSpan | None:
    """The first time that a text tells; a run from … to … is preferred to a date alone."""
    found = [
        (match.start(), rank, kind, match)
        for rank, (kind, pattern) in enumerate(_COMPILED)
        for match in pattern.finditer(text[:LONGEST])
        if _makes_sense(kind, match)
    ]
    if not found:
        return None
    # A single date within a run begins where the run does, or later.
    runs = [item for item in found if item[2] != "one"] or found
    _, _, kind, match = min(runs, key=lambda item: (item[0], item[1]))
    return _span(kind, match)


def _makes_sense(kind: str, match: re.Match[str]) -> bool:
    if kind == "short":
        first = int(match["a"])
        return first - first % 100 + int(match["b"]) >= first
    if kind == "one":
        return _point(match["a"]) is not None
    named = match.groupdict()
    if kind == "columns" and named.get("b"):
        began, ended = _point(match["a"]), _point(match["b"])
        return began is not None and ended is not None and began.year <= ended.year
    return all(_point(named[key], named.get("b")) is not None for key in ("a", "b") if named.get(key))


def _span(kind: str, match: re.Match[str]) -> FoundSpan:
    named = match.groupdict()
    began = _point(named["a"], named.get("b")) if named.get("a") else None
    ended = _point(named["b"]) if named.get("b") else None
    if kind == "short" and began:
        ended = MonthYear(began.year - began.year % 100 + int(named["b"]))
    ongoing = kind == "since" or bool(named.get("now"))
    if kind == "same_year" and began and ended and began > ended:  # 'Dec 12 - Jan 3 2019'
        began = MonthYear(began.year - 1, began.month)
    single = kind == "one"
    return FoundSpan(match.start(), match.end(), began, began if single else ended, ongoing, single)


def _point(text: str, year_from: str | None = None) -> MonthYear | None:
    """A date; a month without a year takes that of ``year_from``. None for a month that there is not."""
    figures = re.findall(r"[0-9]+", text)
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    month = next((_NUMBERS[word] for word in words if word in _NUMBERS), 0)
    year = next((int(figure) for figure in figures if len(figure) == 4), 0)
    short = [int(figure) for figure in figures if len(figure) <= 2]
    if not year and short and (len(words) == 0 or re.search(r"[^\W\d_]\.?,?\s*['’]?[0-9]{2}$", text)):
        year = (2000 if short[-1] < 50 else 1900) + short.pop()
    if not year:
        later = _point(year_from) if year_from else None
        return MonthYear(later.year, month) if later and month else None
    if not month and short and not words:
        month = short[-1]
        if not 1 <= month <= 12:
            return None
    return MonthYear(year, month)
