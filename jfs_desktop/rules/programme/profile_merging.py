"""A written profile put together from more than one text, before it is read as a programme (DESIGN 3.1)."""

from __future__ import annotations

from collections.abc import Mapping


def merged(base: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """A profile that says only how it differs from another: tables are merged key by key, lists
    of tables entry by entry (by id, key, code or kind), everything else is replaced."""
    result = dict(base)
    for key, value in own.items():
        before = result.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            result[key] = merged(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            result[key] = _merged_lists(before, value)
        else:
            result[key] = value
    return result


def completed(own: Mapping[str, object], later: Mapping[str, object]) -> dict[str, object]:
    """A profile with what it lacks of a later one: whole tables, settings within a table, and kinds of entry.
    No clock, guard or choice is added to those that it has: by them its cases are read."""
    result = dict(own)
    for key, value in later.items():
        mine = own.get(key)
        if mine is None:
            result[key] = value
        elif isinstance(mine, Mapping) and isinstance(value, Mapping):
            result[key] = {**value, **mine}
        elif key == "facts" and isinstance(mine, list) and isinstance(value, list):
            known = {_identity(entry, number) for number, entry in enumerate(mine)}
            result[key] = mine + [one for one in value if _identity(one, -1) not in known]
    return result


def asking(own: Mapping[str, object], later: Mapping[str, object]) -> Mapping[str, object]:
    """A profile with the questions of a later one for each kind of entry with which it asks nothing at all;
    itself where there are none such. Forms and verbs of the program rest on the answers."""
    kinds, known = own.get("facts"), later.get("facts")
    if not isinstance(kinds, list) or not isinstance(known, list):
        return own
    asked = {_identity(one, -1): one["asks"] for one in known if isinstance(one, Mapping) and "asks" in one}
    facts = [
        {**one, "asks": asked[_identity(one, -1)]}
        if isinstance(one, Mapping) and "asks" not in one and _identity(one, -1) in asked
        else one
        for one in kinds
    ]
    return own if facts == kinds else {**own, "facts": facts}


def _merged_lists(before: list[object], own: list[object]) -> list[object]:
    entries: dict[object, object] = {_identity(entry, number): entry for number, entry in enumerate(before)}
    for number, entry in enumerate(own, start=len(before)):
        identity = _identity(entry, number)
        known = entries.get(identity)
        both = isinstance(known, Mapping) and isinstance(entry, Mapping)
        entries[identity] = merged(known, entry) if both else entry  # type: ignore[arg-type]
    return list(entries.values())


def _identity(entry: object, number: int) -> object:
    if not isinstance(entry, Mapping):
        return number
    return next((entry[name] for name in ("id", "key", "code", "kind", "stage") if name in entry), number)
