"""The head of a CV that is brought in: name, job aimed for, and the ways to reach the person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from jfs_desktop.documents.cv_terms.cv_labels import Tells, names_the_person
from jfs_desktop.documents.cv_terms.cv_lines import Sheet, parts_of, trimmed
from jfs_desktop.documents.cv_terms.cv_titles import folded, title_of
from jfs_desktop.documents.cv_terms.cv_words import TITLE_WORDS
from jfs_desktop.rules.cv.cv import Contact, ContactKind
from jfs_desktop.rules.cv.cv_dates import find_span, tells_only_time
from jfs_desktop.rules.cv.cv_personal import personal_details_in

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s|•]*[^\s|•.,;)]"
    r"|\b(?:[\w-]+\.)*(?:linkedin\.com|github\.com|gitlab\.com|behance\.net)/[^\s|•]*[^\s|•.,;)]",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<![\w+])(?:\+\d{1,3}[\s-]?)?(?:\(0\)\s?|\(\d{2,5}\)\s?)?\d[\d\s-]{7,14}\d(?!\w)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:e-?mail(?: address)?|e-?bost|"
    r"tel(?:ephone)?(?: (?:no|number))?|phone(?: (?:no|number))?|ffôn(?: symudol)?|"
    r"mobile(?: (?:no|number|phone))?|mob|home|address|cyfeiriad|linkedin|website|web|[etma])\s*[.:]+\s*$|"
    r"(?:e-?mail|mobile|mob|telephone|tel|phone|ffôn|e-?bost)\s+$",
    re.IGNORECASE,
)
_ADDRESS_LABEL = re.compile(r"\s*(?:home\s+)?(?:address|cyfeiriad)\s*:?\s+", re.IGNORECASE)
_NAME_LABEL = re.compile(
    r"\s*(?:(?:full )?name|enw|curriculum vitae(?: of| for)?|cv(?: of| for)?|r[ée]sum[ée](?: of| for)?)"
    r"\s*[:–-]?(?:\s+|$)",
    re.IGNORECASE,
)
_PARTICLES: Final = frozenset("ap ab ferch van von de der di da del la le el bin ó o mac an na".split())  # noqa: SIM905
_STREET = re.compile(
    r"\b(?:street|road|avenue|lane|drive|close|court|crescent|terrace|way|place|gardens|flat|"
    r"stryd|ffordd|heol|lôn)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r",\s*\d+[A-Za-z]?\s+[^\W\d_a-z]")
"""A house in the midst of a line: 'Old Brewery Development, 145 Great'."""
_MOST_OF_ADDRESS: Final = 5
"""Lines of an address above that of its postcode."""
_LONGEST_PART, _FILLED, _LONGEST_FILLED = 50, 40, 120
"""Letters of a line that holds a part of an address; from which on, and to which, it holds several."""
_LARGE: Final = 14
"""Points from which on letters are those of a name."""
_LONG: Final = 12
"""Words from which on an untitled line in the head is somebody telling of themselves."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head tells; ``profile`` are untitled sentences that stood there."""

    name: str
    target_job: str
    profile: str
    contacts: tuple[Contact, ...]


def read_head(
    sheet: Sheet, top: Sequence[int], contact_lines: Sequence[int], new_key: Callable[[], UUID]
) -> Head:
    """Reads the lines before the first title (``top``) and those below a title for contact details."""
    contacts: list[Contact] = []
    for at in (*top, *contact_lines):
        contacts += _reach(sheet, at, new_key)
    name_at, name = (
        _labelled_name(sheet, (*top, *contact_lines))
        or _name(sheet, top)
        or _name(sheet, [at for at in contact_lines if len(sheet.text(at).split()) > 1])  # a town is one word
        or (None, "")
    )
    address = _address(sheet, (*top, *contact_lines), name_at, new_key)
    target = _labelled_target(sheet, (*top, *contact_lines))
    if name_at is not None and not target:
        target = _target(sheet, top, name_at)
    profile = "\n".join(_sentences(sheet, top))
    return Head(name, target, profile, (*address, *contacts))


def is_way_to_reach(text: str) -> bool:
    """Whether a line is nothing but a number or an address by which somebody is reached."""
    told = text.strip()
    # '2012 - 2015' has the figures of a number, and is when somebody was there.
    return not tells_only_time(told) and any(
        pattern.fullmatch(told) for pattern in (_EMAIL, _LINK, _TELEPHONE)
    )


def _reach(sheet: Sheet, at: int, new_key: Callable[[], UUID]) -> Iterator[Contact]:
    """The addresses and numbers in a line that can be told by their form alone."""
    text = sheet.lines[at].text
    if personal_details_in(text):
        return
    for kind, pattern in (
        (ContactKind.EMAIL, _EMAIL),
        (ContactKind.LINK, _LINK),
        (ContactKind.TELEPHONE, _TELEPHONE),
    ):
        for start, end in sheet.free(at):
            free_from = start
            for found in pattern.finditer(text, start, end):
                if kind is ContactKind.TELEPHONE and not 9 <= sum(map(str.isdigit, found[0])) <= 15:
                    continue
                if kind is ContactKind.TELEPHONE and tells_only_time(found[0]):
                    continue
                key = new_key()
                label = _label_before(text, free_from, found.start())
                if label < found.start():
                    sheet.take(at, (label, found.start()), "label")
                told = sheet.take_whole(at, found.span(), "contacts", None, key)
                yield Contact(key, kind, told)
                free_from = found.end()


def _label_before(text: str, start: int, end: int) -> int:
    found = _LABEL.search(text, start, end)
    at_word = found and (found.start() == start or not text[found.start() - 1].isalnum())
    return found.start() if found and at_word else end


def _labelled_name(sheet: Sheet, lines: Sequence[int]) -> tuple[int, str] | None:
    """The name that stands behind its label in a form; of two labels the first name comes first."""
    cells = [(kind, at, stretch) for at in lines for kind, stretch in sheet.cells(at)]
    for kinds in ((Tells.NAME,), (Tells.FIRST_NAME, Tells.SURNAME)):
        found = [next((cell for cell in cells if cell[0] == kind), None) for kind in kinds]
        told = [(at, stretch) for cell in found if cell for _, at, stretch in (cell,)]
        if len(told) == len(kinds) and all(sheet.lines[at].text[s:e].strip() for at, (s, e) in told):
            return max(at for at, _ in told), " ".join(sheet.take(*one, "name") for one in told)
    return None


def _name(sheet: Sheet, lines: Sequence[int]) -> tuple[int, str] | None:
    large = name_in_large_letters(sheet)
    for at in sorted(lines, key=lambda at: at != large):
        for start, end in parts_of(sheet.lines[at].text, sheet.free(at)):
            text = sheet.lines[at].text
            label = _NAME_LABEL.match(text, start, end)
            begin = label.end() if label else start
            if names_the_person(trimmed(text[start:end])) and not label:
                continue  # 'Mobile' is nobody
            if label and not trimmed(text[begin:end]):  # the name stands in the next cell
                sheet.take(at, (start, end), "label")
                continue
            if title_of(trimmed(text[begin:end])) or not looks_like_a_name(trimmed(text[begin:end])):
                continue
            if label:
                sheet.take(at, (start, begin), "label")
            name = sheet.take(at, (begin, end), "name")
            rest = " ".join(_rest_of_name(sheet, lines, at))
            apart = "-" if rest and text[begin:end].rstrip().endswith("-") else " "
            return at, f"{name}{apart}{rest}".strip()
    return None


def _rest_of_name(sheet: Sheet, lines: Sequence[int], at: int) -> Iterator[str]:
    """A name in large letters that was too long for its line goes on in the next."""
    look, below = sheet.lines[at].look, at + 1
    if look.size < _LARGE or below not in lines or sheet.lines[below].look != look:
        return
    free, text = sheet.free(below), sheet.text(below)
    if len(free) == 1 and len(text.split()) <= 3 and (len(text.split()) == 1 or looks_like_a_name(text)):
        yield sheet.take_rest(below, "name")


def name_in_large_letters(sheet: Sheet) -> int | None:
    """The line in the largest letters of all, where it alone is written so and may be a name."""
    sizes = Counter(line.look.size for line in sheet.lines)
    largest = max(sizes, default=0)
    if largest < _LARGE or sizes[largest] > 2:
        return None
    at = next(at for at, line in enumerate(sheet.lines) if line.look.size == largest)
    text = trimmed(sheet.text(at))
    return at if looks_like_a_name(text) and not title_of(text) else None


def looks_like_a_name(text: str) -> bool:
    """A few words, each with a capital, and no title, street or number."""
    words = text.split()
    if not 2 <= len(words) <= 6 or re.search(r"[\d@:/]", text) or len(text) > 60:
        return (
            len(words) == 1 and text.isalpha() and text[0].isupper() and folded(text) not in ("cv", "resume")
        )
    return all(map(_is_of_a_name, words)) and not _STREET.search(text) and folded(text) != "curriculum vitae"


def _is_of_a_name(word: str) -> bool:
    leans = len(word) > 2 and word[1] in "-'’" and word[2].isupper()  # 't-Saoir', 'd’Arcy'
    return word[0].isupper() or leans or word.casefold() in _PARTICLES or word[0] in "('\"‘"


def _address(
    sheet: Sheet, lines: Sequence[int], name_at: int | None, new_key: Callable[[], UUID]
) -> tuple[Contact, ...]:
    """The line with a postcode, and the lines above it that lead to it."""
    for place, at in enumerate(lines):
        text = sheet.lines[at].text
        parts = parts_of(text, sheet.free(at))
        for index, (start, end) in enumerate(parts):
            if not _POSTCODE.search(text, start, end):
                continue
            key = new_key()
            labelled = index == 1 and names_the_person(trimmed(text[slice(*parts[0])]))
            above = _lines_above(sheet, lines[:place], name_at) if index == 0 and not labelled else []
            told = "".join(_taken_with_gap(sheet, line, key) for line in above)
            label = _ADDRESS_LABEL.match(text, start, end)
            begin = label.end() if label else start
            if label:
                sheet.take(at, (start, begin), "label")
            elif index and names_the_person(trimmed(text[slice(*parts[index - 1])])):
                sheet.take(at, parts[index - 1], "label")
            told += sheet.take(at, (begin, end), "contacts", None, key)
            return (Contact(key, ContactKind.ADDRESS, told),)
    return ()


def _taken_with_gap(sheet: Sheet, at: int, key: UUID) -> str:
    """The words of a line of an address, and what parts them from the next: a line ends where a part of the
    address does, unless several parts filled it."""
    ran_on = goes_on_below(sheet.text(at)) and len(sheet.text(at)) >= _FILLED
    return sheet.take_rest(at, "contacts", None, key) + (" " if ran_on else ", ")


def goes_on_below(text: str) -> bool:
    """Whether a line holds parts of an address, the last of which may go on in the next line: 'Flat 12, The
    Old' and not 'Flat 12, High Street'."""
    parts = text.split(",")
    return (
        len(parts) > 1
        and bool(parts[-1].strip())
        and _is_of_address(text)
        and not re.search(rf"{_STREET.pattern}$|{_POSTCODE.pattern}$", text, re.IGNORECASE)
    )


def _is_of_address(text: str) -> bool:
    """Whether a line tells a house or a street, or ends as a part of an address does."""
    told = text[:1].isdigit() or text.endswith(",") or _STREET.search(text) or _NUMBERED.search(text)
    return bool(told) and not TITLE_WORDS.search(text)


def _lines_above(sheet: Sheet, lines: Sequence[int], name_at: int | None) -> list[int]:
    """The lines above a postcode from the one with the house number on; none without such a one."""
    above: list[int] = []
    begun = False
    for at in reversed(lines[-_MOST_OF_ADDRESS:]):
        text = sheet.text(at)
        free = sheet.free(at)
        whole = len(free) == 1 and trimmed(text) == trimmed(sheet.lines[at].text[free[0][0] : free[0][1]])
        of_address = _is_of_address(text)
        longest = _LONGEST_FILLED if of_address and "," in text else _LONGEST_PART
        if at == name_at or not whole or len(text) > longest or personal_details_in(text):
            break
        if begun and not of_address:
            break  # a house may stand above its street, and nothing else
        above.insert(0, at)
        if _ADDRESS_LABEL.match(text):
            return above
        begun = begun or text[0].isdigit() or bool(_STREET.search(text))
    return above if begun else []


def _labelled_target(sheet: Sheet, lines: Sequence[int]) -> str:
    """The job behind a label that asks for it."""
    for at in lines:
        for kind, stretch in sheet.cells(at):
            if kind == Tells.TARGET and sheet.lines[at].text[slice(*stretch)].strip():
                return sheet.take(at, stretch, "target_job")
    return ""


def _target(sheet: Sheet, lines: Sequence[int], name_at: int) -> str:
    """The short line directly below the name, or what stands beside it."""
    following = [at for at in lines if at >= name_at]
    for at in following[:3]:
        text = sheet.lines[at].text
        for start, end in parts_of(text, sheet.free(at)):
            told = trimmed(text[start:end])
            short = len(told.split()) <= 8 and not re.search(r"\d\D*\d\D*\d|[@.:]", told)
            if not told or title_of(told) or names_the_person(told):
                continue
            if _is_touched(sheet, at) and at != name_at:
                return ""  # what stands beside a number or an address is about that
            if short and not _STREET.search(told) and not personal_details_in(told) and "," not in told:
                return sheet.take(at, (start, end), "target_job")
            if at != name_at:
                return ""
    return ""


def _is_touched(sheet: Sheet, at: int) -> bool:
    return any(piece.line == at and piece.field == "contacts" for piece in sheet.pieces)


def _ends_in_time(text: str) -> bool:
    """Whether a line ends with from when to when it was, as that of a job does."""
    span = find_span(text)
    return span is not None and not span.single and span.end >= len(text.rstrip(" .)"))


def _sentences(sheet: Sheet, lines: Sequence[int]) -> Iterator[str]:
    for at in lines:
        free = sheet.free(at)
        text = sheet.text(at)
        alone = len(free) == 1 and not _is_touched(sheet, at)
        if alone and len(text.split()) >= _LONG and not personal_details_in(text) and not _ends_in_time(text):
            sheet.take(at, free[0], "profile")
            yield " ".join(sheet.lines[at].text[free[0][0] : free[0][1]].split())
