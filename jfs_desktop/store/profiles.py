"""Programme profiles and working-day calendars, read from the product's own files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jfs_desktop.errors import NotFound
from jfs_desktop.paths import resource
from jfs_desktop.rules.facts import Nation
from jfs_desktop.rules.profile_reader import BadProfile
from jfs_desktop.rules.programme import Programme, merged, parse_programme
from jfs_desktop.rules.working_days import WorkingDays


@cache
def load_programme(programme_id: str) -> Programme:
    """The shipped profile of that id, such as 'jfs-2021'.

    Raises NotFound for an unknown id and BadProfile, naming the place, for a
    profile that does not hold together.
    """
    return parse_programme(_with_base(programme_id))


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


def _with_base(programme_id: str, asked_by: tuple[str, ...] = ()) -> Mapping[str, object]:
    if programme_id in asked_by:
        raise BadProfile("based_on", f"'{programme_id}' is based on itself")
    own = _file(programme_id)
    base = own.get("based_on")
    if not isinstance(base, str) or not base:
        return own
    return merged(_with_base(base, (*asked_by, programme_id)), own)


def _file(programme_id: str) -> dict[str, object]:
    path = resource("programmes", f"{programme_id}.toml")
    if not path.is_file():
        raise NotFound(f"There is no programme profile '{programme_id}'.")
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise BadProfile(path.name, str(wrong)) from wrong
