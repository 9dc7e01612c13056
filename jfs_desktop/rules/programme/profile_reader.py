"""Reads a mapping into frozen values, strictly: the dataclass is the schema.

Every key must be a field, every field without a default must be there, and every
value must have the field's type. What is wrong is told with its place in the file.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from jfs_desktop.errors import UserError

T = TypeVar("T")


class BadProfile(UserError):
    """A programme profile that cannot be taken; the text names the place in it."""

    default_title = "The programme profile is wrong"

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(
            f"In the programme profile, at {place}: {problem}.",
            remedy="Ask head office for a corrected profile; the one in use stays as it is.",
        )


def read(kind: type[T], value: object, place: str) -> T:
    """The mapping ``value`` as a frozen ``kind``. Raises BadProfile, naming ``place``."""
    table = _mapping(value, place)
    known = {field.name: field for field in fields(kind) if field.init}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            raise BadProfile(place, f"'{key}' is not known here")
    hints = _hints(typing.cast("Hashable", kind))
    given: dict[str, object] = {}
    for name, field in known.items():
        if name in table:
            given[name] = _convert(hints[name], table[name], f"{place}.{name}")
        elif _is_needed(field):
            raise BadProfile(place, f"'{name}' is missing")
    return kind(**given)


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(typing.cast("type[object]", kind))


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _mapping(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadProfile(place, "a table is expected")
    return value


def _convert(hint: Any, value: object, place: str) -> object:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _sequence(typing.get_args(hint)[0], value, place)
    if origin in (typing.Union, types.UnionType):  # 'X | None': TOML has no null, so the value is an X
        return _convert(typing.get_args(hint)[0], value, place)
    if is_dataclass(hint):
        return read(typing.cast("type[object]", hint), value, place)
    if issubclass(hint, Enum):
        return _choice(hint, value, place)
    if type(value) is not hint:
        raise BadProfile(place, f"{value!r} is not {_PLAIN_NAMES.get(hint, hint.__name__)}")
    return value


def _sequence(hint: Any, value: object, place: str) -> tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise BadProfile(place, "a list is expected")
    return tuple(
        _convert(hint, item, f"{place}[{_label(number, item)}]") for number, item in enumerate(value)
    )


def _choice(hint: type[Enum], value: object, place: str) -> Enum:
    try:
        return hint(value)
    except ValueError:
        raise BadProfile(place, f"{value!r} is not one of the known choices") from None


def _label(number: int, item: object) -> str:
    """How a list entry is called in a message: by its id or key where it has one."""
    if isinstance(item, Mapping):
        for name in ("id", "key", "code", "kind"):
            if name in item:
                return str(item[name])
    return str(number + 1)


_PLAIN_NAMES: Mapping[object, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    date: "a date",
    time: "a time of day",
}
