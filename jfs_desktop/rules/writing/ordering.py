"""Which rows of a list stayed in place when it was put into another order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Places of a longest strictly rising run of numbers, others between them left out."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        slot = bisect_left(ends, number)
        before.append(places[slot - 1] if slot else -1)
        if slot == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[slot] = number
            places[slot] = place
    chain: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def moved(older: Sequence[T], newer: Sequence[T]) -> frozenset[T]:
    """The fewest keys of both lists that must be called moved; each key stands once in a list."""
    was = {key: place for place, key in enumerate(older)}
    shared = [key for key in newer if key in was]
    stayed = longest_rising([was[key] for key in shared])
    return frozenset(shared) - {shared[place] for place in stayed}
