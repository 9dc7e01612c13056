"""Whether two records may be of one and the same person (R5, R9, JFS 3.37)."""

from __future__ import annotations

from datetime import date

from jfs_desktop.rules.person.folding import folded

NAME, BIRTH = "name", "date of birth"


def name_key(name: str) -> str:
    """First and last name folded and in any order: the two are often exchanged."""
    return " ".join(sorted(folded(name).split()))


def agreeing(name: str, born: date | None, other: str, other_born: date | None) -> frozenset[str]:
    """Which of name and date of birth are the same; a date that is not known agrees with nothing."""
    found = {NAME} if name_key(name) == name_key(other) else set()
    if born is not None and born == other_born:
        found.add(BIRTH)
    return frozenset(found)


def differing(name: str, born: date | None, other: str, other_born: date | None) -> frozenset[str]:
    """Which of the two are known on both sides and are not the same."""
    compared = {NAME} | ({BIRTH} if born is not None and other_born is not None else set())
    return frozenset(compared - agreeing(name, born, other, other_born))
