"""What was answered when a fact was recorded, in words: one line each, the question and its answer (MI20).

Answers stand in a fact's detail under the keys of the profile's questions; a key that the profile does not
name is the product's own, and nobody reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from jfs_desktop.rules.clocks.lateness import CLOCK
from jfs_desktop.rules.evidence.evidence import class_of_fact
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.prap.prap_entries import ENTRY
from jfs_desktop.rules.programme.evidence_lists import EvidenceClass
from jfs_desktop.rules.programme.fixed_choices import ADVICE, END_CODE, REASON, reasons_for
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import NO, YES, AnswerKind, Question, chosen
from jfs_desktop.rules.writing.wording import long_day

_YES_NO: Final = {YES: "yes", NO: "no"}
_CHOSEN: Final = (AnswerKind.CHOICE, AnswerKind.CHOICES)


def is_kept_apart(kind: FactKind, detail: Mapping[str, str], programme: Programme) -> bool:
    """Whether what was answered is told only where the entry itself is looked at: it is never shared, of a
    class of evidence that is restricted, or about the lateness of such a thing (G2, D6)."""
    return any(_is_apart(one, programme) for one in _concerned(kind, detail, programme))


def class_of_entry(kind: FactKind, detail: Mapping[str, str], programme: Programme) -> EvidenceClass | None:
    """The class of evidence that an entry belongs to: a restricted one where it is about the lateness of such
    a thing, so that it leaves the house no sooner than that thing itself (G2)."""
    found = [class_of_fact(programme, one) for one in _concerned(kind, detail, programme)]
    return next((of for of in found if of is not None and of.restricted), found[0])


def _concerned(kind: FactKind, detail: Mapping[str, str], programme: Programme) -> tuple[FactKind, ...]:
    """The kind itself, then those of the clock whose lateness it explains."""
    if not programme.has_clock(late := detail.get(CLOCK, "")):
        return (kind,)
    rule = programme.clock(late)
    return (kind, *rule.starts, *rule.stops)


def _is_apart(kind: FactKind, programme: Programme) -> bool:
    of = class_of_fact(programme, kind)
    return programme.fact_kinds[kind].never_shared or (of is not None and of.restricted)


def told(
    kind: FactKind, detail: Mapping[str, str], programme: Programme, known: Collection[str] = ()
) -> tuple[str, ...]:
    """Every answer that stands, as a line; not those under the keys that are ``known`` already."""
    rule = programme.fact_kinds[kind]
    asks = [one for one in programme.asks_of(rule) if one.key not in known]
    read = {**detail, **named(detail, programme)}
    lines = (*reasons(kind, detail, programme), *_day(rule.dates, detail), *answers(asks, read))
    return tuple(lines)


def named(detail: Mapping[str, str], programme: Programme) -> dict[str, str]:
    """The names of a clock and of an entry for PRaP, whose keys an answer keeps."""
    late, keyed = detail.get(CLOCK, ""), detail.get(ENTRY, "")
    found = {ENTRY: next((one.name for one in programme.prap.entries if one.key == keyed), keyed)}
    return found | {CLOCK: programme.clock(late).name if programme.has_clock(late) else late}


def answers(asks: Collection[Question], detail: Mapping[str, str]) -> Iterator[str]:
    """Each answered question with its answer, in the order of the questions."""
    for question in asks:
        answer = str(detail.get(question.key) or "").strip()
        if answer:
            yield f"{question.text}: {said(question, answer)}"


def said(question: Question, answer: str) -> str:
    """An answer as people say it: choices by their names, days in words, lines run together."""
    if question.kind in _CHOSEN:
        names = {choice.key: choice.name for choice in question.choices}
        return ", ".join(names.get(key, key) for key in chosen(answer))
    if question.kind is AnswerKind.YES_NO:
        return _YES_NO.get(answer, answer)
    return _long(answer) if question.kind is AnswerKind.DAY else " ".join(answer.split())


def reasons(kind: FactKind, detail: Mapping[str, str], programme: Programme) -> Iterator[str]:
    """The end code or the reason that was taken from a fixed list, and the reference of DWP's advice."""
    code = detail.get(END_CODE, "")
    if code.isdecimal():
        found = programme.end_code(int(code))
        yield f"End code: {f'{code} {found.name}' if found is not None else code}"
    if listed := {one.key: one.name for one in reasons_for(kind, programme)}:
        reason = detail.get(REASON, "")
        if reason:
            yield f"Reason: {listed.get(reason, reason)}"
    if detail.get(ADVICE):
        yield f"Reference of DWP's advice: {detail[ADVICE]}"


def _day(key: str, detail: Mapping[str, str]) -> Iterator[str]:
    """The day that the entry names, such as the one of a meeting."""
    day = detail.get(key, "") if key else ""
    if day:
        yield f"Day named: {_long(day)}"


def _long(day: str) -> str:
    try:
        return long_day(date.fromisoformat(day))
    except ValueError:
        return day
