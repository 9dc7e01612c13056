"""What a journal entry says: the fields of a record before and after, as JSON.

::

    {"v": 1, "reason": "…", "undoes": change id, "before": {field: value}, "after": {field: value},
     "delta": {field: [start, cut, put]}}

An insert has only ``after``, with every field; a delete only ``before``; an update has the
changed fields alone in both. A changed text of which either side is longer than
``LONG_TEXT`` characters stands in ``delta``: from ``start`` the text ``cut`` gave way to
``put``. Empty parts are left out. UUIDs, dates and instants stand as text (instants in UTC, ISO 8601),
bytes as Base64.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Column, Date, LargeBinary, Table, Uuid

from jfs_desktop.records.base import UtcInstant

FORM = 1
LONG_TEXT = 200

_AS_IN_JSON = (str, int, float, dict, list)
Delta = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """An entry's content, read. Values are as in JSON; :func:`typed` gives them their types."""

    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    delta: Mapping[str, Delta] = field(default_factory=dict)
    reason: str = ""
    undoes: UUID | None = None
    """The change that this one took back."""

    @property
    def fields(self) -> frozenset[str]:
        """Every field that changed."""
        return frozenset(self.before) | frozenset(self.after) | frozenset(self.delta)

    def to_bytes(self) -> bytes:
        parts: dict[str, Any] = {"v": FORM}
        if self.reason:
            parts["reason"] = self.reason
        if self.undoes is not None:
            parts["undoes"] = str(self.undoes)
        for name in ("before", "after", "delta"):
            if value := getattr(self, name):
                parts[name] = value
        return orjson.dumps(parts)


def read(data: bytes) -> Content:
    """Reads what :meth:`Content.to_bytes` wrote."""
    parts = orjson.loads(data)
    delta = {name: (start, cut, put) for name, (start, cut, put) in parts.get("delta", {}).items()}
    undoes = UUID(parts["undoes"]) if "undoes" in parts else None
    return Content(parts.get("before", {}), parts.get("after", {}), delta, parts.get("reason", ""), undoes)


def of_insert(after: Mapping[str, Any], reason: str) -> Content:
    return Content(after={name: plain(value) for name, value in after.items()}, reason=reason)


def of_delete(before: Mapping[str, Any], reason: str) -> Content:
    return Content(before={name: plain(value) for name, value in before.items()}, reason=reason)


def of_update(before: Mapping[str, Any], after: Mapping[str, Any], reason: str) -> Content | None:
    """The differing fields, or None where nothing differs."""
    old, new, delta = {}, {}, {}
    for name, was, now in _differing(before, after):
        if isinstance(was, str) and isinstance(now, str) and max(len(was), len(now)) > LONG_TEXT:
            delta[name] = delta_of(was, now)
        else:
            old[name], new[name] = was, now
    return Content(old, new, delta, reason) if old or delta else None


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name, was in before.items():
        old, new = plain(was), plain(after[name])
        if old != new or type(old) is not type(new):
            yield name, old, new


def delta_of(was: str, now: str) -> Delta:
    """The one stretch that differs between two texts."""
    shorter = min(len(was), len(now))
    start = 0
    while start < shorter and was[start] == now[start]:
        start += 1
    tail = 0
    while tail < shorter - start and was[-1 - tail] == now[-1 - tail]:
        tail += 1
    return start, was[start : len(was) - tail], now[start : len(now) - tail]


def undone(text: str, delta: Delta) -> str | None:
    """The text before a delta, or None where the text is not what the delta left."""
    start, cut, put = delta
    if text[start : start + len(put)] != put:
        return None
    return text[:start] + cut + text[start + len(put) :]


def plain(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if value is None or isinstance(value, _AS_IN_JSON):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"a column holds a {type(value).__name__}, which the journal cannot write")


def typed(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """JSON values with the types of the table's columns; fields the table no longer has fall away."""
    return {
        name: _typed(table.columns[name], value) for name, value in values.items() if name in table.columns
    }


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, UtcInstant):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, Uuid):
        return UUID(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    return value
