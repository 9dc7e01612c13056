"""The facts of one case sorted by kind, with the questions that clocks ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jfs_desktop.rules.clocks.compiled_clocks import CompiledClock
from jfs_desktop.rules.facts.declarations import standing_since
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme.clock_rules import ClockRule

_NONE: tuple[tuple[Fact | None, Fact | None], ...] = ((None, None),)


class FactIndex:
    """Facts by kind, earliest first."""

    __slots__ = ("by_kind", "facts")

    def __init__(self, facts: CaseFacts) -> None:
        self.facts = facts.facts
        by_kind: dict[FactKind, list[Fact]] = {}
        for fact in facts.facts:
            known = by_kind.get(fact.kind)
            if known is None:
                by_kind[fact.kind] = [fact]
            else:
                known.append(fact)
        self.by_kind = by_kind

    def first(self, kinds: tuple[FactKind, ...]) -> Fact | None:
        """The earliest fact of these kinds."""
        best: Fact | None = None
        for kind in kinds:
            known = self.by_kind.get(kind)
            if known and (best is None or known[0].on < best.on):
                best = known[0]
        return best

    def starts_of(
        self, rule: ClockRule
    ) -> tuple[tuple[Fact | None, Fact | None], ...] | Iterator[tuple[Fact | None, Fact | None]]:
        """The facts that start a clock, each with the fact it runs for if the clock repeats.

        Without any start there is one pair of Nones; a subject whose clock has not started comes
        with None.
        """
        if not rule.repeats:
            subject = self.first(rule.subjects)
            start = self.first(rule.starts) if not rule.subjects else None
            if subject is not None:
                start = self._standing(rule.starts, subject)
            return ((start, None),) if start is not None else _NONE
        found = [fact for kind in rule.subjects or rule.starts for fact in self.by_kind.get(kind, ())]
        if not found:
            return _NONE
        if rule.subjects:
            return ((self.first_answer(rule.starts, subject, rule.subjects), subject) for subject in found)
        return ((fact, fact) for fact in found)

    def first_answer(
        self, kinds: tuple[FactKind, ...], start: Fact, asking: tuple[FactKind, ...] = ()
    ) -> Fact | None:
        """The earliest fact of these kinds on or after the day of ``start``.

        Where ``asking`` names the kinds that each need an answer of their own, a
        fact that is about another one of them does not count.
        """
        best: Fact | None = None
        by_kind = self.by_kind
        if by_kind.keys().isdisjoint(kinds):
            return None
        for kind in kinds:
            for fact in by_kind.get(kind, ()):
                if fact.on < start.on:
                    continue
                if asking and fact.about is not None and not self._answers(fact, start, asking):
                    continue
                if best is None or fact.on < best.on:
                    best = fact
                break
        return best

    def _standing(self, kinds: tuple[FactKind, ...], subject: Fact) -> Fact | None:
        """The first fact of these kinds that nothing took back since, on the day of ``subject`` or later."""
        if self.by_kind.keys().isdisjoint(kinds):
            return None
        later = [fact for fact in self.facts if fact.on >= subject.on]
        place = standing_since([fact.kind for fact in later], [fact.on for fact in later], kinds)
        return later[place] if place is not None else None

    def first_after(self, kinds: tuple[FactKind, ...], start: Fact) -> Fact | None:
        """The earliest fact of these kinds that came after ``start``, on its day or later."""
        place = self.facts.index(start)
        return next((fact for fact in self.facts[place + 1 :] if fact.kind in kinds), None)

    def events(self, clock: CompiledClock, start: Fact) -> tuple[date, date | None]:
        """The day a clock is counted from, and the day its second count runs from, if any."""
        rule = clock.rule
        event = start.on
        if rule.counted_from is not None:
            known = self.by_kind.get(rule.counted_from)
            event = known[0].on if known else event
        elif rule.dated_by:
            event = _dated(start, rule.dated_by)
        if clock.limit is None:
            return event, None
        if clock.limit_from is None:
            return event, event
        known = self.by_kind.get(clock.limit_from)
        return event, known[0].on if known else None

    def _answers(self, fact: Fact, start: Fact, asking: tuple[FactKind, ...]) -> bool:
        if fact.about == start.id:
            return True
        about = next((known for known in self.facts if known.id == fact.about), None)
        return about is None or about.kind not in asking


def _dated(fact: Fact, name: str) -> date:
    """The day named in the fact's detail, or the fact's own where there is none."""
    try:
        return date.fromisoformat(fact.detail[name])
    except (KeyError, ValueError):
        return fact.on
