"""Programme profiles and working-day calendars, read from the product's own files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache, reduce

from jfs_desktop.errors import NotFound
from jfs_desktop.paths import resource
from jfs_desktop.rules.calendar.calendar_reader import WrittenCalendar, read_calendar, version_order
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.programme.profile_merging import asking, completed, merged
from jfs_desktop.rules.programme.profile_reader import BadProfile
from jfs_desktop.rules.programme.programme import Programme, parse_programme

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


@cache
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
    return parse_programme(_whole(texts))


@cache
def kept_programme(texts: Texts) -> Programme:
    """A profile that a vault keeps, for as long as its cases are read by it (DESIGN 3.1).

    What an earlier program adopted does not know the kinds of entry, the settings and the questions that came
    with a later one: those alone are taken from the shipped profile of its id. Raises BadProfile where it is
    not whole even so, and for a profile that the program does not ship.
    """
    try:
        programme = programme_of(texts)
    except BadProfile as lacking:
        own = _whole(texts)
        try:
            later = _whole(shipped_texts(str(own.get("id", ""))))
        except NotFound:
            raise lacking from None
        return parse_programme(completed(asking(own, later), later))
    return _asking_as_shipped(programme, texts)


def _asking_as_shipped(programme: Programme, texts: Texts) -> Programme:
    """The same where it is the shipped one, as nearly always: its tables are let go of by then."""
    try:
        shipped = shipped_texts(programme.id)
    except NotFound:
        return programme
    if texts == shipped:
        return programme
    own = _whole(texts)
    asked = asking(own, _whole(shipped))
    return programme if asked is own else parse_programme(asked)


def forget_tables() -> None:
    """Let go of the profiles as they are written: 1 MB that serves no more once each is a programme."""
    _table.cache_clear()


def _whole(texts: Texts) -> Mapping[str, object]:
    base, *own = map(_table, texts)
    return reduce(merged, own, base)


@cache
def load_calendar() -> WorkingDays:
    """The shipped bank-holiday calendars of all nations as one working-day calendar."""
    return shipped_calendar().days


@cache
def shipped_calendar() -> WrittenCalendar:
    """The same with its version and source."""
    return read_calendar(shipped_calendar_table())


def shipped_calendar_table() -> Mapping[str, object]:
    """The shipped files, one a division, joined as a calendar file has them. It covers the days that
    every division covers; its version is that of the newest."""
    files = sorted(resource("calendars").glob("*.json"))
    divisions = [json.loads(path.read_text("utf-8")) for path in files]
    newest = max(divisions, key=lambda division: version_order(division["version"]))
    return {
        "version": newest["version"],
        "source": newest["source"],
        "nations": sorted(nation for division in divisions for nation in division["nations"]),
        "divisions": divisions,
    }


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
