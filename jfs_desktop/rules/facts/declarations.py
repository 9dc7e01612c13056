"""What a person said that they want, until what they do says otherwise: somebody who no longer wishes to take
part and stays after all has to say so anew before they go (M4, JFS 4.20)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.transitions import START_NEEDS

_AT_ONCE = frozenset({FactKind.RE_ENGAGED, FactKind.MEETING_BOOKED})
STAYED = _AT_ONCE | frozenset(
    {
        FactKind.INITIAL_MEETING_HELD,
        FactKind.SESSION_HELD,
        FactKind.GROUP_ATTENDED,
    }
)
"""What shows that somebody takes part after all: a return or a booking at once, anything else from the next
day on, since a session may be that in which they said that they leave."""
_RESULT, _OPTED_OUT = "result", "opted_out"
_AGAIN = frozenset({FactKind.CONTACTED, *STAYED})


def standing_since(kinds: Sequence[str], days: Sequence[date], said: Collection[str]) -> int | None:
    """The place of the first fact of the kinds ``said`` that nothing has taken back since, in the trail of a
    case in the order things happened; None where none stands."""
    stands: int | None = None
    for place, kind in enumerate(kinds):
        if stands is not None and kind in STAYED and (kind in _AT_ONCE or days[place] > days[stands]):
            stands = None
        elif stands is None and kind in said:
            stands = place
    return stands


def declared_exit(facts: CaseFacts) -> Fact | None:
    """The word of somebody who no longer wishes to take part, while it stands."""
    if not facts.has(FactKind.WITHDREW):
        return None
    return standing(facts, (FactKind.WITHDREW,))


def stays_away(facts: CaseFacts) -> Fact | None:
    """What says before the initial meeting that the person will not come: their word, or that they do not
    want to be contacted, while neither is taken back (E1, C2, W4). None once the meeting was held."""
    if facts.has(FactKind.INITIAL_MEETING_HELD):
        return None
    return declared_exit(facts) or _opted_out(facts)


def declined_start(facts: CaseFacts) -> Fact | None:
    """The word of somebody who came to the initial meeting and no longer wishes to take part, before the
    start was made: a Did Not Start (I21, W5)."""
    made = all(facts.has(*papers) for papers in START_NEEDS)
    if made or not facts.has(FactKind.INITIAL_MEETING_HELD):
        return None
    return declared_exit(facts)


def _opted_out(facts: CaseFacts) -> Fact | None:
    found = None
    for fact in facts.of(FactKind.CONTACT_ATTEMPTED, *_AGAIN):
        if fact.kind in _AGAIN:
            found = None
        elif fact.detail.get(_RESULT) == _OPTED_OUT:
            found = found or fact
    return found


def standing(facts: CaseFacts, said: Collection[FactKind]) -> Fact | None:
    """The first fact of these kinds that nothing has taken back since, or None."""
    place = standing_since([fact.kind for fact in facts.facts], [fact.on for fact in facts.facts], said)
    return facts.facts[place] if place is not None else None
