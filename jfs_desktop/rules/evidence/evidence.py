"""Which evidence a case still lacks for the stage that it has reached (C7, D5, W16, MI12; JFS 3.16, 7.36).

Nothing is stored: the profile says what each stage has to have, and what the case holds is looked through.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey import ends
from jfs_desktop.rules.meetings.initial_meeting import evidence_of
from jfs_desktop.rules.plan.completion import CompletionTest
from jfs_desktop.rules.programme.evidence_lists import EvidenceClass, EvidenceNeed, Looks
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import long_day


@dataclass(frozen=True, slots=True)
class Held:
    """What a case holds. ``documents`` are the kinds of which a document is kept; ``proved`` the entries
    keyed on PRaP whose proof is kept; ``copied`` the sendings of whose paper a copy is kept; ``unfiled``
    the entries of an e-mail that is not kept; ``uncertain`` and ``waiting`` the days of messages and of
    replies that nobody has decided about; ``returned`` name and day of each paper that came back;
    ``under_way`` where a message is that becomes an entry of that kind by going."""

    facts: CaseFacts
    stage: Stage
    readings: Sequence[ClockReading] = ()
    tests: tuple[CompletionTest, ...] = ()
    documents: frozenset[str] = frozenset()
    proved: frozenset[UUID] = frozenset()
    copied: frozenset[UUID] = frozenset()
    unfiled: frozenset[UUID] = frozenset()
    uncertain: tuple[date, ...] = ()
    returned: tuple[tuple[str, date], ...] = ()
    waiting: tuple[date, ...] = ()
    under_way: Mapping[FactKind, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Missing(Discreet):
    """One thing that is not there: ``text`` says what, ``todo`` what to do, ``tab`` where, on the case or as
    a page; ``on`` is the day of the entry that it belongs to, where there is one."""

    key: str
    of: str
    class_name: str
    text: str
    todo: str
    paragraph: str
    tab: str
    on: date | None = None
    restricted: bool = False


def missing(held: Held, programme: Programme) -> tuple[Missing, ...]:
    """What the guidance wants of a case so far and is not there, in the profile's order."""
    classes = {one.key: one for one in programme.evidence_classes}
    return tuple(
        told
        for need in programme.evidence_needs
        if _applies(need, held)
        for told in _lacks(need, classes[need.of], held, programme)
    )


def class_of_fact(programme: Programme, kind: FactKind) -> EvidenceClass | None:
    """The class that an entry belongs to; None for one that proves nothing, such as something put off."""
    return next((one for one in programme.evidence_classes if kind in one.facts), None)


def class_of_file(programme: Programme, purpose: str) -> EvidenceClass | None:
    """The class of a file kept for a purpose; None where the profile has no classes."""
    return _first(programme, lambda one: purpose in one.purposes)


def class_of_document(programme: Programme, kind: str) -> EvidenceClass | None:
    """The class of a kind of document."""
    return _first(programme, lambda one: kind in one.documents)


def class_of_sessions(programme: Programme) -> EvidenceClass | None:
    """The class of timed sessions."""
    return _first(programme, lambda one: one.sessions)


def class_of_messages(programme: Programme) -> EvidenceClass | None:
    """The class of messages, out and in."""
    return _first(programme, lambda one: one.messages)


def late_facts(facts: CaseFacts, readings: Iterable[ClockReading]) -> Mapping[UUID, date]:
    """The entries that were made after the day that a clock gave them, with that day; a pack that went out
    only after the day of the meeting among them."""
    found: dict[UUID, date] = {}
    for reading in readings:
        met, due = reading.met_on, reading.due
        if met is None or due is None or met <= due or not reading.rule.actionable:
            continue
        found |= {fact.id: due for fact in facts.of(*reading.rule.stops) if fact.on == met}
    held = facts.first(FactKind.INITIAL_MEETING_HELD)
    for paper in evidence_of(facts):
        if paper.fact_id is not None and not paper.counts and held is not None:
            found[paper.fact_id] = held.on
    return found


def _first(programme: Programme, is_it: Callable[[EvidenceClass], bool]) -> EvidenceClass | None:
    classes = programme.evidence_classes
    found = next((one for one in classes if is_it(one)), None)
    return found or next((one for one in classes if one.rest), None)


def _applies(need: EvidenceNeed, held: Held) -> bool:
    facts = held.facts
    if need.stages and held.stage not in need.stages:
        return False
    if (need.after and not facts.has(*need.after)) or (need.unless and facts.has(*need.unless)):
        return False
    if need.excused_by_answer and any(
        one.detail.get(need.excused_by_answer, "").strip() for one in facts.of(*need.after)
    ):
        return False
    return not (need.while_alive and ends.has_died(facts))


def _lacks(need: EvidenceNeed, of: EvidenceClass, held: Held, programme: Programme) -> Iterator[Missing]:
    """What such a need finds not to be there."""
    look = _LOOKS[need.looks]
    waits = (held.under_way[kind] for kind in need.facts if kind in held.under_way)
    todo = next(waits, need.todo) if need.looks is Looks.CASE else need.todo
    for what, on in look(need, held, programme):
        text = need.text.replace("{what}", what).replace("{day}", long_day(on) if on else "")
        yield Missing(need.key, of.key, of.name, text, todo, need.paragraph, need.tab, on, of.restricted)


_Found = Iterator[tuple[str, date | None]]


def _on_the_case(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    there = bool(need.facts) and held.facts.has(*need.facts)
    if there or held.documents.intersection(need.documents):
        return
    concerned = held.facts.last(*need.after) if need.after else None
    yield _called(concerned, programme), concerned.on if concerned else None


def _unproved(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    keyed = [kind for kind, rule in programme.fact_kinds.items() if rule.keyed_on_prap]
    yield from _not_among(held.facts.of(*keyed), held.proved, programme)


def _uncopied(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    yield from _not_among(held.facts.of(*need.facts), held.copied, programme)


def _unfiled(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    for fact in held.facts.of(*need.facts):
        if fact.id in held.unfiled:
            yield _called(fact, programme), fact.on


def _unnamed(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    named = {one.id for one in held.facts.of(*need.facts) if one.detail.get(need.detail, "").strip()}
    yield from _not_among(held.facts.of(*need.facts), named, programme)


def _run_out(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    for reading in held.readings:
        if reading.id == need.clock and reading.state is ClockState.LATE:
            yield reading.rule.name, reading.started_on


def _unmet(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    for test in held.tests:
        if not test.met:
            yield test.name, None


def _not_sure(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    for on in held.uncertain:
        yield "", on


def _came_back(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    yield from held.returned


def _undecided(need: EvidenceNeed, held: Held, programme: Programme) -> _Found:
    for on in held.waiting:
        yield "", on


def _not_among(facts: Iterable[Fact], known: Collection[UUID], programme: Programme) -> _Found:
    for fact in facts:
        if fact.id not in known:
            yield _called(fact, programme), fact.on


def _called(fact: Fact | None, programme: Programme) -> str:
    return programme.fact_kinds[fact.kind].name if fact is not None else ""


_LOOKS: Mapping[Looks, Callable[[EvidenceNeed, Held, Programme], _Found]] = {
    Looks.CASE: _on_the_case,
    Looks.PROOF: _unproved,
    Looks.COPY: _uncopied,
    Looks.RECEIPT: _unfiled,
    Looks.NAMED: _unnamed,
    Looks.CLOCK: _run_out,
    Looks.COMPLETION: _unmet,
    Looks.SENDING: _not_sure,
    Looks.RETURNED: _came_back,
    Looks.REPLY: _undecided,
}
