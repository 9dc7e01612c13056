"""Programme profiles and working-day calendars, read from the product's own files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, reduce
from pathlib import Path
from typing import Any

from jfs_desktop.errors import NotFound
from jfs_desktop.paths import resource
from jfs_desktop.rules.facts import Nation
from jfs_desktop.rules.profile_reader import BadProfile
from jfs_desktop.rules.programme import Programme, merged, parse_programme
from jfs_desktop.rules.working_days import WorkingDays

Texts = tuple[str, ...]
"""A profile as it is written, after the profiles it is based on: the first stands alone, and each
of the others says how it differs."""


@cache
def load_programme(programme_id: str) -> Programme:
    """The shipped profile of that id, such as 'jfs-2021'.

    Raises NotFound for an unknown id and BadProfile, naming the place, for a
    profile that does not hold together.
    """
    return programme_of(shipped_texts(programme_id))


def shipped_texts(programme_id: str) -> Texts:
    """How the shipped profile of that id is written. Raises as :func:`load_programme` does."""
    texts: list[str] = []
    passed: set[str] = set()
    wanted = programme_id
    while wanted:
        if wanted in passed:
            raise BadProfile("based_on", f"'{wanted}' is based on itself")
        passed.add(wanted)
        texts.insert(0, _text(wanted))
        base = _table(texts[0]).get("based_on")
        wanted = base if isinstance(base, str) else ""
    return tuple(texts)


@cache
def programme_of(texts: Texts) -> Programme:
    """A written profile as a programme; the same texts give the same one. Raises BadProfile."""
    base, *own = map(_table, texts)
    return parse_programme(reduce(merged, own, base))


@cache
def load_calendar() -> WorkingDays:
    """The shipped bank-holiday calendars of all nations as one working-day calendar."""
    return calendar_from_files(sorted(resource("calendars").glob("*.json")))


def calendar_from_files(files: Iterable[Path]) -> WorkingDays:
    """Calendar files joined: each lists the holidays of the nations it names. The result covers
    the days that every file covers."""
    tables: list[dict[str, Any]] = [json.loads(path.read_text("utf-8")) for path in files]
    holidays: dict[date, dict[Nation, str]] = {}
    for table in tables:
        for entry in table["holidays"]:
            kept = holidays.setdefault(date.fromisoformat(entry["date"]), {})
            kept.update(dict.fromkeys(map(Nation, table["nations"]), entry["name"]))
    first = max(date.fromisoformat(table["first"]) for table in tables)
    last = min(date.fromisoformat(table["last"]) for table in tables)
    version = ", ".join(f"{table['division']} {table['version']}" for table in tables)
    return WorkingDays.from_holidays(holidays, first, last, version)


def _text(programme_id: str) -> str:
    path = resource("programmes", f"{programme_id}.toml")
    if not path.is_file():
        raise NotFound(f"There is no programme profile '{programme_id}'.")
    return path.read_text("utf-8")


@cache
def _table(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise BadProfile("its text", str(wrong)) from wrong
