"""Doubts who somebody is: what the Work Coach was asked and said, and what settled each (I8, JFS 3.26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.doubts import asked_about
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class DoubtedIdentity(Discreet):
    """One doubt, what the Work Coach was ``asked`` about it and answered, in order, and the confirmation that
    ``settled`` it, None while it is open."""

    fact: FactView
    asked: tuple[FactView, ...]
    settled: FactView | None


def of_case(known: CaseFacts, shown: Mapping[UUID, FactView]) -> tuple[DoubtedIdentity, ...]:
    """Every doubt of the case, the newest first; ``shown`` has its facts by their id."""
    found = []
    for place, fact in enumerate(known.facts):
        if fact.kind is not FactKind.IDENTITY_DOUBTED or fact.id not in shown:
            continue
        end = next((one for one in known.facts[place + 1 :] if _ends(one)), None)
        settled = shown.get(end.id) if end is not None and end.kind is FactKind.IDENTITY_CONFIRMED else None
        words = (one for told in asked_about(known, fact) for one in (told.asked, *told.answers))
        asked = tuple(shown[one.id] for one in words if one.id in shown)
        found.append(DoubtedIdentity(shown[fact.id], asked, settled))
    return tuple(reversed(found))


def _ends(fact: Fact) -> bool:
    """Another doubt takes the place of the one before; a confirmation settles it."""
    return fact.kind in (FactKind.IDENTITY_DOUBTED, FactKind.IDENTITY_CONFIRMED)
