"""A Jobcentre's request read from pasted text: its labelled items, and which were not found (X4, JFS 5.05).

The text comes from a mailbox, so that anything may stand in it. What is not plainly one labelled value is
left to the person to type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from jfs_desktop.rules.mail.request_heads import values_below
from jfs_desktop.rules.person import checks, typed_dates
from jfs_desktop.rules.person.checks import Checked
from jfs_desktop.rules.writing.discreet import Discreet

LONGEST = 200_000
"""Characters that are read; a form has fewer than two thousand."""
MOST_LINES, LONGEST_LINE, ADDRESS_LINES = 4_000, 500, 8
POST = "post"
"""The kind of an item that holds a postal address."""
_YEAR_AHEAD = timedelta(days=366)
_CELLS = re.compile(r"\t| {3,}| \|(?= |$)")
_CLAUSE = re.compile(r"\s[–—-]\s|[,;(]")
_NUMBERING = re.compile(r"\(?\d{1,2}[.)]?")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\bP\.? ?O\.? Box\b", re.IGNORECASE)
_POSTAL = re.compile(r"\bpostal\b", re.IGNORECASE)
_UNREAD = "what stands beside its label could not be read. Type it where the form asks for post"
"""Who needs post must not be answered by e-mail because a column was narrow (X7)."""
_TWICE = "it stands there twice, and not alike"
_PARTED = "a line of it may be taken for another item. Type it whole"
"""'Jobcentre' in an address looks like a label where it stands on a line of its own."""
_BRACKETED = re.compile(r"(?P<name>[^<>]{0,200})<(?:mailto:)?(?P<address>[^<>]{1,320})>\W*")
_BOLD = r"(?:[*_]{1,3}(?=\s|$))?"
"""What a mail program leaves of bold letters in plain text."""
_BULLET = r"[\s>|*_•·▪–-]*(?:\(?[0-9]{1,2}(?:[.)]\s*|\s+))?"
_REMARK = r"\s*\([^()]{1,80}\)\s+(?=\S)"
"""Behind the label of a postal address: in a narrow column its value follows at once."""
_MOST_BROKEN = 2
"""Rows below its first that a label in a narrow column takes."""
_MOST_BELOW = 16
"""Rows below a row of labels that are looked at."""
_AFTER = r"\s*(?:\([^()]{0,80}\))?[*_]{0,3}\s*(?:[:：=?]" + _BOLD + r"\s*|[–—-]\s+|$)"


Labels = Sequence[tuple[re.Pattern[str], str]]
"""Patterns of the spellings of each label, with the key of its item."""


@dataclass(frozen=True, slots=True)
class FormItem:
    """One item of a form: its key and name, what kind of value it has, and how it may be spelt."""

    key: str
    name: str
    kind: str
    spelt: tuple[str, ...]
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class RequestItems:
    """The items of the form, in its order, the words that stand for an empty one, and those that begin the
    end of a letter."""

    form: str
    paragraph: str
    items: tuple[FormItem, ...]
    none: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class PastedRequest(Discreet):
    """What was read. ``values`` by the item's key, tidy and as text (days in ISO form); ``missing`` are keys
    not found; ``doubtful`` those found but not taken, each with the reason in a few words."""

    values: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    doubtful: Mapping[str, str] = field(default_factory=dict)


def read(text: str, form: RequestItems, received_on: date) -> PastedRequest:
    """Recognise the items in a whole e-mail or form. It never fails, whatever the text is."""
    values: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    kinds = {item.key: item for item in form.items}
    named = set[str]()
    for key, told, above in _labelled(text, form, received_on):
        item = kinds[key]
        named.add(key)
        if _is_empty(item.kind, told, form):
            continue
        found = tidy(item.kind, told, received_on)
        if found.value is None:
            doubtful.setdefault(key, found.problem)
        elif item.kind == POST and not is_postal(found.value):
            doubtful.setdefault(
                key, f"'{found.value[:40]}' is no address. Type it where the form asks for post"
            )
        elif item.kind == POST and above:  # a label in the middle of a high cell
            doubtful[key] = f"'{above[:40]}' stands above its label and may belong to it. Type it whole"
        elif values.get(key, found.value) != found.value:
            doubtful[key] = _TWICE
        elif found.value:
            values[key] = found.value
    for post in (item.key for item in form.items if item.kind == POST):
        if post not in named and _POSTAL.search(text[:LONGEST]):
            doubtful[post] = _UNREAD
        elif post in values and post not in doubtful and _TWICE in doubtful.values():
            doubtful[post] = _PARTED
    for key in doubtful:
        values.pop(key, None)
    missing = tuple(
        item.key
        for item in form.items
        if item.key not in values and item.key not in doubtful and not item.may_be_empty
    )
    return PastedRequest(values, missing, doubtful)


def _is_empty(kind: str, told: str, form: RequestItems) -> bool:
    """Whether words stand for an empty item: by themselves, or of a postal address as its first line or the
    first part of its only one ('not required - please use e-mail, by 10 June')."""
    none = {checks.spelling(word) for word in form.none}
    if checks.spelling(told) in none or not told.strip(" -–"):
        return True
    first, *more = told.splitlines()
    if kind != POST or _POSTCODE.search(first):
        return False
    return checks.spelling(first if more else _CLAUSE.split(first, maxsplit=1)[0]) in none


def tidy(kind: str, told: str, received_on: date) -> Checked[str]:
    """One item's value in the way it is kept, a day in ISO form; or a short plain reason."""
    match kind:
        case "day":
            day = typed_dates.day(told, newest=received_on + _YEAR_AHEAD)
            return Checked(day.value.isoformat() if day.value else None, day.problem or "there is no date")
        case "email":
            return checks.email(_address_in(told).removeprefix("mailto:").strip("<>[]() \t"))
        case "name":
            return checks.name(told)
        case "ni_number":
            return checks.ni_number(told)
        case "passage" | "post":
            return checks.passage(told)
    # At the foot of what a browser printed stands the address of the page.
    return checks.line(told) if "://" not in told else Checked(None, "it is the address of a page")


def is_postal(text: str) -> bool:
    """Whether words can be a postal address: a postcode or a box, two lines, or a figure and a comma. What
    else stands on the form there, such as 'by e-mail please', asks for no post (X7)."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(_POSTCODE.search(text)) or len(lines) > 1 or ("," in text and any(map(str.isdigit, text)))


def _address_in(told: str) -> str:
    """The address of 'Work Coach <w@jobcentre.example>', as mail programs copy it; else all that is told."""
    found = _BRACKETED.fullmatch(told.strip())
    if found is None or checks.hidden_character(told):
        return told
    return found["address"] if "@" not in found["name"] or found["name"].strip() == found["address"] else told


def _labelled(text: str, form: RequestItems, received_on: date) -> Iterator[tuple[str, str, str]]:
    """Each label with what stands behind it, or below it up to the next label, its number in the form, or
    the end of the letter; and the line just above it that is no value of the label before."""
    labels, ends = _labels(form), {checks.spelling(word) for word in form.ends}
    open_key, lines, room, above, passed = "", [""], 0, "", ""
    for cell in _cells(text, labels, _Headed(form, labels, received_on)):
        key, rest = _label_of(cell, labels)
        if key:
            if open_key:
                yield open_key, "\n".join(lines[:-1] if _is_numbering(lines) else lines), above
            item = next(one for one in form.items if one.key == key)
            above = "" if _is_numbering([passed]) else passed
            open_key, lines, passed = key, [rest] if rest else [], ""
            room = ADDRESS_LINES if item.kind in ("passage", POST) else 1
        elif not open_key or (not cell and not lines):
            passed = cell if lines != [""] else ""  # below a first label
        elif not cell or len(lines) >= room or checks.spelling(cell) in ends:
            yield open_key, "\n".join(lines), above
            open_key, passed = "", cell
        else:
            lines.append(cell)
    if open_key:
        yield open_key, "\n".join(lines), above


def _is_numbering(lines: Sequence[str]) -> bool:
    """Whether the last of them is no value, but the number of the item that comes next."""
    return bool(lines) and _NUMBERING.fullmatch(lines[-1]) is not None


def _cells(text: str, labels: Labels, headed: _Headed) -> Iterator[str]:
    """Lines and the cells of table rows in them, one after the other; an empty line as ''."""
    whole = [
        [part.strip() for part in _CELLS.split(line[:LONGEST_LINE])]
        for line in islice(text[:LONGEST].splitlines(), MOST_LINES)
    ]
    rows = [[cell for cell in row if cell] for row in whole]
    at = 0
    while at < len(rows):
        cells, taken = headed.read(whole, at) or _broken_label(rows[at : at + 1 + _MOST_BROKEN], labels)
        yield from cells or rows[at] or [""]
        at += taken


class _Headed:
    """Reads what stands below a row of labels."""

    def __init__(self, form: RequestItems, labels: Labels, received_on: date) -> None:
        self._form, self._labels, self._received_on = form, labels, received_on
        self._items = {item.key: item for item in form.items}

    def read(self, rows: Sequence[Sequence[str]], at: int) -> tuple[list[str], int] | None:
        """Each label with its value after it, and how many rows they take; None for a row of another kind.
        Where it cannot be told which value is whose, none of them is."""
        items = self._heads(rows[at])
        if not items:
            return None
        below = list(takewhile(self._is_value, rows[at + 1 : at + 1 + _MOST_BELOW]))
        post = next((place for place, item in enumerate(items) if item.kind == POST), None)

        def fits(place: int, value: str) -> bool:
            kind = items[place].kind
            empty = _is_empty(kind, value, self._form)
            return empty or tidy(kind, value, self._received_on).value is not None

        values, taken = values_below(len(items), post, below, fits)
        told = zip((cell for cell in rows[at] if cell), values, strict=False)
        return [one for label, value in told for one in (label, *(value or "-").splitlines())] + [
            ""
        ], 1 + taken

    def _heads(self, row: Sequence[str]) -> list[FormItem]:
        found = [_label_of(cell, self._labels) for cell in row if cell]
        alone = len(found) > 1 and all(key and not rest for key, rest in found)
        return [self._items[key] for key, _ in found] if alone else []

    def _is_value(self, row: Sequence[str]) -> bool:
        return any(row) and not any(_label_of(cell, self._labels)[0] for cell in row)


def _broken_label(rows: Sequence[Sequence[str]], labels: Labels) -> tuple[list[str], int]:
    """The label that the first cell of a row begins and the rows below it go on with, then what stands beside
    them; and how many rows are read with it. Nothing where that cell is a label by itself, or none."""
    label, *beside = _unnumbered(rows[0]) or [""]
    if not beside or _label_of(label, labels)[0]:
        return [], 1
    for number, row in enumerate(rows[1:], 2):
        if not 1 <= len(row) <= 2 or _label_of(row[0], labels)[1]:
            break
        label, beside = f"{label} {row[0]}", [*beside, *row[1:]]
        key, rest = _label_of(label, labels)
        if key and not rest:
            return [label, *beside], number
    return [], 1


def _unnumbered(row: Sequence[str]) -> Sequence[str]:
    """The cells of a row without the number of its item."""
    return row[1:] if len(row) > 2 and _is_numbering(row[:1]) else row


def _label_of(cell: str, labels: Labels) -> tuple[str, str]:
    for pattern, key in labels:
        found = pattern.match(cell)
        if found is not None:
            return key, cell[found.end() :].strip()
    return "", ""


@lru_cache(maxsize=4)
def _labels(form: RequestItems) -> Labels:
    """Patterns of the spellings, the longest first, so that a short one does not cut a long one off."""
    spelt = [(words, item) for item in form.items for words in (*item.spelt, item.name)]
    spelt.sort(key=lambda one: -len(one[0]))
    return tuple((_pattern(words, _after(item)), item.key) for words, item in spelt)


def _after(item: FormItem) -> str:
    return f"(?:{_AFTER}|{_REMARK})" if item.kind == POST else _AFTER


def _pattern(words: str, after: str) -> re.Pattern[str]:
    parts = [re.escape(part.replace("'", "")) for part in words.replace("-", "").split()]
    parts = [re.sub(r"(?<=participant)s$", "['’]?s", part) for part in parts]
    spelt = r"[\s_/-]*".join(part.replace("email", r"e[\s-]?mail") for part in parts)
    return re.compile(_BULLET + spelt + after, re.IGNORECASE)
