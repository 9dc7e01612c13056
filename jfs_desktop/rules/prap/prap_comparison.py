"""What a list from PRaP says against what was ticked here, case by case (W16, PCO evidence)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import start_date
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.person.typed_dates import day as typed_day
from jfs_desktop.rules.prap.prap_entries import END_DATE, LAST_ENGAGED
from jfs_desktop.rules.prap.prap_standing import Standing
from jfs_desktop.rules.prap.prap_values import prap_day
from jfs_desktop.rules.programme.fixed_choices import END_CODE
from jfs_desktop.rules.programme.prap_lists import PrapRules
from jfs_desktop.rules.writing.discreet import Discreet


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
REASON = "cancellation_reason"
NOTHING = "nothing"
KEY_IT = "PRaP has it: tick the entry here with its day."
ON_PRAP = "It was ticked here: key it on PRaP, or take the tick back with a reason."
LOOK = "Look it up on PRaP."
CONFIRM = "PRaP ended it by itself: confirm the automatic end on the case."
TOO_EARLY = "PRaP sets this code by itself, but not yet: see whether the start date on PRaP is another."
NO_CODE = "it does not begin with a code"
WHICH_ROW = "See on PRaP which of the rows stands."
NO_STATUS = "no status known here"
NO_REASON = "no reason of a cancellation known here"
_CANCELLED = (
    FactKind.DNA_KEYED,
    FactKind.DNS_KEYED,
    FactKind.NO_CONTACT_KEYED,
    FactKind.CANCELLATION_KEYED,
)
_OUTCOMES = frozenset({FactKind.START_KEYED, *_CANCELLED})
_AFTER: Mapping[FactKind | None, frozenset[FactKind]] = {
    FactKind.ACKNOWLEDGED: _OUTCOMES - {FactKind.CANCELLATION_KEYED} | {FactKind.END_KEYED},
    FactKind.START_KEYED: frozenset({FactKind.END_KEYED}),
}
"""What PRaP may show already where so much is ticked here: nothing ticked is wrong."""
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
    standing: Standing, theirs: Mapping[str, str], rules: PrapRules, today: date
) -> tuple[Difference, ...]:
    """Where one case and its row differ; only columns that the list has are compared."""
    found: list[Difference] = []
    shown = standing.auto_end_on is not None and _shows_automatic_end(theirs, standing, rules)
    if shown and not standing.confirmed:
        there = theirs.get("status", "").strip() or theirs.get("end_code", "").strip()
        found.append(Difference("Automatic end", "not confirmed", there, CONFIRM))
    here = _here(standing, rules, ended_by_itself=shown or standing.confirmed)
    for column in rules.columns:
        if column.key not in theirs or column.key not in here:
            continue
        own, other = here[column.key], theirs[column.key].strip()
        other, fault = _read(column.key, other, rules, today)
        if fault:
            found.append(Difference(column.name, own or NOTHING, other, LOOK, fault))
        elif not _same(column.key, own, other, standing, rules, shown=shown):
            ahead = column.key == "status" and _is_ahead(theirs, standing, rules)
            remedy = KEY_IT if ahead else _remedy(column.key, own, other, standing, rules)
            found.append(Difference(column.name, own or NOTHING, other or NOTHING, remedy))
    return tuple(found)


def _shows_automatic_end(theirs: Mapping[str, str], standing: Standing, rules: PrapRules) -> bool:
    code = _number(theirs.get("end_code", ""))
    facts, _ = _meant(theirs.get("status", "").strip(), rules)
    return code == standing.auto_end_code if code else FactKind.AUTO_END_SEEN in facts


def _is_ahead(theirs: Mapping[str, str], standing: Standing, rules: PrapRules) -> bool:
    """Whether PRaP shows what may follow on all that is ticked here, and is ticked by hand."""
    facts, _ = _meant(theirs.get("status", "").strip(), rules)
    by_hand = _number(theirs.get("end_code", "")) != standing.auto_end_code
    return standing.by_itself is None and by_hand and bool(facts & _AFTER.get(standing.status, frozenset()))


def _remedy(key: str, own: str, other: str, standing: Standing, rules: PrapRules) -> str:
    if key == "end_code" and other and _number(other) == standing.auto_end_code:
        return SETTLE if own else TOO_EARLY
    if key == "status" and other:
        facts, stages = _meant(other, rules)
        if stages and not facts:
            return LOOK
        if standing.by_itself is not None:
            return LOOK if standing.facts.has(*facts) else KEY_IT
    return KEY_IT if not own else ON_PRAP if not other else SETTLE


def result_of(found: Sequence[Difference]) -> Result:
    """What came out for a case with these differences."""
    if not found:
        return Result.MATCHED
    return Result.UNREADABLE if all(one.fault for one in found) else Result.DIFFERENT


def twice(first: Compared, again: Compared) -> Compared:
    """One line for a case that the list has in two rows: neither alone tells how it stands on PRaP."""
    doubled = Difference("The list", "one case", f"also row {again.row} of it", WHICH_ROW)
    differences = dict.fromkeys((*first.differences, doubled, *again.differences))
    return replace(first, result=Result.DIFFERENT, differences=tuple(differences))


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


def _here(standing: Standing, rules: PrapRules, *, ended_by_itself: bool) -> dict[str, str]:
    """What was ticked here and what PRaP did by itself, in PRaP's form."""
    facts = standing.facts
    made, started = facts.first(FactKind.REFERRAL_MADE), facts.first(FactKind.START_KEYED)
    ended, day = facts.last(FactKind.END_KEYED), start_date(facts)
    end_date = _end_date(ended.detail.get(END_DATE, ""), ended.on) if ended else ""
    code = ended.detail.get(END_CODE, "") if ended else ""
    if ended is None and ended_by_itself:
        end_date = prap_day(standing.auto_end_on) if standing.auto_end_on else ""
        code = standing.auto_end_code
    return {
        "referral_date": prap_day(made.on) if made else "",
        "start_date": prap_day(day) if started and day else "",
        "end_date": end_date,
        "end_code": code,
        "last_engaged_on": _told_day(ended.detail.get(LAST_ENGAGED, "")) if ended else "",
        "status": _status_words(standing, rules),
        REASON: _status_words(standing, rules) if _cancelled(standing) else "",
    }


def _cancelled(standing: Standing) -> bool:
    return standing.by_itself is Stage.AUTO_DNA or (
        standing.by_itself is None and standing.status in _CANCELLED
    )


def _status_words(standing: Standing, rules: PrapRules) -> str:
    """A status as the lists of PRaP call it: 'Started'."""
    status, stage = standing.status, standing.by_itself
    if stage is not None:
        known = next((one.words[0] for one in rules.words if one.words and one.stages[:1] == (stage,)), stage)
    elif status is not None:
        bare = status.value.removesuffix("_keyed").replace("_", " ")
        known = next((one.words[0] for one in rules.words if one.words and one.facts[:1] == (status,)), bare)
    else:
        return ""
    return known[:1].upper() + known[1:]


def _end_date(said: str, keyed_on: date) -> str:
    return _told_day(said) or prap_day(keyed_on)


def _told_day(said: str) -> str:
    try:
        return prap_day(date.fromisoformat(said))
    except ValueError:
        return ""


def _read(key: str, cell: str, rules: PrapRules, today: date) -> tuple[str, str]:
    """A cell of the list as it is shown here, its day in PRaP's form; and why it cannot be read."""
    if not cell:
        return cell, ""
    if key == "status":
        return cell, "" if any(_meant(cell, rules)) else NO_STATUS
    if key == REASON:
        return cell, "" if _reason(cell, rules) else NO_REASON
    if key == "end_code":
        return cell, "" if _number(cell) else NO_CODE
    read = typed_day(cell, newest=today)
    return (prap_day(read.value), "") if read.value is not None else (cell, read.problem)


def _same(key: str, own: str, other: str, standing: Standing, rules: PrapRules, *, shown: bool) -> bool:
    if key == "status":
        return shown or _same_status(other, standing, rules)
    if key == REASON:
        return _same_reason(own, other, standing, rules)
    if key == "end_code":
        return _number(own) == _number(other)
    return other == own


def _same_status(other: str, standing: Standing, rules: PrapRules) -> bool:
    facts, stages = _meant(other, rules)
    if standing.by_itself is not None:
        return standing.by_itself in stages
    return standing.status in facts if standing.status is not None else not other


def _same_reason(own: str, other: str, standing: Standing, rules: PrapRules) -> bool:
    """A cancellation that PRaP made by itself may stand there without a reason."""
    if not own or not other:
        return not other and (not own or standing.by_itself is not None)
    facts, stages = _meant(_reason(other, rules), rules)
    return standing.by_itself in stages if standing.by_itself is not None else standing.status in facts


def _reason(cell: str, rules: PrapRules) -> str:
    """The reason of a cancellation in a cell, without why it was: 'DNA' of 'DNA - Ill'; '' for none."""
    for part in (cell, re.split(r"\s+[-–]\s+|:|\(", cell)[0]):
        if not _meant(part, rules)[0].isdisjoint(_CANCELLED):
            return part
    return ""


def _meant(cell: str, rules: PrapRules) -> tuple[frozenset[FactKind], frozenset[Stage]]:
    """What a status of the list may stand for; nothing for a word that the profile does not know."""
    known = [one for one in rules.words if cell and _plain(cell) in map(_plain, one.words)]
    facts = frozenset(fact for one in known for fact in one.facts)
    return facts, frozenset(stage for one in known for stage in one.stages)


def _number(text: str) -> str:
    """The code that a cell begins with: '12 Completed', 'Code 12'."""
    found = re.match(r"\s*(?:code\s*)?([0-9]+)", text, re.IGNORECASE)
    return found[1] if found else ""


def _plain(text: str) -> str:
    return " ".join(folded(text).replace("_", " ").replace("-", " ").split())
