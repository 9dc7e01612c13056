"""The minimum service as a checklist: what was offered, taken up, delivered or declined (S13, JFS 1.31)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import ServiceItem, Sign
from jfs_desktop.rules.writing.discreet import Discreet

ITEM, ANSWER, DECLINED_REASON = "item", "answer", "declined_reason"


class ServiceState(StrEnum):
    """What became of one part of the minimum service."""

    NOT_OFFERED = "not_offered"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_APPROPRIATE = "not_appropriate"
    DELIVERED = "delivered"


_SETTLED = frozenset({ServiceState.DECLINED, ServiceState.NOT_APPROPRIATE})
"""It is not to come any more, and nobody gave it."""
NOTHING_LEFT = _SETTLED | {ServiceState.DELIVERED}


@dataclass(frozen=True, slots=True, repr=False)
class ServiceStanding(Discreet):
    """One line of the checklist. ``done`` of ``wanted`` were delivered; the parts come in any order.
    ``reason`` says why it was declined, or is not appropriate for the person."""

    key: str
    name: str
    paragraph: str
    state: ServiceState
    offered_on: date | None
    delivered_on: date | None
    reason: str
    done: int
    wanted: int


def checklist(facts: CaseFacts, programme: Programme) -> tuple[ServiceStanding, ...]:
    """Every part of the minimum service in the profile's order, as the facts tell it."""
    return tuple(_standing(item, facts, programme.minimum_figures) for item in programme.minimum_service)


def _standing(item: ServiceItem, facts: CaseFacts, minimums: Mapping[str, int]) -> ServiceStanding:
    wanted = minimums.get(item.at_least, 1)
    given = [fact for fact, _ in _found(item.delivered, facts)]
    enough = given[wanted - 1] if len(given) >= wanted else None
    offers = [*_found(item.offered, facts), *_answers(item, facts)]
    first = min([fact.on for fact, *_ in offers] + [fact.on for fact in given], default=None)
    state, reason = _last_word(item, facts)
    if enough is not None:
        state = ServiceState.DELIVERED
    elif state is None:
        state = ServiceState.OFFERED if first is not None else ServiceState.NOT_OFFERED
    return ServiceStanding(
        item.key,
        item.name,
        item.paragraph,
        state,
        first,
        enough.on if enough is not None else None,
        reason if state in _SETTLED else "",
        len(given),
        wanted,
    )


def _last_word(item: ServiceItem, facts: CaseFacts) -> tuple[ServiceState | None, str]:
    """The newest answer to the offer, with the reason why it is not taken up."""
    told: list[tuple[int, ServiceState, str]] = []
    places = {fact.id: place for place, fact in enumerate(facts.facts)}
    answers = (
        (ServiceState.ACCEPTED, item.accepted),
        (ServiceState.DECLINED, item.declined),
        (ServiceState.NOT_APPROPRIATE, item.not_appropriate),
    )
    for state, signs in answers:
        told += [(places[fact.id], state, reason) for fact, reason in _found(signs, facts)]
    for fact, answer in _answers(item, facts):
        if answer in (ServiceState.ACCEPTED, ServiceState.DECLINED):
            said = ServiceState(answer)
            told.append((places[fact.id], said, fact.detail.get(DECLINED_REASON, "")))
    if not told:
        return None, ""
    _, state, reason = max(told, key=lambda one: one[0])
    return state, reason


def _found(signs: Collection[Sign], facts: CaseFacts) -> Iterator[tuple[Fact, str]]:
    """The facts that show one of these signs, in their order, each with its reason."""
    for fact in facts.facts:
        for sign in signs:
            said = fact.kind is sign.fact and (not sign.key or fact.detail.get(sign.key) in sign.answers)
            if said and not _undone(fact, sign, facts):
                yield fact, fact.detail.get(sign.reason, "")
                break


def _undone(fact: Fact, sign: Sign, facts: CaseFacts) -> bool:
    """Whether what the fact speaks of came to nothing afterwards."""
    if sign.undone_by is None or fact.about is None:
        return False
    return any(one.about == fact.about for one in facts.of(sign.undone_by))


def _answers(item: ServiceItem, facts: CaseFacts) -> list[tuple[Fact, str]]:
    """The offers of this part by itself, each with what was answered."""
    return [
        (fact, fact.detail.get(ANSWER, ""))
        for fact in facts.of(FactKind.SUPPORT_OFFERED)
        if fact.detail.get(ITEM) == item.key
    ]
