"""Times away: from the missed meeting or the disengagement with which one begins to the return, the
person's own word or the end (M4, JFS 4.17 to 4.20, AMB-34, AMB-35).

Who disengages by missing a meeting in silence is looked for as long as who is said to have
disengaged, and one attempt serves both: so a clock that is ``turned_by`` another one runs once for
each time away, and from its first attempt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from jfs_desktop.rules.clocks.compiled_clocks import CompiledClock, fallen_on
from jfs_desktop.rules.clocks.fact_index import FactIndex
from jfs_desktop.rules.facts.facts import Fact, FactKind

_LAST_STEPS = frozenset({FactKind.FINALISING_BEGUN, FactKind.FINALISING_PAUSED})


class TimeAway(NamedTuple):
    """One time away that is a disengagement, by places in the trail of a case: the disengagement, or the
    missed meeting that came to be one; the first attempt; and what ended it."""

    subject: int
    tried: int | None
    back: int | None


def times_away(
    clock: CompiledClock, kinds: Sequence[str], days: Sequence[date], today: date
) -> Iterator[TimeAway]:
    """Every time away that a clock runs for, earliest first; ``kinds`` and ``days`` are the trail of a
    case in the order things happened."""
    stops, since = clock.rule.stops, 0
    begun: int | None = None
    for place, kind in enumerate(kinds):
        if begun is None:
            begun = place if kind in clock.wakes else None
        elif kind in stops:
            yield from _one(clock, kinds, days, (since, begun, place), today)
            since, begun = place, None
    if begun is not None:
        yield from _one(clock, kinds, days, (since, begun, None), today)


def starts_of(
    clock: CompiledClock, index: FactIndex, today: date
) -> Sequence[tuple[Fact | None, Fact | None]] | Iterator[tuple[Fact | None, Fact | None]]:
    """The facts that start a clock, each with the fact it runs for
    (:meth:`~jfs_desktop.rules.clocks.fact_index.FactIndex.starts_of`), times away among them."""
    if clock.turned_by is None:
        return index.starts_of(clock.rule)
    facts = index.facts
    kinds, days = [fact.kind for fact in facts], [fact.on for fact in facts]
    found = [
        (facts[away.tried] if away.tried is not None else None, facts[away.subject])
        for away in times_away(clock, kinds, days, today)
    ]
    return found or ((None, None),)


def _one(
    clock: CompiledClock,
    kinds: Sequence[str],
    days: Sequence[date],
    stretch: tuple[int, int, int | None],
    today: date,
) -> Iterator[TimeAway]:
    """The time away between two places, if it is a disengagement by then. An attempt of its first day
    counts, whichever was written down first, but none from before the last return."""
    since, begun, back = stretch
    end = len(kinds) if back is None else back
    for place in range(begun, end):
        if kinds[place] in clock.rule.subjects or _turned(clock.turned_by, kinds, days, place, today):
            tries = (one for one in range(since, end) if kinds[one] in clock.rule.starts)
            tried = next((one for one in tries if days[one] >= days[begun]), None)
            if tried is not None or back is None:  # over before anybody tried, it needs no window
                yield TimeAway(place, tried, back)
            return


def _turned(
    missed: CompiledClock | None, kinds: Sequence[str], days: Sequence[date], place: int, today: date
) -> bool:
    """Whether missing that clock has moved the case by itself, for the fact at this place; in the last
    steps it does not (T17, T22)."""
    if missed is None or kinds[place] not in missed.rule.starts:
        return False
    day = days[place]
    settling, ruling_out = frozenset(missed.settling), frozenset(missed.rule.ruled_out_by)
    settled = [
        on
        for kind, on in zip(kinds, days, strict=True)
        if (kind in settling and on >= day) or kind in ruling_out
    ]
    fallen = fallen_on(missed, day, None, min(settled, default=None), today)
    if fallen is None:
        return False
    before = (kind for kind, on in zip(kinds, days, strict=True) if on < fallen and kind in _LAST_STEPS)
    return next(reversed(tuple(before)), None) != FactKind.FINALISING_BEGUN
