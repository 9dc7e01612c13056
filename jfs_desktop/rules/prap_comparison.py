"""What a list from PRaP says against what was ticked here, case by case (W16, PCO evidence)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.facts import CaseFacts, FactKind
from jfs_desktop.rules.fixed_choices import END_CODE
from jfs_desktop.rules.folding import folded
from jfs_desktop.rules.journey import start_date
from jfs_desktop.rules.prap_entries import END_DATE
from jfs_desktop.rules.prap_lists import PrapRules
from jfs_desktop.rules.prap_values import prap_day
from jfs_desktop.rules.typed_dates import day as typed_day


class Result(StrEnum):
    """What came out for one row or one case."""

    MATCHED = "matched"
    DIFFERENT = "different"
    MISSING = "missing"  # ticked here and not in PRaP's list
    NOT_OURS = "not_ours"  # in PRaP's list and not here
    UNREADABLE = "unreadable"  # a cell of the row cannot be read, and nothing else differs


@dataclass(frozen=True, slots=True, repr=False)
class Difference(Discreet):
    """One thing that differs: what it is, here and on PRaP, and how it is put right. ``fault`` says why the
    cell of the list cannot be read, '' where it can."""

    what: str
    here: str
    there: str
    remedy: str
    fault: str = ""

    @property
    def both(self) -> str:
        """What stands here and what on PRaP, in one clause."""
        there = f"'{self.there}', which cannot be read: {self.fault}" if self.fault else self.there
        return f"{self.what}: here {self.here}, on PRaP {there}"


@dataclass(frozen=True, slots=True, repr=False)
class Compared(Discreet):
    """One case, or one row that is no case here. ``row`` is 0 where the list has none."""

    result: Result
    reference: str
    row: int = 0
    case_id: UUID | None = None
    name: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def to_keep(self) -> bool:
        """Whether something came out for a case; a row that cannot be read tells nothing of it."""
        return self.case_id is not None and self.result is not Result.UNREADABLE


SPANS = ("referral_date", "start_date")
NOTHING = "nothing"
KEY_IT = "PRaP has it: tick the entry here with its day."
ON_PRAP = "It was ticked here: key it on PRaP, or take the tick back with a reason."
LOOK = "Look it up on PRaP."
NO_CODE = "it does not begin with a code"
NO_STATUS = "no status known here"
SETTLE = "See which is right: correct it on PRaP, or take the tick back with a reason and tick it anew."


def guessed(titles: Sequence[str], rules: PrapRules) -> dict[str, str]:
    """Which title each column of the profile probably has in this list."""
    known = {_plain(title): title for title in titles if title}
    found: dict[str, str] = {}
    for column in rules.columns:
        title = next((known[one] for one in map(_plain, column.titles) if one in known), "")
        if title:
            found[column.key] = title
    return found


def compare(
    facts: CaseFacts, theirs: Mapping[str, str], rules: PrapRules, today: date
) -> tuple[Difference, ...]:
    """Where one case and its row differ; only columns that the list has are compared."""
    found: list[Difference] = []
    here = _here(facts, rules)
    for column in rules.columns:
        if column.key not in theirs or column.key not in here:
            continue
        own, other = here[column.key], theirs[column.key].strip()
        other, fault = _read(column.key, other, rules, today)
        if fault:
            found.append(Difference(column.name, own or NOTHING, other, LOOK, fault))
        elif not _same(column.key, own, other, facts, rules):
            remedy = KEY_IT if not own else ON_PRAP if not other else SETTLE
            found.append(Difference(column.name, own or NOTHING, other or NOTHING, remedy))
    return tuple(found)


def result_of(found: Sequence[Difference]) -> Result:
    """What came out for a case with these differences."""
    if not found:
        return Result.MATCHED
    return Result.UNREADABLE if all(one.fault for one in found) else Result.DIFFERENT


@dataclass(frozen=True, slots=True)
class Span:
    """The days from the first to the last that a list covers by one of its columns; ``what`` names it."""

    what: str
    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether a list of this span would have it."""
        return day is not None and self.first <= day <= self.last


def covered(rows: Sequence[Mapping[str, str]], today: date) -> Span | None:
    """What the list covers: by its referral dates, or, without any, by its start dates where every row
    has started. None without either: then nothing tells which cases it left out."""
    for column in SPANS:
        days = [day for row in rows if (day := typed_day(row.get(column, "").strip(), newest=today).value)]
        if days and (column == SPANS[0] or len(days) == len(rows)):
            return Span(column, min(days), max(days))
    return None


def day_in(facts: CaseFacts, column: str) -> date | None:
    """The day that a list would show for this case in that column of SPANS."""
    if column == SPANS[0]:
        made = facts.first(FactKind.REFERRAL_MADE)
        return made.on if made else None
    return start_date(facts) if facts.has(FactKind.START_KEYED) else None


def _here(facts: CaseFacts, rules: PrapRules) -> dict[str, str]:
    """What was ticked here, in PRaP's form."""
    made, started = facts.first(FactKind.REFERRAL_MADE), facts.first(FactKind.START_KEYED)
    ended, day = facts.last(FactKind.END_KEYED), start_date(facts)
    last = facts.last(*_STATUSES)
    return {
        "referral_date": prap_day(made.on) if made else "",
        "start_date": prap_day(day) if started and day else "",
        "end_date": _end_date(ended.detail.get(END_DATE, ""), ended.on) if ended else "",
        "end_code": ended.detail.get(END_CODE, "") if ended else "",
        "status": _status_words(last.kind, rules) if last else "",
    }


def _status_words(kind: FactKind, rules: PrapRules) -> str:
    """A status as the lists of PRaP call it: 'Started'."""
    known = next((one.words[0] for one in rules.words if one.words and one.facts[:1] == (kind,)), "")
    return (known or kind.value.removesuffix("_keyed").replace("_", " ")).capitalize()


def _end_date(said: str, keyed_on: date) -> str:
    try:
        return prap_day(date.fromisoformat(said))
    except ValueError:
        return prap_day(keyed_on)


_STATUSES = (
    FactKind.ACKNOWLEDGED,
    FactKind.REJECTED,
    FactKind.START_KEYED,
    FactKind.DNA_KEYED,
    FactKind.DNS_KEYED,
    FactKind.NO_CONTACT_KEYED,
    FactKind.END_KEYED,
    FactKind.CANCELLATION_KEYED,
)


def _read(key: str, cell: str, rules: PrapRules, today: date) -> tuple[str, str]:
    """A cell of the list as it is shown here, its day in PRaP's form; and why it cannot be read."""
    if not cell:
        return cell, ""
    if key == "status":
        return cell, "" if _meant(cell, rules) else NO_STATUS
    if key == "end_code":
        return cell, "" if _number(cell) else NO_CODE
    read = typed_day(cell, newest=today)
    return (prap_day(read.value), "") if read.value is not None else (cell, read.problem)


def _same(key: str, own: str, other: str, facts: CaseFacts, rules: PrapRules) -> bool:
    if key == "status":
        return _same_status(other, facts, rules)
    if key == "end_code":
        return _number(own) == _number(other)
    return other == own


def _same_status(other: str, facts: CaseFacts, rules: PrapRules) -> bool:
    last = facts.last(*_STATUSES)
    return not other if last is None else last.kind in _meant(other, rules)


def _meant(cell: str, rules: PrapRules) -> frozenset[FactKind]:
    """The facts that a status of the list may stand for; none for a word that the profile does not know."""
    known = (one.facts for one in rules.words if _plain(cell) in map(_plain, one.words))
    return frozenset(fact for facts in known for fact in facts)


def _number(text: str) -> str:
    """The code that a cell begins with: '12 Completed', 'Code 12'."""
    found = re.match(r"\s*(?:code\s*)?([0-9]+)", text, re.IGNORECASE)
    return found[1] if found else ""


def _plain(text: str) -> str:
    return " ".join(folded(text).replace("_", " ").replace("-", " ").split())
